package py

import "go.starlark.net/starlark"

// typingBuiltins is the names of typing that stand for builtin classes.
var typingBuiltins = map[string]string{
	"Counter": "Counter", "DefaultDict": "defaultdict", "Deque": "deque", "Dict": "dict", "FrozenSet": "frozenset", "List": "list",
	"OrderedDict": "OrderedDict", "Set": "set", "Text": "str", "Tuple": "tuple", "Type": "type",
}

// typingAbstract is the names of typing whose classes have other names in collections.abc.
var typingAbstract = map[string]string{"AbstractSet": "Set"}

// typingSpecial is the names of typing that no value is an instance of.
var typingSpecial = map[string]bool{
	"Annotated": true, "Any": true, "ClassVar": true, "Concatenate": true, "Final": true, "Literal": true, "LiteralString": true, "Never": true,
	"NoReturn": true, "NotRequired": true, "Optional": true, "Required": true, "Self": true, "TypeAlias": true, "TypeGuard": true,
	"Union": true, "Unpack": true,
}

// checkedType is what isinstance and issubclass look at in the place of t: for a name of typing the class that it
// stands for.
func (ip *Interp) checkedType(t starlark.Value) (starlark.Value, error) {
	n, ok := t.(TypeName)
	if !ok {
		return t, nil
	}
	name := string(n)
	if of, ok := typingBuiltins[name]; ok {
		return ip.builtinClass(of).shown(), nil
	}
	if typingSpecial[name] {
		return nil, Raise("TypeError", "typing.%s cannot be used with isinstance()", name)
	}
	if of, ok := typingAbstract[name]; ok {
		name = of
	}
	for i := range abcNames {
		if abcNames[i].name != name {
			continue
		}
		if err := (&Call{Interp: ip, Thread: ip.gil.holder.th}).loadText("collections.abc", name); err != nil {
			return nil, err
		}
		return ip.modules["collections.abc"].members[name], nil
	}
	return t, nil
}
