package py

import (
	"slices"

	"go.starlark.net/starlark"
)

// typedDictClass makes the class TypedDict.
func (ip *Interp) typedDictClass() {
	k := ip.newClass("typing", "TypedDict")
	k.call = typedDictCall
	k.set("__init_subclass__", &classMethod{k.add([]Entry{{Sig: "__init_subclass__(total=True)", Doc: "Says which keys there must be.", Fn: typedDictKeys}}).attrs.get("__init_subclass__")})
	ip.typedDict = k
}

// typedDictKeys is what a class that derives from TypedDict becomes: calling it makes a dict.
func typedDictKeys(c *Call) (starlark.Value, error) {
	k, ok := c.Recv.(*class)
	if !ok && len(c.Args) > 0 {
		k, ok = c.Args[0].(*class)
		c.Args = c.Args[1:]
	}
	total := true
	if err := c.Unpack("total?", &total); err != nil {
		return nil, err
	}
	if !ok {
		return nil, Raise("TypeError", "TypedDict: got no class")
	}
	var notes []annotated
	required, optional := new(starlark.Set), new(starlark.Set)
	for _, of := range k.bases {
		for _, n := range of.notes {
			notes = append(notes, n)
			into := required
			if set, isSet := of.attrs.get("__optional_keys__").(*frozenset); isSet {
				if in, _ := set.set.Has(starlark.String(n.name)); in {
					into = optional
				}
			}
			_ = into.Insert(starlark.String(n.name)) // a new set takes every string
		}
	}
	for _, n := range k.notes {
		notes = slices.DeleteFunc(notes, func(o annotated) bool { return o.name == n.name })
		notes = append(notes, n)
		must := total
		if f, ok := c.evaluated(n.typ).(*typingAlias); ok && (f.form.name == "Required" || f.form.name == "NotRequired") {
			must = f.form.name == "Required"
		}
		into := required
		if !must {
			into = optional
		}
		_ = into.Insert(starlark.String(n.name))
	}
	k.notes = notes
	k.set("__total__", starlark.Bool(total))
	k.set("__required_keys__", &frozenset{required})
	k.set("__optional_keys__", &frozenset{optional})
	k.call = func(c *Call, _ *class) (starlark.Value, error) {
		return starlark.Call(c.Thread, c.builtinClass("dict").stands, c.Args, c.Kwargs)
	}
	return starlark.None, nil
}

// typedDictCall is TypedDict(name, fields, total=True).
func typedDictCall(c *Call, _ *class) (starlark.Value, error) {
	var name string
	fields := new(starlark.Dict)
	total := true
	if err := c.Unpack("typename", &name, "fields?", &fields, "total?", &total); err != nil {
		return nil, err
	}
	b := &classBody{ip: c.Interp, name: name, qualname: name, bases: []*class{c.typedDict}}
	for key, v := range fields.Entries() {
		field, _ := starlark.AsString(key)
		b.notes = append(b.notes, annotated{name: field, typ: typeRepr(v), value: v})
	}
	return c.classFrom(b, []starlark.Tuple{{starlark.String("total"), starlark.Bool(total)}})
}
