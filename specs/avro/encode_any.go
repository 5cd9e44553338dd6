package avro

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"
	"slices"

	"starling/engine/column"
	"starling/specs/wire"
)

// appendAny appends a value of an Object column as s. What it cannot hold is an
// error that names the value's text.
func appendAny(b []byte, s *schema, x any, depth int) ([]byte, error) {
	if depth > maxDepth {
		return b, fmt.Errorf("values nest deeper than %d levels", maxDepth)
	}
	if s.kind == unionKind {
		return appendBranch(b, s, x, depth)
	}
	if x == nil && s.kind != nullKind {
		return b, fmt.Errorf("a null within it, where %s has none", s)
	}
	switch s.kind {
	case nullKind:
		if x == nil {
			return b, nil
		}
	case boolKind:
		if v, ok := x.(bool); ok {
			return append(b, bit(v)), nil
		}
	case intKind, longKind:
		if v, ok := wholeOf(s, x); ok {
			return binary.AppendVarint(b, v), nil
		}
	case floatKind:
		if v, ok := floatOf(x); ok {
			return binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v))), nil
		}
	case doubleKind:
		if v, ok := floatOf(x); ok {
			return binary.LittleEndian.AppendUint64(b, math.Float64bits(v)), nil
		}
	case stringKind:
		switch v := x.(type) {
		case string:
			return appendText(b, v), nil
		case uint16:
			return appendText(b, column.Java.Append(nil, v)), nil
		case wire.Instant:
			return appendText(b, v.String()), nil
		}
	case enumKind:
		if v, ok := x.(string); ok {
			return appendSymbol(b, s, v)
		}
	case bytesKind, fixedKind:
		if v, ok := x.(column.Decimal); ok && s.logical == "decimal" {
			return appendDecimal(b, s, v)
		}
		if v, ok := x.([]byte); ok && s.kind == fixedKind {
			return appendSymbol(b, s, string(v))
		} else if ok {
			return appendText(b, v), nil
		}
		if v, ok := x.(string); ok && s.kind == bytesKind {
			return appendText(b, v), nil
		}
	case arrayKind:
		if v, ok := wire.Items(x); ok {
			return appendElements(b, s.elem, nil, v, depth+1)
		}
	case mapKind:
		if v, ok := x.(*wire.Map); ok {
			return appendElements(b, s.elem, v.Keys, v.Values, depth+1)
		}
	case recordKind:
		if v, ok := x.(*wire.Record); ok {
			return appendRecord(b, s, v, depth+1)
		}
	}
	return b, fmt.Errorf("%s cannot be written as %s", wire.TextOf(x), s)
}

// appendBranch appends a value as the first branch of a union that is made for it,
// else as the first that can hold it.
func appendBranch(b []byte, s *schema, x any, depth int) ([]byte, error) {
	for _, exact := range []bool{true, false} {
		for k, branch := range s.branches {
			if exact && !branch.fits(x) {
				continue
			}
			if out, err := appendAny(binary.AppendVarint(b, int64(k)), branch, x, depth+1); err == nil {
				return out, nil
			}
		}
	}
	return b, fmt.Errorf("%s cannot be written as %s", wire.TextOf(x), s)
}

// fits reports whether values of s are what x is, without promotion.
func (s *schema) fits(x any) bool {
	switch x := x.(type) {
	case int32:
		return s.kind == intKind
	case int64:
		return s.kind == longKind && s.instant() == 0
	case wire.Instant:
		return s.instant() > 0
	case float32:
		return s.kind == floatKind
	case float64:
		return s.kind == doubleKind
	case *wire.Record:
		return s.kind == recordKind && len(s.fields) == len(x.Names) && !slices.ContainsFunc(s.fields, func(f field) bool { return !slices.Contains(x.Names, f.name) })
	}
	return true
}

// wholeOf is x as a whole number that s has room for.
func wholeOf(s *schema, x any) (int64, bool) {
	v, ok := column.Whole(x)
	if at, instant := x.(wire.Instant); instant && s.instant() > 0 {
		v, ok = floorDiv(int64(at), s.instant()), true
	}
	return v, ok && (s.kind == longKind || v == int64(int32(v)))
}

// floatOf is a number, which a char is not here.
func floatOf(x any) (float64, bool) {
	switch x := x.(type) {
	case float32:
		return float64(x), true
	case float64:
		return x, true
	case uint16:
		return 0, false
	}
	n, ok := column.Whole(x)
	return float64(n), ok
}

func appendElements(b []byte, s *schema, keys, values []any, depth int) ([]byte, error) {
	if len(values) > 0 {
		b = binary.AppendVarint(b, int64(len(values)))
	}
	for i, x := range values {
		if keys != nil {
			b = appendText(b, column.Java.Append(nil, keys[i]))
		}
		var err error
		if b, err = appendAny(b, s, x, depth); err != nil {
			return b, err
		}
	}
	return append(b, 0), nil
}

func appendRecord(b []byte, s *schema, r *wire.Record, depth int) ([]byte, error) {
	for _, f := range s.fields {
		x, ok := r.Get(f.name)
		var err error
		if ok {
			b, err = appendAny(b, f.typ, x, depth)
		} else {
			var data []byte
			data, err = f.absent()
			b = append(b, data...)
		}
		if err != nil {
			return b, &pathError{f.name, err}
		}
	}
	return b, nil
}

// appendDecimal appends a decimal with the scale of s; halves are rounded away from
// zero.
func appendDecimal(b []byte, s *schema, x column.Decimal) ([]byte, error) {
	x, err := x.Round(s.scale, column.HalfUp)
	if err != nil {
		return b, fmt.Errorf("a number that %w", err)
	}
	n := x.Number()
	if digits := len(new(big.Int).Abs(n).String()); s.prec > 0 && digits > s.prec {
		return b, fmt.Errorf("%s has more than the %d digits of %s", x, s.prec, s)
	}
	raw := column.AppendTwos(nil, n)
	if s.kind == bytesKind {
		return appendText(b, raw), nil
	}
	if len(raw) > s.size {
		return b, fmt.Errorf("%s does not fit the %d bytes of %s", x, s.size, s)
	}
	fill := byte(0)
	if n.Sign() < 0 {
		fill = 0xff
	}
	for range s.size - len(raw) {
		b = append(b, fill)
	}
	return append(b, raw...), nil
}
