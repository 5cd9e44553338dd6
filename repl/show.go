package repl

import (
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
	"starling/starlib"
)

// Show is the text of a value as the console prints it, with an end of line: of a table
// its first rows as a grid, of a partitioned table its keys and sizes, else what the
// script language writes. width is the terminal's, 0 without one.
func Show(h *starlib.Host, v starlark.Value, rows, width int) (string, error) {
	switch v := v.(type) {
	case *starlib.Table:
		return Table(h, v.Engine(), rows, width)
	case *starlib.PartitionedTable:
		return partitions(v.Engine(), rows, width)
	case *starlib.Hierarchy:
		return hierarchy(h, v, rows, width)
	}
	return safe.Lines(h.Repr(v)) + "\n", nil
}

// Table is the first rows of a table as a grid.
func Table(h *starlib.Host, t *engine.Table, rows, width int) (string, error) {
	f, err := t.Read(0, rows, nil)
	if err != nil {
		return "", err
	}
	return Render(f, Layout{Width: width, State: state(t.Attrs), Object: objectText(h)}), nil
}

// objectText is how values of the script are shown.
func objectText(h *starlib.Host) func(any) string {
	return func(x any) string {
		switch x := x.(type) {
		case starlark.String:
			return string(x)
		case starlark.Value:
			return h.Repr(x)
		}
		return string(column.Java.Append(nil, x))
	}
}

// hierarchy is the first rows of what is shown of a rollup or a tree, each as far in as it is deep.
func hierarchy(h *starlib.Host, r *starlib.Hierarchy, rows, width int) (string, error) {
	t := r.Shown()
	f, err := t.Read(0, rows, nil)
	if err != nil {
		return "", err
	}
	object := objectText(h)
	return Render(r.Outline(f, style(object), null), Layout{Width: width, State: state(t.Attrs), Object: object}), nil
}

// state says how a table changes.
func state(a engine.Attrs) string {
	switch {
	case !a.Refreshing:
		return "static"
	case a.Blink:
		return "live, blink: the rows of one cycle"
	case a.AppendOnly:
		return "live, append-only"
	case a.AddOnly:
		return "live, add-only"
	}
	return "live"
}

// partitions is the keys of a partitioned table and the sizes of its tables.
func partitions(p starlib.Partitions, rows, width int) (string, error) {
	keys, column0 := p.KeyFields(), p.ConstituentColumn()
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.Name
	}
	t := p.Table()
	f, err := t.Read(0, rows, append(names, column0))
	if err != nil {
		return "", err
	}
	last := len(f.Cols) - 1
	sizes := column.NewVec[int64](column.Long)
	for i := range f.Len() {
		c, ok := f.Cols[last].Any(i).(*engine.Table)
		if !ok {
			sizes.AppendNull()
			continue
		}
		sizes.Append(int64(c.Size()))
	}
	f.Schema[last] = column.Field{Name: "Rows", Type: column.Of(column.Long)}
	f.Cols[last] = sizes
	columns := make([]string, len(p.ConstituentSchema()))
	for i, c := range p.ConstituentSchema() {
		columns[i] = c.Name
	}
	text := Render(f, Layout{Width: width, State: state(t.Attrs)})
	return text + clip(safe.Text("a partitioned table of: "+strings.Join(columns, ", ")), limit(width)) + "\n", nil
}

// limit is the width, or one that nothing reaches.
func limit(width int) int {
	if width > 0 {
		return width
	}
	return 1 << 20
}
