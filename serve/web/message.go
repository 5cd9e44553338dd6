package web

import (
	"bytes"
	"encoding/json"
	"strconv"

	"starling/internal/safe"
)

// message is a message with its number: what kind is of, and its body; of a view the body says more.
func message(n int, kind string, body []byte) []byte {
	b := append([]byte(`{"n":`), strconv.Itoa(n)...)
	b = append(b, `,"`+kind+`":`...)
	return append(append(b, body...), '}')
}

// ofView is what follows "view" in a message about one.
func ofView(view int, kind string, body []byte) []byte {
	b := strconv.AppendInt(nil, int64(view), 10)
	b = append(b, `,"`+kind+`":`...)
	return append(b, body...)
}

// asJSON is a value of ours as JSON. It has nothing that cannot be written.
func asJSON(x any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(x); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// said is an error as the page says it: harmless, and without secrets of the configuration.
func (s *Server) said(err error) string { return safe.Lines(s.Kafka.VeilText(err.Error())) }
