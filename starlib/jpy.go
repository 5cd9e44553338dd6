package starlib

import (
	"strings"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/starlib/py"
)

// jpyEntries is the module jpy: arrays of Java's types, and no classes.
func jpyEntries() []py.Entry {
	return []py.Entry{
		{Sig: "array(type, values)", Doc: "The values as a Java array of a type, such as int or java.lang.String: a list to scripts, an array to formulas.", Fn: does(jpyArray)},
		{Sig: "get_type(name)", Doc: "Not available: there is no JVM here.", Fn: does(noJavaType)},
	}
}

func jpyArray(c *call) (starlark.Value, error) {
	var name string
	var values starlark.Iterable
	if err := c.Unpack("type", &name, "values", &values); err != nil {
		return nil, err
	}
	for _, d := range dtypeTable() {
		if d.java == name && d.typ.Kind != column.Object {
			return c.arrayOf(&DType{d.java, d.typ}, values, nil)
		}
	}
	return nil, py.Raise("ValueError", "jpy.array: type: got %q, want java.lang.Boolean, byte, char, short, int, long, float, double, java.lang.String or java.time.Instant", name)
}

func noJavaType(c *call) (starlark.Value, error) {
	var name string
	if err := c.Unpack("name", &name); err != nil {
		return nil, err
	}
	class := name[strings.LastIndexByte(name, '.')+1:]
	return nil, py.Raise("NotImplementedError", "jpy.get_type: Deephaven has %s, Starling does not: there is no JVM here; formulas know many classes by themselves, as in \"X = new %s(…)\"", name, class)
}
