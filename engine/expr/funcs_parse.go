package expr

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"starling/engine/column"
)

// parseFuncs read numbers from text and write them; with them the static functions of
// Integer, Double and the like.
var parseFuncs = table{
	"Boolean.parseBoolean":      {"true if the text is true in any case", []overload{{"boolean(String)", r1(isTrue), present}}},
	"Boolean.toString":          {"the text of x", []overload{{"String(boolean)", textKernel(boolType), present}}},
	"Boolean.valueOf":           {"true if the text is true in any case", []overload{{"boolean(String)", r1(isTrue), present}, {"boolean(boolean)", r1(func(x int8) int8 { return x }), 0}}},
	"Byte.parseByte":            {"the number in a text", []overload{{"byte(String)", re1(whole10[int8](8)), fails}, {"byte(String, int)", re2(wholeOf[int8](8)), fails}}},
	"Character.getNumericValue": {"the value of a digit, -1 if it is none", []overload{{"int(char)", f1(digitValue), 0}}},
	"Character.isDigit":         {"whether a character is a digit", ofChar(unicode.IsDigit)},
	"Character.isLetter":        {"whether a character is a letter", ofChar(unicode.IsLetter)},
	"Character.isLetterOrDigit": {"whether a character is a letter or digit", ofChar(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })},
	"Character.isLowerCase":     {"whether a character is in lower case", ofChar(unicode.IsLower)},
	"Character.isUpperCase":     {"whether a character is in upper case", ofChar(unicode.IsUpper)},
	"Character.isWhitespace":    {"whether a character is white space", ofChar(isSpace)},
	"Character.toLowerCase":     {"a character in lower case", []overload{{"char(char)", f1(func(x uint16) uint16 { return uint16(unicode.ToLower(rune(x))) }), 0}}},
	"Character.toString":        {"a character as text", []overload{{"String(char)", textKernel(charType), present}}},
	"Character.toUpperCase":     {"a character in upper case", []overload{{"char(char)", f1(func(x uint16) uint16 { return uint16(unicode.ToUpper(rune(x))) }), 0}}},
	"Character.valueOf":         {"the character", []overload{{"char(char)", r1(func(x uint16) uint16 { return x }), 0}}},
	"Double.compare":            {"-1, 0 or 1 by the order of x and y", []overload{{"int(double, double)", r2(compareNumbers[float64]), present}}},
	"Double.isFinite":           {"whether x is neither NaN nor infinite", []overload{{"boolean(double)", r1(isFinite[float64]), present}}},
	"Double.isInfinite":         {"whether x is infinite", []overload{{"boolean(double)", r1(isInf[float64]), present}}},
	"Double.isNaN":              {"whether x is not a number", []overload{{"boolean(double)", r1(isNaN[float64]), present}}},
	"Double.parseDouble":        {"the number in a text", []overload{{"double(String)", re1(parseDouble), fails}}},
	"Double.toString":           {"the text of x", []overload{{"String(double)", textKernel(doubleType), present}}},
	"Double.valueOf":            {"the number in a text", []overload{{"double(String)", re1(parseDouble), fails}, {"double(double)", r1(func(x float64) float64 { return x }), 0}}},
	"Float.parseFloat":          {"the number in a text", []overload{{"float(String)", re1(parseFloat), fails}}},
	"Float.toString":            {"the text of x", []overload{{"String(float)", textKernel(floatType), present}}},
	"Float.valueOf":             {"the number in a text", []overload{{"float(String)", re1(parseFloat), fails}, {"float(float)", r1(func(x float32) float32 { return x }), 0}}},
	"Integer.bitCount":          {"how many bits are 1", []overload{{"int(int)", f1(func(x int32) int32 { return int32(strings.Count(strconv.FormatUint(uint64(uint32(x)), 2), "1")) }), 0}}},
	"Integer.compare":           {"-1, 0 or 1 by the order of x and y", []overload{{"int(int, int)", r2(compareNumbers[int32]), present}}},
	"Integer.max":               {"the larger of two", []overload{{"int(int, int)", f2(max2[int32]), 0}}},
	"Integer.min":               {"the smaller of two", []overload{{"int(int, int)", f2(min2[int32]), 0}}},
	"Integer.parseInt":          {"the number in a text, to a base if one is given", []overload{{"int(String)", re1(whole10[int32](32)), fails}, {"int(String, int)", re2(wholeOf[int32](32)), fails}}},
	"Integer.signum":            {"-1, 0 or 1 by the sign", []overload{{"int(int)", f1(signum[int32]), 0}}},
	"Integer.sum":               {"x + y", []overload{{"int(int, int)", f2(func(x, y int32) int32 { return x + y }), 0}}},
	"Integer.toBinaryString":    {"the bits of x", []overload{{"String(int)", f1(unsigned[int32](2)), 0}}},
	"Integer.toHexString":       {"the bits of x in base 16", []overload{{"String(int)", f1(unsigned[int32](16)), 0}}},
	"Integer.toOctalString":     {"the bits of x in base 8", []overload{{"String(int)", f1(unsigned[int32](8)), 0}}},
	"Integer.toString":          {"the text of x, in a base if one is given", []overload{{"String(int)", textKernel(intType), present}, {"String(int, int)", fe2(inBase[int32]), fails}}},
	"Integer.valueOf":           {"the number in a text", []overload{{"int(String)", re1(whole10[int32](32)), fails}, {"int(int)", r1(func(x int32) int32 { return x }), 0}}},
	"Long.compare":              {"-1, 0 or 1 by the order of x and y", []overload{{"int(long, long)", r2(compareNumbers[int64]), present}}},
	"Long.max":                  {"the larger of two", []overload{{"long(long, long)", f2(max2[int64]), 0}}},
	"Long.min":                  {"the smaller of two", []overload{{"long(long, long)", f2(min2[int64]), 0}}},
	"Long.parseLong":            {"the number in a text, to a base if one is given", []overload{{"long(String)", re1(whole10[int64](64)), fails}, {"long(String, int)", re2(wholeOf[int64](64)), fails}}},
	"Long.signum":               {"-1, 0 or 1 by the sign", []overload{{"int(long)", f1(signum[int64]), 0}}},
	"Long.sum":                  {"x + y", []overload{{"long(long, long)", f2(func(x, y int64) int64 { return x + y }), 0}}},
	"Long.toBinaryString":       {"the bits of x", []overload{{"String(long)", f1(unsigned[int64](2)), 0}}},
	"Long.toHexString":          {"the bits of x in base 16", []overload{{"String(long)", f1(unsigned[int64](16)), 0}}},
	"Long.toString":             {"the text of x, in a base if one is given", []overload{{"String(long)", textKernel(longType), present}, {"String(long, int)", fe2(inBase[int64]), fails}}},
	"Long.valueOf":              {"the number in a text", []overload{{"long(String)", re1(whole10[int64](64)), fails}, {"long(long)", r1(func(x int64) int64 { return x }), 0}}},
	"Short.parseShort":          {"the number in a text", []overload{{"short(String)", re1(whole10[int16](16)), fails}, {"short(String, int)", re2(wholeOf[int16](16)), fails}}},
	"parseBoolean":              {"the boolean in a text; null for null", []overload{{"boolean(String)", f1(isTrue), 0}}},
	"parseByte":                 {"the number in a text; null for null", []overload{{"byte(String)", fe1(whole10[int8](8)), fails}, {"byte(String, int)", fe2(wholeOf[int8](8)), fails}}},
	"parseDouble":               {"the number in a text; null for null", []overload{{"double(String)", fe1(parseDouble), fails}}},
	"parseFloat":                {"the number in a text; null for null", []overload{{"float(String)", fe1(parseFloat), fails}}},
	"parseInt":                  {"the number in a text, to a base if one is given; null for null", []overload{{"int(String)", fe1(whole10[int32](32)), fails}, {"int(String, int)", fe2(wholeOf[int32](32)), fails}}},
	"parseLong":                 {"the number in a text, to a base if one is given; null for null", []overload{{"long(String)", fe1(whole10[int64](64)), fails}, {"long(String, int)", fe2(wholeOf[int64](64)), fails}}},
	"parseShort":                {"the number in a text; null for null", []overload{{"short(String)", fe1(whole10[int16](16)), fails}, {"short(String, int)", fe2(wholeOf[int16](16)), fails}}},
	"parseUnsignedInt":          {"the number without sign in a text, as the int of the same bits", []overload{{"int(String)", fe1(func(s string) (int32, error) { return parseUnsigned[int32](32, s, 10) }), fails}, {"int(String, int)", fe2(func(s string, b int32) (int32, error) { return parseUnsigned[int32](32, s, b) }), fails}}},
	"parseUnsignedLong":         {"the number without sign in a text, as the long of the same bits", []overload{{"long(String)", fe1(func(s string) (int64, error) { return parseUnsigned[int64](64, s, 10) }), fails}, {"long(String, int)", fe2(func(s string, b int32) (int64, error) { return parseUnsigned[int64](64, s, b) }), fails}}},
}

