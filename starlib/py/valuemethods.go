package py

import (
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// valueMethods is THE table of the methods and attributes of Python's own types that are not
// Starlark's, or are otherwise there. Those of texts are in guardedMethods.
func valueMethods() map[valueKind][]Entry {
	whole := intMethods()
	return map[valueKind][]Entry{
		bytesKind:     bytesMethods(),
		bytearrayKind: bytearrayMethods(),
		listKind:      listTable(),
		dictKind:      dictTable(),
		setKind:       setTable(),
		frozensetKind: frozensetTable(),
		tupleKind:     tupleTable(),
		intKind:       whole,
		floatKind:     floatMethods(),
		boolKind:      whole,
		rangeKind:     rangeMethods(),
		sliceKind:     sliceMethods(),
	}
}

// classMethods is THE table of what the types themselves have beside the methods of their values.
func classMethods() map[valueKind][]Entry {
	return map[valueKind][]Entry{
		textKind:      {{Sig: "maketrans(x, y=None, z=None)", Fn: makeTranslation}},
		bytesKind:     {{Sig: "fromhex(string)", Fn: fromHex(false)}, {Sig: "maketrans(frm, to)", Fn: makeBytesTranslation}},
		bytearrayKind: {{Sig: "fromhex(string)", Fn: fromHex(true)}, {Sig: "maketrans(frm, to)", Fn: makeBytesTranslation}},
		dictKind:      {{Sig: "fromkeys(iterable, value=None)", Fn: dictFromKeys}},
		intKind:       {{Sig: "from_bytes(bytes, byteorder=\"big\", signed=False)", Fn: intFromBytes}},
		boolKind:      {{Sig: "from_bytes(bytes, byteorder=\"big\", signed=False)", Fn: boolFromBytes}},
		floatKind:     {{Sig: "fromhex(string)", Fn: floatFromHex}},
	}
}

// valueMethod is an attribute of the values of one kind: a method, or else what is read.
type valueMethod struct {
	unbound *starlark.Builtin // nil: read gives it
	read    func(x starlark.Value) (starlark.Value, error)
}

// of is the attribute of x.
func (m *valueMethod) of(x starlark.Value) (starlark.Value, error) {
	if m.unbound != nil {
		return m.unbound.BindReceiver(x), nil
	}
	return m.read(x)
}

// valueMethod is an entry of the table for the values of a kind.
func (ip *Interp) valueMethod(e *Entry, quick quickMethod) *valueMethod {
	if !e.Method() {
		return &valueMethod{read: func(x starlark.Value) (starlark.Value, error) {
			return e.Fn(&Call{Interp: ip, entry: e, Name: e.Name(), Recv: x})
		}}
	}
	name := e.Name()
	return &valueMethod{unbound: starlark.NewBuiltin(name, func(th *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		if quick != nil && len(kwargs) == 0 {
			if v, ok := quick(b.Receiver(), args); ok {
				return v, nil
			}
		}
		return e.run(&Call{Interp: ip, Thread: th, entry: e, Name: name, Recv: b.Receiver(), Args: args, Kwargs: kwargs})
	})}
}

// methodsByName is the guards of all methods, by name.
func (ip *Interp) methodsByName() map[string]*boundedMethod {
	all := map[string]*boundedMethod{}
	at := func(name string) *boundedMethod {
		m := all[name]
		if m == nil {
			m = &boundedMethod{guard: guard(methodGuard(name)), ip: ip, name: name}
			all[name] = m
		}
		return m
	}
	for name, g := range guardedMethods() {
		m := at(name)
		m.guardedMethod = g
		m.by[textKind] = &valueMethod{unbound: starlark.NewBuiltin(name, m.call)}
	}
	for _, table := range []map[valueKind][]Entry{valueMethods(), classMethods()} {
		for kind, entries := range table {
			for i := range entries {
				e := &entries[i]
				at(e.Name()).by[kind] = ip.valueMethod(e, quickMethods[kind][e.Name()])
			}
		}
	}
	special := specialMethods()
	for i := range special {
		e := &special[i]
		m := ip.valueMethod(e, nil)
		for kind := textKind; kind < valueKinds; kind++ {
			switch e.Name() {
			case "__contains__", "__getitem__", "__len__":
				if !kind.countable() {
					continue
				}
			}
			at(e.Name()).by[kind] = m
		}
	}
	for kind := textKind; kind < valueKinds; kind++ { // Starlark's own, found quicker
		a, ok := sampleOf(kind).(starlark.HasAttrs)
		if !ok || kind == rangeKind {
			continue
		}
		for _, name := range a.AttrNames() {
			if m := all[name]; m != nil && m.by[kind] == nil {
				v, err := a.Attr(name)
				if own, ok := v.(*starlark.Builtin); ok && err == nil {
					m.by[kind] = &valueMethod{unbound: own}
				}
			}
		}
	}
	return all
}

// methodNames is the names that have a guard.
var methodNames = func() map[string]bool {
	all := map[string]bool{}
	for name := range guardedMethods() {
		all[name] = true
	}
	for _, table := range []map[valueKind][]Entry{valueMethods(), classMethods()} {
		for _, entries := range table {
			for _, name := range EntryNames(entries) {
				all[name] = true
			}
		}
	}
	for _, name := range EntryNames(specialMethods()) {
		all[name] = true
	}
	return all
}()

// ownAttr is the attribute of a value of Python's own types by the table, nil if it has none.
func (ip *Interp) ownAttr(x starlark.Value, name string) (starlark.Value, error) {
	return ip.attrAs(valueKindOf(x), x, name)
}

// attrAs is the attribute of a value by the table for a kind, nil if that has none.
func (ip *Interp) attrAs(kind valueKind, x starlark.Value, name string) (starlark.Value, error) {
	if m := ip.methods[name]; m != nil {
		if v := m.by[kind]; v != nil {
			return v.of(x)
		}
	}
	return nil, nil
}

// attrNames is the names of the attributes of x, sorted.
func (ip *Interp) attrNames(x starlark.Value) []string {
	all := map[string]bool{}
	if a, ok := x.(starlark.HasAttrs); ok {
		for _, name := range a.AttrNames() {
			all[name] = true
		}
	}
	if kind := valueKindOf(x); kind != noKind {
		for _, name := range []string{"codepoint_ords", "codepoints", "elem_ords", "elems"} { // Starlark's alone
			delete(all, name)
		}
		for name, m := range ip.methods {
			if m.by[kind] != nil && name != "elems" && !strings.HasPrefix(name, "__") {
				all[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}
