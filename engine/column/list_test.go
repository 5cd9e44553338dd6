package column

import "testing"

// Types of lists, of what, and their names.
func TestListTypes(t *testing.T) {
	for _, c := range []struct {
		elem               Type
		array, name, group string
	}{
		{Of(Bool), "[Ljava.lang.Boolean;", "java.lang.Boolean[]", "io.deephaven.vector.ObjectVector"},
		{Of(Byte), "byte[]", "byte[]", "io.deephaven.vector.ByteVector"},
		{Of(Short), "[S", "short[]", "io.deephaven.vector.ShortVector"},
		{Of(Char), "[C", "char[]", "io.deephaven.vector.CharVector"},
		{Of(Int), "[I", "int[]", "io.deephaven.vector.IntVector"},
		{Of(Long), "[J", "long[]", "io.deephaven.vector.LongVector"},
		{Of(Float), "[F", "float[]", "io.deephaven.vector.FloatVector"},
		{Of(Double), "[D", "double[]", "io.deephaven.vector.DoubleVector"},
		{Of(Instant), "[Ljava.time.Instant;", "java.time.Instant[]", "io.deephaven.vector.ObjectVector"},
		{Of(String), "[Ljava.lang.String;", "java.lang.String[]", "io.deephaven.vector.ObjectVector"},
		{Of(Bytes), "[[B", "byte[][]", "io.deephaven.vector.ObjectVector"},
		{BigDecimal, "[Ljava.math.BigDecimal;", "java.math.BigDecimal[]", "io.deephaven.vector.ObjectVector"},
		{ObjectOf("[I"), "[[I", "int[][]", "io.deephaven.vector.ObjectVector"},
		{Bools, "[[Z", "boolean[][]", "io.deephaven.vector.ObjectVector"},
		{ObjectOf("[Ljava.time.Instant;"), "[[Ljava.time.Instant;", "java.time.Instant[][]", "io.deephaven.vector.ObjectVector"},
		{ObjectOf("io.deephaven.vector.IntVector"), "[Lio.deephaven.vector.IntVector;", "io.deephaven.vector.IntVector[]", "io.deephaven.vector.ObjectVector"},
		{PyObject, "[Lorg.jpy.PyObject;", "org.jpy.PyObject[]", "io.deephaven.vector.ObjectVector"},
	} {
		array, group := ArrayOf(c.elem), GroupOf(c.elem)
		if array.String() != c.array || array.Name() != c.name || group.String() != c.group || group.Name() != c.group {
			t.Errorf("%s: array %s, %s; group %s, %s", c.elem, array, array.Name(), group, group.Name())
		}
		for _, list := range []Type{array, group, GroupOf(group), GroupOf(array)} {
			for inner, ok := list.Elem(); ok && inner != c.elem; inner, ok = inner.Elem() {
				list = inner
			}
			if elem, ok := list.Elem(); !ok || elem != c.elem {
				t.Errorf("%s: elements %s, %v, want %s", list, elem, ok, c.elem)
			}
		}
	}
	for _, typ := range []Type{Of(Int), Of(String), PyObject, Map, Anything, {Kind: Object}} {
		if elem, ok := typ.Elem(); ok {
			t.Errorf("%s has elements %s", typ, elem)
		}
	}
	if elem, ok := ObjectOf("io.deephaven.vector.ObjectVector").Elem(); !ok || elem != Anything {
		t.Errorf("a group of anything: %s, %v", elem, ok)
	}
}
