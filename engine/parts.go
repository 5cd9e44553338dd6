package engine

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine/agg"
	"starling/engine/column"
	"starling/engine/rowset"
)

// Parts is a table of tables that stays as it is: constituents of one schema, each under keys of
// its own. It is held and released like a table, and holds its constituents.
type Parts struct {
	g      *Graph
	keys   []column.Field
	values []column.Vector // by key: of each constituent
	others []column.Field  // which Table has beside keys and tables, such as those of agg_by
	rest   []column.Vector // by other column
	before int             // how many of the others are in front of the tables
	column string          // that holds the tables
	schema []column.Field  // of the constituents
	tables []*Table
	typ    column.Type // of the column that holds them
	table  *Table      // the keys and the tables
}

// ConstituentName is the usual name of the column that holds the tables.
const ConstituentName = "__CONSTITUENT__"

// PartitionBy is the rows of t, which is static, by key, in order of first appearance, with or without the keys.
func (t *Table) PartitionBy(by []string, drop bool) (*Parts, error) {
	one := Aggregation{Name: "partition", Pairs: []Pair{{New: ConstituentName}}, Args: agg.Args{IncludeByColumns: !drop}}
	made, err := t.AggBy([]Aggregation{one}, Names(by))
	if err != nil {
		return nil, err
	}
	return PartsFrom(made, append([]string{}, by...), ConstituentName)
}

// PartsOf is a table of the given tables, of one schema, without keys.
func PartsOf(tables []*Table) (*Parts, error) {
	if len(tables) == 0 {
		return nil, errors.New("no tables: there must be one at least")
	}
	p := &Parts{g: tables[0].Graph(), column: ConstituentName, schema: tables[0].Schema, tables: tables, typ: tableType}
	return p, p.finish()
}

// finish makes the table of the keys and tables, which must not differ in their columns.
func (p *Parts) finish() (err error) {
	for n, t := range p.tables {
		if d := differences(p.schema, t.Schema); d != "" {
			return fmt.Errorf("constituent %d: table definition incompatibilities: %s", n+1, d)
		}
	}
	held := column.NewVec[any](column.Object)
	for _, t := range p.tables {
		held.Append(t)
	}
	fields := slices.Concat(p.keys, p.others[:p.before], []column.Field{{Name: p.column, Type: p.typ}}, p.others[p.before:])
	p.table, err = NewTable(p.g, fields, slices.Concat(p.values, p.rest[:p.before], []column.Vector{held}, p.rest[p.before:]))
	return err
}

// PartsFrom is what a static table of keys and tables stands for: the keys are the named columns, or all
// others, and the tables are in the named column, or the one there is.
func PartsFrom(t *Table, keys []string, constituents string) (*Parts, error) {
	f, err := t.Read(0, t.Size(), nil)
	if err != nil {
		return nil, err
	}
	p := &Parts{g: t.Graph(), column: constituents}
	at, err := t.constituentsAt(constituents)
	if err != nil {
		return nil, err
	}
	p.column = t.Schema[at].Name
	if _, err := t.positions(keys); err != nil {
		return nil, err
	}
	for i, c := range t.Schema {
		switch {
		case i == at:
			p.before = len(p.others)
		case keys == nil || slices.Contains(keys, c.Name):
			p.keys, p.values = append(p.keys, c), append(p.values, f.Cols[i])
		default:
			p.others, p.rest = append(p.others, c), append(p.rest, f.Cols[i])
		}
	}
	for i := range f.Len() {
		c, ok := f.Cols[at].Any(i).(*Table)
		if !ok {
			return nil, fmt.Errorf("row %d has no table", i)
		}
		p.tables = append(p.tables, c)
	}
	switch s := t.splitOf(at); {
	case s != nil:
		p.schema = s.none.Schema
	case len(p.tables) == 0:
		return nil, errors.New("no tables: there must be one at least")
	default:
		p.schema = p.tables[0].Schema
	}
	p.typ = t.Schema[at].Type
	return p, p.finish()
}

// constituentsAt is the column that holds tables: the named one, or the only one.
func (t *Table) constituentsAt(name string) (int, error) {
	at := t.Position(name)
	if name == "" {
		for i, c := range t.Schema {
			switch {
			case !holdsTables(c):
			case at >= 0:
				return 0, fmt.Errorf("columns %s and %s both hold tables: name the constituent_column", t.Schema[at].Name, c.Name)
			default:
				at = i
			}
		}
	}
	if at < 0 || !holdsTables(t.Schema[at]) {
		return 0, errors.New("no column holds tables")
	}
	return at, nil
}

func holdsTables(f column.Field) bool { return f.Type == tableType || f.Type == queryTable }

// With is p with other constituents under the same keys. Without any, schema is theirs.
func (p *Parts) With(tables []*Table, schema []column.Field) (*Parts, error) {
	q := *p
	if q.tables, q.schema = tables, schema; len(tables) > 0 {
		q.schema = tables[0].Schema
	}
	return &q, q.finish()
}

// Filter is the constituents whose keys the filters hold for.
func (p *Parts) Filter(env Env, filters ...string) (*Parts, error) {
	t, err := p.table.Where(env, filters...)
	if err != nil {
		return nil, err
	}
	return p.pick(t.Rows.AppendTo(nil))
}

