package engine

import (
	"fmt"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// stillOp is the node of a table that never changes, or not any more.
type stillOp struct {
	name   string
	cols   []column.Writable // that no other table counts as its own
	orders []*frozenOrder
}

func (s *stillOp) Name() string                     { return s.name }
func (*stillOp) Apply(_ []*Update, _ *Update) error { return nil }
func (*stillOp) Commit()                            {}
func (s *stillOp) owned() []column.Writable         { return s.cols }

func (s *stillOp) Bytes() (n int) {
	for _, o := range s.orders {
		n += o.bytes()
	}
	return n
}

// EmptyTable is a static table of n rows without columns, to be given some by Update.
func EmptyTable(g *Graph, n int) (*Table, error) {
	if n < 0 {
		return nil, fmt.Errorf("size must not be negative, got %d", n)
	}
	return still(g, &plan.Node{Op: plan.Source{Kind: "empty_table", Params: []plan.Arg{{Name: "size", Value: n}}, Keep: plan.Given}}, nil, n), nil
}

// NewTable is a static table of the given columns, whose values are copied. All vectors
// have the same length and the kind of their field.
func NewTable(g *Graph, fields []column.Field, values []column.Vector) (*Table, error) {
	cols, n, err := written(fields, values)
	if err != nil {
		return nil, err
	}
	return still(g, &plan.Node{Op: plan.Source{Kind: "new_table", Keep: plan.Given}, Schema: fields}, cols, n), nil
}

// given is a result of the given columns.
func (b *building) given(fields []column.Field, values []column.Vector) (*Table, error) {
	cols, n, err := written(fields, values)
	if err != nil {
		return nil, err
	}
	return b.still(fields, cols, n)
}

// written is columns of values, and how many each has.
func written(fields []column.Field, values []column.Vector) (cols []column.Writable, n int, err error) {
	if len(fields) != len(values) {
		return nil, 0, fmt.Errorf("%d columns have %d lists of values", len(fields), len(values))
	}
	if err := checkNames(fields); err != nil {
		return nil, 0, err
	}
	cols = make([]column.Writable, len(fields))
	for i, f := range fields {
		if err := expr.CheckName(f.Name); err != nil {
			return nil, 0, err
		}
		v := values[i]
		if v.Kind() != f.Type.Kind {
			return nil, 0, fmt.Errorf("column %s is %s, its values are %s", f.Name, f.Type.Kind, v.Kind())
		}
		if v.Len() != values[0].Len() {
			return nil, 0, fmt.Errorf("column %s has %d values, column %s has %d", f.Name, v.Len(), fields[0].Name, values[0].Len())
		}
		s := column.NewStore(f.Type)
		if err := fill(s, v); err != nil {
			return nil, 0, fmt.Errorf("column %s: %w", f.Name, err)
		}
		cols[i] = s
	}
	if len(values) > 0 {
		n = values[0].Len()
	}
	return cols, n, nil
}

// fill makes v the values of s, an empty column.
func fill(s column.Writable, v column.Vector) (err error) {
	defer catch(&err, "")
	s.Append(0, v)
	s.Commit()
	return nil
}

// still is a table of rows 0 to n-1 that never changes, made as the plan says.
func still(g *Graph, p *plan.Node, cols []column.Writable, n int) *Table {
	t := &Table{Schema: p.Schema, Rows: rowset.Run(0, rowset.Row(n)), plan: p}
	for _, c := range cols {
		t.Cols = append(t.Cols, c)
	}
	name := p.Op.Name()
	if s, ok := p.Op.(plan.Source); ok {
		name = s.Kind
	}
	t.prev = t.Rows
	t.node = &node{graph: g, op: &stillOp{name: name, cols: cols}, out: t}
	return t
}
