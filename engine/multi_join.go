package engine

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine/plan"
)

// JoinInput is a table of a multi-join: "Key=Column" for each key of the result, and the columns
// to take, all others if there are none given.
type JoinInput struct {
	Table     *Table
	On, Joins []Pair
}

// MultiJoin is the tables side by side: a row for each key that any of them has, in order of first
// appearance, null where a table lacks it. A key may be in a table only once.
func MultiJoin(inputs []JoinInput) (*Table, error) {
	if len(inputs) == 0 {
		return nil, errors.New("no tables to join")
	}
	g := inputs[0].Table.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	made, err := allKeys(inputs)
	if err != nil {
		return nil, err
	}
	for n, in := range inputs {
		joins := in.others()
		if len(joins) == 0 {
			continue
		}
		next, err := build(plan.NaturalJoin{On: in.On, Joins: joins}, Env{}, made, in.Table)
		if err != nil {
			g.orphan(made.node)
			return nil, fmt.Errorf("table %d: %w", n+1, err)
		}
		made.lend()
		made = next
	}
	return made, nil
}

// allKeys is the keys of all tables, each once.
func allKeys(inputs []JoinInput) (*Table, error) {
	g := inputs[0].Table.Graph()
	var views []*Table
	failed := func(err error) (*Table, error) {
		for _, v := range views {
			g.orphan(v.node)
		}
		return nil, err
	}
	for n, in := range inputs {
		names := make([]string, len(in.On))
		for i, p := range in.On {
			names[i] = p.String()
		}
		v, err := build(plan.View{Formulas: plan.Formulas(names...)}, Env{}, in.Table)
		if err != nil {
			return failed(fmt.Errorf("table %d: %w", n+1, err))
		}
		views = append(views, v)
	}
	all, err := build(plan.Merge{}, Env{}, views...)
	if err != nil {
		return failed(err)
	}
	for _, v := range views {
		v.lend()
	}
	keys, err := build(plan.SelectDistinct{}, Env{}, all)
	if err != nil {
		g.orphan(all.node)
		return nil, err
	}
	all.lend()
	return keys, nil
}

// others is the columns to take: those asked for, or all that are no key.
func (in JoinInput) others() (joins []Pair) {
	if len(in.Joins) > 0 {
		return in.Joins
	}
	for _, f := range in.Table.Schema {
		if !slices.ContainsFunc(in.On, func(p Pair) bool { return p.Old == f.Name }) {
			joins = append(joins, Pair{New: f.Name, Old: f.Name})
		}
	}
	return joins
}
