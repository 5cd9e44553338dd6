package engine

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine/agg"
	"starling/engine/column"
	"starling/engine/plan"
)

// Partitioned is a table of tables that changes: the constituents, of one schema, are in a column of
// a table that also has their keys. It is held and released like that table, which holds them.
// There are those to which constituents are added from outside, by Add; PartitionBy makes others.
type Partitioned struct {
	table  *Table
	keys   []int          // the columns of table that are keys
	at     int            // that which holds the constituents
	schema []column.Field // of the constituents
	attrs  *Attrs         // of a merge of the constituents, nil while they are not known
	op     *partitionsOp  // that Add feeds, nil if they come by themselves
	like   *Table         // a constituent without rows, nil if there is none
}

// tableType is the type of the column that holds the constituents.
var tableType = column.ObjectOf("io.deephaven.engine.table.Table")

// NewPartitioned is a table of tables with the given schema, without any yet. Its own
// columns are the keys and, named constituentColumn, the tables.
func NewPartitioned(g *Graph, keyFields []column.Field, constituentColumn string, constituentSchema []column.Field) (*Partitioned, error) {
	for _, f := range keyFields {
		if f.Type.Kind == column.Double {
			return nil, fmt.Errorf("key %s: a double is no key", f.Name)
		}
	}
	return newPartitioned(g, keyFields, constituentColumn, constituentSchema)
}

func newPartitioned(g *Graph, keyFields []column.Field, constituentColumn string, constituentSchema []column.Field) (*Partitioned, error) {
	schema := append(slices.Clone(keyFields), column.Field{Name: constituentColumn, Type: tableType})
	if err := checkNames(schema); err != nil {
		return nil, err
	}
	op := &partitionsOp{places: map[string]int{}, hidden: map[int]bool{}, turned: map[int]bool{}}
	for _, f := range keyFields {
		v := column.NewVector(f.Type)
		if err := checkKey(f); err != nil {
			return nil, err
		}
		op.keys = append(op.keys, v)
	}
	out := sourced(plan.Source{Kind: op.Name()}, schema)
	for _, f := range schema {
		s := column.NewStore(f.Type)
		op.stores = append(op.stores, s)
		out.Cols = append(out.Cols, s)
	}
	op.out = out
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, err := g.add(op, out, nil); err != nil {
		return nil, err
	}
	p := &Partitioned{table: out, at: len(keyFields), op: op, schema: constituentSchema}
	for i := range keyFields {
		p.keys = append(p.keys, i)
	}
	return p, nil
}

// Expect says, before the first constituent is there, how all of them will change: so a
// Merge made by then is a blink table if they are.
func (p *Partitioned) Expect(keep Retention) {
	g := p.table.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	a := beside(plan.AttrsOf(plan.Source{Keep: keep.kind}))
	p.attrs = &a
}

// Add puts in t under keys, one value per key column: a Go value of the column's kind, any
// whole number that fits, nil for null. The keys must be new.
func (p *Partitioned) Add(keys []any, t *Table) error {
	vecs, err := p.vectors(keys)
	if err != nil {
		return err
	}
	return p.AddAt(vecs, 0, t)
}

// AddAt is Add with the i-th values of vectors as keys.
func (p *Partitioned) AddAt(keys []column.Vector, i int, t *Table) error {
	g := p.table.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	name := p.name(keys, i)
	switch {
	case p.op.has(name):
		return fmt.Errorf("there is a constituent for %s already", name)
	case !slices.Contains(g.nodes, p.table.node):
		return fmt.Errorf("partitioned table: %w", errClosed)
	case t.node.graph != g:
		return errors.New("the tables belong to different graphs")
	case t.node.err != nil:
		return fmt.Errorf("can not listen to failed table: %w", t.node.err)
	}
	if d := differences(p.schema, t.Schema); d != "" {
		return fmt.Errorf("constituent %s: table definition incompatibilities: %s", name, d)
	}
	a := beside(t.Attrs)
	if p.attrs == nil {
		p.attrs = &a
	}
	switch {
	case a.Blink != p.attrs.Blink:
		return fmt.Errorf("constituent %s: blink tables and others do not go together", name)
	case p.attrs.AddOnly && !a.AddOnly:
		return fmt.Errorf("constituent %s: the constituents before it are append-only", name)
	}
	g.follow(p.table.node, t.node)
	p.op.places[name] = len(p.op.tables)
	p.op.put(keys, i, t)
	defer g.Wake()
	return p.op.settle()
}