// Sort is the constituents in the order of their keys.
func (p *Parts) Sort(keys []SortKey) (*Parts, error) {
	t, err := p.table.Sort(keys)
	if err != nil {
		return nil, err
	}
	return p.pick(t.Ordered(nil, t.Rows, column.Cur))
}

// pick is the constituents of p at the given places, in that order.
func (p *Parts) pick(at []rowset.Row) (*Parts, error) {
	q := *p
	q.tables = nil
	places := make([]int32, len(at))
	for i, n := range at {
		places[i] = int32(n)
		q.tables = append(q.tables, p.tables[n])
	}
	chosen := func(fields []column.Field, of []column.Vector) (out []column.Vector) {
		for i, v := range of {
			w := column.NewVector(fields[i].Type)
			w.AppendRows(v, places)
			out = append(out, w)
		}
		return out
	}
	q.values, q.rest = chosen(p.keys, p.values), chosen(p.others, p.rest)
	return &q, q.finish()
}

// KeyFields is the key columns.
func (p *Parts) KeyFields() []column.Field { return p.keys }

// ConstituentColumn is the name of the column that holds the tables.
func (p *Parts) ConstituentColumn() string { return p.column }

// ConstituentSchema is the columns of every constituent.
func (p *Parts) ConstituentSchema() []column.Field { return p.schema }

// Constituents is the tables.
func (p *Parts) Constituents() []*Table { return slices.Clone(p.tables) }

// Key is the text of the keys of the n-th constituent, by which those of other Parts are found.
func (p *Parts) Key(n int) string {
	var b []byte
	for i, v := range p.values {
		if v.Null(n) {
			b = append(b, "-"...)
		} else if text, ok := column.Java.Format(p.keys[i].Type)(nil, v, n); ok {
			b = fmt.Appendf(b, "%q", text)
		}
		b = append(b, ',')
	}
	return string(b)
}

// Find is the place of the constituent with the keys that the n-th of q has, -1 if there is none.
func (p *Parts) Find(q *Parts, n int) int {
	want := q.Key(n)
	for i := range p.tables {
		if p.Key(i) == want {
			return i
		}
	}
	return -1
}

// Common is the constituents of p whose keys q has too. The two have keys of the same types.
func (p *Parts) Common(q *Parts) (*Parts, error) {
	same := len(p.keys) == len(q.keys)
	for i := range p.keys {
		same = same && p.keys[i].Type == q.keys[i].Type
	}
	if !same {
		return nil, errors.New("the partitioned tables have different key columns")
	}
	var at []rowset.Row
	for n := range p.tables {
		if q.Find(p, n) >= 0 {
			at = append(at, rowset.Row(n))
		}
	}
	return p.pick(at)
}

// Distinct reports values of the named columns that are in several constituents.
func (p *Parts) Distinct(columns []string) error {
	if len(p.tables) == 0 || len(columns) == 0 {
		return nil
	}
	var each []*Table
	sum := 0
	for _, t := range p.tables {
		d, err := t.SelectDistinct(Env{}, columns...)
		if err != nil {
			return err
		}
		each, sum = append(each, d), sum+d.Size()
	}
	all, err := Merge(each)
	if err != nil {
		return err
	}
	if all, err = all.SelectDistinct(Env{}, columns...); err != nil {
		return err
	}
	if all.Size() != sum {
		return fmt.Errorf("keys of a join by %v are in the tables of several keys: proxy(sanity_check_joins=False) joins them all the same", columns)
	}
	return nil
}

// Get is the constituent with the given keys, false if there is none.
func (p *Parts) Get(keys ...any) (*Table, bool) {
	q := &Parts{keys: p.keys}
	for i, f := range p.keys {
		v := column.NewVector(f.Type)
		if i >= len(keys) || appendValue(v, keys[i]) != nil {
			return nil, false
		}
		q.values = append(q.values, v)
	}
	if n := p.Find(q, 0); n >= 0 {
		return p.tables[n], true
	}
	return nil, false
}

// Table is the keys and the tables, as a static table.
func (p *Parts) Table() *Table { return p.table }

// Keys is Table without the tables, unless there are no keys.
func (p *Parts) Keys() (*Table, error) {
	if len(p.keys) == 0 {
		return p.table, nil
	}
	return NewTable(p.g, p.keys, p.values)
}

// Merge is the rows of all constituents, one after the other.
func (p *Parts) Merge() (*Table, error) {
	if len(p.tables) > 0 {
		return Merge(p.tables)
	}
	none := make([]column.Vector, len(p.schema))
	for i, f := range p.schema {
		none[i] = column.NewVector(f.Type)
	}
	return NewTable(p.g, p.schema, none)
}

// Refreshing reports whether a constituent can change.
func (p *Parts) Refreshing() bool {
	return slices.ContainsFunc(p.tables, func(t *Table) bool { return t.Attrs.Refreshing })
}

// Retain says that somebody holds p.
func (p *Parts) Retain() {
	for _, t := range p.tables {
		t.Retain()
	}
}

// Release takes back one Retain.
func (p *Parts) Release() {
	for _, t := range p.tables {
		t.Release()
	}
}
