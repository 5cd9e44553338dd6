package py

import (
	"fmt"
	"strings"
	"unicode"
)

// Python's classes of characters are Unicode's, those of RE2 are ASCII's, so they are spelled out,
// as they stand between brackets.
const (
	reSpace    = `\t-\r\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}`
	reNoSpace  = `\x00-\x08\x0e-\x1b\x21-\x{84}\x{86}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{10ffff}`
	reNoLetter = `\x00-/:-@\[-^\x60{-\x{a0}\p{M}\p{S}\p{Z}\p{C}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\x{203f}\x{2040}\x{2054}\x{fe33}\x{fe34}\x{fe4d}-\x{fe4f}\x{ff3f}`
)

var reClasses = map[byte]string{'d': `\p{Nd}`, 'D': `\P{Nd}`, 'w': `\p{L}\p{N}_`, 'W': reNoLetter, 's': reSpace, 'S': reNoSpace}

// reBeyond is THE table of what RE2 cannot do, by how it begins.
var reBeyond = []struct{ begin, name string }{
	{"(?=", "a lookahead"},
	{"(?!", "a negative lookahead"},
	{"(?<=", "a lookbehind"},
	{"(?<!", "a negative lookbehind"},
	{"(?P=", "a backreference"},
	{"(?(", "a condition"},
	{"(?>", "an atomic group"},
	{"*+", "a possessive repeat"},
	{"++", "a possessive repeat"},
	{"?+", "a possessive repeat"},
}

// patternWriter writes a pattern of Python's as one of RE2.
type patternWriter struct {
	strings.Builder
	rest           string
	ascii, verbose bool
	class          bool // between brackets
}

// rePattern is a pattern of Python's as one of RE2.
func rePattern(p string, flags int) (string, error) {
	w := &patternWriter{rest: p, ascii: flags&reASCII != 0, verbose: flags&reVerbose != 0}
	for w.rest != "" {
		if err := w.next(); err != nil {
			return "", err
		}
	}
	return w.String(), nil
}

func (w *patternWriter) take(n int) string {
	s := w.rest[:n]
	w.rest = w.rest[n:]
	return s
}

func (w *patternWriter) next() error {
	c := w.rest[0]
	switch {
	case c == '\\':
		return w.escape()
	case w.class:
		w.class = c != ']'
		if c == '[' {
			w.WriteByte('\\')
		}
	case c == '[':
		w.class = true
		n := 1
		for n < len(w.rest) && (w.rest[n] == '^' && n == 1) {
			n++
		}
		w.WriteString(w.take(n))
		if strings.HasPrefix(w.rest, "]") { // the first of a class is one of it
			w.WriteString(`\` + w.take(1))
		}
		return nil
	case strings.HasPrefix(w.rest, "(?#"):
		_, w.rest, _ = strings.Cut(w.rest, ")")
		return nil
	case w.verbose && unicode.IsSpace(rune(c)):
		w.take(1)
		return nil
	case w.verbose && c == '#':
		_, w.rest, _ = strings.Cut(w.rest, "\n")
		return nil
	default:
		if err := beyond(w.rest); err != nil {
			return err
		}
	}
	w.WriteString(w.take(1))
	return nil
}

// beyond is an error that names what the pattern begins with if RE2 cannot do it.
func beyond(p string) error {
	for _, b := range reBeyond {
		if strings.HasPrefix(p, b.begin) {
			return Raise("error", "%s, %s…, is not available: patterns are RE2's, which take time in proportion to the text", b.name, b.begin)
		}
	}
	return nil
}

func (w *patternWriter) escape() error {
	if len(w.rest) == 1 {
		return Raise("error", "bad escape (end of pattern)")
	}
	c := w.rest[1]
	class, known := reClasses[c]
	switch {
	case known && !w.ascii && w.class:
		w.WriteString(class)
	case known && !w.ascii:
		w.WriteString("[" + class + "]")
	case c >= '1' && c <= '9' && !w.class:
		return beyond("(?P=")
	case c == 'Z' && !w.class:
		w.WriteString(`\z`)
	case c == 'b' && w.class:
		w.WriteString(`\x08`)
	case c == '0':
		w.WriteString(`\x00`)
	case c == 'u' && len(w.rest) >= 6:
		fmt.Fprintf(w, `\x{%s}`, w.rest[2:6])
		w.take(4)
	case c == ' ' || c == '/' || c == '"' || c == '\'' || c == '#' || c == '\n' || c >= 0x80:
		w.WriteString(w.rest[1:2])
	case unicode.IsLetter(rune(c)) && !strings.ContainsRune("dDwWsSbBAnrtfvax", rune(c)):
		return Raise("error", `bad escape \%c`, c)
	default:
		w.WriteString(w.rest[:2])
	}
	w.take(2)
	return nil
}
