package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine/plan"
	"starling/starlib/py"
)

// selectable is a formula of update and its kin as an object.
type selectable struct{ text string }

func (s *selectable) String() string        { return "Selectable(" + s.text + ")" }
func (s *selectable) Type() string          { return "Selectable" }
func (s *selectable) Freeze()               {}
func (s *selectable) Truth() starlark.Bool  { return true }
func (s *selectable) Hash() (uint32, error) { return starlark.String(s.text).Hash() }

// IsA says that it has the methods of concurrency control.
func (s *selectable) IsA(class string) bool { return class == "ConcurrencyControl" }

// Attr is a method.
func (s *selectable) Attr(name string) (starlark.Value, error) {
	return py.Member(serialMethods, s, name)
}

// AttrNames is the names of the methods.
func (s *selectable) AttrNames() []string { return py.EntryNames(serialMethods) }

// selectableClass is the class Selectable.
func selectableClass() starlark.Value {
	return py.NewNamespace("Selectable", starlark.StringDict{
		"parse": py.NewFunction("Selectable.parse", py.Entry{Sig: "parse(formula)", Doc: "The formula of a text.", Fn: func(c *py.Call) (starlark.Value, error) {
			s := &selectable{}
			return s, c.Unpack("formula", &s.text)
		}}),
	})
}

// serialMethods is the table of what formulas and filters have to say in which order they are
// computed. Here that is always the order of rows, one after the other.
var serialMethods = []py.Entry{
	{Sig: "with_declared_barriers(barriers)", Doc: "The same; there is nothing to wait for.", Fn: withBarriers},
	{Sig: "with_respected_barriers(barriers)", Doc: "The same; there is nothing to wait for.", Fn: withBarriers},
	{Sig: "with_serial()", Doc: "The same; rows are always computed one after the other.", Fn: func(c *py.Call) (starlark.Value, error) {
		return c.Recv, c.Unpack()
	}},
}

func withBarriers(c *py.Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("barriers", &v); err != nil {
		return nil, err
	}
	for _, b := range oneOrMore(v) {
		if _, ok := b.(*barrier); !ok {
			return nil, py.Raise("TypeError", "%s: barriers: got %s (%s), want a Barrier", c.Name, py.Short(b), py.TypeOf(b))
		}
	}
	return c.Recv, nil
}

// barrier is a Barrier of concurrency_control.
type barrier struct{ _ byte }

func (b *barrier) String() string        { return "<Barrier>" }
func (b *barrier) Type() string          { return "Barrier" }
func (b *barrier) Freeze()               {}
func (b *barrier) Truth() starlark.Bool  { return true }
func (b *barrier) Hash() (uint32, error) { return uint32(py.PointerOf(b) >> 4), nil }

// concurrencyEntries is the module deephaven.concurrency_control.
func concurrencyEntries() []py.Entry {
	return []py.Entry{
		{Sig: "Barrier()", Doc: "What formulas and filters can wait for; here they are computed one after the other.", Fn: func(c *py.Call) (starlark.Value, error) {
			return &barrier{}, c.Unpack()
		}},
		{Sig: "ConcurrencyControl", Doc: "What has with_serial and the like: filters and Selectable.", Value: py.TypeName("ConcurrencyControl")},
	}
}

// formulaTexts takes formulas as texts or objects, one or a list; None is none.
type formulaTexts []plan.Formula

// Unpack implements starlark.Unpacker.
func (l *formulaTexts) Unpack(v starlark.Value) error {
	if v == starlark.None {
		return nil
	}
	_, list := v.(starlark.Iterable)
	*l = formulaTexts{}
	for _, x := range oneOrMore(v) {
		switch x := x.(type) {
		case starlark.String:
			*l = append(*l, plan.Formulas(string(x))...)
		case *selectable:
			*l = append(*l, plan.Formulas(x.text)...)
		default:
			if !list {
				return fmt.Errorf("got %s, want a string or a list of strings", py.TypeOf(x))
			}
			return fmt.Errorf("got a list with %s (%s), want strings", py.Short(x), py.TypeOf(x))
		}
	}
	return nil
}
