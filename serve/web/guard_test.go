package web

import (
	"crypto/tls"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"starling/serve/door"
	"starling/serve/door/doortest"
)

// asking is a request and what comes of it.
type asking struct {
	method, path, host    string
	token, cookie, origin string
	accept, upgrade       string
}

func (r *rig) do(a asking) (*http.Response, string) {
	r.Helper()
	if a.method == "" {
		a.method = http.MethodGet
	}
	scheme := "http://"
	if r.door.Secure() {
		scheme = "https://"
	}
	q, err := http.NewRequestWithContext(r.Context(), a.method, scheme+r.door.Addr().String()+a.path, nil)
	if err != nil {
		r.Fatal(err)
	}
	if q.Host = r.door.Addr().String(); a.host != "" {
		q.Host = a.host
	}
	for name, value := range map[string]string{"Origin": a.origin, "Accept": a.accept} {
		if value != "" {
			q.Header.Set(name, value)
		}
	}
	if a.token != "" {
		q.Header.Set("Authorization", "Bearer "+a.token)
	}
	if a.cookie != "" {
		q.AddCookie(&http.Cookie{Name: r.cookie, Value: a.cookie})
	}
	if a.upgrade != "" {
		q.Header.Set("Connection", "Upgrade")
		q.Header.Set("Upgrade", a.upgrade)
		q.Header.Set("Sec-WebSocket-Version", "13")
		q.Header.Set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
	}
	c := r.client()
	c.Transport.(*http.Transport).TLSClientConfig = &tls.Config{InsecureSkipVerify: true} //nolint:gosec // it is our own
	answer, err := c.Do(q)
	if err != nil {
		r.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusSwitchingProtocols {
		return answer, ""
	}
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		r.Fatal(err)
	}
	return answer, string(b)
}

// TestGuard: who comes in and who does not.
func TestGuard(t *testing.T) {
	r := newRig(t, Door{Hosts: []string{"tables.example"}})
	token, at := string(r.token), r.door.Addr().String()
	_, port, _ := strings.Cut(at, ":")
	for _, c := range []struct {
		asking
		want int
	}{
		{asking{path: "/"}, 401},
		{asking{path: "/ping"}, 401},
		{asking{path: "/tables"}, 401},
		{asking{path: "/app.js"}, 401},
		{asking{path: "/live", upgrade: "websocket", origin: "http://" + at}, 401},
		{asking{path: "/", token: token}, 200},
		{asking{path: "/", cookie: token}, 200},
		{asking{path: "/ping", cookie: token}, 204},
		{asking{path: "/ping", cookie: token[:47]}, 401},
		{asking{path: "/ping", cookie: token + "0"}, 401},
		{asking{path: "/ping", cookie: string(door.NewToken())}, 401},
		{asking{path: "/ping", token: "x", cookie: token}, 401},
		{asking{path: "/?token=" + token}, 303},
		{asking{path: "/?token=" + token[:47]}, 401},
		{asking{path: "/?token="}, 401},
		{asking{path: "/?token=" + token[:47], cookie: token}, 200},
		// Names: a page whose own name leads here sends it, whatever cookie there is.
		{asking{path: "/", cookie: token, host: "localhost:" + port}, 200},
		{asking{path: "/", cookie: token, host: "[::1]:" + port}, 200},
		{asking{path: "/", cookie: token, host: "tables.example"}, 200},
		{asking{path: "/", cookie: token, host: "rebound.example:" + port}, 421},
		{asking{path: "/?token=" + token, host: "rebound.example:" + port}, 421},
		{asking{path: "/live", cookie: token, host: "rebound.example:" + port, origin: "http://rebound.example:" + port, upgrade: "websocket"}, 421},
		{asking{path: "/", cookie: token, host: "127.0.0.1.rebound.example"}, 421},
		{asking{path: "/", cookie: token, host: "10.0.0.1:" + port}, 421},
		// Other pages, with the cookie that the browser adds.
		{asking{path: "/live", cookie: token, upgrade: "websocket", origin: "http://evil.example"}, 403},
		{asking{path: "/live", cookie: token, upgrade: "websocket", origin: "https://" + at}, 403},
		{asking{path: "/live", cookie: token, upgrade: "websocket", origin: "http://localhost:" + port}, 403},
		{asking{path: "/live", cookie: token, upgrade: "websocket", origin: "http://127.0.0.1:1"}, 403},
		{asking{path: "/live", cookie: token, upgrade: "websocket", origin: "http://" + at + ".evil.example"}, 403},
		{asking{path: "/live", cookie: token, upgrade: "websocket", origin: "null"}, 403},
		{asking{path: "/live", cookie: token, upgrade: "websocket"}, 403},
		{asking{path: "/live", cookie: token, upgrade: "WebSocket", origin: "http://evil.example"}, 403},
		{asking{path: "/live", cookie: token, upgrade: "websocket", host: "tables.example", origin: "https://tables.example"}, 101},
		{asking{path: "/live", cookie: token, upgrade: "websocket", host: "tables.example", origin: "http://tables.example"}, 101},
		{asking{path: "/live", cookie: token, upgrade: "websocket", origin: "http://" + at}, 101},
		{asking{path: "/live", cookie: token}, 426},
		// Methods.
		{asking{method: "POST", path: "/tables", cookie: token, origin: "http://evil.example"}, 403},
		{asking{method: "POST", path: "/tables", cookie: token}, 403},
		{asking{method: "POST", path: "/tables", cookie: token, origin: "http://" + at}, 405},
		{asking{method: "OPTIONS", path: "/tables", origin: "http://evil.example"}, 403},
		{asking{method: "HEAD", path: "/", cookie: token, origin: "http://" + at}, 405},
		// Paths.
		{asking{path: "/x", cookie: token}, 404},
		{asking{path: "/page/dist/index.html", cookie: token}, 404},
		{asking{path: "/../go.mod", cookie: token}, 307},
		{asking{path: "/tables/no", cookie: token}, 404},
	} {
		a, body := r.do(c.asking)
		if a.StatusCode != c.want {
			t.Errorf("%+v: %d %s, want %d", c.asking, a.StatusCode, body, c.want)
		}
		h := a.Header
		for name := range h {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%+v: %s", c.asking, name)
			}
		}
		if strings.Contains(body, token) || c.want != 303 && h.Get("Set-Cookie") != "" {
			t.Errorf("%+v: it tells the token: %s %s", c.asking, h, body)
		}
		if c.want != 101 && (h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Security-Policy") != policy || h.Get("Referrer-Policy") != "no-referrer") {
			t.Errorf("%+v: headers %s", c.asking, h)
		}
	}
}

