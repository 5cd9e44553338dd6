package apicases

import (
	"cmp"
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	hashes   = regexp.MustCompile(`@[0-9a-f]{5,8}\b`) // of objects
	numbers  = regexp.MustCompile(`-?\d+\.?\d*(?:[eE][-+]?\d+)?`)
	instants = regexp.MustCompile(`^([+-]?\d{4,})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z| UTC)$`)
	decimals = regexp.MustCompile(`^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$`)
	classes  = regexp.MustCompile(`^(\[+)(?:L(.*);|([IJSBCFDZ]))$`)
)

// sameText compares two texts, the numbers in them as doubles.
func sameText(a, b string) bool {
	a, b = hashes.ReplaceAllString(a, "@HASH"), hashes.ReplaceAllString(b, "@HASH")
	if a == b {
		return true
	}
	x, y := numbers.FindAllString(a, -1), numbers.FindAllString(b, -1)
	if len(x) == 0 || len(x) != len(y) || numbers.ReplaceAllString(a, "#") != numbers.ReplaceAllString(b, "#") {
		return false
	}
	for i := range x {
		p, _ := strconv.ParseFloat(x[i], 64)
		q, _ := strconv.ParseFloat(y[i], 64)
		if !closeBy(p, q, false) {
			return false
		}
	}
	return true
}

// closeBy compares doubles to nine digits, floats to six.
func closeBy(a, b float64, single bool) bool {
	relative, absolute := 1e-9, 1e-12
	if single {
		relative, absolute = 1e-6, 1e-30
	}
	switch {
	case a == b, math.IsNaN(a) && math.IsNaN(b):
		return true
	case math.IsInf(a, 0) || math.IsInf(b, 0):
		return false
	}
	return math.Abs(a-b) <= max(relative*max(math.Abs(a), math.Abs(b)), absolute)
}

// instantOf is the one form of an instant's text.
func instantOf(s string) (string, bool) {
	m := instants.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	m[1], m[6], m[7] = strings.TrimLeft(m[1], "+"), cmp.Or(m[6], "00"), (m[7] + "000000000")[:9]
	return strings.Join(m[1:], " "), true
}

// decimalOf is the one form of a decimal number's text: 1.50 and 15E-1 are equal.
func decimalOf(s string) (string, bool) {
	m := decimals.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil || m[2]+m[3] == "" {
		return "", false
	}
	exponent, err := strconv.Atoi(cmp.Or(m[4], "0"))
	digits := strings.TrimLeft(m[2]+m[3], "0")
	exponent -= len(m[3])
	short := strings.TrimRight(digits, "0")
	if short == "" {
		return "0", err == nil
	}
	return strings.TrimPrefix(m[1], "+") + short + "E" + strconv.Itoa(exponent+len(digits)-len(short)), err == nil
}

// typeName is the name of a class in Java's source: "int[]" for "[I".
func typeName(class string) string {
	m := classes.FindStringSubmatch(class)
	if m == nil {
		return class
	}
	base := m[2]
	if base == "" {
		base = map[string]string{"I": "int", "J": "long", "S": "short", "B": "byte", "C": "char", "F": "float", "D": "double", "Z": "boolean"}[m[3]]
	}
	return base + strings.Repeat("[]", len(m[1]))
}

// elements is what stands between the brackets and commas of a list's text; inner lists stay texts.
func elements(s string) (out []string, ok bool) {
	s = strings.TrimSpace(s)
	if !strings.HasPrefix(s, "[") || !strings.HasSuffix(s, "]") || len(s) < 2 {
		return nil, false
	}
	s = s[1 : len(s)-1]
	if s == "" {
		return nil, true
	}
	depth, from, quoted := 0, 0, false
	for i := range len(s) {
		switch s[i] {
		case '"':
			quoted = !quoted
		case '[':
			depth++
		case ']':
			depth--
		case ',':
			if depth == 0 && !quoted {
				out, from = append(out, unquoted(s[from:i])), i+1
			}
		}
	}
	return append(out, unquoted(s[from:])), true
}

// unquoted is a text of a list without the quotes that blanks and commas need.
func unquoted(s string) string {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return s
	}
	return strings.ReplaceAll(s[1:len(s)-1], `""`, `"`)
}