func ofChar(f func(rune) bool) []overload {
	return []overload{{"boolean(char)", r1(func(x uint16) int8 { return bit(x != column.NullChar && f(rune(x))) }), present}}
}

func digitValue(x uint16) int32 {
	switch r := unicode.ToLower(rune(x)); {
	case '0' <= r && r <= '9':
		return r - '0'
	case 'a' <= r && r <= 'z':
		return r - 'a' + 10
	}
	return -1
}

func isTrue(s string) int8 { return bit(strings.EqualFold(s, "true")) }

func notNumber(s, what string) error {
	if column.IsNullString(s) {
		return fmt.Errorf("null is not %s; parseInt and the like without a class give null for null", what)
	}
	return fmt.Errorf("%q is not %s", s, what)
}

// wholeOf reads a whole number of so many bits in a base.
func wholeOf[T int8 | int16 | int32 | int64](bits int) func(s string, base int32) (T, error) {
	return func(s string, base int32) (T, error) {
		if base < 2 || base > 36 {
			return 0, fmt.Errorf("the base of a number is 2 to 36, not %d", base)
		}
		x, err := strconv.ParseInt(s, int(base), bits)
		if err != nil || strings.Contains(s, "_") {
			return 0, notNumber(s, fmt.Sprintf("a whole number of %d bits in base %d", bits, base))
		}
		return T(x), nil
	}
}

