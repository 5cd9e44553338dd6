package web

import (
	"net/http"
	"strings"
)

// policy says what the page may load: what comes from here, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// stranger is the page of who does not know the token.
const stranger = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Starling</title>
<body style="font: 16px system-ui, sans-serif; margin: 3em; color-scheme: light dark">
<h1>This is Starling</h1>
<p>Open the address that it printed, which ends in <code>?token=…</code>. It is another one after each start.</p>
</body></html>
`

// guard lets in who asks for this server by a name of its own and knows the token: by the address
// that was printed, which is exchanged for a cookie, by that cookie, or, a program, in a header
// "Authorization: Bearer TOKEN". What another page has a browser ask for, whatever name it has for
// this server (DNS rebinding) and whatever cookie the browser adds, is refused.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		upgrade := r.Header.Get("Upgrade") != ""
		switch {
		case !s.ours(r.Host):
			http.Error(w, "this server is asked by its own names alone, as 127.0.0.1 or localhost; --web-host gives it another", http.StatusMisdirectedRequest)
		case (upgrade || r.Method != http.MethodGet) && !s.ownOrigin(r):
			http.Error(w, "only pages of this server may ask for that", http.StatusForbidden)
		case r.Method != http.MethodGet:
			h.Set("Allow", http.MethodGet)
			http.Error(w, "only GET", http.StatusMethodNotAllowed)
		case s.invited(r.URL.Query().Get("token")):
			s.welcome(w, r)
		case !s.knows(r):
			s.refuse(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// ownOrigin reports whether a page of this very server asks.
func (s *Server) ownOrigin(r *http.Request) bool {
	scheme := "http"
	if s.door.Secure() {
		scheme = "https"
	}
	origin := r.Header.Get("Origin")
	// A name that the user gave may be that of a proxy with TLS.
	return origin == scheme+"://"+r.Host || origin == "https://"+r.Host && s.named(r.Host)
}

// invited reports whether a text is the token, or a ticket.
func (s *Server) invited(text string) bool { return s.token.Is(text) || s.tickets.take(text) }

// welcome makes a cookie of the token, and takes it out of the address.
func (s *Server) welcome(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{
		Name: s.cookie, Value: string(s.token), Path: "/",
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: s.door.Secure(),
	})
	q := r.URL.Query()
	q.Del("token")
	to := "/" + strings.TrimLeft(r.URL.EscapedPath(), "/\\") // a path of this server, never another one's address
	if len(q) > 0 {
		to += "?" + q.Encode()
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusSeeOther)
}

// knows reports whether who asks has the token.
func (s *Server) knows(r *http.Request) bool {
	if given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return s.token.Is(given)
	}
	for _, c := range r.CookiesNamed(s.cookie) {
		if s.token.Is(c.Value) {
			return true
		}
	}
	return false
}

// refuse says how one comes in: a person by a page, a program by a line.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", "Bearer")
	if !strings.Contains(r.Header.Get("Accept"), "text/html") {
		http.Error(w, "this needs the token that starling printed, as in curl -H 'Authorization: Bearer TOKEN'", http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusUnauthorized)
	w.Write([]byte(stranger)) //nolint:errcheck // who asked is gone
}
