package agg

import (
	"fmt"
	"math"
	"unicode/utf16"

	"starling/engine/column"
)

func uniqueType(in []column.Type, args Args) (column.Type, error) {
	if !ordered(in[0]) {
		return column.Type{}, unsupported("unique", in[0])
	}
	if _, err := sentinel(in[0], args.NonUniqueSentinel); err != nil {
		return column.Type{}, err
	}
	return in[0], nil
}

// newUnique is the one value of a group: null if there is none and
// args.NonUniqueSentinel if there are several. args.IncludeNulls counts null and NaN as some.
func newUnique(in []column.Type, args Args, retract bool) (Agg, error) {
	t, err := uniqueType(in, args)
	if err != nil {
		return nil, err
	}
	several, _ := sentinel(t, args.NonUniqueSentinel)
	a := &unique{vecOut: newVecOut(t), several: several, set: newOnce(t, args.IncludeNulls)}
	if retract {
		a.set = newSet(t, args.IncludeNulls)
	}
	return a, nil
}

type unique struct {
	vecOut
	several column.Vector // of one value
	set     set
}

func (a *unique) Grow(groups int) {
	a.touched.Grow(groups)
	a.set.grow(groups)
}

func (a *unique) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	a.set.apply(groups, in[0], 1)
}

func (a *unique) Remove(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	a.set.apply(groups, in[0], -1)
}

// Flush writes the values of the touched groups.
func (a *unique) Flush() {
	a.flush(func(dst column.Vector, g int32) {
		switch a.set.count(g) {
		case 0:
			dst.AppendNull()
		case 1:
			a.set.appendTo(dst, g)
		default:
			dst.AppendFrom(a.several, 0)
		}
	})
}

// sentinel is a vector of the one value x as type t.
func sentinel(t column.Type, x any) (column.Vector, error) {
	v := column.NewVector(t)
	ok := false
	switch x := x.(type) {
	case nil:
		v.AppendNull()
		return v, nil
	case int64, float64:
		if t.Big() {
			ok = bigSentinel(v.(*column.Vec[any]), t, x)
			break
		}
		ok = numberSentinel(v, t.Kind, x)
	case bool:
		if d, is := v.(*column.Vec[int8]); is && t.Kind == column.Bool {
			d.Append(0)
			if x {
				d.V[0] = 1
			}
			ok = true
		}
	case string:
		ok = textSentinel(v, x)
	}
	if !ok {
		return nil, fmt.Errorf("unique: non_unique_sentinel %s is no %s", column.Java.Append(nil, x), t)
	}
	return v, nil
}

// numberSentinel appends x if kind k has that value.
func numberSentinel(v column.Vector, k column.Kind, x any) bool {
	f, ok := x.(float64)
	if !ok {
		return wholeSentinel(v, k, x.(int64))
	}
	switch d := v.(type) {
	case *column.Vec[float32]:
		d.Append(float32(f))
	case *column.Vec[float64]:
		d.Append(f)
	default:
		return false
	}
	return true
}

// bigSentinel appends the number x if type t has it.
func bigSentinel(v *column.Vec[any], t column.Type, x any) bool {
	var n any
	var ok bool
	if t == column.BigInteger {
		n, ok = column.BigIntOf(x)
	} else {
		n, ok = column.DecimalOf(x)
	}
	if ok {
		v.Append(n)
	}
	return ok
}

// wholeSentinel appends x if kind k has that value.
func wholeSentinel(v column.Vector, k column.Kind, x int64) bool {
	limit := map[column.Kind]int64{
		column.Byte: math.MaxInt8, column.Short: math.MaxInt16, column.Int: math.MaxInt32,
		column.Long: math.MaxInt64, column.Instant: math.MaxInt64, column.Float: 1 << 24, column.Double: 1 << 53,
	}[k]
	if x > limit || x < -limit {
		return false
	}
	switch d := v.(type) {
	case *column.Vec[float32]:
		d.Append(float32(x))
	case *column.Vec[float64]:
		d.Append(float64(x))
	default:
		if limit == 0 {
			return false
		}
		appendKey(v, x)
	}
	return true
}

// textSentinel appends s if v holds strings, or characters and s is one.
func textSentinel(v column.Vector, s string) bool {
	switch d := v.(type) {
	case *column.Vec[string]:
		d.Append(s)
		return true
	case *column.Vec[uint16]:
		if u := utf16.Encode([]rune(s)); len(u) == 1 && u[0] != column.NullChar {
			d.Append(u[0])
			return true
		}
	}
	return false
}
