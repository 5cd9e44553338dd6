package avro

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"starling/specs/wire"
)

// document is a schema's text, numbers as json.Number. Text that is no JSON and has
// no brackets is the name of a type without its quotes.
func document(text string) (doc any, err error) {
	text = strings.TrimPrefix(text, string(wire.ByteOrderMark)) // which editors leave in files
	if err := checkNesting(text); err != nil {
		return nil, err
	}
	d := json.NewDecoder(strings.NewReader(quoteNaNs(text)))
	d.UseNumber()
	if err = d.Decode(&doc); err == nil {
		if _, rest := d.Token(); rest != io.EOF {
			err = errors.New("there is text after it")
		}
	}
	switch {
	case err == nil:
		return doc, nil
	case !strings.ContainsAny(text, "{[\""):
		return strings.TrimSpace(text), nil
	}
	return nil, fmt.Errorf("not JSON: %w", err)
}

// notJSON is the numbers that JSON has no text for, as Python and others write them.
var notJSON = []string{"NaN", "-Infinity", "Infinity"}

// quoteNaNs puts numbers that JSON has no text for in quotes. They are defaults, which
// are wrong then, and need not be used.
func quoteNaNs(text string) string {
	if !strings.Contains(text, "NaN") && !strings.Contains(text, "Infinity") {
		return text
	}
	var b strings.Builder
	quoted := false
next:
	for i := 0; i < len(text); i++ {
		for _, word := range notJSON {
			if !quoted && strings.HasPrefix(text[i:], word) {
				b.WriteString(`"` + word + `"`)
				i += len(word) - 1
				continue next
			}
		}
		b.WriteByte(text[i])
		switch {
		case text[i] == '"':
			quoted = !quoted
		case quoted && text[i] == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// checkNesting reports JSON text whose brackets nest too deep to be walked.
func checkNesting(text string) error {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted && c == '\\':
			i++
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > wire.MaxDepth {
				return fmt.Errorf("its text nests deeper than %d levels", wire.MaxDepth)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}