// Show has the constituent with the i-th values of vectors as keys be seen or not, until it is told otherwise;
// false if there is none. A constituent that is not seen is none of a merge.
func (p *Partitioned) Show(keys []column.Vector, i int, shown bool) (bool, error) {
	g := p.table.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	n, ok := p.op.places[p.name(keys, i)]
	if !ok {
		return false, nil
	}
	p.op.show(n, shown)
	defer g.Wake()
	return true, p.op.settle()
}

// Gone reports whether nothing holds p any more.
func (p *Partitioned) Gone() bool {
	g := p.table.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	return !slices.Contains(g.nodes, p.table.node)
}

// vectors is keys as vectors of one value.
func (p *Partitioned) vectors(keys []any) ([]column.Vector, error) {
	fields := p.KeyFields()
	if len(keys) != len(fields) {
		return nil, fmt.Errorf("%d keys given for %d key columns", len(keys), len(fields))
	}
	out := make([]column.Vector, len(keys))
	for i, f := range fields {
		out[i] = column.NewVector(f.Type)
		if err := appendValue(out[i], keys[i]); err != nil {
			return nil, fmt.Errorf("key %s: %w", f.Name, err)
		}
	}
	return out, nil
}

// name is the text of the i-th keys, for messages and to find them again.
func (p *Partitioned) name(keys []column.Vector, i int) string {
	parts := make([]string, len(keys))
	for c, f := range p.KeyFields() {
		if s, ok := keys[c].Any(i).(string); ok {
			parts[c] = fmt.Sprintf("%s=%q", f.Name, s)
			continue
		}
		text, ok := column.Java.Format(f.Type)(nil, keys[c], i)
		if !ok {
			text = []byte("null")
		}
		parts[c] = f.Name + "=" + string(text)
	}
	return strings.Join(parts, ", ")
}

// KeyFields is the key columns.
func (p *Partitioned) KeyFields() []column.Field {
	out := make([]column.Field, len(p.keys))
	for i, c := range p.keys {
		out[i] = p.table.Schema[c]
	}
	return out
}

// ConstituentColumn is the name of the column that holds the tables.
func (p *Partitioned) ConstituentColumn() string { return p.table.Schema[p.at].Name }

// ConstituentSchema is the columns of every constituent.
func (p *Partitioned) ConstituentSchema() []column.Field { return p.schema }

// Constituents is the tables there are, in the order of Table.
func (p *Partitioned) Constituents() []*Table {
	g := p.table.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	return p.now()
}

// now is Constituents with the graph's lock held.
func (p *Partitioned) now() []*Table {
	if p.op != nil {
		return p.op.now() // those that the next cycle shows too
	}
	c := newConstituents(p.table, p.at)
	tables, err := c.tables(p.table.Ordered(nil, p.table.Rows, column.Cur), column.Cur)
	if err != nil {
		return nil // which who makes a Partitioned has seen to
	}
	return tables
}

// Get is the constituent with the given keys, false if there is none.
func (p *Partitioned) Get(keys ...any) (*Table, bool) {
	g := p.table.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	vecs, err := p.vectors(keys)
	if err != nil {
		return nil, false
	}
	name := p.name(vecs, 0)
	if p.op != nil {
		n, ok := p.op.places[name]
		if !ok || p.op.hidden[n] {
			return nil, false
		}
		return p.op.tables[n], true
	}
	rows := p.table.Ordered(nil, p.table.Rows, column.Cur)
	have := make([]column.Vector, len(p.keys))
	for i, c := range p.keys {
		have[i] = column.NewVector(p.table.Schema[c].Type)
		p.table.Cols[c].Gather(have[i], rows, column.Cur)
	}
	for i, t := range p.now() {
		if p.name(have, i) == name {
			return t, true
		}
	}
	return nil, false
}

// Like is a constituent as all are, without rows; nil if none is known.
func (p *Partitioned) Like() *Table { return p.like }

// Table is the keys and tables as a table, which changes as constituents come.
func (p *Partitioned) Table() *Table { return p.table }

