package kafka

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/twmb/franz-go/pkg/sr"

	"starling/specs/wire"
)

// registryProps is what the properties say of the schema registry.
type registryProps struct {
	urls       []string          // without user, password and query
	place      string            // the URLs, for messages
	queries    map[string]string // by origin of the URLs
	user, pass string
	token      string
	tls        *tls.Config
	secured    string // the TLS properties, to tell one registry from another
}

// key tells registries apart.
func (r *registryProps) key() string {
	return fmt.Sprintf("%q %q %q %q %q %s", r.urls, r.queries, r.user, r.pass, r.token, r.secured)
}

// registry reads schema.registry.*, basic.auth.* and bearer.auth.*; nil without a URL.
func (c config) registry() (*registryProps, error) {
	c, err := c.opened()
	if err != nil {
		return nil, err
	}
	a := c.arg("schema.registry.url", "")
	if a.value == "" {
		return nil, nil
	}
	r := &registryProps{queries: map[string]string{}}
	secure := false
	for one := range strings.SplitSeq(a.value, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		if err := r.addURL(one, a.part(shownAddress(one))); err != nil {
			return nil, fmt.Errorf("schema.registry.url: %w", err)
		}
		secure = secure || strings.HasPrefix(r.urls[len(r.urls)-1], "https:")
	}
	r.place = a.part(strings.Join(r.urls, ", "))
	if a.written != "" {
		c.env.veil.add(a.value, a.written)
	}
	if len(r.urls) == 0 {
		return nil, a.bad("names no address")
	}
	if secure {
		if r.tls, err = c.TLS("schema.registry."); err != nil {
			return nil, err
		}
		var names []string
		for name, v := range c.values {
			if strings.HasPrefix(name, "schema.registry.ssl.") {
				names = append(names, name+"="+v)
			}
		}
		slices.Sort(names)
		r.secured = fmt.Sprint(names)
	}
	if err := r.basic(c); err != nil {
		return nil, err
	}
	return r, r.bearer(c)
}

// addURL takes one address; a user, password and query in it are taken out of sight.
// shown is how it is worded.
func (r *registryProps) addURL(text, shown string) error {
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	switch {
	case err != nil: // the error's own text may show a password
		return fmt.Errorf("is not a URL like http://127.0.0.1:8081")
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return fmt.Errorf("%q is not a URL like http://127.0.0.1:8081", shown)
	}
	if u.User != nil {
		r.user = u.User.Username()
		r.pass, _ = u.User.Password()
		u.User = nil
	}
	r.queries[origin(u)] = u.RawQuery
	u.RawQuery, u.Fragment = "", ""
	r.urls = append(r.urls, strings.TrimSuffix(u.String(), "/"))
	return nil
}

// basic finds the user and password by basic.auth.credentials.source.
func (r *registryProps) basic(c config) error {
	a, _ := c.get("basic.auth.user.info")
	if a.value == "" {
		a, _ = c.get("schema.registry.basic.auth.user.info")
	}
	source := c.arg("basic.auth.credentials.source", "")
	if source.value == "" && a.value != "" {
		source.value = "USER_INFO"
	}
	if source.value == "" {
		return nil
	}
	kind, err := source.choice("URL", "USER_INFO", "SASL_INHERIT")
	if err != nil || kind == "URL" {
		return err
	}
	if kind == "SASL_INHERIT" {
		u, err := c.user("") // that of the connection to the broker
		if err != nil {
			return fmt.Errorf("basic.auth.credentials.source: SASL_INHERIT: %w", err)
		}
		r.user, r.pass = u.name, u.pass
		return nil
	}
	user, pass, ok := strings.Cut(a.value, ":")
	if !ok || user == "" {
		return a.bad("must be user:password")
	}
	r.user, r.pass = user, pass
	return nil
}

// bearer finds the token of bearer.auth.credentials.source.
func (r *registryProps) bearer(c config) error {
	source := c.arg("bearer.auth.credentials.source", "STATIC_TOKEN")
	if !strings.EqualFold(source.value, "STATIC_TOKEN") {
		return source.bad("is not supported, only STATIC_TOKEN with bearer.auth.token")
	}
	r.token = c.Get("bearer.auth.token", "")
	switch {
	case r.token == "" && c.Get("bearer.auth.credentials.source", "") != "":
		return fmt.Errorf("bearer.auth.token: missing; bearer.auth.credentials.source needs it")
	case r.token != "" && r.user != "":
		return fmt.Errorf("bearer.auth.token and a user with password cannot both be given")
	}
	return nil
}

// newSchemas makes the clients; nothing is asked yet.
func newSchemas(e *Env, r *registryProps) (*schemas, error) {
	s := &schemas{
		env: e, place: r.place, asked: map[schemaName]chan struct{}{}, byName: map[schemaName]wire.Schema{},
		byVersion: map[subjectVersion]wire.Schema{}, refused: map[schemaName]refusedName{},
	}
	network := &http.Transport{DialContext: e.Dial, TLSClientConfig: r.tls, IdleConnTimeout: askTimeout, MaxIdleConns: 2}
	s.auth = &authorized{&limitedAnswers{network}, r.authorization(), r.pass, r.queries}
	h := &http.Client{Transport: s.auth}
	for _, u := range r.urls {
		cl, err := sr.NewClient(sr.URLs(u), sr.HTTPClient(h), sr.UserAgent("starling"))
		if err != nil {
			return nil, fmt.Errorf("schema.registry.url: %w", err)
		}
		s.clients = append(s.clients, cl)
	}
	return s, nil
}
