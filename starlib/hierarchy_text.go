package starlib

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
)

// The marks in front of nodes: of one that is open, of one that is not, of a row without any below it.
const (
	markOpen   = "▾ "
	markClosed = "▸ "
	markLeaf   = "  "
)

// Outline is a frame of what is shown as it is laid out for readers: keys or ids stand in one column, further
// in the deeper they are, and the columns of the tree are left out. null is how a null is written.
func (r *Hierarchy) Outline(f *engine.Frame, style *column.Style, null string) *engine.Frame {
	cols, at := r.of.label()
	place := make([]int, len(cols))
	for i, name := range cols {
		place[i] = slices.IndexFunc(f.Schema, func(f column.Field) bool { return f.Name == name })
	}
	formats := make([]column.Format, len(cols))
	for i, c := range place {
		formats[i] = style.Format(f.Schema[c].Type)
	}
	label := column.NewVec[string](column.String)
	var b []byte
	for i := range f.Len() {
		depth, opened := f.Cols[0].(*column.Vec[int32]).V[i], f.Cols[1].(*column.Vec[int8]).V[i]
		b = append(b[:0], strings.Repeat("  ", int(depth)-1)...)
		switch opened {
		case column.NullByte:
			b = append(b, markLeaf...)
		case 0:
			b = append(b, markClosed...)
		default:
			b = append(b, markOpen...)
		}
		if k, _ := at(int(depth)); k >= 0 {
			n := len(b)
			var some bool
			if b, some = formats[k](b, f.Cols[place[k]], i); !some {
				b = append(b[:n], null...)
			}
		}
		label.Append(strings.TrimRight(string(b), " "))
	}
	name := strings.Join(cols, " / ")
	if name == "" {
		name = "Group"
	}
	out := *f
	out.Schema, out.Cols = []column.Field{{Name: name, Type: column.Of(column.String)}}, []column.Vector{label}
	for i := 2; i < len(f.Cols); i++ {
		if !slices.Contains(place, i) {
			out.Schema, out.Cols = append(out.Schema, f.Schema[i]), append(out.Cols, f.Cols[i])
		}
	}
	return &out
}

func hierarchyText(c *call) (starlark.Value, error) {
	n := defaultRows
	if err := c.Unpack("num_rows?", &n); err != nil {
		return nil, err
	}
	s, err := c.hierarchy().text(n)
	if err != nil {
		return nil, c.failed(err)
	}
	return starlark.String(s), nil
}

func (r *Hierarchy) text(n int) (string, error) {
	f, err := r.flat.read(n, nil)
	if err != nil {
		return "", err
	}
	return r.host.frameText(r.Outline(f, cellStyle, "(null)"))
}

// Printed is what print shows of it: its first rows, cut to the window.
func (r *Hierarchy) Printed() (string, error) {
	f, err := r.flat.read(defaultRows, nil)
	if err != nil {
		return "", err
	}
	return r.host.printedFrame(r.Outline(f, cellStyle, "(null)"))
}

// hierarchyRows is the rows as tuples of depth, path and columns.
func hierarchyRows(c *call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	f, err := c.hierarchy().flat.read(allRows, nil)
	if err != nil {
		return nil, c.failed(err)
	}
	names, at := c.hierarchy().of.label()
	var out []starlark.Value
	var path starlark.Tuple
	all := c.host.newRows(f, nil)
	it := all.Iterate()
	defer it.Done()
	var v starlark.Value
	for it.Next(&v) {
		row := v.(*starlark.Dict)
		d, _, _ := row.Get(starlark.String(plan.TreeDepth))
		depth, err := starlark.AsInt32(d)
		if err != nil {
			return nil, c.failed(err)
		}
		for _, own := range []string{plan.TreeDepth, plan.TreeExpanded} {
			if _, _, err := row.Delete(starlark.String(own)); err != nil {
				return nil, err
			}
		}
		if k, above := at(depth); k >= 0 {
			key, _, _ := row.Get(starlark.String(names[k]))
			path = append(slices.Clone(path[:above]), key)
		}
		out = append(out, starlark.Tuple{starlark.MakeInt(depth), path, row})
	}
	return starlark.NewList(out), c.Context().Err()
}
