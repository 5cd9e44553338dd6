package client

import (
	"fmt"
	"strings"
)

// jaas reads Java's login configuration. Its errors say where, never what: any
// part of the text may belong to a password.
type jaas struct {
	text string
	pos  int
}

// parseJAAS reads one entry, `some.LoginModule required name="value" ... ;`.
// Values are bare words or quoted with " or ', with Java's escapes.
func parseJAAS(text string) (module string, options map[string]string, err error) {
	j := &jaas{text: text}
	if module, err = j.word("the name of a login module"); err != nil {
		return "", nil, err
	}
	flag, err := j.word("required")
	if err != nil {
		return "", nil, err
	}
	switch strings.ToLower(flag) {
	case "required", "requisite", "sufficient", "optional":
	default:
		return "", nil, j.expected("required after the login module")
	}
	options = map[string]string{}
	for !j.next(';') {
		name, err := j.word("an option's name or ;")
		if err != nil {
			return "", nil, err
		}
		if !j.next('=') {
			return "", nil, j.expected("=")
		}
		if options[name], err = j.value(); err != nil {
			return "", nil, err
		}
	}
	if j.space(); j.pos < len(j.text) {
		return "", nil, j.expected("nothing after the first login module")
	}
	return module, options, nil
}

func (j *jaas) expected(what string) error {
	return fmt.Errorf("at character %d: expected %s", j.pos+1, what)
}

func (j *jaas) space() {
	for j.pos < len(j.text) && strings.IndexByte(" \t\r\n\f", j.text[j.pos]) >= 0 {
		j.pos++
	}
}

// next skips c if it comes next.
func (j *jaas) next(c byte) bool {
	j.space()
	if j.pos < len(j.text) && j.text[j.pos] == c {
		j.pos++
		return true
	}
	return false
}

func (j *jaas) word(what string) (string, error) {
	j.space()
	start := j.pos
	for j.pos < len(j.text) && strings.IndexByte(" \t\r\n\f;=\"'", j.text[j.pos]) < 0 {
		j.pos++
	}
	if j.pos == start {
		return "", j.expected(what)
	}
	return j.text[start:j.pos], nil
}

func (j *jaas) value() (string, error) {
	switch {
	case j.next('"'):
		return j.quoted('"')
	case j.next('\''):
		return j.quoted('\'')
	}
	return j.word("a value")
}

func (j *jaas) quoted(quote byte) (string, error) {
	var out strings.Builder
	for start := j.pos; j.pos < len(j.text); j.pos++ {
		c := j.text[j.pos]
		switch {
		case c == quote:
			j.pos++
			return out.String(), nil
		case c == '\\' && j.pos+1 < len(j.text):
			j.pos++
			out.WriteByte(unescaped(j.text[j.pos]))
		case c == '\n':
			j.pos = start
			return "", j.expected("the quote to end on its line")
		default:
			out.WriteByte(c)
		}
	}
	return "", j.expected("a closing quote")
}

func unescaped(c byte) byte {
	if i := strings.IndexByte("nrtbf", c); i >= 0 {
		return "\n\r\t\b\f"[i]
	}
	return c
}
