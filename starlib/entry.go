package starlib

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"
)

// entry is a line of a registration table: a function, a method, an attribute or a
// constant. The tables are in alphabetical order.
type entry struct {
	sig   string // "where(filters)"; without brackets an attribute or a constant; "-> int" at the end is what it gives
	doc   string // one line
	fn    func(c *call) (starlark.Value, error)
	value starlark.Value // of a constant
}

// name is the name by which scripts know e.
func (e *entry) name() string {
	name, _, _ := strings.Cut(e.sig, "(")
	return name
}

// method reports whether e is called; else its value is read.
func (e *entry) method() bool { return strings.Contains(e.sig, "(") }

// result is what the signature says that e gives, "" if nothing.
func (e *entry) result() string {
	_, r, _ := strings.Cut(e.sig, ") -> ")
	return r
}

// run calls the function of e. Arguments, or a result, that were made while it was stopped
// are part of what they are to be.
func (e *entry) run(c *call) (v starlark.Value, err error) {
	defer rescue(&err)
	if c.Host == nil || c.gil.holder == nil {
		return e.fn(c)
	}
	r := c.gil.holder
	if err := r.err(); err != nil {
		return nil, err
	}
	if v, err = e.fn(c); err == nil {
		err = r.cause
	}
	return v, err
}

// call is one call of a builtin.
type call struct {
	*Host
	th     *starlark.Thread
	entry  *entry
	name   string         // for errors: "where", "json.loads"
	recv   starlark.Value // of a method
	args   starlark.Tuple
	kwargs []starlark.Tuple
}

// unpack assigns the arguments to pairs of name and pointer, as starlark.UnpackArgs.
func (c *call) unpack(pairs ...any) error {
	if err := starlark.UnpackArgs(c.name, c.args, c.kwargs, pairs...); err != nil {
		return &raised{"TypeError", err}
	}
	return nil
}

// function is the value of an entry that is called.
type function struct {
	host  *Host
	entry *entry
	name  string
	recv  starlark.Value
}

func (f *function) Name() string          { return f.name }
func (f *function) String() string        { return fmt.Sprintf("<built-in function %s>", f.name) }
func (f *function) Type() string          { return "builtin_function_or_method" }
func (f *function) Freeze()               {}
func (f *function) Truth() starlark.Bool  { return true }
func (f *function) Hash() (uint32, error) { return starlark.String(f.name).Hash() }

// CallInternal calls the entry.
func (f *function) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return f.entry.run(&call{Host: f.host, th: th, entry: f.entry, name: f.name, recv: f.recv, args: args, kwargs: kwargs})
}

// fill makes a value of an entry that belongs to the host.
func (h *Host) fill(e *entry, name string) starlark.Value {
	if e.method() {
		return &function{host: h, entry: e, name: name}
	}
	return e.value
}

// attr is an attribute of recv by a table: a method bound to it, or a value read now.
func (h *Host) attr(table []entry, recv starlark.Value, name string) (starlark.Value, error) {
	for i := range table {
		e := &table[i]
		if e.name() != name {
			continue
		}
		if e.method() {
			return &function{host: h, entry: e, name: name, recv: recv}, nil
		}
		return e.run(&call{Host: h, entry: e, name: name, recv: recv})
	}
	if near := meant(name, entryNames(table)); near != "" {
		return nil, raise("AttributeError", "'%s' object has no attribute '%s'. Did you mean: '%s'?", recv.Type(), name, near)
	}
	return nil, raise("AttributeError", "'%s' object has no attribute '%s'", recv.Type(), name)
}

func entryNames(table []entry) []string {
	names := make([]string, len(table))
	for i := range table {
		names[i] = table[i].name()
	}
	return names
}
