package client

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/twmb/franz-go/pkg/sasl"
	"github.com/twmb/franz-go/pkg/sasl/oauth"
)

// bearer is what the properties say of OAUTHBEARER: a token, or an issuer that
// gives one for the client's credentials.
type bearer struct {
	token      string
	endpoint   *url.URL // http, https, or file: the token is in a file
	place      string   // the endpoint, for messages
	id, secret string
	scope      string
	extensions map[string]string
}

// bearerLogin is the mechanism OAUTHBEARER.
func (c Config) bearerLogin() (sasl.Mechanism, error) {
	b, err := c.bearer()
	if err != nil {
		return nil, err
	}
	var from *issuer
	if b.endpoint != nil && b.endpoint.Scheme != "file" {
		if from, err = newIssuer(c); err != nil {
			return nil, err
		}
	}
	return bearerMechanism{oauth.Oauth(func(ctx context.Context) (oauth.Auth, error) {
		b, err := c.bearer()
		if err == nil && from != nil {
			b.token, err = from.token(ctx, b)
		}
		return oauth.Auth{Token: b.token, Extensions: b.extensions}, err
	})}, nil
}

// bearer reads the properties, and the file of a token.
func (c Config) bearer() (b bearer, err error) {
	options, err := c.jaasOptions("OAUTHBEARER")
	if err != nil {
		return b, fmt.Errorf("sasl.jaas.config: %w", err)
	}
	if c, err = c.opened(); err != nil {
		return b, err
	}
	if b.extensions, err = c.extensions(options); err != nil {
		return b, err
	}
	token := c.Arg("sasl.oauthbearer.token", "")
	place := c.Arg("sasl.oauthbearer.token.endpoint.url", "")
	switch {
	case token.Value != "" && place.Value != "":
		return b, errors.New("sasl.oauthbearer.token and sasl.oauthbearer.token.endpoint.url cannot both be given")
	case place.Value != "":
		b.endpoint, err = url.Parse(place.Value)
		b.place = place.part(shownAddress(place.Value))
		if place.written != "" {
			c.env.veil.add(place.Value, place.written)
		}
		if err != nil || !slices.Contains([]string{"http", "https", "file"}, b.endpoint.Scheme) || b.endpoint.User != nil || b.endpoint.Scheme != "file" && b.endpoint.Host == "" {
			return b, place.Bad("is not a URL like https://login.example.com/token, without a user")
		}
		if b.endpoint.Scheme != "file" {
			return b, b.credentials(c, options)
		}
		text, err := c.env.readSecret(b.endpoint.Path)
		if err != nil && place.written == "" {
			err = fmt.Errorf("file %s: %w", b.endpoint.Path, err)
		}
		if err != nil {
			return b, fmt.Errorf("%s: %w", place.Name, place.unreadable(err))
		}
		token = Arg{Name: place.Name, Value: strings.TrimSpace(text)}
	case token.Value == "":
		return b, errors.New("sasl.oauthbearer.token: missing; sasl.mechanism OAUTHBEARER needs a token, such as ${file:/run/token}, or sasl.oauthbearer.token.endpoint.url with clientId and clientSecret in sasl.jaas.config")
	}
	b.token = token.Value
	if !tokenish(b.token) {
		return b, token.Bad("is not a token: it is empty or has space or other characters that no token has")
	}
	return b, nil
}

// tokenish tells whether a text can be a bearer token (RFC 6750).
func tokenish(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"\,`, r) })
}

// credentials finds the client's in the login module's options, or under the
// names that the Java client and librdkafka have for them.
func (b *bearer) credentials(c Config, options map[string]string) error {
	find := func(option string, names ...string) string {
		if v := options[option]; v != "" {
			return v
		}
		for _, name := range names {
			if v := c.Get(name, ""); v != "" {
				return v
			}
		}
		return ""
	}
	b.id = find("clientId", "sasl.oauthbearer.client.credentials.client.id", "sasl.oauthbearer.client.id")
	b.secret = find("clientSecret", "sasl.oauthbearer.client.credentials.client.secret", "sasl.oauthbearer.client.secret")
	b.scope = find("scope", "sasl.oauthbearer.scope")
	switch {
	case b.id == "":
		return errors.New("sasl.oauthbearer.client.credentials.client.id: missing, as is clientId in sasl.jaas.config; the token's issuer wants to know the client")
	case b.secret == "":
		return errors.New("sasl.oauthbearer.client.credentials.client.secret: missing, as is clientSecret in sasl.jaas.config; the token's issuer wants to know the client")
	}
	return nil
}

// extensions is the SASL extensions: the options extension_NAME, or
// sasl.oauthbearer.extensions as in "NAME=value,NAME=value".
func (c Config) extensions(options map[string]string) (map[string]string, error) {
	out, shown := map[string]string{}, map[string]string{}
	for option, value := range options {
		if name, ok := strings.CutPrefix(option, "extension_"); ok {
			out[name], shown[name] = value, "of an option of sasl.jaas.config" // any part of which may be secret
		}
	}
	a := c.Arg("sasl.oauthbearer.extensions", "")
	for pair := range strings.SplitSeq(a.Value, ",") {
		if strings.TrimSpace(pair) == "" {
			continue
		}
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, a.Bad("must be NAME=value,NAME=value")
		}
		name = strings.TrimSpace(name)
		out[name], shown[name] = strings.TrimSpace(value), strconv.Quote(a.part(name))
	}
	for _, name := range slices.Sorted(maps.Keys(out)) {
		if name == "" || name == "auth" || strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz") != "" {
			return nil, fmt.Errorf("sasl.oauthbearer.extensions: the name %s must consist of letters and not be auth", shown[name])
		}
		if strings.ContainsRune(out[name], '\x01') {
			return nil, fmt.Errorf("sasl.oauthbearer.extensions: the value of %s has a character that cannot be sent", shown[name])
		}
	}
	return out, nil
}

// bearerMechanism adds the exchange after a refusal: the broker sends the
// reason as a challenge and fails once that is answered (RFC 7628, 3.2.3).
type bearerMechanism struct{ sasl.Mechanism }

// Authenticate begins a login.
func (m bearerMechanism) Authenticate(ctx context.Context, host string) (sasl.Session, []byte, error) {
	_, first, err := m.Mechanism.Authenticate(ctx, host)
	return bearerSession{}, first, err
}

type bearerSession struct{}

// Challenge answers the broker.
func (bearerSession) Challenge(resp []byte) (bool, []byte, error) {
	if len(resp) == 0 {
		return true, nil, nil
	}
	return false, []byte{1}, nil
}
