package starlib

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/agg"
	"starling/engine/column"
	"starling/grid"
	"starling/starlib/py"
)

// describeFields is the columns of describe, in the order of portrait's members.
var describeFields = []column.Field{
	{Name: "Column", Type: column.Of(column.String)},
	{Name: "Type", Type: column.Of(column.String)},
	{Name: "Count", Type: column.Of(column.Long)},
	{Name: "Nulls", Type: column.Of(column.Long)},
	{Name: "Distinct", Type: column.Of(column.Long)},
	{Name: "Min", Type: column.Of(column.String)},
	{Name: "Max", Type: column.Of(column.String)},
	{Name: "Average", Type: column.Of(column.Double)},
	{Name: "Frequent", Type: column.Of(column.String)},
}

// portrait is what describe says of a column; nil is null.
type portrait struct {
	name, typ                    string
	count, nulls                 int64
	distinct                     any
	least, most, mean, favourite any // mean is a float64, the others are texts
}

// How many of the frequent values are named, and how many cells of each value are shown.
const (
	favourites    = 3
	portraitCells = 40
)

// describe is describe(table): a static table with a row per column.
func describe(c *call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("table", &v); err != nil {
		return nil, err
	}
	t, ok := v.(*Table)
	if !ok {
		return nil, py.Raise("TypeError", "%s: got %s, want a table", c.Name, py.TypeOf(v))
	}
	if err := c.Waiting(func() error { return nil }); err != nil { // rows that are held back come in
		return nil, err
	}
	return c.table(func() (*engine.Table, error) { return described(t.t, c.host.Layout()) })
}

// described is the table of what is in the columns of t now.
func described(t *engine.Table, l grid.Layout) (*engine.Table, error) {
	if t.Attrs.Refreshing {
		still, err := t.Snapshot()
		if err != nil {
			return nil, err
		}
		still.Retain()
		defer still.Release()
		t = still
	}
	l.Width = portraitCells
	out := make([]column.Vector, len(describeFields))
	for i, f := range describeFields {
		out[i] = column.NewVector(f.Type)
	}
	for _, f := range t.Schema {
		p, err := painted(t, f, l.Style())
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", f.Name, err)
		}
		for i, x := range []any{p.name, p.typ, p.count, p.nulls, p.distinct, p.least, p.most, p.mean, p.favourite} {
			if x == nil {
				out[i].AppendNull()
				continue
			}
			out[i].AppendAny(x)
		}
	}
	return engine.NewTable(t.Graph(), describeFields, out)
}

// painted is what is in a column of a table that does not change.
func painted(t *engine.Table, f column.Field, style *column.Style) (*portrait, error) {
	p := &portrait{name: f.Name, typ: f.Type.Name(), count: int64(t.Size())}
	p.typ = p.typ[strings.LastIndexByte(p.typ, '.')+1:]
	if err := p.extremes(t, f, style); err != nil {
		return nil, err
	}
	return p, p.values(t, f, style)
}

// extremes finds the least and the greatest value and the average, as far as the type has them.
func (p *portrait) extremes(t *engine.Table, f column.Field, style *column.Style) error {
	var aggs []engine.Aggregation
	var into []*any
	for _, a := range []struct {
		name string
		to   *any
	}{{"min", &p.least}, {"max", &p.most}, {"avg", &p.mean}} {
		d, _ := agg.Lookup(a.name)
		if _, err := d.Result([]column.Type{f.Type}, agg.Args{}); err == nil && (a.name != "avg" || f.Type.Kind != column.Char) {
			aggs = append(aggs, engine.Aggregation{Name: a.name, Pairs: []engine.Pair{{New: a.name, Old: f.Name}}})
			into = append(into, a.to)
		}
	}
	if len(aggs) == 0 {
		return nil
	}
	return of(func() (*engine.Table, error) { return t.AggBy(aggs, nil) }, func(one *engine.Table) error {
		row, err := one.Read(0, 1, nil)
		if err != nil || row.Len() == 0 {
			return err
		}
		for i, to := range into {
			b, some := style.Format(row.Schema[i].Type)(nil, row.Cols[i], 0)
			switch {
			case !some:
			case to != &p.mean:
				*to = string(b)
			default:
				*to, _ = strconv.ParseFloat(string(b), 64) // past the largest number it is infinite
			}
		}
		return nil
	})
}

// values counts the nulls and the different values, and finds those that are there most often.
func (p *portrait) values(t *engine.Table, f column.Field, style *column.Style) error {
	if !engine.Keyable(f) {
		return of(func() (*engine.Table, error) { return t.Where(engine.Env{}, "isNull("+f.Name+")") }, func(nulls *engine.Table) error {
			p.nulls = int64(nulls.Size())
			p.count -= p.nulls
			return nil
		})
	}
	n := "Rows"
	if f.Name == n {
		n = "Rows2"
	}
	count := []engine.Aggregation{{Name: "count", Pairs: []engine.Pair{{New: n}}}}
	return of(func() (*engine.Table, error) { return t.AggBy(count, engine.Names([]string{f.Name})) }, func(groups *engine.Table) error {
		all, err := groups.Read(0, allRows, []string{f.Name, n})
		if err != nil {
			return err
		}
		keys, rows := all.Cols[0], all.Cols[1].(*column.Vec[int64]).V
		p.distinct = int64(len(rows))
		for i, x := range rows {
			if keys.Null(i) {
				p.nulls, p.distinct = x, int64(len(rows)-1)
				p.count -= x
				break
			}
		}
		var often []string
		format := style.Format(f.Type)
		for _, i := range largest(rows, favourites+1) {
			if b, some := format(nil, keys, i); some && len(often) < favourites && (rows[i] > 1 || len(rows) <= favourites+1) {
				often = append(often, fmt.Sprintf("%s (%d)", b, rows[i]))
			}
		}
		if len(often) > 0 {
			p.favourite = strings.Join(often, ", ")
		}
		return nil
	})
}

// of calls use with a table for as long as that takes.
func of(make func() (*engine.Table, error), use func(*engine.Table) error) error {
	t, err := make()
	if err != nil {
		return err
	}
	t.Retain()
	defer t.Release()
	return use(t)
}

// largest is the places of the n largest numbers, the largest first, of equal ones the first.
func largest(xs []int64, n int) []int {
	var out []int
	for i, x := range xs {
		if len(out) == n && x <= xs[out[n-1]] {
			continue
		}
		at := len(out)
		for at > 0 && xs[out[at-1]] < x {
			at--
		}
		if out = slices.Insert(out, at, i); len(out) > n {
			out = out[:n]
		}
	}
	return out
}
