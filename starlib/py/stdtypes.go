package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// typesEntries is the module types.
func typesEntries() []Entry {
	all := []Entry{
		{Sig: "MappingProxyType(mapping)", Class: "types.MappingProxyType", Doc: "A dict that cannot be changed through it.", Fn: newMappingProxy},
		{Sig: "SimpleNamespace", Doc: "A class of values with any attributes: SimpleNamespace(a=1).a.", Make: func(ip *Interp) starlark.Value {
			return ip.newClass("types", "SimpleNamespace").add(simpleNamespaceMethods())
		}},
	}
	for name, typ := range map[string]string{
		"BuiltinFunctionType": "builtin_function_or_method", "BuiltinMethodType": "builtin_function_or_method", "FunctionType": "function", "GeneratorType": "generator",
		"LambdaType": "function", "MethodType": "method", "ModuleType": "module", "NoneType": "NoneType",
	} {
		all = append(all, Entry{Sig: name, Doc: "The type of such values, for isinstance.", Value: TypeName(typ)})
	}
	slices.SortFunc(all, func(a, b Entry) int { return strings.Compare(a.Name(), b.Name()) })
	return all
}

// simpleNamespaceMethods is the table of what the class SimpleNamespace has.
func simpleNamespaceMethods() []Entry {
	return []Entry{
		{Sig: "__eq__(other)", Doc: "Whether the attributes are equal.", Fn: func(c *Call) (starlark.Value, error) {
			var other starlark.Value
			if err := c.Unpack("other", &other); err != nil {
				return nil, err
			}
			o, err := c.recvInstance()
			if err != nil {
				return nil, err
			}
			p, ok := other.(*instance)
			if !ok || !p.class.is(o.class) && !o.class.is(p.class) {
				return starlark.False, nil
			}
			same, err := compare(syntax.EQL, o.attrs.copied(), p.attrs.copied(), starlark.CompareLimit)
			return starlark.Bool(same), err
		}},
		{Sig: "__init__(*args, **kwargs)", Doc: "Sets the attributes.", Fn: func(c *Call) (starlark.Value, error) {
			o, err := c.recvInstance()
			if err != nil {
				return nil, err
			}
			if len(c.Args) > 0 {
				return nil, Raise("TypeError", "no positional arguments expected")
			}
			for _, kv := range c.Kwargs {
				o.attrs.set(string(kv[0].(starlark.String)), kv[1])
			}
			return starlark.None, nil
		}},
		{Sig: "__repr__()", Doc: "The attributes with their values.", Fn: func(c *Call) (starlark.Value, error) {
			o, err := c.recvInstance()
			if err != nil {
				return nil, err
			}
			w := &reprWriter{p: c.Pace(), most: c.bounds.Bytes, quote: quoted}
			err = w.inside(o.namespaceName()+"(", o, ")", o.namespaceName()+"(...)", func() error {
				sep := ""
				for name, v := range o.attrs.all() {
					w.WriteString(sep + name + "=")
					if err := w.value(v); err != nil {
						return err
					}
					sep = ", "
				}
				return nil
			})
			return starlark.String(w.String()), err
		}},
	}
}

// namespaceName is what the repr of a SimpleNamespace begins with.
func (o *instance) namespaceName() string {
	if o.class.module == "types" {
		return "namespace"
	}
	return o.class.name
}

// mappingProxy is a dict that cannot be changed through it.
type mappingProxy struct {
	ip *Interp
	of starlark.IterableMapping
}

func newMappingProxy(c *Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("mapping", &v); err != nil {
		return nil, err
	}
	d, ok := v.(starlark.IterableMapping)
	if !ok {
		return nil, Raise("TypeError", "mappingproxy() argument must be a mapping, not %s", TypeOf(v))
	}
	return &mappingProxy{c.Interp, d}, nil
}

// write writes it with the dict, which knows whether it is within itself.
func (m *mappingProxy) write(w *reprWriter) error {
	w.WriteString("mappingproxy(")
	if err := w.value(m.of); err != nil {
		return err
	}
	w.WriteString(")")
	return nil
}

func (m *mappingProxy) String() string       { return plain(m.of, PlainMost) }
func (m *mappingProxy) repr() string         { return plain(m, PlainMost) }
func (m *mappingProxy) Type() string         { return "mappingproxy" }
func (m *mappingProxy) Class() string        { return "types.MappingProxyType" }
func (m *mappingProxy) Freeze()              {}
func (m *mappingProxy) Truth() starlark.Bool { return m.of.Truth() }

// Hash is none: the dict changes.
func (m *mappingProxy) Hash() (uint32, error) {
	return 0, Raise("TypeError", "unhashable type: 'dict'")
}

// IsA reports whether m is of the class.
func (m *mappingProxy) IsA(class string) bool { return class == "MappingProxyType" }

// Get is the value of a key.
func (m *mappingProxy) Get(k starlark.Value) (starlark.Value, bool, error) { return m.of.Get(k) }

// Len is how many keys there are.
func (m *mappingProxy) Len() int { return starlark.Len(m.of) }

// Iterate goes through the keys.
func (m *mappingProxy) Iterate() starlark.Iterator { return m.of.Iterate() }

// Items is the pairs of key and value.
func (m *mappingProxy) Items() []starlark.Tuple { return m.of.Items() }

// Attr is a method that changes nothing.
func (m *mappingProxy) Attr(name string) (starlark.Value, error) {
	if !slices.Contains(m.AttrNames(), name) {
		return nil, Raise("AttributeError", "'mappingproxy' object has no attribute '%s'", name)
	}
	return GetAttr(m.of, name)
}

// AttrNames is the names of the methods that change nothing.
func (m *mappingProxy) AttrNames() []string {
	return []string{"copy", "get", "items", "keys", "values"}
}