// Keys is Table without the tables, unless there are no keys.
func (p *Partitioned) Keys() (*Table, error) {
	if len(p.keys) == 0 {
		return p.table, nil
	}
	var names []string
	for _, f := range p.KeyFields() {
		names = append(names, f.Name)
	}
	return p.table.View(Env{}, names...)
}

// Merge is the rows of all constituents, one after the other, those that come later included.
func (p *Partitioned) Merge() (*Table, error) {
	g := p.table.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	m := &merger{over: newConstituents(p.table, p.at)}
	op := plan.Merge{Later: p.attrs}
	if op.Later == nil {
		op.Later = &Attrs{}
	}
	a := plan.AttrsOf(op, p.table.Attrs)
	out := &Table{Schema: p.schema, Cols: m.columns(p.schema), Attrs: a}
	out.plan = &plan.Node{Op: op, In: []*plan.Node{p.table.plan}, Schema: p.schema, Attrs: a}
	m.show(out)
	return g.add(m, out, []*Table{p.table})
}

// Filter is the constituents whose keys the filters hold for.
func (p *Partitioned) Filter(env Env, filters ...string) (*Partitioned, error) {
	t, err := p.table.Where(env, filters...)
	return p.over(t, err)
}

// Sort is the constituents in the order of their keys.
func (p *Partitioned) Sort(keys []SortKey) (*Partitioned, error) {
	t, err := p.table.Sort(keys)
	return p.over(t, err)
}

// over is p with the constituents of a table of the same columns, which lives as long as it does.
func (p *Partitioned) over(t *Table, err error) (*Partitioned, error) {
	if err != nil {
		return nil, err
	}
	q := *p
	q.table, q.op = t, nil
	return &q, nil
}

// PartitionedBy is the rows of t by key as they change, in order of first appearance, with or without the keys.
// A key without rows has no constituent; when it has rows again it has the one that it had.
func (t *Table) PartitionedBy(by []string, drop bool) (*Partitioned, error) {
	one := Aggregation{Name: "partition", Pairs: []Pair{{New: ConstituentName}}, Args: agg.Args{IncludeByColumns: !drop}}
	made, err := t.AggBy([]Aggregation{one}, Names(by))
	if err != nil {
		return nil, err
	}
	return PartitionedFrom(made, by, ConstituentName)
}

// PartitionedFrom is what a table of keys and tables that changes stands for: the keys are the named columns,
// or all others, and the tables are in the named column, or the one there is.
func PartitionedFrom(t *Table, keys []string, constituents string) (*Partitioned, error) {
	at, err := t.constituentsAt(constituents)
	if err != nil {
		return nil, err
	}
	p := &Partitioned{table: t, at: at}
	if p.keys, err = t.positions(keys); err != nil {
		return nil, err
	}
	if keys == nil {
		for i := range t.Schema {
			if i != at {
				p.keys = append(p.keys, i)
			}
		}
	}
	g := t.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	if s := t.splitOf(at); s != nil {
		p.like = s.none
	} else if now := p.now(); len(now) > 0 {
		p.like = now[0]
	}
	if p.like == nil {
		return nil, errors.New("no tables: there must be one at least")
	}
	p.schema = p.like.Schema
	a := beside(p.like.Attrs)
	a.AddOnly = false // they may go, for all that is known
	p.attrs = &a
	return p, nil
}

// splitOf is what gives the column of constituents, nil if it is something else.
func (t *Table) splitOf(at int) *split {
	c, ok := t.Cols[at].(*partColumn)
	if !ok {
		return nil
	}
	return c.s
}

// Retain says that somebody holds p.
func (p *Partitioned) Retain() { p.table.Retain() }

// Release takes back one Retain, as a table's does.
func (p *Partitioned) Release() { p.table.Release() }

// NewPartitionedLike is a table of tables with the keys of p and constituents like one, which may go again.
func NewPartitionedLike(p *Partitioned, keys []column.Field, like *Table) (*Partitioned, error) {
	q, err := newPartitioned(p.table.Graph(), keys, p.ConstituentColumn(), like.Schema)
	if err != nil {
		return nil, err
	}
	q.attrs, q.like = &Attrs{Refreshing: true, Blink: like.Attrs.Blink}, like
	return q, nil
}
