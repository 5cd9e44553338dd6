package metrics

import (
	"encoding/json"
	"net/http"

	"starling/internal/safe"
)

// health is the answer of /healthz.
type health struct {
	Status string   `json:"status"` // ok or failing
	Causes []string `json:"causes,omitempty"`
}

// unwell is why the query is not well, nothing if it is.
func (l *look) unwell() []string {
	var causes []string
	for _, f := range l.failed {
		causes = append(causes, "table "+f.name+" failed: "+f.err.Error())
	}
	return append(causes, l.causes...)
}

// healthz answers whether the query is well: 200, or 503 with the causes.
func (s *Server) healthz(w http.ResponseWriter, r *http.Request) {
	h, code := health{Status: "ok"}, http.StatusOK
	l, err := s.take(r.Context(), false)
	if err != nil {
		h.Causes = []string{err.Error()}
	} else {
		h.Causes = l.unwell()
	}
	if len(h.Causes) > 0 {
		h.Status, code = "failing", http.StatusServiceUnavailable
	}
	for i, cause := range h.Causes {
		h.Causes[i] = safe.Text(s.Kafka.VeilText(cause))
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(h) //nolint:errcheck // who asked is gone
}
