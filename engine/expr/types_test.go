package expr

import (
	"testing"

	"starling/engine/column"
)

// An array of arrays has the inner arrays as elements, and a name.
func TestArraysOfArrays(t *testing.T) {
	for _, c := range []struct{ class, elem, name string }{
		{"[[J", "[J", "long[][]"},
		{"[[[D", "[[D", "double[][][]"},
		{"[[Ljava.lang.String;", "[Ljava.lang.String;", "String[][]"},
		{"[[B", "byte[]", "byte[][]"},
		{"[Ljava.math.BigDecimal;", "java.math.BigDecimal", "BigDecimal[]"},
	} {
		typ := column.ObjectOf(c.class)
		elem, ok := elemOf(typ)
		if !ok || elem.String() != c.elem || typeName(typ) != c.name || arrayOf(elem) != typ {
			t.Errorf("%s: elements %s, name %s, back %s", c.class, elem, typeName(typ), arrayOf(elem))
		}
	}
}
