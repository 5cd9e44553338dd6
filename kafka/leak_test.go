package kafka

import (
	"bytes"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/twmb/franz-go/pkg/kfake"

	"starling/specs/wire"
)

// paper is everything that is printed.
type paper struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write prints.
func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

func (p *paper) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// secrets is each property that holds one, with the texts that must not be seen.
func secretProps(t *testing.T, key string) map[string]Props {
	hidden := write(t, "hidden", "S3CRET-of-file\n")
	t.Setenv("STARLING_SECRET", "S3CRET-of-env")
	plain := Props{"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "PLAIN"}
	bearer := Props{"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "OAUTHBEARER"}
	ssl := Props{"security.protocol": "SSL"}
	jaas := func(pass string) Props {
		return Props{"sasl.jaas.config": `x.PlainLoginModule required username="pat" password="` + pass + `";`}
	}
	url := Props{"sasl.oauthbearer.token.endpoint.url": "http://127.0.0.1:1/S3CRET?S3CRET"}
	return map[string]Props{
		"jaas":          plain.With(jaas("S3CRET")),
		"jaas env":      plain.With(jaas("${env:STARLING_SECRET}")),
		"jaas file":     plain.With(jaas("${file:" + hidden + "}")),
		"jaas broken":   plain.With(Props{"sasl.jaas.config": `x.PlainLoginModule required S3CRET="S3CRET" "S3CRET"`}),
		"scram":         plain.With(Props{"sasl.mechanism": "SCRAM-SHA-512", "sasl.username": "pat", "sasl.password": "S3CRET"}),
		"password":      plain.With(Props{"sasl.username": "pat", "sasl.password": "S3CRET"}),
		"no protocol":   {"sasl.password": "S3CRET", "ssl.key.password": "S3CRET"},
		"token":         bearer.With(Props{"sasl.oauthbearer.token": "S3CRET"}),
		"token broken":  bearer.With(Props{"sasl.oauthbearer.token": "S3 CRET S3CRET"}),
		"client secret": bearer.With(Props{"sasl.oauthbearer.token.endpoint.url": "http://127.0.0.1:1/", "sasl.oauthbearer.client.id": "a", "sasl.oauthbearer.client.secret": "S3CRET"}),
		"token url":     bearer.With(url).With(Props{"sasl.oauthbearer.token.endpoint.url": "http://u:S3CRET@127.0.0.1:1/"}),
		"key":           ssl.With(Props{"ssl.keystore.certificate.chain": "x", "ssl.keystore.key": "S3CRET" + key}),
		"key pem":       ssl.With(Props{"ssl.certificate.pem": "x", "ssl.key.pem": key, "ssl.key.password": "S3CRET"}),
		"stores":        ssl.With(Props{"ssl.keystore.password": "S3CRET", "ssl.truststore.password": "S3CRET", "ssl.key.password": "S3CRET"}),
		"misspelt":      {"sasl.pasword": "S3CRET", "sasl.jaas.confg": "S3CRET", "S3CRET.token": "x"},
		"wrong kind":    {"linger.ms": "${env:STARLING_SECRET}"},
	}
}

func registrySecrets(url string) map[string]Props {
	userIn := func(u string) string { return strings.Replace(u, "://", "://ada:S3CRET@", 1) }
	return map[string]Props{
		"user info":      {"schema.registry.url": url, "basic.auth.user.info": "ada:S3CRET"},
		"long name":      {"schema.registry.url": url, "schema.registry.basic.auth.user.info": "ada:${env:STARLING_SECRET}"},
		"no user":        {"schema.registry.url": url, "basic.auth.user.info": "S3CRET"},
		"url":            {"schema.registry.url": userIn(url)},
		"urls":           {"schema.registry.url": userIn("http://127.0.0.1:1") + "," + userIn(url)},
		"url broken":     {"schema.registry.url": userIn("http://[") + "%zz"},
		"url port":       {"schema.registry.url": userIn("http://127.0.0.1:S3CRET")},
		"url scheme":     {"schema.registry.url": userIn("ftp://127.0.0.1")},
		"url no scheme":  {"schema.registry.url": "ada:S3CRET@127.0.0.1:1"},
		"token":          {"schema.registry.url": url, "bearer.auth.token": "S3CRET"},
		"token and user": {"schema.registry.url": userIn(url), "bearer.auth.token": "S3CRET"},
		"inherit":        {"schema.registry.url": url, "basic.auth.credentials.source": "SASL_INHERIT", "sasl.jaas.config": `x.PlainLoginModule required username=a password=S3CRET;`},
		"stores":         {"schema.registry.url": "https://127.0.0.1:1", "schema.registry.ssl.keystore.key": "S3CRET", "schema.registry.ssl.key.password": "S3CRET"},
	}
}

// TestNoSecretIsShown runs clients with every property that holds a secret, against
// brokers and registries that answer, refuse and are not there, and reads everything
// that was said: errors, notices, warnings, and the log at its most talkative.
func TestNoSecretIsShown(t *testing.T) {
	a := newAuthority(t)
	_, key := a.issue(t, "me")
	keyLine := strings.Split(key, "\n")[1]
	shown := regexp.MustCompile("S3CRET|" + regexp.QuoteMeta(keyLine))
	said := &paper{}
	all := map[string]bool{}
	for name, p := range secretProps(t, key) {
		for place, addr := range brokers(t) {
			env := &Env{Log: slog.New(slog.NewTextHandler(said, &slog.HandlerOptions{Level: slog.LevelDebug})), Notify: func(msg string) { fmt.Fprintln(said, msg) }}
			p := p.With(Props{"bootstrap.servers": addr, "default.api.timeout.ms": "100"})
			maps.Insert(all, func(yield func(string, bool) bool) {
				for n := range p {
					if !yield(n, true) {
						return
					}
				}
			})
			_, err := env.Topics(t.Context(), p)
			fmt.Fprintf(said, "%s at %s: %v\n", name, place, err)
			shownP, err := env.props(p)
			if name != "wrong kind" && !maps.Equal(shownP, p) {
				t.Errorf("%s: properties became %v, %v", name, shownP, err)
			}
		}
	}
	for place, url := range registries(t) {
		for name, p := range registrySecrets(url) {
			env := &Env{Notify: func(msg string) { fmt.Fprintln(said, msg) }}
			for n := range p {
				all[n] = true
			}
			r, err := env.Registry(p.With(Props{"bootstrap.servers": "127.0.0.1:1", "default.api.timeout.ms": "100"}))
			if err == nil {
				_, err = r.Schema(t.Context(), "s", wire.Latest)
			}
			fmt.Fprintf(said, "registry %s at %s: %v\n", name, place, err)
		}
	}
	text := said.String()
	for line := range strings.Lines(text) {
		// A misspelt name is told; it is no secret.
		if shown.MatchString(strings.ReplaceAll(line, `"S3CRET.token"`, "")) {
			t.Errorf("shown: %s", line)
		}
	}
	for _, part := range []string{"beginning sasl authentication", "unknown property", "connection refused", "not authorized (401)", "has no effect"} {
		if !strings.Contains(text, part) {
			t.Errorf("nothing says %q, so the test does not look where it should", part)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		exempt := strings.HasPrefix(name, "sasl.oauthbearer.client.credentials") || strings.HasPrefix(name, "schema.registry.ssl.") || strings.HasPrefix(name, "ssl.keystore.key")
		if isSecret(name) && !all[name] && !exempt {
			t.Errorf("no case has %s", name)
		}
	}
}

// brokers is one that takes the credentials, one that wants none, and none.
func brokers(t *testing.T) map[string]string {
	strict, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.EnableSASL(), kfake.Superuser("PLAIN", "pat", "S3CRET"), kfake.Superuser("SCRAM-SHA-512", "pat", "other"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(strict.Close)
	lax, err := kfake.NewCluster(kfake.NumBrokers(1))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(lax.Close)
	return map[string]string{"strict": strict.ListenAddrs()[0], "lax": lax.ListenAddrs()[0], "nowhere": "127.0.0.1:1"}
}

// registries is one that answers, one that refuses, one that fails, and others.
func registries(t *testing.T) map[string]string {
	out := map[string]string{"nowhere": "http://127.0.0.1:1"}
	for name, answer := range map[string]http.HandlerFunc{
		"good": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `{"subject":"s","version":1,"id":1,"schema":"\"int\""}`)
		},
		"refuses": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, `{"error_code":401,"message":"no"}`)
		},
		"fails": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"page":  func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") },
		"moves": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) },
	} {
		s := httptest.NewServer(answer)
		t.Cleanup(s.Close)
		out[name] = s.URL
	}
	return out
}
