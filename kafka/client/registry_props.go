package client

import (
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Registry is what the properties say of the schema registry.
type Registry struct {
	URLs       []string          // without user, password and query
	Place      string            // the URLs, for messages
	Queries    map[string]string // by origin of the URLs
	user, Pass string
	token      string
	TLS        *tls.Config
	secured    string // the TLS properties, to tell one registry from another
}

// Key tells registries apart.
func (r *Registry) Key() string {
	return fmt.Sprintf("%q %q %q %q %q %s", r.URLs, r.Queries, r.user, r.Pass, r.token, r.secured)
}

// Registry reads schema.registry.*, basic.auth.* and bearer.auth.*; nil without a URL.
func (c Config) Registry() (*Registry, error) {
	c, err := c.opened()
	if err != nil {
		return nil, err
	}
	a := c.Arg("schema.registry.url", "")
	if a.Value == "" {
		return nil, nil
	}
	r := &Registry{Queries: map[string]string{}}
	secure := false
	for one := range strings.SplitSeq(a.Value, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		if err := r.addURL(one, a.part(shownAddress(one))); err != nil {
			return nil, fmt.Errorf("schema.registry.url: %w", err)
		}
		secure = secure || strings.HasPrefix(r.URLs[len(r.URLs)-1], "https:")
	}
	r.Place = a.part(strings.Join(r.URLs, ", "))
	if a.written != "" {
		c.env.veil.add(a.Value, a.written)
	}
	if len(r.URLs) == 0 {
		return nil, a.Bad("names no address")
	}
	if secure {
		if r.TLS, err = c.TLS("schema.registry."); err != nil {
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
func (r *Registry) addURL(text, shown string) error {
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
		r.Pass, _ = u.User.Password()
		u.User = nil
	}
	r.Queries[Origin(u)] = u.RawQuery
	u.RawQuery, u.Fragment = "", ""
	r.URLs = append(r.URLs, strings.TrimSuffix(u.String(), "/"))
	return nil
}

// basic finds the user and password by basic.auth.credentials.source.
func (r *Registry) basic(c Config) error {
	a, _ := c.Lookup("basic.auth.user.info")
	if a.Value == "" {
		a, _ = c.Lookup("schema.registry.basic.auth.user.info")
	}
	source := c.Arg("basic.auth.credentials.source", "")
	if source.Value == "" && a.Value != "" {
		source.Value = "USER_INFO"
	}
	if source.Value == "" {
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
		r.user, r.Pass = u.name, u.pass
		return nil
	}
	user, pass, ok := strings.Cut(a.Value, ":")
	if !ok || user == "" {
		return a.Bad("must be user:password")
	}
	r.user, r.Pass = user, pass
	return nil
}

// bearer finds the token of bearer.auth.credentials.source.
func (r *Registry) bearer(c Config) error {
	source := c.Arg("bearer.auth.credentials.source", "STATIC_TOKEN")
	if !strings.EqualFold(source.Value, "STATIC_TOKEN") {
		return source.Bad("is not supported, only STATIC_TOKEN with bearer.auth.token")
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

// Authorization is the header of the properties' credentials.
func (r *Registry) Authorization() string {
	switch {
	case r.token != "":
		return "Bearer " + r.token
	case r.user != "":
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(r.user+":"+r.Pass))
	}
	return ""
}

// Origin is a URL's scheme, host and port.
func Origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)]
	}
	return strings.ToLower(u.Scheme + "://" + u.Hostname() + ":" + port)
}
