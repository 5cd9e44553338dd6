package json

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/go-json-experiment/json/jsontext"

	"starling/engine/column"
)

// EqualTo reports whether the JSON value is x, a value as column vectors have it: numbers by
// value, text by what it says. No value and null are nil; objects and arrays are equal to
// their own text only.
func (t Text) EqualTo(x any) bool {
	switch x := x.(type) {
	case nil:
		return t == "" || t == "null"
	case bool:
		return string(t) == strconv.FormatBool(x)
	case string:
		return t.says(x)
	case uint16:
		return t.says(string(utf16.Decode([]uint16{x})))
	case float32:
		f, err := strconv.ParseFloat(string(t), 32)
		return err == nil && t.isNumber() && float32(f) == x
	case float64:
		f, err := strconv.ParseFloat(string(t), 64)
		return err == nil && t.isNumber() && f == x
	case Text:
		return t == x
	}
	n, ok := column.Whole(x)
	return ok && t.isWhole(n)
}

// says reports whether the value is the text s.
func (t Text) says(s string) bool {
	if len(t) < 2 || t[0] != '"' {
		return false
	}
	if strings.IndexByte(string(t), '\\') < 0 {
		return string(t[1:len(t)-1]) == s
	}
	text, err := jsontext.AppendUnquote(nil, string(t))
	return err == nil && string(text) == s
}

func (t Text) isNumber() bool {
	return t != "" && (t[0] == '-' || '0' <= t[0] && t[0] <= '9')
}

// isWhole reports whether the value is the number x, be it written 10, 10.0 or 1e1.
func (t Text) isWhole(x int64) bool {
	if !t.isNumber() {
		return false
	}
	if n, err := strconv.ParseInt(string(t), 10, 64); err == nil {
		return n == x
	}
	f, err := strconv.ParseFloat(string(t), 64)
	return err == nil && math.Abs(f) < 1<<53 && f == float64(x)
}
