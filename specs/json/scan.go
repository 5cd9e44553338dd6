package json

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	"starling/specs/wire"
)

// scanner walks JSON text, all of RFC 8259 and nothing beyond it, except that the
// text of strings need not be UTF-8. Its methods take an index and return the one
// after what they read, or -1 having noted what is wrong.
type scanner struct {
	p     []byte
	at    int    // where it is wrong
	what  string // and how
	other error  // or what else is wrong
	// of the string read last:
	escaped bool // it has escapes
	high    bool // it has bytes beyond ASCII
}

func (s *scanner) fail(i int, what string) int {
	s.at, s.what = i, what
	return -1
}

// err is the note of the last failure as an error.
func (s *scanner) err() error {
	if err := s.other; err != nil {
		s.other = nil
		return err
	}
	if s.at >= len(s.p) {
		return fmt.Errorf("not JSON: %s, but the text ends", s.what)
	}
	return fmt.Errorf("not JSON: %s at byte %d, not %s", s.what, s.at, wire.Quote(s.p[s.at:min(s.at+10, len(s.p))]))
}

// blank skips white space.
func (s *scanner) blank(i int) int {
	for i < len(s.p) && s.p[i] <= ' ' && (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r') {
		i++
	}
	return i
}

// plain marks the bytes that a string can hold as they are.
var plain = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= ' ' && c != '"' && c != '\\' && c < 0x80
	}
	return t
}()

// plainEnd is the index of the first byte from i on that a string cannot hold as it is, the
// length of p if there is none.
func plainEnd(p []byte, i int) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for ; len(p)-i >= 8; i += 8 {
		w := binary.LittleEndian.Uint64(p[i:])
		// The high bit is set in bytes that are high themselves, below ' ', a quote or a
		// backslash; beyond the first such byte it may be in others, too.
		if x := (w | (w - ones*' ') | ((w ^ ones*'"') - ones) | ((w ^ ones*'\\') - ones)) & highs; x != 0 {
			return i + bits.TrailingZeros64(x)>>3
		}
	}
	for i < len(p) && plain[p[i]] {
		i++
	}
	return i
}

// str reads the string whose opening quote is at i.
func (s *scanner) str(i int) int {
	p := s.p
	s.escaped, s.high = false, false
	for i++; ; i++ {
		i = plainEnd(p, i)
		switch {
		case i >= len(p):
			return s.fail(i, "expected the end of a string")
		case p[i] == '"':
			return i + 1
		case p[i] >= 0x80:
			s.high = true
			for i+1 < len(p) && p[i+1] >= 0x80 {
				i++
			}
		case p[i] == '\\':
			s.escaped = true
			if i = s.escape(i); i < 0 {
				return -1
			}
		default:
			return s.fail(i, "expected no control character in a string")
		}
	}
}

// escape checks the escape at i and returns the index of its last byte.
func (s *scanner) escape(i int) int {
	if i+1 >= len(s.p) {
		return s.fail(i+1, "expected an escape")
	}
	switch s.p[i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return i + 1
	case 'u':
		for k := i + 2; k < i+6; k++ {
			if k >= len(s.p) || !isHex(s.p[k]) {
				return s.fail(k, "expected four hexadecimal digits")
			}
		}
		return i + 5
	}
	return s.fail(i, "expected an escape that JSON knows")
}

func isHex(c byte) bool { return c-'0' <= 9 || c|0x20-'a' <= 5 }

// word reads true, false or null.
func (s *scanner) word(i int) int {
	for _, w := range [...]string{"true", "false", "null"} {
		if len(s.p)-i >= len(w) && string(s.p[i:i+len(w)]) == w {
			return i + len(w)
		}
	}
	return s.fail(i, "expected a value")
}

// skip reads any value; n is where its numbers go.
func (s *scanner) skip(i, depth int, n *wire.Number) int {
	if i >= len(s.p) {
		return s.fail(i, "expected a value")
	}
	switch c := s.p[i]; {
	case c == '"':
		return s.str(i)
	case c == '-' || c-'0' <= 9:
		return s.number(i, n)
	case c == '{':
		return s.skipObject(i, depth+1, n)
	case c == '[':
		return s.skipArray(i, depth+1, n)
	}
	return s.word(i)
}

func (s *scanner) number(i int, n *wire.Number) int {
	end := n.Scan(s.p, i, true)
	if end < 0 {
		return s.fail(i, "expected a number")
	}
	return end
}

// few reads the number at i, ±mant / 10^places, if it is written without an exponent and
// with at most 18 digits; end is -1 if it is not.
func few(p []byte, i int) (end int, mant uint64, places int, neg bool) {
	if neg = i < len(p) && p[i] == '-'; neg {
		i++
	}
	first := i
	for i < len(p) && p[i]-'0' <= 9 {
		mant = mant*10 + uint64(p[i]-'0')
		i++
	}
	digits := i - first
	if digits == 0 || digits > 1 && p[first] == '0' {
		return -1, 0, 0, false
	}
	if i < len(p) && p[i] == '.' {
		point := i + 1
		for i = point; i < len(p) && p[i]-'0' <= 9; i++ {
			mant = mant*10 + uint64(p[i]-'0')
		}
		if places = i - point; places == 0 {
			return -1, 0, 0, false
		}
		digits += places
	}
	if digits > 18 || i < len(p) && p[i]|0x20 == 'e' {
		return -1, 0, 0, false
	}
	return i, mant, places, neg
}

func (s *scanner) skipObject(i, depth int, n *wire.Number) int {
	if depth > wire.MaxDepth {
		return s.fail(i, "expected less nesting")
	}
	i = s.blank(i + 1)
	if i < len(s.p) && s.p[i] == '}' {
		return i + 1
	}
	for {
		if i >= len(s.p) || s.p[i] != '"' {
			return s.fail(i, "expected a field")
		}
		if i = s.str(i); i < 0 {
			return -1
		}
		if i = s.colon(i); i < 0 {
			return -1
		}
		if i = s.skip(i, depth, n); i < 0 {
			return -1
		}
		var more bool
		if i, more = s.next(i, '}'); !more {
			return i
		}
	}
}

func (s *scanner) skipArray(i, depth int, n *wire.Number) int {
	if depth > wire.MaxDepth {
		return s.fail(i, "expected less nesting")
	}
	i = s.blank(i + 1)
	if i < len(s.p) && s.p[i] == ']' {
		return i + 1
	}
	for {
		if i = s.skip(i, depth, n); i < 0 {
			return -1
		}
		var more bool
		if i, more = s.next(i, ']'); !more {
			return i
		}
	}
}

// colon reads the colon after a field's name, and white space around it.
func (s *scanner) colon(i int) int {
	if i = s.blank(i); i >= len(s.p) || s.p[i] != ':' {
		return s.fail(i, "expected a colon")
	}
	return s.blank(i + 1)
}

// next reads what follows a value: a comma, then there is more from i on; or the
// closing bracket.
func (s *scanner) next(i int, closing byte) (end int, more bool) {
	i = s.blank(i)
	switch {
	case i < len(s.p) && s.p[i] == ',':
		return s.blank(i + 1), true
	case i < len(s.p) && s.p[i] == closing:
		return i + 1, false
	case closing == '}':
		return s.fail(i, "expected a comma or }"), false
	}
	return s.fail(i, "expected a comma or ]"), false
}
