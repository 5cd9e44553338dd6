package repl

import (
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/grid"
	"starling/internal/safe"
	"starling/starlib"
)

// Show is the text of a value as the console prints it, with an end of line: of a table
// its first and last rows as a grid, of a partitioned table its keys and sizes, else what
// the script language writes.
func Show(h *starlib.Host, v starlark.Value, l grid.Layout) (string, error) {
	first, last := l.Ends()
	return showEnds(h, v, first, last, l)
}

// ShowFirst is Show with the first rows of a table.
func ShowFirst(h *starlib.Host, v starlark.Value, rows int, l grid.Layout) (string, error) {
	return showEnds(h, v, rows, -1, l)
}

// Table is the first and last rows of a table as a grid.
func Table(h *starlib.Host, t *engine.Table, l grid.Layout) (string, error) {
	first, last := l.Ends()
	frames, err := t.ReadEnds(first, last, nil)
	if err != nil {
		return "", err
	}
	l.State = starlib.StateOf(t, frames[0].Size)
	return grid.Render(l, frames...), nil
}

func showEnds(h *starlib.Host, v starlark.Value, first, last int, l grid.Layout) (string, error) {
	read := func(t *engine.Table, cols []string) ([]*engine.Frame, error) {
		if last >= 0 {
			return t.ReadEnds(first, last, cols)
		}
		f, err := t.Read(0, first, cols)
		return []*engine.Frame{f}, err
	}
	var t *engine.Table
	var frames []*engine.Frame
	var err error
	after := ""
	switch v := v.(type) {
	case *starlib.Table:
		t = v.Engine()
		frames, err = read(t, nil)
	case *starlib.PartitionedTable:
		t = v.Engine().Table()
		frames, err = partitions(v.Engine(), read)
		after = grid.Clip(safe.Text("a partitioned table of: "+constituents(v.Engine())), limit(l.Width)) + "\n"
	case *starlib.Hierarchy:
		t = v.Shown()
		frames, err = read(t, nil)
		for i, f := range frames {
			frames[i] = v.Outline(f, l.Style(), grid.Null)
		}
	default:
		return safe.Lines(h.Repr(v)) + "\n", nil
	}
	if err != nil {
		return "", err
	}
	l.State = starlib.StateOf(t, frames[0].Size)
	return grid.Render(l, frames...) + after, nil
}

// partitions is windows of the keys of a partitioned table and the sizes of its tables.
func partitions(p starlib.Partitions, read func(*engine.Table, []string) ([]*engine.Frame, error)) ([]*engine.Frame, error) {
	var names []string
	for _, k := range p.KeyFields() {
		names = append(names, k.Name)
	}
	frames, err := read(p.Table(), append(names, p.ConstituentColumn()))
	for _, f := range frames {
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
	}
	return frames, err
}

// constituents is the names of the columns of the tables of a partitioned one.
func constituents(p starlib.Partitions) string {
	var names []string
	for _, c := range p.ConstituentSchema() {
		names = append(names, c.Name)
	}
	return strings.Join(names, ", ")
}

// limit is the width, or one that nothing reaches.
func limit(width int) int {
	if width > 0 {
		return width
	}
	return 1 << 20
}
