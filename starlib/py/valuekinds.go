package py

import "go.starlark.net/starlark"

// valueKind is a type of Python's of which Starlark makes the values, or which has methods by the
// same table.
type valueKind uint8

const (
	noKind valueKind = iota
	textKind
	bytesKind
	bytearrayKind
	listKind
	dictKind
	setKind
	frozensetKind
	tupleKind
	intKind
	floatKind
	boolKind
	rangeKind
	sliceKind
	noneKind
	valueKinds
)

// kindNames is the names of the types.
var kindNames = [valueKinds]string{
	"", "str", "bytes", "bytearray", "list", "dict", "set", "frozenset", "tuple", "int", "float", "bool", "range", "slice", "NoneType",
}

// kindNamed is the kind of that name.
func kindNamed(name string) valueKind {
	for k, n := range kindNames {
		if n == name {
			return valueKind(k)
		}
	}
	return noKind
}

// valueKindOf is the kind of v, noKind if it is of another type.
func valueKindOf(v starlark.Value) valueKind {
	switch v.(type) {
	case starlark.String:
		return textKind
	case *starlark.List:
		return listKind
	case *starlark.Dict:
		return dictKind
	case starlark.Int:
		return intKind
	case starlark.Tuple:
		return tupleKind
	case starlark.Float:
		return floatKind
	case *starlark.Set:
		return setKind
	case starlark.Bytes:
		return bytesKind
	case starlark.Bool:
		return boolKind
	case *bytearray:
		return bytearrayKind
	case *frozenset:
		return frozensetKind
	case *span:
		return rangeKind
	case *slice:
		return sliceKind
	case starlark.NoneType:
		return noneKind
	}
	return noKind
}
