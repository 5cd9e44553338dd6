package starlib

import (
	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/starlib/py"
)

// collectionMethods is what formulas call on a dict or list of the script as Java has it, and
// what it gives.
var collectionMethods = map[string]column.Kind{"containsKey": column.Bool, "isEmpty": column.Bool, "size": column.Int}

// collectionMethod is a method of java.util.Map or List of a dict or list.
func (h *Host) collectionMethod(v starlark.Value, name string) (*scriptFunc, bool) {
	kind, ok := collectionMethods[name]
	all, sized := v.(starlark.Sequence)
	d, dict := v.(*starlark.Dict)
	if _, list := v.(*starlark.List); !ok || !sized || !dict && !list || name == "containsKey" && !dict {
		return nil, false
	}
	fn := starlark.NewBuiltin(name, func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		if name == "containsKey" {
			var key starlark.Value
			if err := starlark.UnpackPositionalArgs(name, args, kwargs, 1, &key); err != nil {
				return nil, py.Raise("TypeError", "%v", err)
			}
			_, found, err := d.Get(key)
			return starlark.Bool(found), err
		}
		if err := starlark.UnpackPositionalArgs(name, args, kwargs, 0); err != nil {
			return nil, py.Raise("TypeError", "%v", err)
		}
		if name == "size" {
			return starlark.MakeInt(all.Len()), nil
		}
		return starlark.Bool(all.Len() == 0), nil
	})
	return &scriptFunc{h: h, fn: fn, name: name, typ: column.Of(kind), typed: true}, true
}
