package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// derivedProtocol makes a protocol of a class that derives from Protocol itself.
func derivedProtocol(c *Call, k *class, _ *classBody) (starlark.Value, error) {
	if !slices.Contains(k.bases, c.protocol) {
		return k, nil
	}
	k.protocol = &protocol{}
	k.call = func(*Call, *class) (starlark.Value, error) {
		return nil, Raise("TypeError", "Protocols cannot be instantiated")
	}
	return k, nil
}

// protocol is what a class says that others have.
type protocol struct{ runtime bool } // isinstance looks at it

// fulfilled reports whether a value has all that a protocol says.
func (ip *Interp) fulfilled(v starlark.Value, k *class) (bool, error) {
	if !k.protocol.runtime {
		return false, Raise("TypeError", "Instance and class checks can only be used with @runtime_checkable protocols")
	}
	for _, of := range k.mro {
		if of.protocol == nil {
			continue
		}
		names := of.attrs.names()
		for _, n := range of.notes {
			names = append(names, n.name)
		}
		for _, name := range names {
			if name == "__doc__" || name == "__init__" || name == "__slots__" || strings.HasPrefix(name, "_abc") {
				continue
			}
			if _, err := ip.attr(v, name); err != nil {
				if !ip.isMissing(err) {
					return false, err
				}
				return false, nil
			}
		}
	}
	return true, nil
}

// runtimeCheckable is runtime_checkable(cls).
func runtimeCheckable(c *Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("cls", &v); err != nil {
		return nil, err
	}
	k, ok := v.(*class)
	if !ok || k.protocol == nil {
		return nil, Raise("TypeError", "@runtime_checkable can be only applied to protocol classes, got %s", Short(v))
	}
	k.protocol.runtime = true
	return k, nil
}
