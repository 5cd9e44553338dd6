package expr

import (
	"errors"
	"regexp"
	"strings"

	"starling/engine/column"
)

// stringFuncs are the methods of String, and its static functions.
var stringFuncs = table{
	"String#charAt":              {"the character at an index from 0", []overload{{"char(String#, int)", re2(charAt), fails}}},
	"String#codePointAt":         {"the code point at an index from 0", []overload{{"int(String#, int)", re2(codePointAt), fails}}},
	"String#chars":               {"its characters, for count()", []overload{{"IntStream(String#)", r1(func(s string) any { return IntStream(length(s)) }), present}}},
	"String#codePointCount":      {"the number of code points from one index up to another", []overload{{"int(String#, int, int)", re3(codePointCount), fails | present}}},
	"String#compareTo":           {"negative, 0 or positive by the order of the two texts", []overload{{"int(String#, String)", texts2(compareTo), fails | present}}},
	"String#compareToIgnoreCase": {"compareTo without regard to case", []overload{{"int(String#, String)", texts2(compareFold), fails | present}}},
	"String#concat":              {"the two texts, one after the other", []overload{{"String(String#, String)", texts2(func(s, t string) string { return s + t }), fails | present}}},
	"String#contains":            {"whether a text occurs", []overload{{"boolean(String#, String)", texts2(func(s, t string) int8 { return bit(strings.Contains(s, t)) }), fails | present}}},
	"String#contentEquals":       {"whether the texts are the same", []overload{{"boolean(String#, String)", texts2(equalText), fails | present}}},
	"String#endsWith":            {"whether it ends with a text", []overload{{"boolean(String#, String)", texts2(func(s, t string) int8 { return bit(strings.HasSuffix(s, t)) }), fails | present}}},
	"String#equals":              {"whether the texts are the same; false for null", []overload{{"boolean(String#, String)", r2(equalText), present}, {"boolean(String#, Object)", r2(equalTextObject), present}}},
	"String#equalsIgnoreCase":    {"whether the texts are the same but for case", []overload{{"boolean(String#, String)", r2(equalFold), present}}},
	"String#formatted":           {"the text by itself as a format", []overload{{"String(String#, Object...)", formatText, fails | present}}},
	"String#hashCode":            {"Java's hash of the text", []overload{{"int(String#)", r1(hashCode), 0}}},
	"String#indent":              {"each line with so many blanks before it, or fewer", []overload{{"String(String#, int)", re2(indented), fails | present}}},
	"String#indexOf": {"the first index of a text or character, -1 if there is none", []overload{
		{"int(String#, String)", texts2(func(s, t string) int32 { return indexOfText(s, t, 0) }), fails | present},
		{"int(String#, String, int)", texts3(indexOfText), fails | present},
		{"int(String#, int)", r2(func(s string, ch int32) int32 { return indexOfText(s, string(rune(ch)), 0) }), present},
		{"int(String#, int, int)", r3(func(s string, ch, from int32) int32 { return indexOfText(s, string(rune(ch)), from) }), present},
	}},
	"String#intern":  {"the text itself", []overload{{"String(String#)", r1(func(s string) string { return s }), present}}},
	"String#isBlank": {"whether there is nothing but white space", []overload{{"boolean(String#)", r1(func(s string) int8 { return bit(strings.TrimFunc(s, isSpace) == "") }), present}}},
	"String#isEmpty": {"whether the length is 0", []overload{{"boolean(String#)", r1(func(s string) int8 { return bit(s == "") }), present}}},
	"String#lastIndexOf": {"the last index of a text or character, -1 if there is none", []overload{
		{"int(String#, String)", texts2(func(s, t string) int32 { return unitIndex(s, strings.LastIndex(s, t)) }), fails | present},
		{"int(String#, String, int)", texts3(lastIndexOfText), fails | present},
		{"int(String#, int)", r2(func(s string, ch int32) int32 { return unitIndex(s, strings.LastIndex(s, string(rune(ch)))) }), present},
	}},
	"String#length":  {"the number of characters (UTF-16 units)", []overload{{"int(String#)", r1(length), present}}},
	"String#lines":   {"its lines, for count()", []overload{{"Stream(String#)", r1(func(s string) any { return Stream(len(linesOf(s))) }), present}}},
	"String#matches": {"whether all of it matches a regular expression", []overload{{"boolean(String#, String)", matching(true, func(re *regexp.Regexp, s string) int8 { return bit(re.MatchString(s)) }), fails | present}}},
	"String#regionMatches": {"whether a part is the same as one of another text, with regard to case or not", joined(
		methodOf(je5(func(s string, at int32, t string, from, n int32) (bool, error) {
			return regionMatches(false, s, at, t, from, n), nil
		})), regionMatchesCase)},
	"String#repeat": {"the text n times", []overload{{"String(String#, int)", re2(repeatText), fails | present}}},
	"String#replace": {"every occurrence replaced", []overload{
		{"String(String#, String, String)", fe3(replaceText), fails | present},
		{"String(String#, char, char)", r3(func(s string, a, b uint16) string {
			return strings.ReplaceAll(s, string(rune(a)), string(rune(b)))
		}), present},
	}},
	"String#replaceAll":   {"every match of a regular expression replaced; $1 is its first group", []overload{{"String(String#, String, String)", replacing(true), fails | present}}},
	"String#replaceFirst": {"the first match of a regular expression replaced", []overload{{"String(String#, String, String)", replacing(false), fails | present}}},
	"String#split": {"the parts between the matches of a regular expression", []overload{
		{"String[](String#, String)", splitText, fails | present},
		{"String[](String#, String, int)", splitText, fails | present},
	}},
	"String#startsWith": {"whether it begins with a text, at an index if one is given", []overload{
		{"boolean(String#, String)", texts2(func(s, t string) int8 { return bit(strings.HasPrefix(s, t)) }), fails | present},
		{"boolean(String#, String, int)", texts3(func(s, t string, at int32) int8 {
			return bit(at >= 0 && at <= length(s) && strings.HasPrefix(s[byteIndex(s, at):], t))
		}), fails | present},
	}},
	"String#strip":         {"without white space at its ends", []overload{{"String(String#)", r1(func(s string) string { return strings.TrimFunc(s, isSpace) }), present}}},
	"String#stripLeading":  {"without white space at its beginning", []overload{{"String(String#)", r1(func(s string) string { return strings.TrimLeftFunc(s, isSpace) }), present}}},
	"String#stripTrailing": {"without white space at its end", []overload{{"String(String#)", r1(func(s string) string { return strings.TrimRightFunc(s, isSpace) }), present}}},
	"String#substring": {"the text from one index up to, not including, another", []overload{
		{"String(String#, int)", re2(func(s string, from int32) (string, error) { return substring(s, from, length(s)) }), fails | present},
		{"String(String#, int, int)", re3(substring), fails | present},
	}},
	"String#subSequence": {"the text from one index up to, not including, another", []overload{
		{"Chars(String#, int, int)", re3(func(s string, from, to int32) (any, error) { return substring(s, from, to) }), fails | present},
	}},
	"String#toCharArray": {"its characters", []overload{{"char[](String#)", charsOf, present}}},
	"String#toLowerCase": {"in lower case", []overload{{"String(String#)", r1(strings.ToLower), present}}},
	"String#toString":    {"the text itself", []overload{{"String(String#)", r1(func(s string) string { return s }), present}}},
	"String#toUpperCase": {"in upper case", []overload{{"String(String#)", r1(upper), present}}},
	"String#trim":        {"without blanks and control characters at its ends", []overload{{"String(String#)", r1(trim), present}}},
	"String#getBytes":    {"its bytes in UTF-8", []overload{{"byte[](String#)", r1(func(s string) string { return s }), present}}},

	"String.format":  {"text by a format such as `%d of %.2f`", []overload{{"String(String, Object...)", formatText, fails | present}}},
	"String.join":    {"the texts with a separator between them", []overload{{"String(String, String...)", joinStrings, fails | present}}},
	"String.valueOf": {"the text of any value; null gives null as text", valueOf},
}

