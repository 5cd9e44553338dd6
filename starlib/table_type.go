package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// tableType is a kc.TableType: which rows the table of a topic keeps. Equal ones compare
// as equal.
type tableType struct {
	kind     string // "append", "blink" or "ring"
	capacity int    // of a ring
}

func (t tableType) String() string {
	if t.kind == "ring" {
		return fmt.Sprintf("TableType.ring(%d)", t.capacity)
	}
	return "TableType." + t.kind + "()"
}
func (t tableType) Type() string          { return "TableType" }
func (t tableType) Freeze()               {}
func (t tableType) Truth() starlark.Bool  { return true }
func (t tableType) Hash() (uint32, error) { return starlark.String(t.String()).Hash() }

// tableTypes is the class TableType; its attributes are Deephaven's former names.
func tableTypes() *py.Namespace {
	return py.NewNamespace("TableType", starlark.StringDict{
		"Append": tableType{kind: "append"},
		"Blink":  tableType{kind: "blink"},
		"Stream": tableType{kind: "blink"},
		"append": fixed("TableType.append()", "Every row is kept.", tableType{kind: "append"}),
		"blink":  fixed("TableType.blink()", "A row is there for one cycle.", tableType{kind: "blink"}),
		"ring":   py.NewFunction("TableType.ring", py.Entry{Sig: "ring(capacity)", Doc: "The last rows are kept.", Fn: ringType}),
		"stream": fixed("TableType.stream()", "The former name of blink.", tableType{kind: "blink"}),
	})
}

// fixed is a function without arguments that always gives v.
func fixed(sig, doc string, v starlark.Value) *py.Function {
	e := py.Entry{Sig: sig, Doc: doc, Fn: func(c *py.Call) (starlark.Value, error) { return v, c.Unpack() }}
	return py.NewFunction(e.Name(), e)
}

func ringType(c *py.Call) (starlark.Value, error) {
	t := tableType{kind: "ring"}
	err := c.Unpack("capacity", &t.capacity)
	return t, err
}

// retention takes a TableType; None is blink.
type retention engine.Retention

// Unpack implements starlark.Unpacker.
func (r *retention) Unpack(v starlark.Value) error {
	if v == starlark.None {
		return nil
	}
	t, ok := v.(tableType)
	if !ok {
		return fmt.Errorf("got %s, want TableType.append(), TableType.blink() or TableType.ring(n)", py.Short(v))
	}
	keep := engine.Blink()
	switch t.kind {
	case "append":
		keep = engine.Append()
	case "ring":
		keep = engine.Ring(t.capacity)
	}
	*r = retention(keep)
	return nil
}
