package engine

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// Partitioned is a table of tables: constituents of one schema, each under a key of its
// own. Constituents can be added at any time; none is ever taken out. A Partitioned holds
// its constituents, and is itself held and released like a table.
type Partitioned struct {
	op     *partitionsOp
	schema []column.Field // of the constituents
	attrs  *Attrs         // of the constituents, nil while they are not known
	parts  map[string]*Table
	merges []*merger // made by Merge, to be given later constituents
}

// tableType is the type of the column that holds the constituents.
var tableType = column.ObjectOf("io.deephaven.engine.table.Table")

// NewPartitioned is a table of tables with the given schema, without any yet. Its own
// columns are the keys and, named constituentColumn, the tables.
func NewPartitioned(g *Graph, keyFields []column.Field, constituentColumn string, constituentSchema []column.Field) (*Partitioned, error) {
	schema := append(slices.Clone(keyFields), column.Field{Name: constituentColumn, Type: tableType})
	if err := checkNames(schema); err != nil {
		return nil, err
	}
	op := &partitionsOp{}
	for _, f := range keyFields {
		v := column.NewVector(f.Type)
		err := appendValue(v, nil)
		if f.Type.Kind == column.Double {
			err = errors.New("a double is no key")
		}
		if err != nil {
			return nil, fmt.Errorf("key %s: %w", f.Name, err)
		}
		v.Reset()
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
	return &Partitioned{op: op, schema: constituentSchema, parts: map[string]*Table{}}, nil
}

// Expect says, before the first constituent is there, how all of them will change: so a
// Merge made by then is a blink table if they are.
func (p *Partitioned) Expect(keep Retention) {
	g := p.op.out.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	a := beside(plan.AttrsOf(plan.Source{Keep: keep.kind}))
	p.attrs = &a
}

// Add puts in t under keys, one value per key column: a Go value of the column's kind, any
// whole number that fits, nil for null. The keys must be new.
func (p *Partitioned) Add(keys []any, t *Table) error {
	g := p.op.out.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	name, err := p.name(keys)
	switch {
	case err != nil:
		return err
	case p.parts[name] != nil:
		return fmt.Errorf("there is a constituent for %s already", name)
	case !slices.Contains(g.nodes, p.op.out.node):
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
	if err := p.join(t); err != nil {
		return fmt.Errorf("constituent %s: %w", name, err)
	}
	p.parts[name] = t
	g.follow(p.op.out.node, t.node)
	return p.op.put(keys, t)
}

// join gives t to the merges that are still in use.
func (p *Partitioned) join(t *Table) error {
	g := t.node.graph
	p.merges = slices.DeleteFunc(p.merges, func(m *merger) bool {
		return m.out.node.err != nil || !slices.Contains(g.nodes, m.out.node)
	})
	for _, m := range p.merges {
		if err := m.add(t); err != nil {
			return err
		}
	}
	g.Wake()
	return nil
}

// name is the text of keys, for messages and to find them again.
func (p *Partitioned) name(keys []any) (string, error) {
	fields := p.KeyFields()
	if len(keys) != len(fields) {
		return "", fmt.Errorf("%d keys given for %d key columns", len(keys), len(fields))
	}
	parts := make([]string, len(keys))
	for i, f := range fields {
		v := column.NewVector(f.Type)
		if err := appendValue(v, keys[i]); err != nil {
			return "", fmt.Errorf("key %s: %w", f.Name, err)
		}
		if s, ok := v.Any(0).(string); ok {
			parts[i] = fmt.Sprintf("%s=%q", f.Name, s)
			continue
		}
		text, ok := column.Java.Format(f.Type)(nil, v, 0)
		if !ok {
			text = []byte("null")
		}
		parts[i] = f.Name + "=" + string(text)
	}
	return strings.Join(parts, ", "), nil
}

// KeyFields is the key columns.
func (p *Partitioned) KeyFields() []column.Field {
	return p.op.out.Schema[:len(p.op.out.Schema)-1]
}

// ConstituentColumn is the name of the column that holds the tables.
func (p *Partitioned) ConstituentColumn() string { return p.op.out.Schema[len(p.op.keys)].Name }

// ConstituentSchema is the columns of every constituent.
func (p *Partitioned) ConstituentSchema() []column.Field { return p.schema }

// Constituents is the tables so far, in the order in which they were added.
func (p *Partitioned) Constituents() []*Table {
	g := p.op.out.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(p.op.tables)
}

// Get is the constituent with the given keys, false if there is none.
func (p *Partitioned) Get(keys ...any) (*Table, bool) {
	g := p.op.out.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	name, err := p.name(keys)
	if err != nil {
		return nil, false
	}
	t, ok := p.parts[name]
	return t, ok
}

// Table is the keys and tables as a table, which grows as constituents are added.
func (p *Partitioned) Table() *Table { return p.op.out }

// Keys is Table without the tables.
func (p *Partitioned) Keys() (*Table, error) {
	return p.op.out.DropColumns([]string{p.ConstituentColumn()})
}

// Merge is the rows of all constituents, one after the other, those added later included.
func (p *Partitioned) Merge() (*Table, error) {
	g := p.op.out.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	m := &merger{}
	for _, t := range p.op.tables {
		if err := m.use(p.schema, t); err != nil {
			return nil, err
		}
	}
	op := plan.Merge{Later: p.attrs}
	if op.Later == nil {
		op.Later = &Attrs{}
	}
	a := plan.AttrsOf(op, p.op.out.Attrs)
	out := &Table{Schema: p.schema, Cols: m.columns(p.schema), Attrs: a}
	out.plan = &plan.Node{Op: op, In: []*plan.Node{p.op.out.plan}, Schema: p.schema, Attrs: a}
	m.show(out)
	t, err := g.add(m, out, slices.Clone(p.op.tables))
	if err == nil {
		p.merges = append(p.merges, m)
	}
	return t, err
}

// Retain says that somebody holds p.
func (p *Partitioned) Retain() { p.op.out.Retain() }

// Release takes back one Retain, as a table's does.
func (p *Partitioned) Release() { p.op.out.Release() }

// partitionsOp is the node of a Partitioned's own table.
type partitionsOp struct {
	out    *Table
	tables []*Table
	keys   []column.Vector // of the constituents that have no row yet
	stores []column.Writable
}

func (o *partitionsOp) Name() string { return "partitioned table" }

// put queues a row. The next cycle has it, or if nobody could miss its coming, the table
// at once. The graph's lock is held.
func (o *partitionsOp) put(keys []any, t *Table) error {
	for i, v := range o.keys {
		if err := appendValue(v, keys[i]); err != nil {
			return err
		}
	}
	o.tables = append(o.tables, t)
	n := o.out.node
	if len(n.listeners) > 0 || slices.ContainsFunc(n.graph.nodes, func(m *node) bool { return slices.Contains(m.after, n) }) {
		return nil
	}
	if err := n.apply(nil); err != nil {
		return err
	}
	return n.commit()
}

func (o *partitionsOp) stirred() bool { return o.out.Rows.Len() < len(o.tables) }

func (o *partitionsOp) Apply(_ []*Update, out *Update) error {
	lo, hi := o.out.Rows.Len(), len(o.tables)
	for i, v := range o.keys {
		o.stores[i].Append(rowset.Row(lo), v)
		v.Reset()
	}
	held := column.NewVec[any](column.Object)
	for _, t := range o.tables[lo:hi] {
		held.Append(t)
	}
	o.stores[len(o.keys)].Append(rowset.Row(lo), held)
	out.Added = rowset.Run(rowset.Row(lo), rowset.Row(hi))
	return nil
}

func (o *partitionsOp) Commit() {
	for _, s := range o.stores {
		s.Commit()
	}
}

func (o *partitionsOp) owned() []column.Writable { return o.stores }
