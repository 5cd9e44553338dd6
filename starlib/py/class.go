package py

import (
	"slices"
	"strings"
	"weak"

	"go.starlark.net/starlark"
)

// class is a class: of a script, or one of Python's that scripts may derive from, such as the
// exceptions. It is used with the session lock held.
type class struct {
	ip       *Interp
	name     string
	qualname string // with the classes and functions around it
	module   string // "__main__", "builtins", "enum"
	bases    []*class
	mro      []*class // itself first, object last
	attrs    attributes

	// native makes an instance of a Python class, before __init__ sees it; nil: that of the next
	// in the mro, in the end object's.
	native func(c *Call, k *class) (starlark.Value, error)
	// stands is the value by which scripts know a class of Python's that has one already, such as
	// the builtin int; nil: the class itself.
	stands starlark.Value

	call     func(c *Call, k *class) (starlark.Value, error)               // what calling it gives, if no instance; nil: one
	derived  func(c *Call, k *class, b *classBody) (starlark.Value, error) // what a class that derives from it becomes; nil: that class
	meta     *class                                                        // the class of the class; nil: type
	protocol *protocol                                                     // of a class that derives from Protocol itself
	scripted bool                                                          // a script made it
	abstract bool                                                          // it may have abstract methods
	slots    []string                                                      // the only attributes of instances, with those of the bases; nil: any
	open     bool                                                          // a base allows any
	notes    []annotated                                                   // what is annotated in its body, in order
	fields   *dataFields                                                   // of a dataclass
	final    string                                                        // why no class derives from it, "" if any may
	children []weak.Pointer[class]                                         // that derive from it

	registered []*class     // that count as derived from it
	enum       *enumClass   // of an enum
	named      *namedFields // of a class of named tuples

	found      map[string]place // what was looked up, as of the epoch
	foundEpoch int
}

// place is where along an mro a name was found.
type place struct {
	value starlark.Value
	owner *class
}

// newClasses makes the classes that all others stand on.
func (ip *Interp) newClasses() {
	ip.builtinClasses = map[string]*class{}
	ip.object = ip.newClass("builtins", "object")
	ip.object.add(objectMethods())
	ip.object.set("__init_subclass__", &classMethod{ip.object.attrs.get("__init_subclass__")})
	ip.typeClass = ip.newClass("builtins", "type")
	ip.typeClass.add(typeMethods())
	ip.typeClass.call = func(c *Call, _ *class) (starlark.Value, error) { return typeOf(c) }
	ip.abstractClasses()
	ip.enumClasses()
}

// newClass is a class of Python's. Without bases it derives from object.
func (ip *Interp) newClass(module, name string, bases ...*class) *class {
	if len(bases) == 0 && ip.object != nil {
		bases = []*class{ip.object}
	}
	k := &class{ip: ip, name: name, qualname: name, module: module, bases: bases}
	mro, err := linearized(k)
	if err != nil {
		panic(err) // of a table of ours
	}
	k.mro = mro
	return k
}

// linearized is the order in which attributes of k are looked for, by the rule that is known as C3.
func linearized(k *class) ([]*class, error) {
	var lists [][]*class
	for _, b := range k.bases {
		lists = append(lists, b.mro)
	}
	lists = append(lists, k.bases)
	out := []*class{k}
	for {
		lists = slices.DeleteFunc(lists, func(l []*class) bool { return len(l) == 0 })
		if len(lists) == 0 {
			return out, nil
		}
		next := nextOf(lists)
		if next == nil {
			return nil, Raise("TypeError", "Cannot create a consistent method resolution\norder (MRO) for bases %s", strings.Join(classNames(k.bases), ", "))
		}
		out = append(out, next)
		for i, l := range lists {
			if l[0] == next {
				lists[i] = l[1:]
			}
		}
	}
}

// nextOf is the first class that stands nowhere but at the beginning of a list.
func nextOf(lists [][]*class) *class {
	for _, l := range lists {
		if !slices.ContainsFunc(lists, func(o []*class) bool { return slices.Contains(o[1:], l[0]) }) {
			return l[0]
		}
	}
	return nil
}

func classNames(list []*class) []string {
	names := make([]string, len(list))
	for i, k := range list {
		names[i] = k.name
	}
	return names
}

// is reports whether k is that class or derives from it.
func (k *class) is(of *class) bool { return k == of || slices.Contains(k.mro, of) }

// find is the attribute of that name along the mro, and whose it is; nil if none has it.
func (k *class) find(name string) (starlark.Value, *class) {
	if k.foundEpoch != k.ip.epoch || k.found == nil {
		k.found, k.foundEpoch = map[string]place{}, k.ip.epoch
	}
	p, ok := k.found[name]
	if !ok {
		p = findIn(k.mro, name)
		k.found[name] = p
	}
	return p.value, p.owner
}

// findAfter is find behind a class in the mro.
func (k *class) findAfter(after *class, name string) (starlark.Value, *class) {
	i := slices.Index(k.mro, after)
	if i < 0 {
		return nil, nil
	}
	p := findIn(k.mro[i+1:], name)
	return p.value, p.owner
}

func findIn(mro []*class, name string) place {
	for _, of := range mro {
		if v := of.attrs.get(name); v != nil {
			return place{v, of}
		}
	}
	return place{}
}

// set gives the class an attribute.
func (k *class) set(name string, v starlark.Value) {
	k.attrs.set(name, v)
	k.ip.epoch++
}

// fullName is the name with the module, as repr has it; builtins have none.
func (k *class) fullName() string {
	if k.module == "builtins" {
		return k.qualname
	}
	return k.module + "." + k.qualname
}

// shown is the value by which scripts know the class.
func (k *class) shown() starlark.Value {
	if k.stands != nil {
		return k.stands
	}
	return k
}

// annotated is a name with an annotation in the body of a class.
type annotated struct {
	name, typ string
	value     starlark.Value // what it stands for, where a script gave that and no text; nil: the value of the text
}

// allows reports whether instances may have an attribute of that name.
func (k *class) allows(name string) bool {
	return k.slots == nil || k.open || slices.Contains(k.slots, name)
}

func (k *class) String() string {
	switch {
	case k.enum != nil && k.is(k.ip.enums.flag):
		return flagName(k)
	case k.enum != nil:
		return "<enum '" + k.name + "'>"
	}
	return "<class '" + k.fullName() + "'>"
}
func (k *class) Type() string          { return "type" }
func (k *class) Freeze()               {}
func (k *class) Truth() starlark.Bool  { return true }
func (k *class) Hash() (uint32, error) { return uint32(PointerOf(k) >> 4), nil }
func (k *class) Name() string          { return k.name }
