package profile

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// entry is a line of a file: a key with all that it is in, and its value as text. The head of a
// table is one without a value.
type entry struct {
	line  int
	path  []string
	head  bool
	value string
}

// toml reads what profiles need of TOML: tables, bare, quoted and dotted keys, and values that are
// texts on one line, numbers or booleans.
func toml(text string) (all []entry, err error) {
	var table []string
	n := 0
	for row := range strings.Lines(text) {
		n++
		s := &scanner{rest: strings.TrimSpace(row)}
		var e *entry
		if table, e, err = s.row(table); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if e != nil {
			e.line = n
			all = append(all, *e)
		}
	}
	return all, nil
}

// scanner reads a line.
type scanner struct{ rest string }

// row is what a line says, within the table that it stands in; the table is that of the next line.
func (s *scanner) row(table []string) (_ []string, e *entry, err error) {
	if s.over() {
		return table, nil, nil
	}
	if s.take("[") {
		if table, err = s.key(); err != nil {
			return nil, nil, err
		}
		if !s.take("]") || !s.over() {
			return nil, nil, errors.New("want the name of a table, as in [profile.prod]")
		}
		return table, &entry{path: table, head: true}, nil
	}
	key, err := s.key()
	if err != nil {
		return nil, nil, err
	}
	if !s.take("=") {
		return nil, nil, fmt.Errorf("want = after %s, as in broker = \"broker.example.com:9092\"", strings.Join(key, "."))
	}
	value, err := s.value()
	if err == nil && !s.over() {
		err = fmt.Errorf("there is something after the value of %s", strings.Join(key, "."))
	}
	return table, &entry{path: append(table[:len(table):len(table)], key...), value: value}, err
}

// over reports whether nothing is left but a comment.
func (s *scanner) over() bool {
	s.rest = strings.TrimLeft(s.rest, " \t")
	return s.rest == "" || s.rest[0] == '#'
}

func (s *scanner) take(what string) bool {
	s.rest = strings.TrimLeft(s.rest, " \t")
	rest, ok := strings.CutPrefix(s.rest, what)
	if ok {
		s.rest = rest
	}
	return ok
}

// key is names with dots between them.
func (s *scanner) key() (path []string, err error) {
	for {
		name, err := s.name()
		if err != nil {
			return nil, err
		}
		if path = append(path, name); !s.take(".") {
			return path, nil
		}
	}
}

func (s *scanner) name() (string, error) {
	s.rest = strings.TrimLeft(s.rest, " \t")
	if text, ok, err := s.text(); ok || err != nil {
		return text, err
	}
	bare := s.word(func(r rune) bool {
		return r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	})
	if bare == "" {
		return "", fmt.Errorf("want a name at %q", s.rest)
	}
	return bare, nil
}

func (s *scanner) word(is func(r rune) bool) string {
	end := strings.IndexFunc(s.rest, func(r rune) bool { return !is(r) })
	if end < 0 {
		end = len(s.rest)
	}
	word := s.rest[:end]
	s.rest = s.rest[end:]
	return word
}

// value is a text, a number or a boolean, as text.
func (s *scanner) value() (string, error) {
	s.rest = strings.TrimLeft(s.rest, " \t")
	if text, ok, err := s.text(); ok || err != nil {
		return text, err
	}
	word := s.word(func(r rune) bool { return r != '#' && r != ' ' && r != '\t' })
	if word == "true" || word == "false" {
		return word, nil
	}
	number := strings.ReplaceAll(word, "_", "")
	if _, err := strconv.ParseFloat(number, 64); err != nil {
		return "", fmt.Errorf("want a text in quotes, a number, true or false, not %q", word)
	}
	return number, nil
}

// text is a text in quotes, if one is next: '…' as it is, "…" with escapes.
func (s *scanner) text() (text string, ok bool, err error) {
	switch {
	case strings.HasPrefix(s.rest, `"""`), strings.HasPrefix(s.rest, "'''"):
		return "", false, errors.New("a text is on one line, in single quotes")
	case strings.HasPrefix(s.rest, "'"):
		text, rest, ok := strings.Cut(s.rest[1:], "'")
		if !ok {
			return "", false, errors.New("the quote is not closed")
		}
		s.rest = rest
		return text, true, nil
	case strings.HasPrefix(s.rest, `"`):
		quoted, err := strconv.QuotedPrefix(s.rest)
		if err != nil {
			return "", false, errors.New("the quote is not closed, or an escape is none")
		}
		s.rest = s.rest[len(quoted):]
		text, err := strconv.Unquote(quoted)
		return text, true, err
	}
	return "", false, nil
}