// TestPolicy: the page loads nothing from elsewhere, and is in no other page.
func TestPolicy(t *testing.T) {
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("no %s in %s", want, policy)
		}
	}
	if strings.Contains(policy, "unsafe-eval") || strings.Contains(policy, "http") {
		t.Error(policy)
	}
}

// TestWelcome: the address that was printed is exchanged for a cookie, and the token goes from it.
func TestWelcome(t *testing.T) {
	r := newRig(t, Door{})
	_, port, _ := strings.Cut(r.door.Addr().String(), ":")
	for path, to := range map[string]string{
		"/?token=":                "/",
		"/app.js?x=1&token=":      "/app.js?x=1",
		"//evil.example/?token=":  "/evil.example/",
		"/%5Cevil.example?token=": "/%5Cevil.example",
	} {
		a, _ := r.do(asking{path: path + string(r.token)})
		if got := a.Header.Get("Location"); a.StatusCode != 303 || got != to {
			t.Errorf("%s: %d to %s, want %s", path, a.StatusCode, got, to)
		}
		c := a.Cookies()
		if len(c) != 1 || c[0].Name != "starling_"+port || c[0].Value != string(r.token) || !c[0].HttpOnly || c[0].SameSite != http.SameSiteStrictMode || c[0].Path != "/" || c[0].Secure || c[0].MaxAge != 0 || c[0].Domain != "" {
			t.Errorf("%s: cookies %v", path, c)
		}
	}
}

// TestStranger: a person without the token gets a page that says what to do, a program a line.
func TestStranger(t *testing.T) {
	r := newRig(t, Door{})
	a, body := r.do(asking{path: "/", accept: "text/html,application/xhtml+xml"})
	if a.StatusCode != 401 || !strings.Contains(body, "Open the address that it printed") || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
		t.Errorf("%d %s %s", a.StatusCode, a.Header, body)
	}
	a, body = r.do(asking{path: "/tables", accept: "*/*"})
	if a.StatusCode != 401 || body != "this needs the token that starling printed, as in curl -H 'Authorization: Bearer TOKEN'\n" {
		t.Errorf("%d %s", a.StatusCode, body)
	}
}

