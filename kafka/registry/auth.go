package registry

import (
	"net/http"
	"strings"

	"starling/kafka/client"
)

// authorized puts the credentials on requests to the registry's own addresses as they go
// out. No request has them before, so that a redirect to another host, port or scheme
// takes none along, and no error shows any.
type authorized struct {
	http.RoundTripper
	header  string            // Authorization; "" is none
	pass    string            // the password in it
	queries map[string]string // by origin, what the properties have behind the ? of an address
}

// told is what the registry said without the credentials, should it repeat them.
func (t *authorized) told(text string) string {
	const shortest = 4 // anything shorter is in every text
	_, header, _ := strings.Cut(t.header, " ")
	hide := []string{header, t.pass}
	for _, query := range t.queries {
		hide = append(hide, query)
		for _, pair := range strings.Split(query, "&") {
			_, value, _ := strings.Cut(pair, "=")
			hide = append(hide, value)
		}
	}
	for _, s := range hide {
		if len(s) >= shortest {
			text = strings.ReplaceAll(text, s, "***")
		}
	}
	return text
}

// RoundTrip implements http.RoundTripper.
func (t *authorized) RoundTrip(r *http.Request) (*http.Response, error) {
	query, own := t.queries[client.Origin(r.URL)]
	if !own {
		return t.RoundTripper.RoundTrip(r)
	}
	r = r.Clone(r.Context())
	if t.header != "" {
		r.Header.Set("Authorization", t.header)
	}
	r.URL.RawQuery = strings.Trim(r.URL.RawQuery+"&"+query, "&")
	return t.RoundTripper.RoundTrip(r)
}
