package starlib

import (
	"cmp"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"starling/starlib/py"
)

// Value is the script value of a Go value: None of nil, numbers, texts, booleans, times as Instants,
// time.Duration, *big.Int, lists of slices and arrays, dicts of maps, by ascending key, and what
// pointers point to. Script values stay as they are. The error names the Go type that there is none for.
func Value(x any) (starlark.Value, error) {
	switch x := x.(type) {
	case nil:
		return starlark.None, nil
	case starlark.Value:
		return x, nil
	case time.Time:
		return py.Datetime{Time: x.UTC(), Java: true}, nil
	case time.Duration:
		return py.TimedeltaOf(x), nil
	case *big.Int:
		return starlark.MakeBigInt(x), nil
	case []byte:
		return starlark.Bytes(x), nil
	}
	return reflected(reflect.ValueOf(x))
}

func reflected(v reflect.Value) (starlark.Value, error) {
	switch v.Kind() {
	case reflect.Bool:
		return starlark.Bool(v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return starlark.MakeInt64(v.Int()), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return starlark.MakeUint64(v.Uint()), nil
	case reflect.Float32, reflect.Float64:
		return starlark.Float(v.Float()), nil
	case reflect.String:
		return starlark.String(v.String()), nil
	case reflect.Pointer:
		if v.IsNil() {
			return starlark.None, nil
		}
		return Value(v.Elem().Interface())
	case reflect.Slice, reflect.Array:
		return listValue(v)
	case reflect.Map:
		return dictValue(v)
	}
	return nil, fmt.Errorf("scripts have no value of %v: there are those for numbers, texts, booleans, times, slices and maps", v.Type())
}

func listValue(v reflect.Value) (starlark.Value, error) {
	items := make([]starlark.Value, v.Len())
	for i := range items {
		x, err := Value(v.Index(i).Interface())
		if err != nil {
			return nil, fmt.Errorf("element %d: %w", i, err)
		}
		items[i] = x
	}
	return starlark.NewList(items), nil
}

func dictValue(v reflect.Value) (starlark.Value, error) {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		switch a.Kind() {
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			return cmp.Compare(a.Int(), b.Int())
		}
		return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
	d := starlark.NewDict(len(keys))
	for _, k := range keys {
		key, err := Value(k.Interface())
		if err == nil {
			var x starlark.Value
			if x, err = Value(v.MapIndex(k).Interface()); err == nil {
				err = d.SetKey(key, x)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("key %v: %w", k, err)
		}
	}
	return d, nil
}
