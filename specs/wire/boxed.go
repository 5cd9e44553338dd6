package wire

import "starling/engine/column"

// Boxed is the i-th list of l as objects that tell what they are, as in Map: instants are
// Instant, and lists among them are []any too. ok is false for null.
func Boxed(l *column.Lists, i int) (out []any, ok bool) {
	lo, hi, ok := l.At(i)
	if !ok {
		return nil, false
	}
	return boxes(l.Elems(), lo, hi), true
}

// boxes is the values [lo, hi) of v.
func boxes(v column.Vector, lo, hi int) []any {
	out := make([]any, hi-lo)
	inner, nested := v.(*column.Lists)
	for i := range out {
		switch {
		case nested && !v.Null(lo+i):
			out[i], _ = Boxed(inner, lo+i)
			continue
		case v.Kind() == column.Instant && !v.Null(lo+i):
			out[i] = Instant(v.(*column.Vec[int64]).V[lo+i])
			continue
		}
		if out[i] = v.Any(lo + i); v.Kind() == column.Object {
			if list, ok := Items(out[i]); ok {
				out[i] = list
			}
		}
	}
	return out
}

// Items is the elements of x, an object that is a list, as Boxed has them.
func Items(x any) (out []any, ok bool) {
	items, _, ok := column.Items(x)
	if !ok {
		return nil, false
	}
	return boxes(items, 0, items.Len()), true
}

// TextOf is the text of a value for an error.
func TextOf(x any) string { return Quote(column.Java.Append(nil, x)) }