// valueOf are the overloads of String.valueOf.
var valueOf = []overload{
	{"String(boolean)", textKernel(boolType), present},
	{"String(byte)", textKernel(byteType), present},
	{"String(short)", textKernel(shortType), present},
	{"String(char)", textKernel(charType), present},
	{"String(int)", textKernel(intType), present},
	{"String(long)", textKernel(longType), present},
	{"String(float)", textKernel(floatType), present},
	{"String(double)", textKernel(doubleType), present},
	{"String(Instant)", textKernel(instantType), present},
	{"String(byte[])", textKernel(bytesType), present},
	{"String(String)", r1(func(s string) string {
		if column.IsNullString(s) {
			return "null"
		}
		return s
	}), present},
	{"String(Object)", textKernel(objectType), present},
}

var errNullText = errors.New("an argument is null; guard it with isNull")

// texts2 is a kernel of two texts, neither of which may be null.
func texts2[R any](f func(s, t string) R) kernel {
	return re2(func(s, t string) (r R, err error) {
		if column.IsNullString(t) {
			return r, errNullText
		}
		return f(s, t), nil
	})
}

// texts3 is texts2 with an index.
func texts3[R any](f func(s, t string, i int32) R) kernel {
	return re3(func(s, t string, i int32) (r R, err error) {
		if column.IsNullString(t) {
			return r, errNullText
		}
		return f(s, t, i), nil
	})
}

