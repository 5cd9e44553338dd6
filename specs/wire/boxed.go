package wire

import "starling/engine/column"

// Boxed is the elements of x, a list of elements of type elem, as objects that tell what
// they are, as in Map: instants are Instant, and lists among them are []any too. ok is
// false if x is no list.
func Boxed(x any, elem column.Type) (out []any, ok bool) {
	items, elem, ok := column.Items(x, elem)
	if !ok {
		return nil, false
	}
	inner, _ := elem.Elem()
	out = make([]any, items.Len())
	for i := range out {
		out[i] = items.Any(i)
		switch elem.Kind {
		case column.Instant:
			if n, ok := out[i].(int64); ok {
				out[i] = Instant(n)
			}
		case column.Object, column.List:
			if list, ok := Boxed(out[i], inner); ok {
				out[i] = list
			}
		}
	}
	return out, true
}

// TextOf is the text of a value for an error.
func TextOf(x any) string { return Quote(column.Java.Append(nil, x)) }
