package specs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// avroDefaultProperty holds the default of a field while the parser sees the text: as
// JSON in a string.
const avroDefaultProperty = "starling.default"

// avroForParser is a schema's text as the parser gets it. The parser itself knows no
// bounds: it would expand defaults through types that name each other, as many times as
// there are ways, and make memory for fixed types of any size. So it sees no defaults,
// which are hidden in a property, and no text that nests without end.
func avroForParser(text string) (string, error) {
	text = strings.TrimPrefix(text, string(byteOrderMark)) // which editors leave in files
	if err := checkNesting(text); err != nil {
		return "", err
	}
	var doc any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	err := d.Decode(&doc)
	if err == nil {
		if _, rest := d.Token(); rest != io.EOF {
			err = errors.New("there is text after it")
		}
	}
	if err != nil {
		if strings.ContainsAny(text, "{[") {
			return "", fmt.Errorf("not JSON: %w", err)
		}
		return text, nil // the name of a type, without its quotes
	}
	hideDefaults(doc)
	b, err := json.Marshal(doc)
	return string(b), err
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
			if depth++; depth > maxDepth {
				return fmt.Errorf("its text nests deeper than %d levels", maxDepth)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}

// hideDefaults hides the defaults of all fields within x. The parser takes its keys
// whatever their case.
func hideDefaults(x any) {
	switch x := x.(type) {
	case []any:
		for _, y := range x {
			hideDefaults(y)
		}
	case map[string]any:
		for k, y := range x {
			if list, ok := y.([]any); ok && strings.EqualFold(k, "fields") {
				for _, f := range list {
					if m, ok := f.(map[string]any); ok {
						hideDefault(m)
					}
				}
			}
			hideDefaults(y)
		}
	}
}

func hideDefault(field map[string]any) {
	delete(field, avroDefaultProperty)
	var def any
	found := false
	for k, v := range field {
		if !strings.EqualFold(k, "default") {
			continue
		}
		if !found || k == "default" {
			def, found = v, true
		}
		delete(field, k)
	}
	if found {
		b, _ := json.Marshal(def) // of what was JSON
		field[avroDefaultProperty] = string(b)
	}
}

// shownDefault is a hidden default, with numbers as they were written.
func shownDefault(text string) (def any) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	_ = d.Decode(&def) // hideDefault made it
	return def
}
