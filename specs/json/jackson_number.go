package json

import (
	"errors"
	"fmt"
	"math/big"

	"starling/engine/column"
	"starling/specs/wire"
)

// number appends a number of an allowed type, or says why it has no place.
func (l *objectLeaf) number(op objectOp, n *wire.Number) (why string) {
	switch op {
	case takeDouble, takeFloat:
		return l.Number(n)
	case takeString:
		l.Text.Append(n.Raw)
	case takeBigInteger:
		return l.bigInteger(n)
	case takeDecimal:
		return l.decimal(n.Raw)
	default:
		v, why := n.Truncated(max(l.unit, 1))
		if why != "" {
			return why
		}
		return l.FitWhole(v)
	}
	return ""
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
	return wire.NotNumber
}

func (l *objectLeaf) bigInteger(n *wire.Number) (why string) {
	if len(n.Raw) > longest || n.Exp > longest {
		return tooLong
	}
	if n.Exp < -column.MaxDigits {
		l.Obj.Append(new(big.Int)) // too small to have a digit before the point
		return ""
	}
	d, err := column.ParseDecimal(string(n.Raw))
	if err != nil {
		return noDecimal(err)
	}
	i, err := d.Int()
	if err != nil {
		return noDecimal(err)
	}
	l.Obj.Append(i)
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
	l.Obj.Append(x)
	return ""
}

// ParseNumber is the value that a text gives in a column of column.BigInteger or
// column.BigDecimal.
func ParseNumber(t column.Type, text string) (any, error) {
	l := objectLeaf{Column: wire.Bind(column.NewVec[any](column.Object))}
	var n wire.Number
	why := wire.NotNumber
	switch {
	case n.Scan([]byte(text), 0, false) != len(text):
	case t == column.BigInteger && typeOfNumber(&n) != Int:
		why = wire.NotWhole
	case t == column.BigInteger:
		why = l.bigInteger(&n)
	default:
		why = l.decimal(n.Raw)
	}
	if why != "" {
		return nil, fmt.Errorf("%s %s", wire.Quote([]byte(text)), why)
	}
	return l.Obj.V[0], nil
}
