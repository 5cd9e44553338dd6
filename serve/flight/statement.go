package flight

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// statement is a SELECT: columns of a table, all if cols is nil, and how many rows, all if limit is
// less than 0.
type statement struct {
	table string
	cols  []string
	limit int
}

// errGrammar says what there is of SQL.
var errGrammar = errors.New(`a statement is SELECT * FROM table, or SELECT "column", column FROM table, with LIMIT n or without: filter, join and aggregate in the script, whose tables update by themselves`)

// parse is the statement that a text is. Words of SQL may be of small letters; names are as they are
// written, in double quotes where they have signs of SQL's.
func parse(text string) (s statement, err error) {
	words, err := scan(text)
	if err != nil {
		return s, err
	}
	p := &parser{words: words}
	s, ok := p.statement()
	if !ok {
		return s, fmt.Errorf("%w; this is %q", errGrammar, text)
	}
	return s, nil
}

// word is a part of a statement: a name, which may be quoted, a number or a sign.
type word struct {
	text   string
	quoted bool
}

type parser struct{ words []word }

// keyword takes a word of SQL's.
func (p *parser) keyword(text string) bool {
	ok := len(p.words) > 0 && !p.words[0].quoted && strings.EqualFold(p.words[0].text, text)
	if ok {
		p.words = p.words[1:]
	}
	return ok
}

// name takes a name.
func (p *parser) name() (string, bool) {
	if len(p.words) == 0 {
		return "", false
	}
	w := p.words[0]
	if !w.quoted && !startsName(w.text[0]) {
		return "", false
	}
	p.words = p.words[1:]
	return w.text, true
}

func (p *parser) statement() (s statement, ok bool) {
	s.limit = -1
	if !p.keyword("select") {
		return s, false
	}
	if !p.keyword("*") {
		for {
			col, ok := p.name()
			if !ok {
				return s, false
			}
			if s.cols = append(s.cols, col); !p.keyword(",") {
				break
			}
		}
	}
	if !p.keyword("from") {
		return s, false
	}
	if s.table, ok = p.name(); !ok {
		return s, false
	}
	if p.keyword("limit") {
		if len(p.words) == 0 {
			return s, false
		}
		n, err := strconv.Atoi(p.words[0].text)
		if err != nil || n < 0 {
			return s, false
		}
		s.limit, p.words = n, p.words[1:]
	}
	p.keyword(";")
	return s, len(p.words) == 0
}

// scan is the words of a statement.
func scan(text string) (words []word, err error) {
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			i++
		case c == '"':
			name, n, ok := quoted(text[i:])
			if !ok {
				return nil, fmt.Errorf("the name that begins at byte %d has no closing quote: %q", i+1, text)
			}
			words, i = append(words, word{name, true}), i+n
		case startsName(c) || c >= '0' && c <= '9':
			n := 1
			for i+n < len(text) && (startsName(text[i+n]) || text[i+n] >= '0' && text[i+n] <= '9') {
				n++
			}
			words, i = append(words, word{text: text[i : i+n]}), i+n
		default:
			words, i = append(words, word{text: text[i : i+1]}), i+1
		}
	}
	return words, nil
}

func startsName(c byte) bool {
	return c == '_' || c == '$' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// quoted is the name in quotes that a text begins with, where two quotes are one, and how long it is there.
func quoted(text string) (name string, n int, ok bool) {
	for i := 1; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			i++
			continue
		}
		name = strings.ReplaceAll(text[1:i], `""`, `"`)
		return name, i + 1, name != ""
	}
	return "", 0, false
}
