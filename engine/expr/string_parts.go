package expr

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// IntStream is a java.util.stream.IntStream, of which there is only the number of elements.
type IntStream int64

// String is what Java shows without the address.
func (s IntStream) String() string { return "a stream" }

// streamFuncs are the methods of streams of numbers.
var streamFuncs = methods(table{
	"IntStream#count": {"how many there are", j1(func(s IntStream) int64 { return int64(s) })},
})

// methodOf makes the first parameter the receiver.
func methodOf(of []overload) []overload {
	for i := range of {
		of[i].sig = withReceiver(of[i].sig)
	}
	return of
}

func codePointCount(s string, from, to int32) (int32, error) {
	part, err := substring(s, from, to)
	return int32(utf8.RuneCountInString(part)), err
}

// linesOf are the lines of a text; what ends with a line's end has no empty one behind it.
func linesOf(s string) []string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	if s == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(s, "\n"), "\n")
}

// maxIndent bounds what a text is indented by.
const maxIndent = 10_000

func indented(s string, n int32) (string, error) {
	if n > maxIndent {
		return "", fmt.Errorf("%d blanks are more than %d", n, maxIndent)
	}
	var b strings.Builder
	for _, line := range linesOf(s) {
		if n >= 0 {
			b.WriteString(strings.Repeat(" ", int(n)))
		}
		for k := n; k < 0 && line != "" && isSpace([]rune(line)[0]); k++ {
			_, size := utf8.DecodeRuneInString(line)
			line = line[size:]
		}
		b.WriteString(line + "\n")
		if err := errLong(b.Len(), len(s)); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// regionMatches is whether n characters are the same, from at in s and from in t.
func regionMatches(fold bool, s string, at int32, t string, from, n int32) bool {
	if n <= 0 {
		return at >= 0 && from >= 0 && int64(at) <= int64(length(s))-int64(n) && int64(from) <= int64(length(t))-int64(n)
	}
	if at < 0 || from < 0 || int64(at)+int64(n) > int64(length(s)) || int64(from)+int64(n) > int64(length(t)) {
		return false
	}
	a, _ := substring(s, at, at+n)
	b, _ := substring(t, from, from+n)
	return a == b || fold && strings.EqualFold(a, b)
}

// regionMatchesCase is regionMatches with the argument that says whether case matters.
var regionMatchesCase = []overload{{"boolean(String#, boolean, int, String, int, int)", func(c *call) error {
	out, s, fold, at := grow[int8](c.out, c.n), vals[string](c.args[0]), vals[int8](c.args[1]), vals[int32](c.args[2])
	t, from, n := vals[string](c.args[3]), vals[int32](c.args[4]), vals[int32](c.args[5])
	for i := range out {
		if c.args[3].Null(i) {
			return &RowError{Index: i, Err: errNullText}
		}
		out[i] = bit(regionMatches(fold[i] == 1, s[i], at[i], t[i], from[i], n[i]))
	}
	return nil
}, fails | present}}

// Class is a java.lang.Class.
type Class string

// String is class java.lang.String, or int.
func (c Class) String() string {
	if primitive(string(c)) {
		return string(c)
	}
	return "class " + string(c)
}

// classFuncs are the methods of java.lang.Class.
var classFuncs = methods(table{
	"Class#getName":       {"the name with its package", j1(func(c Class) string { return string(c) })},
	"Class#getSimpleName": {"the name without its package", j1(func(c Class) string { return string(c[strings.LastIndexByte(string(c), '.')+1:]) })},
})