func whole10[T int8 | int16 | int32 | int64](bits int) func(s string) (T, error) {
	f := wholeOf[T](bits)
	return func(s string) (T, error) { return f(s, 10) }
}

func parseUnsigned[T int32 | int64](bits int, s string, base int32) (T, error) {
	if base < 2 || base > 36 {
		return 0, fmt.Errorf("the base of a number is 2 to 36, not %d", base)
	}
	x, err := strconv.ParseUint(strings.TrimPrefix(s, "+"), int(base), bits)
	if err != nil {
		return 0, notNumber(s, fmt.Sprintf("a whole number of %d bits without sign in base %d", bits, base))
	}
	return T(x), nil
}

func parseDouble(s string) (float64, error) { return parseFloating(s, 64, "a number") }

func parseFloat(s string) (float32, error) {
	x, err := parseFloating(s, 32, "a number")
	return float32(x), err
}

// parseFloating reads what Java's parseDouble does: blanks around it, a d or f behind it,
// NaN and Infinity; too large is Infinity.
func parseFloating(s string, bits int, what string) (float64, error) {
	t := trim(s)
	switch strings.TrimLeft(t, "+-") {
	case "NaN":
		return math.NaN(), nil
	case "Infinity":
		return math.Inf(1 - 2*int(bit(t[0] == '-'))), nil
	}
	if n := len(t) - 1; n > 0 && strings.IndexByte("dDfF", t[n]) >= 0 {
		t = t[:n]
	}
	x, err := strconv.ParseFloat(t, bits)
	if err != nil && (math.IsInf(x, 0) && !strings.ContainsAny(t, "iInN")) {
		err = nil
	}
	if err != nil || t == "" || strings.ContainsAny(t, "_xXpPnN") || strings.ContainsAny(t, "iI") {
		return 0, notNumber(s, what)
	}
	return x, nil
}

func unsigned[T int32 | int64](base int) func(T) string {
	return func(x T) string {
		if y, ok := any(x).(int32); ok {
			return strconv.FormatUint(uint64(uint32(y)), base)
		}
		return strconv.FormatUint(uint64(x), base)
	}
}

func inBase[T int32 | int64](x T, base int32) (string, error) {
	if base < 2 || base > 36 {
		return "", fmt.Errorf("the base of a number is 2 to 36, not %d", base)
	}
	return strconv.FormatInt(int64(x), int(base)), nil
}
