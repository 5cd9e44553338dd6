package starlib

import (
	"go.starlark.net/starlark"

	"starling/specs/wire"
	"starling/starlib/py"
)

// fromRecord is the script value of what records of Avro and the like hold: maps and
// records are dicts, instants datetimes. A decimal can be printed and handed on.
func fromRecord(x any) starlark.Value {
	switch x := x.(type) {
	case int8:
		return starlark.MakeInt(int(x))
	case int16:
		return starlark.MakeInt(int(x))
	case int32:
		return starlark.MakeInt(int(x))
	case float32:
		return starlark.Float(x)
	case uint16:
		return charText(x)
	case wire.Instant:
		return py.Instant(int64(x))
	case *wire.Map:
		return dictOf(x.Keys, x.Values)
	case *wire.Record:
		keys := make([]any, len(x.Names))
		for i, name := range x.Names {
			keys[i] = name
		}
		return dictOf(keys, x.Values)
	}
	return foreignOf(x)
}

func dictOf(keys, values []any) starlark.Value {
	d := starlark.NewDict(len(keys))
	for i, k := range keys {
		key := fromAny(k)
		if _, err := key.Hash(); err != nil {
			key = starlark.String(key.String())
		}
		_ = d.SetKey(key, fromAny(values[i])) // a new dict takes every key that has a hash
	}
	return d
}
