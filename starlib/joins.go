package starlib

import (
	"errors"
	"fmt"
	"regexp"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/plan"
	"starling/starlib/py"
)

// outerJoins is the module deephaven.experimental.outer_joins.
func outerJoins() []py.Entry {
	return []py.Entry{
		{Sig: "full_outer_join(l_table, r_table, on=None, joins=None)", Doc: "A row for each pair of rows with the same key, and those of both tables that are in no pair.", Fn: does(outerJoin(plan.FullOuterJoin{}))},
		{Sig: "left_outer_join(l_table, r_table, on=None, joins=None)", Doc: "A row for each pair of rows with the same key, and those of the left table that are in no pair.", Fn: does(outerJoin(plan.LeftOuterJoin{}))},
	}
}

func outerJoin(kind plan.Op) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var left, right *Table
		var on, joins matches
		if err := c.Unpack("l_table", &left, "r_table", &right, "on?", &on, "joins?", &joins); err != nil {
			return nil, err
		}
		return c.table(func() (*engine.Table, error) {
			if _, full := kind.(plan.FullOuterJoin); full {
				return left.t.FullOuterJoin(right.t, on, joins)
			}
			return left.t.LeftOuterJoin(right.t, on, joins)
		})
	}
}

// rangeKey is "Start <= Column < End", with <- and -> for the rows next to it.
var rangeKey = regexp.MustCompile("^\\s*(<-)?" + nameText + "(<=?)" + nameText + "(<=?)" + nameText + "(->)?\\s*$")

func rangeJoin(c *call) (starlark.Value, error) {
	var right *Table
	var on texts
	var list starlark.Value
	if err := c.Unpack("table", &right, "on", &on, "aggs", &list); err != nil {
		return nil, err
	}
	if len(on) == 0 {
		return nil, c.failed(errors.New("on: the last is the range, as in [\"Sym\", \"Start <= Time < End\"]; there is none"))
	}
	last := on[len(on)-1]
	m := rangeKey.FindStringSubmatch(last)
	if m == nil {
		return nil, c.failed(fmt.Errorf("on: %q is no range, as in \"Start <= Time < End\"", last))
	}
	over := plan.Range{Start: m[2], After: m[3] == "<", Column: m[4], Until: m[5] == "<", End: m[6], Preceding: m[1] != "", Following: m[7] != ""}
	if over.Preceding && over.After || over.Following && over.Until {
		return nil, c.failed(fmt.Errorf("on: %q: <- and -> go with <= only", last))
	}
	var keys pairs
	if err := keys.take(on[:len(on)-1]); err != nil {
		return nil, c.failed(fmt.Errorf("on: %w", err))
	}
	aggs, err := aggregations(list)
	if err != nil {
		return nil, c.failed(err)
	}
	return c.table(func() (*engine.Table, error) { return c.self().RangeJoin(right.t, keys, over, aggs) })
}

// joinInput is a table of multi_join.
type joinInput struct {
	t         *Table
	on, joins pairs
}

func (j *joinInput) String() string        { return fmt.Sprintf("<MultiJoinInput %s>", j.t) }
func (j *joinInput) Type() string          { return "MultiJoinInput" }
func (j *joinInput) Freeze()               {}
func (j *joinInput) Truth() starlark.Bool  { return true }
func (j *joinInput) Hash() (uint32, error) { return uint32(py.PointerOf(j) >> 4), nil }

func multiJoinInput(c *call) (starlark.Value, error) {
	j := &joinInput{}
	if err := c.Unpack("table", &j.t, "on", &j.on, "joins?", &j.joins); err != nil {
		return nil, err
	}
	return j, nil
}

// multiJoinTable is what multi_join gives.
type multiJoinTable struct{ t *Table }

func (m *multiJoinTable) String() string        { return "<MultiJoinTable>" }
func (m *multiJoinTable) Type() string          { return "MultiJoinTable" }
func (m *multiJoinTable) Freeze()               {}
func (m *multiJoinTable) Truth() starlark.Bool  { return true }
func (m *multiJoinTable) Hash() (uint32, error) { return m.t.Hash() }
func (m *multiJoinTable) AttrNames() []string   { return []string{"table"} }

func (m *multiJoinTable) Attr(name string) (starlark.Value, error) {
	if name == "table" {
		return m.t, nil
	}
	return nil, nil
}

func multiJoin(c *call) (starlark.Value, error) {
	var input starlark.Value
	var on pairs
	if err := c.Unpack("input", &input, "on?", &on); err != nil {
		return nil, err
	}
	inputs, err := joinInputs(input, on)
	if err != nil {
		return nil, c.failed(err)
	}
	t, err := c.table(func() (*engine.Table, error) { return engine.MultiJoin(inputs) })
	if err != nil {
		return nil, err
	}
	return &multiJoinTable{t.(*Table)}, nil
}

// joinInputs is one table or input, or a list of either.
func joinInputs(v starlark.Value, on pairs) (out []engine.JoinInput, err error) {
	for _, x := range oneOrMore(v) {
		switch x := x.(type) {
		case *Table:
			if len(on) == 0 {
				return nil, errors.New("on: tables need the names of their key columns, or a MultiJoinInput each")
			}
			out = append(out, engine.JoinInput{Table: x.t, On: on})
		case *joinInput:
			if len(on) > 0 {
				return nil, errors.New("on: each MultiJoinInput has its own")
			}
			out = append(out, engine.JoinInput{Table: x.t.t, On: x.on, Joins: x.joins})
		default:
			return nil, fmt.Errorf("input: got %s, want tables or MultiJoinInputs", py.TypeOf(x))
		}
	}
	return out, nil
}