func equalText(s, t string) int8 { return bit(!column.IsNullString(t) && s == t) }

func equalTextObject(s string, x any) int8 {
	t, ok := x.(string)
	return bit(ok && s == t)
}

func equalFold(s, t string) int8 { return bit(!column.IsNullString(t) && strings.EqualFold(s, t)) }

func compareFold(s, t string) int32 {
	return compareTo(strings.ToLower(strings.ToUpper(s)), strings.ToLower(strings.ToUpper(t)))
}

func replaceText(s, old, with string) (string, error) {
	if grows := len(with) - len(old); grows > 0 {
		if err := errLong(len(s)+strings.Count(s, old)*grows, len(s)); err != nil {
			return "", err
		}
	}
	return strings.ReplaceAll(s, old, with), nil
}

func codePointAt(s string, i int32) (int32, error) {
	if _, err := charAt(s, i); err != nil {
		return 0, err
	}
	if isASCII(s) {
		return int32(s[i]), nil
	}
	u := units(s)
	return []rune(fromUnits(u[i:]))[0], nil
}

// splitText is s.split(re) or s.split(re, limit).
func splitText(c *call) error {
	p, _ := c.temp.(*pattern)
	if p == nil {
		p = &pattern{}
		c.temp = p
	}
	res, limit := vals[string](c.args[1]), 0
	for i, s := range vals[string](c.args[0]) {
		if column.IsNullString(res[i]) {
			return &RowError{Index: i, Err: errNullText}
		}
		re, err := p.compile(res[i], false)
		if err != nil {
			return &RowError{Index: i, Err: err}
		}
		if len(c.args) > 2 {
			limit = int(vals[int32](c.args[2])[i])
		}
		appendArrayTo(c.out, split(re, s, limit), true)
	}
	return nil
}

func charsOf(c *call) error {
	for _, s := range vals[string](c.args[0]) {
		appendArrayTo(c.out, units(s), true)
	}
	return nil
}

func joinStrings(c *call) error {
	out, arrays := grow[string](c.out, c.n), arraysOf[string](c.args[1])
	for i, sep := range vals[string](c.args[0]) {
		list, ok := arrays.at(i)
		if column.IsNullString(sep) || !ok {
			return &RowError{Index: i, Err: errNullText}
		}
		parts := make([]string, len(list))
		size := len(sep) * len(list)
		for k, s := range list {
			parts[k] = s
			if column.IsNullString(s) {
				parts[k] = "null"
			}
			size += len(parts[k])
		}
		if err := errLong(size, 0); err != nil {
			return &RowError{Index: i, Err: err}
		}
		out[i] = strings.Join(parts, sep)
	}
	return nil
}

func formatText(c *call) error {
	out, args := grow[string](c.out, c.n), arraysOf[any](c.args[1])
	for i, format := range vals[string](c.args[0]) {
		if column.IsNullString(format) {
			return &RowError{Index: i, Err: errNullText}
		}
		list, _ := args.at(i)
		text, err := javaFormat(format, list)
		if err != nil {
			return &RowError{Index: i, Err: err}
		}
		out[i] = text
	}
	return nil
}
