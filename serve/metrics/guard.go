package metrics

import (
	"net/http"

	"starling/serve/door"
)

// guard lets through what asks by GET, and by a name of the door's.
func guard(next http.Handler, at *door.Door) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		switch {
		case !at.Ours(r.Host):
			http.Error(w, "this address is asked by the name of this machine alone, as 127.0.0.1 or localhost", http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet:
			w.Header().Set("Allow", http.MethodGet)
			http.Error(w, "only GET", http.StatusMethodNotAllowed)
		default:
			next.ServeHTTP(w, r)
		}
	})
}
