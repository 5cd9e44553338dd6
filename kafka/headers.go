package kafka

import (
	"unicode/utf8"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine/column"
	"starling/specs/wire"
)

// noHeaders is the map of every record that has none.
var noHeaders any = &wire.Map{}

func fillHeaders(dst *column.Vec[any], recs []*kgo.Record) {
	for i, r := range recs {
		if i > 0 && r == recs[i-1] { // several rows are of one record
			dst.V = append(dst.V, dst.V[len(dst.V)-1])
			continue
		}
		dst.V = append(dst.V, headers(r))
	}
}

// headers is a record's headers as a java.util.Map. Of headers of one name the last
// counts, as for Java's lastHeader. A value is text if it is UTF-8, else bytes.
func headers(r *kgo.Record) any {
	if len(r.Headers) == 0 {
		return noHeaders
	}
	m := &wire.Map{Keys: make([]any, 0, len(r.Headers)), Values: make([]any, 0, len(r.Headers))}
	at := map[string]int{}
	for _, h := range r.Headers {
		i, again := at[h.Key]
		if !again {
			i = len(m.Keys)
			at[h.Key] = i
			m.Keys, m.Values = append(m.Keys, h.Key), append(m.Values, nil)
		}
		m.Values[i] = headerValue(h.Value)
	}
	return m
}

func headerValue(b []byte) any {
	switch {
	case b == nil:
		return nil
	case utf8.Valid(b):
		return string(b)
	}
	return append([]byte(nil), b...)
}
