package client

import (
	"path/filepath"
	"strings"
	"testing"

	"starling/internal/files"
)

// TestFilesAreConfined names a file by every property that can, and by references in every
// place, outside of what is allowed and within.
func TestFilesAreConfined(t *testing.T) {
	a := newAuthority(t)
	cert, key := a.issue(t, "me")
	inside := write(t, "inside.pem", cert+key)
	outside := write(t, "canary42.pem", cert+key)
	token := write(t, "token", "abc")
	t.Setenv("STARLING_YES", "abc")
	t.Setenv("STARLING_NO", "abc")
	t.Setenv("STARLING_PATH", outside)
	access, err := files.Confine([]string{filepath.Dir(inside), filepath.Dir(token)}, nil, []string{"STARLING_YES", "STARLING_PATH"})
	if err != nil {
		t.Fatal(err)
	}
	ssl := Props{"security.protocol": "SSL"}
	sasl := Props{"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "PLAIN", "sasl.username": "a"}
	bearer := Props{"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "OAUTHBEARER"}
	registry := Props{"schema.registry.url": "https://127.0.0.1:1"}
	for _, c := range []struct {
		p    Props
		name string // of the property, with # for the file or the reference
		yes  string
		no   string
	}{
		{ssl, "ssl.truststore.location", inside, outside},
		{ssl, "ssl.ca.location", inside, outside},
		{ssl, "ssl.keystore.location", inside, outside},
		{ssl.With(Props{"ssl.key.location": inside}), "ssl.certificate.location", inside, outside},
		{ssl.With(Props{"ssl.certificate.location": inside}), "ssl.key.location", inside, outside},
		{registry, "schema.registry.ssl.truststore.location", inside, outside},
		{registry, "schema.registry.ssl.keystore.location", inside, outside},
		{ssl, "ssl.ca.location", inside, "${env:STARLING_PATH}"},
		{ssl, "ssl.ca.location", inside, "/proc/self/environ"},
		{ssl, "ssl.ca.pem", "${file:" + inside + "}", "${file:" + outside + "}"},
		{sasl, "sasl.password", "${file:" + token + "}", "${file:" + outside + "}"},
		{sasl, "sasl.password", "${env:STARLING_YES}", "${env:STARLING_NO}"},
		{Props{"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "PLAIN"}, "sasl.jaas.config", "x.PlainLoginModule required username=a password=${env:STARLING_YES};", "x.PlainLoginModule required username=a password=${env:STARLING_NO};"},
		{bearer, "sasl.oauthbearer.token", "${file:" + token + "}", "${file:" + outside + "}"},
		{bearer, "sasl.oauthbearer.token.endpoint.url", "file://" + token, "file://" + outside},
		{nil, "client.id", "${file:" + token + "}", "${file:" + outside + ":x}"},
		{nil, "client.id", "${env:STARLING_YES}", "${env:HOME}"},
		{Props{"schema.registry.url": "http://127.0.0.1:1"}, "basic.auth.user.info", "a:${env:STARLING_YES}", "a:${env:STARLING_NO}"},
	} {
		for value, allowed := range map[string]bool{c.yes: true, c.no: false} {
			env := &Env{Files: access}
			conf, err := env.Config(with(c.p.With(Props{c.name: value})))
			if err == nil {
				_, err = parse(conf)
			}
			if err == nil {
				_, err = conf.Registry()
			}
			if allowed && err != nil {
				t.Errorf("%s=%s: %v", c.name, value, err)
			}
			if !allowed && (err == nil || !strings.HasPrefix(err.Error(), c.name) || !strings.Contains(err.Error(), "is outside of what --allow-")) {
				t.Errorf("%s=%s: %v", c.name, value, err)
			}
			if value == "${env:STARLING_PATH}" && strings.Contains(err.Error(), "canary42") {
				t.Errorf("%s=%s: %v", c.name, value, err)
			}
		}
	}
}
