package starlib

import (
	"fmt"
	"math"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/starlib/py"
)

// tableDiff is table_diff: the second table is what the first is expected to be.
func tableDiff(c *call) (starlark.Value, error) {
	var t1, t2 *Table
	most, floating, anyOrder := 1, "exact", false
	if err := c.Unpack("t1", &t1, "t2", &t2, "max_diffs?", &most, "floating_comparison?", &floating, "ignore_column_order?", &anyOrder); err != nil {
		return nil, err
	}
	same, ok := map[string]func(a, b float64) bool{
		"absolute": func(a, b float64) bool { return math.Abs(a-b) <= 0.005 },
		"exact":    func(a, b float64) bool { return a == b },
		"relative": func(a, b float64) bool { return math.Abs(a-b) <= 0.0001*math.Abs(b) },
	}[floating]
	if !ok {
		return nil, py.Raise("ValueError", "table_diff: floating_comparison: got %q, want \"exact\", \"absolute\" or \"relative\"", floating)
	}
	a, err := t1.read(allRows, nil)
	if err != nil {
		return nil, c.failed(err)
	}
	b, err := t2.read(allRows, nil)
	if err != nil {
		return nil, c.failed(err)
	}
	d := &diff{a: a, b: b, same: same, anyOrder: anyOrder}
	d.columns()
	for i, f := range b.Schema {
		if len(d.found) < most {
			d.values(f, b.Cols[i])
		}
	}
	var out strings.Builder
	for _, s := range d.found[:min(len(d.found), max(most, 1))] {
		out.WriteString(s + "\n")
	}
	return starlark.String(out.String()), nil
}

// diff is the differences of a table from one that it is expected to be.
type diff struct {
	a, b     *engine.Frame
	same     func(a, b float64) bool // of numbers with fractions
	anyOrder bool
	found    []string
}

func (d *diff) note(format string, args ...any) {
	d.found = append(d.found, fmt.Sprintf(format, args...))
}

// columns compares sizes, names, places and types.
func (d *diff) columns() {
	if d.a.Len() != d.b.Len() {
		d.note("Result table has size %d vs. expected %d", d.a.Len(), d.b.Len())
	}
	for _, f := range d.a.Schema {
		if placeOf(d.b.Schema, f.Name) < 0 {
			d.note("Column %s not expected", f.Name)
		}
	}
	for i, f := range d.b.Schema {
		at := placeOf(d.a.Schema, f.Name)
		switch {
		case at < 0:
			d.note("Expected column %s not found", f.Name)
		case at != i && !d.anyOrder:
			d.note("Expected column %s is found but not on expected position (%d)", f.Name, i)
		case d.a.Schema[at].Type != f.Type:
			d.note("Expected type of %s is %s actual type is %s", f.Name, f.Type, d.a.Schema[at].Type)
		}
	}
}

// values compares the values of a column with those expected; the first that differ count.
func (d *diff) values(f column.Field, want column.Vector) {
	at := placeOf(d.a.Schema, f.Name)
	if at < 0 || d.a.Schema[at].Type != f.Type {
		return
	}
	got, show := d.a.Cols[at], column.Java.Format(f.Type)
	text := func(v column.Vector, i int) string {
		if b, ok := show(nil, v, i); ok {
			return string(b)
		}
		return "null"
	}
	for i := range min(got.Len(), want.Len()) {
		x, y := text(got, i), text(want, i)
		if x == y || d.close(got, want, i) {
			continue
		}
		d.note("Column %s different from the expected set, first difference at row %d encountered %s expected %s", f.Name, i, x, y)
		return
	}
}

func (d *diff) close(got, want column.Vector, i int) bool {
	switch x := got.(type) {
	case *column.Vec[float64]:
		y := want.(*column.Vec[float64]).V[i]
		return x.V[i] != column.NullDouble && y != column.NullDouble && d.same(x.V[i], y)
	case *column.Vec[float32]:
		y := want.(*column.Vec[float32]).V[i]
		return x.V[i] != column.NullFloat && y != column.NullFloat && d.same(float64(x.V[i]), float64(y))
	}
	return false
}

func placeOf(schema []column.Field, name string) int {
	for i, f := range schema {
		if f.Name == name {
			return i
		}
	}
	return -1
}