// TestTicket: an invitation is good once.
func TestTicket(t *testing.T) {
	r := newRig(t, Door{})
	at := r.Invitation("big table")
	if strings.Contains(at, string(r.token)) || !strings.HasSuffix(at, "#/table/big%20table") {
		t.Fatal(at)
	}
	path := strings.TrimPrefix(strings.TrimSuffix(at, "#/table/big%20table"), "http://"+r.door.Addr().String())
	a, _ := r.do(asking{path: path})
	if a.StatusCode != 303 || a.Cookies()[0].Value != string(r.token) {
		t.Errorf("%d %s", a.StatusCode, a.Header)
	}
	if a, _ := r.do(asking{path: path}); a.StatusCode != 401 {
		t.Errorf("again: %d", a.StatusCode)
	}
	first := r.tickets.issue()
	for range mostTickets {
		r.tickets.issue()
	}
	if r.tickets.take(first) {
		t.Error("there is no end of tickets")
	}
}

// TestRestart: the cookie of a start is not good after the next, unless the token is kept.
func TestRestart(t *testing.T) {
	first := newRig(t, Door{})
	at := first.door.Addr().String()
	first.Server.Close(t.Context())
	for _, kept := range []bool{false, true} {
		again := Door{At: at}
		want := 401
		if kept {
			again.Token, want = first.token, 204
		}
		r := newRig(t, again)
		if a, _ := r.do(asking{path: "/ping", cookie: string(first.token)}); a.StatusCode != want {
			t.Errorf("kept %v: %d, want %d", kept, a.StatusCode, want)
		}
		r.Server.Close(t.Context())
	}
}

// TestRemote: one that others reach has TLS here, the names of its certificate, and a cookie that
// does not go without TLS.
func TestRemote(t *testing.T) {
	cert, key := doortest.SelfSigned(t, "tables.example")
	config, err := door.Certificate(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	r := newRig(t, Door{At: "0.0.0.0:0", Certificate: config, Hosts: []string{"proxy.example"}})
	_, port, _ := strings.Cut(strings.TrimPrefix(r.door.Addr().String(), "[::]"), ":")
	if r.Local() || !strings.HasPrefix(r.URL(""), "https://proxy.example:"+port+"/?token=") {
		t.Error(r.URL(""))
	}
	for host, want := range map[string]int{
		"127.0.0.1:1": 204, "localhost": 204, "10.1.2.3:99": 204, "[2001:db8::1]": 204, "tables.example:" + port: 204, "proxy.example": 204,
		"evil.example": 421, "x.tables.example": 421, "": 204,
	} {
		if a, _ := r.do(asking{path: "/ping", cookie: string(r.token), host: host}); a.StatusCode != want {
			t.Errorf("%s: %d, want %d", host, a.StatusCode, want)
		}
	}
	a, _ := r.do(asking{path: "/?token=" + string(r.token)})
	if c := a.Cookies(); a.StatusCode != 303 || len(c) != 1 || !c[0].Secure {
		t.Errorf("%d %v", a.StatusCode, c)
	}
	origin := "http://tables.example:" + port
	if a, _ := r.do(asking{path: "/live", cookie: string(r.token), host: "tables.example:" + port, origin: origin, upgrade: "websocket"}); a.StatusCode != 403 {
		t.Errorf("an origin without TLS: %d", a.StatusCode)
	}
}

// TestAssets: the page is embedded, and asked for again by its content.
func TestAssets(t *testing.T) {
	r := newRig(t, Door{})
	for path, kind := range map[string]string{"/": "text/html", "/app.js": "text/javascript", "/app.css": "text/css"} {
		code, h, body := r.get(path)
		if code != 200 || !strings.HasPrefix(h.Get("Content-Type"), kind) || h.Get("Cache-Control") != "no-cache" || h.Get("ETag") == "" || body == "" {
			t.Errorf("%s: %d %s", path, code, h)
		}
		q, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+r.door.Addr().String()+path, nil)
		q.Header.Set("If-None-Match", h.Get("ETag"))
		q.Header.Set("Authorization", "Bearer "+string(r.token))
		a, err := r.client().Do(q)
		if err != nil {
			t.Fatal(err)
		}
		a.Body.Close()
		if a.StatusCode != http.StatusNotModified {
			t.Errorf("%s again: %d", path, a.StatusCode)
		}
	}
	for path, f := range pageAssets() {
		if f.kind == "" {
			t.Errorf("%s is of no type that is known", path)
		}
	}
}

// TestRoom: there is an end of pages.
func TestRoom(t *testing.T) {
	r := newRig(t, Door{})
	for range browsers {
		r.room <- struct{}{}
	}
	a, body := r.do(asking{path: "/live", cookie: string(r.token), upgrade: "websocket", origin: "http://" + r.door.Addr().String()})
	if a.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "too many pages") {
		t.Errorf("%d %s", a.StatusCode, body)
	}
	<-r.room
	p := r.open()
	if p.next().Hello == nil {
		t.Error("no hello")
	}
	p.ws.Close(websocket.StatusNormalClosure, "") //nolint:errcheck // it is over
}
