package py

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"
)

// Entry is a line of a registration table: a function, a method, an attribute or a
// constant. The tables are in alphabetical order.
type Entry struct {
	Sig     string // "where(filters)"; without brackets an attribute or a constant; "-> int" at the end is what it gives
	Doc     string // one line
	Fn      func(c *Call) (starlark.Value, error)
	Value   starlark.Value                  // of a constant
	Make    func(ip *Interp) starlark.Value // of a constant that belongs to the interpreter, such as a class
	Has     []Entry                         // functions that the function itself has, as chain.from_iterable
	Refused error                           // what every call gives, of what there is only to say why it is not there; nil of what works
	Class   string                          // the full name of the class that the function is, "uuid.UUID"; "" of what is none
}

// Name is the name by which scripts know e.
func (e *Entry) Name() string {
	name, _, _ := strings.Cut(e.Sig, "(")
	return name
}

// Param is a parameter as a signature has it.
type Param struct {
	Name     string
	Default  string // as a script writes it, "" if there is none
	Optional bool
}

// Params is the parameters that the signature has.
func (e *Entry) Params() []Param {
	_, list, _ := strings.Cut(e.Sig, "(")
	var out []Param
	for list != "" {
		var p string
		p, list = cutParam(list)
		if name, otherwise, optional := strings.Cut(p, "="); name != "" {
			out = append(out, Param{name, otherwise, optional})
		}
	}
	return out
}

