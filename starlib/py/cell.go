package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// cell holds a variable of a function that a function within it, or a part of it, assigns. It is read
// and written as c[0].
type cell struct {
	name  string
	value starlark.Value // nil: nothing was assigned
}

func (c *cell) String() string        { return fmt.Sprintf("<cell of %s>", c.name) }
func (c *cell) Type() string          { return "cell" }
func (c *cell) Freeze()               {}
func (c *cell) Truth() starlark.Bool  { return true }
func (c *cell) Hash() (uint32, error) { return 0, Raise("TypeError", "unhashable type: 'cell'") }

// Get is the value.
func (c *cell) Get(starlark.Value) (starlark.Value, bool, error) {
	if c.value == nil {
		return nil, false, fmt.Errorf("local variable %s referenced before assignment", c.name) // as Starlark says it
	}
	return c.value, true, nil
}

// SetKey assigns v; nil takes the value away.
func (c *cell) SetKey(_, v starlark.Value) error {
	c.value = v
	return nil
}

// newCell is __cell__(name, value).
func newCell(c *Call) (starlark.Value, error) {
	name, _ := starlark.AsString(c.Args[0])
	made := &cell{name: name}
	if len(c.Args) > 1 {
		made.value = c.Args[1]
	}
	return made, nil
}

// bindName is __bind__(holder, key, value), an assignment within an expression.
func bindName(c *Call) (starlark.Value, error) {
	return c.Args[2], c.Args[0].(starlark.HasSetKey).SetKey(c.Args[1], c.Args[2])
}
