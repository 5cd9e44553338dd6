package kafka

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"starling/specs/wire"
)

// credentials is the properties of every way to log in at a registry, with a canary as the
// secret.
func credentials(address string) map[string]Props {
	return map[string]Props{
		"user in the URL": {"schema.registry.url": strings.Replace(address, "://", "://ada:S3CRET@", 1)},
		"user info":       {"schema.registry.url": address, "basic.auth.user.info": "ada:S3CRET"},
		"token":           {"schema.registry.url": address, "bearer.auth.token": "S3CRET"},
		"query":           {"schema.registry.url": address + "?token=S3CRET"},
		"query and path":  {"schema.registry.url": address + "/path/?a=b&x=S3CRET#c"},
	}
}

// asked is what a server was told: addresses and headers of requests.
type asked struct {
	mu   sync.Mutex
	text strings.Builder
}

func (h *asked) note(r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	user, pass, _ := r.BasicAuth()
	fmt.Fprintln(&h.text, r.URL, r.Header, user, pass)
}

func (h *asked) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// TestRedirectsGetNoCredentials: what is asked for elsewhere is asked for without them, at
// the registry's own address with them.
func TestRedirectsGetNoCredentials(t *testing.T) {
	answer := func(w http.ResponseWriter) {
		fmt.Fprintf(w, `{"subject":"s","version":1,"id":5,"schema":%q}`, avroNumber)
	}
	var own, other asked
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		other.note(r)
		answer(w)
	}))
	defer elsewhere.Close()
	target := ""
	var registry *httptest.Server
	registry = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Host == "other.example:"+port(registry.URL):
			other.note(r)
			answer(w)
		case strings.HasPrefix(r.URL.Path, "/moved"):
			own.note(r)
			answer(w)
		default:
			http.Redirect(w, r, target, http.StatusTemporaryRedirect)
		}
	}))
	defer registry.Close()
	env := func() *Env {
		return &Env{DialFunc: func(ctx context.Context, network, addr string) (net.Conn, error) {
			addr = strings.Replace(addr, "other.example", "127.0.0.1", 1)
			return new(net.Dialer).DialContext(ctx, network, addr)
		}}
	}
	for name, p := range credentials(registry.URL) {
		for _, target = range []string{elsewhere.URL, "http://other.example:" + port(registry.URL), registry.URL + "/moved"} {
			before := own.String()
			r, err := env().Registry(p.With(Props{"bootstrap.servers": "b:1"}))
			if err == nil {
				_, err = r.Schema(t.Context(), "s", 1)
			}
			if err != nil {
				t.Errorf("%s, to %s: %v", name, target, err)
			}
			if target == registry.URL+"/moved" {
				if told := strings.TrimPrefix(own.String(), before); !strings.Contains(told, "S3CRET") {
					t.Errorf("%s: the registry itself was told %s", name, told)
				}
			}
		}
	}
	if told := other.String(); strings.Contains(told, "S3CRET") || strings.Contains(told, "ada") || strings.Contains(told, "Authorization") || strings.Count(told, "\n") != 2*len(credentials("")) {
		t.Errorf("others were told %s", told)
	}
}

func port(address string) string { return address[strings.LastIndexByte(address, ':')+1:] }

func TestOrigin(t *testing.T) {
	for a, b := range map[string]string{"http://H:80/x": "http://h", "https://h:443": "https://h/?y", "HTTP://h:8081": "http://h:8081/"} {
		if originOf(t, a) != originOf(t, b) {
			t.Errorf("%s and %s differ", a, b)
		}
	}
	for a, b := range map[string]string{"http://h": "https://h", "http://h:80": "https://h:80", "http://h:1": "http://h:2", "http://h.x": "http://h", "https://a@h": "https://h:8443"} {
		if originOf(t, a) == originOf(t, b) {
			t.Errorf("%s and %s are the same", a, b)
		}
	}
}

func originOf(t *testing.T, text string) string {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return origin(u)
}

// TestAddressesShowNoSecret: whatever becomes of a registry or broker, what is said of it
// has no password and no query.
func TestAddressesShowNoSecret(t *testing.T) {
	servers := registries(t)
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(422)
		_, pass, _ := r.BasicAuth()
		fmt.Fprintf(w, `{"error_code":422,"message":%q}`, fmt.Sprint("who is ", r.URL, r.Header["Authorization"], pass))
	}))
	defer echo.Close()
	servers["echoes"] = echo.URL
	servers["no such host"] = "http://host.invalid:1"
	servers["no URL"] = "ftp://host.invalid"
	said := &paper{}
	for place, address := range servers {
		for name, p := range credentials(address) {
			env := &Env{Notify: func(msg string) { fmt.Fprintln(said, msg) }}
			p = p.With(Props{"bootstrap.servers": "127.0.0.1:1", "default.api.timeout.ms": "50"})
			r, err := env.Registry(p)
			if err == nil {
				_, err = r.Schema(t.Context(), "s", wire.Latest)
			}
			fmt.Fprintf(said, "%s at %s: %v\n", name, place, err)
		}
	}
	for _, broker := range []string{"ada:S3CRET@127.0.0.1:1", "SASL_SSL://ada:S3CRET@b:9092", "b:1,ada:S3CRET/x@b:9092", "S3CRET@b:1", "ada:S3CRET@", "ada:S3CRET@b:x"} {
		for _, name := range []string{"bootstrap.servers", "metadata.broker.list"} {
			_, err := (&Env{}).Topics(t.Context(), Props{name: broker})
			if err == nil || !strings.Contains(err.Error(), "has a user before the host") {
				t.Errorf("%s: %v", broker, err)
			}
			fmt.Fprintln(said, err)
		}
	}
	if err := (Alias{}).Add("ada:S3CRET@b:9092"); err == nil {
		t.Error("no error")
	} else {
		fmt.Fprintln(said, err)
	}
	for line := range strings.Lines(said.String()) {
		if strings.Contains(line, "S3CRET") {
			t.Errorf("shown: %s", line)
		}
	}
	for _, part := range []string{"who is", "***", "connection refused", "cannot be resolved", "not authorized"} {
		if !strings.Contains(said.String(), part) {
			t.Errorf("nothing says %q, so the test does not look where it should:\n%s", part, said)
		}
	}
}