// cutParam is the first parameter of a list and what follows it, which is nothing at the bracket that ends the list.
// A default may have brackets and texts in it.
func cutParam(list string) (param, rest string) {
	depth, quote := 0, byte(0)
	for i := range len(list) {
		switch c := list[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[' || c == '{':
			depth++
		case depth > 0 && (c == ')' || c == ']' || c == '}'):
			depth--
		case c == ')':
			return list[:i], ""
		case c == ',' && depth == 0:
			return list[:i], strings.TrimLeft(list[i+1:], " ")
		}
	}
	return list, ""
}

// Method reports whether e is called; else its value is read.
func (e *Entry) Method() bool { return strings.Contains(e.Sig, "(") }

// Result is what the signature says that e gives, "" if nothing.
func (e *Entry) Result() string {
	_, r, _ := strings.Cut(e.Sig, ") -> ")
	return r
}

// run calls the function of e. Arguments, or a result, that were made while it was stopped
// are part of what they are to be.
func (e *Entry) run(c *Call) (v starlark.Value, err error) {
	defer rescue(&err)
	if c.Interp == nil || c.gil.holder == nil {
		return e.Fn(c)
	}
	r := c.gil.holder
	if err := r.err(); err != nil {
		return nil, err
	}
	if v, err = e.Fn(c); err == nil {
		err = c.gil.holder.cause // in a generator the holder may be another by now
	}
	return v, err
}

// Call is one call of a builtin.
type Call struct {
	*Interp
	Thread *starlark.Thread
	entry  *Entry
	Name   string         // for errors: "where", "json.loads"
	Recv   starlark.Value // of a method
	Args   starlark.Tuple
	Kwargs []starlark.Tuple
}

// EntryName is the name of the entry that is called, without that of its module.
func (c *Call) EntryName() string { return c.entry.Name() }

// Unpack assigns the arguments to pairs of name and pointer, as starlark.UnpackArgs.
func (c *Call) Unpack(pairs ...any) error {
	if err := unpackArgs(c.Name, c.Args, c.Kwargs, pairs...); err != nil {
		return &raised{kind: "TypeError", err: c.taught(err)}
	}
	return nil
}

// taught is an error of Unpack; of an argument that resembles none, with those there are.
func (c *Call) taught(err error) error {
	text := err.Error()
	if c.entry == nil || !strings.Contains(text, "unexpected keyword argument") || strings.Contains(text, "did you mean") {
		return err
	}
	var names []string
	for _, p := range c.entry.Params() {
		names = append(names, p.Name)
	}
	if len(names) == 0 {
		return fmt.Errorf("%w; it takes none", err)
	}
	return fmt.Errorf("%w; it takes %s", err, strings.Join(names, ", "))
}

// Function is the value of an entry that is called.
type Function struct {
	ip    *Interp
	entry *Entry
	name  string
	recv  starlark.Value
}

// NewFunction is a function of no interpreter: its calls have none.
func NewFunction(name string, e Entry) *Function { return &Function{name: name, entry: &e} }

// Result is what the signature says that f gives, "" if nothing.
func (f *Function) Result() string { return f.entry.Result() }

// Recv is what f is a method of, nil if it is none.
func (f *Function) Recv() starlark.Value { return f.recv }

// Params is the parameters of f.
func (f *Function) Params() []Param { return f.entry.Params() }

func (f *Function) Name() string          { return f.name }
func (f *Function) Freeze()               {}
func (f *Function) Truth() starlark.Bool  { return true }
func (f *Function) Hash() (uint32, error) { return starlark.String(f.name).Hash() }

func (f *Function) String() string {
	if f.entry.Class != "" {
		return TypeName(f.entry.Class).String()
	}
	return fmt.Sprintf("<built-in function %s>", f.name)
}

// Type is what f is: a class or a function.
func (f *Function) Type() string {
	if f.entry.Class != "" {
		return "type"
	}
	return "builtin_function_or_method"
}

// Attr is what f has.
func (f *Function) Attr(name string) (starlark.Value, error) {
	if f.entry.Class != "" && name == "__name__" {
		return starlark.String(f.entry.Name()), nil
	}
	for i := range f.entry.Has {
		if e := &f.entry.Has[i]; e.Name() == name {
			return f.ip.fill(e, f.name+"."+name), nil
		}
	}
	return nil, nil
}

// AttrNames is the names of the functions that f has.
func (f *Function) AttrNames() []string { return EntryNames(f.entry.Has) }

// CallInternal calls the entry.
func (f *Function) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return f.entry.run(&Call{Interp: f.ip, Thread: th, entry: f.entry, Name: f.name, Recv: f.recv, Args: args, Kwargs: kwargs})
}

// fill makes a value of an entry that belongs to the interpreter.
func (ip *Interp) fill(e *Entry, name string) starlark.Value {
	if e.Make != nil {
		return e.Make(ip)
	}
	if e.Method() {
		return &Function{ip: ip, entry: e, name: name}
	}
	if x, ok := e.Value.(ExceptionClass); ok {
		return ip.madeException(x)
	}
	return e.Value
}

// Attribute is an attribute of recv by a table: a method bound to it, or a value read now.
func (ip *Interp) Attribute(table []Entry, recv starlark.Value, name string) (starlark.Value, error) {
	for i := range table {
		e := &table[i]
		if e.Name() != name {
			continue
		}
		if e.Method() {
			return &Function{ip: ip, entry: e, name: name, recv: recv}, nil
		}
		return e.run(&Call{Interp: ip, entry: e, Name: name, Recv: recv})
	}
	if s := ip.library.elsewhere(recv.Type() + "." + name); s != "" {
		return nil, noAttribute("'%s' object has no attribute '%s'", recv.Type(), name, s)
	}
	if q, ok := recv.(Quoted); ok && q.Quotes(name) {
		return nil, noAttribute("'%s' object has no attribute '%s'", recv.Type(), name, fmt.Sprintf("; columns are named in texts, as in view(%q)", name))
	}
	return nil, noAttribute("'%s' object has no attribute '%s'", recv.Type(), name, didYouMean(ip.library.meant(name, EntryNames(table))))
}

// Member is an attribute of a value of no interpreter by a table; nil is none.
func Member(table []Entry, recv starlark.Value, name string) (starlark.Value, error) {
	for i := range table {
		e := &table[i]
		switch {
		case e.Name() != name:
		case e.Method():
			return &Function{entry: e, name: name, recv: recv}, nil
		default:
			return e.Fn(&Call{entry: e, Name: name, Recv: recv})
		}
	}
	return nil, nil
}

// EntryNames is the names of a table's entries.
func EntryNames(table []Entry) []string {
	names := make([]string, len(table))
	for i := range table {
		names[i] = table[i].Name()
	}
	return names
}
