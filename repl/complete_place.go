package repl

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// place is where the cursor is in a statement that is being typed: at the end of its text.
type place struct {
	text    string
	start   int       // of the line of the statement, in whatever block it is
	open    []bracket // those around the cursor, the innermost last
	quoted  *quoted   // the text that the cursor is in, nil outside of one
	word    string    // the name that the cursor is at the end of, "" if none
	of      string    // the expression before the dot that word comes after, "" if none
	dotted  bool      // word comes after a dot
	comment bool
}

// quoted is a text that is not closed yet.
type quoted struct {
	from   int    // its first character
	text   string // as it was typed
	prefix string // r, b, f
}

// bracket is one of ( [ { that is not closed yet.
type bracket struct {
	kind byte
	of   string     // the expression in front of it: what is called, or what an element is of
	args []argument // of what it holds; the last one is where the cursor is
	key  string     // in a {: the text of the key whose value comes, "" before the colon
}

// argument is a part of what a bracket holds, between commas.
type argument struct {
	name string // of a keyword argument
	text string
	from int
}

// operators are the words after which something new begins.
var operators = []string{"and", "assert", "await", "del", "elif", "else", "for", "if", "in", "is", "lambda", "not", "or", "return", "while", "yield"}

// scanner goes through a statement once, from its beginning.
type scanner struct {
	place
	primary []int // where the expression begins that the last token belongs to, per bracket; -1: none
	ends    bool  // the last token ends an operand, so that ( calls and [ takes an element
	dot     bool  // the last token was a dot
	value   string
}

// find is the place at the end of a text.
func find(text string) place {
	s := &scanner{place: place{text: text}, primary: []int{-1}}
	for i := 0; i < len(text); {
		i = s.token(i)
	}
	return s.finish()
}

// token takes in what begins at i and gives its end.
func (s *scanner) token(i int) int {
	c := s.text[i]
	r, size := utf8.DecodeRuneInString(s.text[i:])
	switch {
	case c == '\n':
		if len(s.open) == 0 {
			s.begin(i + 1)
		}
		return i + 1
	case c == '\\' || unicode.IsSpace(r):
		return i + size
	case c == '#':
		if end := strings.IndexByte(s.text[i:], '\n'); end >= 0 {
			return i + end
		}
		s.comment = true
		return len(s.text)
	case c == '"' || c == '\'':
		return s.quote(i, i)
	case c == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
		return s.name(i)
	case strings.IndexByte("([{", c) >= 0:
		s.opened(i)
	case strings.IndexByte(")]}", c) >= 0:
		s.closed(i)
	case c == '.' && s.ends:
		s.ends, s.dot = false, true
	default:
		s.operator(i)
	}
	return i + size
}

// begin is the end of a statement, and the beginning of the next one.
func (s *scanner) begin(at int) {
	s.start = at
	s.primary[len(s.primary)-1] = -1
	s.ends, s.dot = false, false
}

// operand is the beginning of a part of an expression.
func (s *scanner) operand(at int) {
	if top := len(s.primary) - 1; s.primary[top] < 0 || !s.dot {
		s.primary[top] = at
	}
	s.ends, s.dot = true, false
}

func (s *scanner) name(i int) int {
	end := i
	for end < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !(r == '.' && unicode.IsDigit(rune(s.text[i]))) {
			break
		}
		end += size
	}
	word := s.text[i:end]
	switch {
	case end < len(s.text) && (s.text[end] == '"' || s.text[end] == '\'') && strings.Trim(strings.ToLower(word), "rbfu") == "":
		return s.quote(i, end)
	case end < len(s.text) && !s.dot && slices.Contains(operators, word):
		s.operator(i)
	default:
		s.operand(i)
	}
	return end
}

// quote takes in a text that begins at i and whose quotation mark is at q.
func (s *scanner) quote(i, q int) int {
	s.operand(i)
	mark := s.text[q : q+1]
	if strings.HasPrefix(s.text[q:], strings.Repeat(mark, 3)) {
		mark = strings.Repeat(mark, 3)
	}
	from := q + len(mark)
	for at := from; at < len(s.text); at++ {
		switch {
		case s.text[at] == '\\':
			at++
		case strings.HasPrefix(s.text[at:], mark):
			s.value = s.text[from:at]
			return at + len(mark)
		case s.text[at] == '\n' && len(mark) == 1: // it was not closed
			return at
		}
	}
	s.quoted = &quoted{from, s.text[from:], s.text[i:q]}
	return len(s.text)
}

func (s *scanner) opened(i int) {
	b := bracket{kind: s.text[i], args: []argument{{from: i + 1}}}
	top := len(s.primary) - 1
	if s.ends && b.kind != '{' {
		b.of = s.text[s.primary[top]:i]
	} else {
		s.operand(i)
	}
	s.open = append(s.open, b)
	s.primary = append(s.primary, -1)
	s.ends, s.dot = false, false
}

func (s *scanner) closed(int) {
	if len(s.open) == 0 {
		s.begin(s.start)
		return
	}
	s.open = s.open[:len(s.open)-1]
	s.primary = s.primary[:len(s.primary)-1]
	s.ends, s.dot = true, false
}

func (s *scanner) operator(i int) {
	s.primary[len(s.primary)-1] = -1
	s.ends, s.dot = false, false
	if len(s.open) == 0 {
		if s.text[i] == ';' {
			s.begin(i + 1)
		}
		return
	}
	b := &s.open[len(s.open)-1]
	last := &b.args[len(b.args)-1]
	switch s.text[i] {
	case ',':
		last.text = s.text[last.from:i]
		b.args = append(b.args, argument{from: i + 1})
		b.key = ""
	case ':':
		if b.kind == '{' {
			b.key = s.value
			last.from = i + 1
		}
	case '=':
		name := strings.TrimSpace(s.text[last.from:i])
		if name != "" && lastName(name) == name && b.kind == '(' && last.name == "" {
			last.name, last.from = name, i+1
		}
	}
}

// finish says what the cursor is in.
func (s *scanner) finish() place {
	for i := range s.open {
		if last := &s.open[i].args[len(s.open[i].args)-1]; last.from <= len(s.text) {
			last.text = s.text[last.from:]
		}
	}
	p := s.place
	if p.quoted != nil || p.comment {
		return p
	}
	p.word = lastName(p.text)
	begin := s.primary[len(s.primary)-1]
	before := strings.TrimRightFunc(p.text[:len(p.text)-len(p.word)], unicode.IsSpace)
	if p.dotted = strings.HasSuffix(before, "."); p.dotted && begin >= 0 && begin < len(before) {
		p.of = before[begin : len(before)-1]
	}
	return p
}

// call is the innermost call around the cursor, with what the brackets within it are; ok is
// false outside of all.
func (p place) call() (b bracket, inner []bracket, ok bool) {
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i].kind == '(' && p.open[i].of != "" {
			return p.open[i], p.open[i+1:], true
		}
	}
	return bracket{}, p.open, false
}

// at is the argument that the cursor is in, and its position among those without a name.
func (b bracket) at() (a argument, position int) {
	return b.args[len(b.args)-1], len(b.args) - 1
}
