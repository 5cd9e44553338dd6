package web

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"

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

// number is a number, null if it is none or infinite, for which JSON has nothing.
type number float64

// MarshalJSON writes it.
func (n number) MarshalJSON() ([]byte, error) { return n.appendTo(nil), nil }

func (n number) appendTo(b []byte) []byte {
	if x := float64(n); !math.IsNaN(x) && !math.IsInf(x, 0) {
		return strconv.AppendFloat(b, x, 'g', -1, 64)
	}
	return append(b, "null"...)
}

// asJSON is a value of ours as JSON: of texts, whole numbers, a number and the like, which all can
// be written.
func asJSON(x any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(x); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// object is an object of JSON whose fields are in the order in which they came.
type object []byte

// put adds a field.
func (o *object) put(name string, value any) {
	if x, ok := value.(float64); ok {
		value = number(x)
	}
	if len(*o) > 0 {
		*o = append(*o, ',')
	}
	*o = append(append(append(*o, asJSON(name)...), ':'), asJSON(value)...)
}

// MarshalJSON is the object.
func (o object) MarshalJSON() ([]byte, error) {
	return append(append([]byte{'{'}, o...), '}'), nil
}

// fieldName is a column of a table of status or errors as a field.
func fieldName(column string) string {
	column = strings.TrimPrefix(column, "Kafka")
	return strings.ToLower(column[:1]) + column[1:]
}

// said is an error as the page says it: harmless, and without secrets of the configuration.
func (s *Server) said(err error) string { return safe.Lines(s.Kafka.VeilText(err.Error())) }
