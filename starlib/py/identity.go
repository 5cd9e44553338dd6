package py

import (
	"math"
	"unsafe"

	"go.starlark.net/starlark"
)

// isSame is x is y: whether they are one object. Numbers and texts have no place of their own: equal
// ones of a type are the same.
func isSame(c *Call) (starlark.Value, error) {
	return starlark.Bool(same(c.Args[0], c.Args[1])), nil
}

func same(x, y starlark.Value) bool {
	switch x := x.(type) {
	case starlark.Float:
		y, ok := y.(starlark.Float)
		return ok && math.Float64bits(float64(x)) == math.Float64bits(float64(y))
	case starlark.Int:
		y, ok := y.(starlark.Int)
		if !ok {
			return false
		}
		n, err := x.Cmp(y, 1)
		return err == nil && n == 0
	case starlark.Tuple:
		y, ok := y.(starlark.Tuple)
		return ok && len(x) == len(y) && unsafe.SliceData(x) == unsafe.SliceData(y) || ok && len(x)+len(y) == 0
	}
	return equalInterfaces(x, y)
}

// equalInterfaces is x == y of Go, false of what cannot be compared.
func equalInterfaces(x, y starlark.Value) (equal bool) {
	defer func() { _ = recover() }()
	return x == y
}
