package specs

import (
	"errors"
	"fmt"
	"math"
	"math/big"

	"starling/engine/column"
)

// number appends a number of an allowed type, or says why it has no place.
func (l *objectLeaf) number(op objectOp, n *number) (why string) {
	switch op {
	case takeDouble:
		l.f64.V = append(l.f64.V, n.double())
	case takeFloat:
		l.f32.V = append(l.f32.V, n.float())
	case takeString:
		l.text.Append(n.raw)
	case takeBigInteger:
		return l.bigInteger(n)
	case takeDecimal:
		return l.decimal(n.raw)
	default:
		v, why := n.truncated(max(l.unit, 1))
		if why != "" {
			return why
		}
		return l.putWhole(v)
	}
	return ""
}

// truncated is unit × the number without what is after the point then.
func (n *number) truncated(unit int64) (v int64, why string) {
	m := *n
	for ; unit > 1; unit /= 10 {
		m.exp++
	}
	if v, why = m.whole(column.Long); why != notWhole {
		return v, why
	}
	var whole uint64
	left := m.digits() + m.exp // of the digits, so many are before the point
	for _, c := range m.raw {
		if c|0x20 == 'e' || left <= 0 {
			break
		}
		if c-'0' > 9 {
			continue
		}
		if whole > math.MaxInt64/10 {
			return 0, tooBig
		}
		whole = whole*10 + uint64(c-'0')
		left--
	}
	if whole > math.MaxInt64 {
		return 0, tooBig
	}
	if n.neg {
		return -int64(whole), ""
	}
	return int64(whole), ""
}

// digits is how many digits the number has before its exponent.
func (n *number) digits() (count int) {
	for _, c := range n.raw {
		if c|0x20 == 'e' {
			break
		}
		if c-'0' <= 9 {
			count++
		}
	}
	return count
}

// longest is how many bytes a number without bounds may have, as in Jackson.
const longest = 1000

// tooLong is why a number without bounds has no place.
const tooLong = "has more than 1000 digits"

// noDecimal words an error of column.ParseDecimal.
func noDecimal(err error) string {
	if errors.Is(err, column.ErrDigits) {
		return err.Error()
	}
	return notNumber
}

func (l *objectLeaf) bigInteger(n *number) (why string) {
	if len(n.raw) > longest || n.exp > longest {
		return tooLong
	}
	if n.exp < -column.MaxDigits {
		l.obj.Append(new(big.Int)) // too small to have a digit before the point
		return ""
	}
	d, err := column.ParseDecimal(string(n.raw))
	if err != nil {
		return noDecimal(err)
	}
	i, err := d.Int()
	if err != nil {
		return noDecimal(err)
	}
	l.obj.Append(i)
	return ""
}

func (l *objectLeaf) decimal(text []byte) (why string) {
	if len(text) > longest {
		return tooLong
	}
	x, err := column.ParseDecimal(string(text))
	if err != nil {
		return noDecimal(err)
	}
	l.obj.Append(x)
	return ""
}

// ParseNumber is the value that a text gives in a column of column.BigInteger.String() or
// column.BigDecimal.String().
func ParseNumber(t column.Type, text string) (any, error) {
	l := objectLeaf{obj: column.NewVec[any](column.Object)}
	var n number
	why := notNumber
	switch {
	case n.scan([]byte(text), 0, false) != len(text):
	case t == column.BigInteger && n.is() != JSONInt:
		why = notWhole
	case t == column.BigInteger:
		why = l.bigInteger(&n)
	default:
		why = l.decimal(n.raw)
	}
	if why != "" {
		return nil, fmt.Errorf("%s %s", quote([]byte(text)), why)
	}
	return l.obj.V[0], nil
}
