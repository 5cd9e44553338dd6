package expr

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"starling/engine/column"
)

// number reads the number token; at is where its sign stands, if it has one.
func (p *parser) number(at int) (Node, error) {
	t := p.tok()
	p.i++
	text := p.src[at:t.end]
	neg := at < t.at
	lit := &Literal{At: at, Text: text}
	if strings.HasSuffix(t.text, "_") || strings.Contains(t.text, "_.") || strings.Contains(t.text, "._") {
		return nil, errAt(at, "%s is not a number: _ stands between digits", text)
	}
	double := strings.HasSuffix(t.text, "F") // Deephaven takes only a small f for float
	digits := strings.ReplaceAll(strings.ToLower(t.text), "_", "")
	var err error
	if isFloat(digits) {
		if double {
			digits = strings.TrimSuffix(digits, "f") + "d"
		}
		lit.Type, lit.Value, err = floating(digits, neg)
	} else {
		lit.Type, lit.Value, err = whole(digits, neg)
	}
	if err != nil {
		err = errAt(at, "%s is not a number%s", text, rangeNote(err))
		if lit.Value = beyond(digits, neg); lit.Value == nil {
			return nil, err
		}
		lit.Type, lit.Err = bigIntegerType, err
	}
	return lit, nil
}

// beyond is a whole number that no long is, which only a filter takes; nil if it is none.
func beyond(digits string, neg bool) any {
	n, err := parseBigInteger(digits, 10)
	if err != nil || digits[0] == '0' {
		return nil
	}
	if neg {
		n = new(big.Int).Neg(n.(*big.Int))
	}
	return n
}

func rangeNote(err error) string {
	if e, ok := err.(*strconv.NumError); ok && e.Err == strconv.ErrRange {
		return " that fits its type"
	}
	return ""
}

func isFloat(digits string) bool {
	if strings.HasPrefix(digits, "0x") {
		return strings.Contains(digits, "p")
	}
	return !strings.HasPrefix(digits, "0b") && strings.ContainsAny(digits, ".efd")
}

func floating(digits string, neg bool) (column.Type, any, error) {
	body := strings.TrimRight(digits, "fd")
	if hex := strings.HasPrefix(digits, "0x"); len(digits)-len(body) > 1 || !hex && strings.ContainsAny(body, "xpin_") {
		return column.Type{}, nil, strconv.ErrSyntax
	}
	if strings.HasSuffix(digits, "f") {
		x, err := strconv.ParseFloat(body, 32)
		if neg {
			x = -x
		}
		return floatType, nullable(float32(x), column.NullFloat), err
	}
	x, err := strconv.ParseFloat(body, 64)
	if neg {
		x = -x
	}
	return doubleType, nullable(x, column.NullDouble), err
}

// whole reads an integer: decimal, 0x, 0b or octal after 0. One without L that exceeds an int
// is a long, without a look at its sign.
func whole(digits string, neg bool) (column.Type, any, error) {
	body, long := strings.CutSuffix(digits, "l")
	base := 10
	switch {
	case strings.HasPrefix(body, "0x"):
		base, body = 16, body[2:]
	case strings.HasPrefix(body, "0b"):
		base, body = 2, body[2:]
	case len(body) > 1 && body[0] == '0':
		base, body = 8, body[1:]
	}
	u, err := strconv.ParseUint(body, base, 64)
	if err != nil {
		return column.Type{}, nil, err
	}
	if u > math.MaxInt64 {
		return column.Type{}, nil, &strconv.NumError{Err: strconv.ErrRange}
	}
	x, fits := int64(u), u <= math.MaxInt32
	if neg {
		x = -x
	}
	if !long && fits {
		return intType, nullable(int32(x), column.NullInt), nil
	}
	return longType, nullable(x, column.NullLong), nil
}

// nullable is x as Vec.Any gives it: nil for the sentinel.
func nullable[T comparable](x, null T) any {
	if x == null {
		return nil
	}
	return x
}

// quoted is the literal in single quotes: a time if it reads as one, else a char.
func quoted(t token) *Literal {
	lit := &Literal{At: t.at, Text: "'" + t.text + "'", Quotes: true, Inside: t.text}
	if typ, v, ok := timeLiteral(t.text); ok {
		lit.Type, lit.Value = typ, v
		return lit
	}
	r, n := utf8.DecodeRuneInString(t.text)
	if strings.HasPrefix(t.text, `\`) {
		if e, size, err := unescape(t.text, 0); err == nil && size == len(t.text) {
			lit.Inside = string(e)
			lit.Err = errAt(t.at, "%s is no character: escapes stand in text, as in `%s`.charAt(0)", lit.Text, t.text)
			return lit
		}
	}
	if n > 0 && n == len(t.text) && r < 0xFFFF {
		lit.Type, lit.Value = charType, uint16(r)
		return lit
	}
	lit.Err = errAt(t.at, "%s is neither one character nor a time such as '2024-01-31T09:30:00 ET', '2024-01-31', '09:30:00' or 'PT1h'; text goes in back-ticks: `%s`", lit.Text, t.text)
	return lit
}
