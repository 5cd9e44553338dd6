package flink

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/engine/plan"
)

// rule makes a relation of a node, or says why there is none.
type rule struct {
	alone  bool // make has no use for the relations of what the node is made from
	make   func(c *compiler, n *plan.Node, in []*relation) (*relation, error)
	reason string
}

const (
	noOrder  = "rows in Flink have no order: only first and last rows by arrival, and sort followed by head, go there"
	noArrays = "columns of arrays have no counterpart here"
	noTime   = "a table that changes as time goes by has no counterpart in Flink SQL"
	noTree   = "trees are for looking at, in Starling"
	noStill  = "a table of one moment has no counterpart in a job that goes on"
)

// rules is THE table of what becomes of operations, by name: a rule, or the reason why there is none.
var rules = map[string]rule{
	"add_only_to_blink":    {reason: noStill},
	"agg_by":               {make: aggBy},
	"aj":                   {reason: "the nearest row by a column has no counterpart here: join by keys"},
	"blink_to_append_only": {make: keeps},
	"compacted":            {alone: true, make: compacted},
	"drop_columns":         {make: dropColumns},
	"exact_join":           {reason: "a row without a match is an error in Starling and none in Flink: use natural_join"},
	"first_by":             {make: firstBy},
	"flatten":              {make: keeps},
	"full_outer_join":      {reason: "it has no rule: use natural_join"},
	"group_by":             {reason: noArrays},
	"head":                 {make: head},
	"head_by":              {make: headBy},
	"head_pct":             {reason: noOrder},
	"join":                 {reason: "it has no rule: use natural_join with a right table of one row per key"},
	"last_by":              {make: lastBy},
	"lazy_update":          {make: update},
	"left_outer_join":      {reason: "it has no rule: use natural_join"},
	"lineage":              {reason: noTree},
	"merge":                {make: merge},
	"meta_table":           {reason: "a table of columns is for looking at, in Starling"},
	"move_columns":         {make: moveColumns},
	"move_columns_down":    {make: moveColumns},
	"move_columns_up":      {make: moveColumns},
	"natural_join":         {make: naturalJoin},
	"newest":               {reason: "it has no counterpart in Flink SQL"},
	"part":                 {reason: "partitioned tables have no counterpart in Flink SQL: aggregate by the keys"},
	"raj":                  {reason: "the nearest row by a column has no counterpart here: join by keys"},
	"range_join":           {reason: "ranges of rows have no counterpart here"},
	"remove_blink":         {reason: noStill},
	"rename_columns":       {make: renameColumns},
	"reverse":              {reason: noOrder},
	"ring_table":           {reason: "a ring has no counterpart in Flink SQL: a job has no last rows of all"},
	"rollup":               {reason: noTree},
	"select":               {make: view},
	"select_distinct":      {make: selectDistinct},
	"sink":                 {reason: "a publishing has no rows"},
	"slice":                {reason: noOrder},
	"slice_pct":            {reason: noOrder},
	"snapshot":             {reason: noStill},
	"snapshot_when":        {reason: noTime},
	"sort":                 {reason: "an order is only of use in Flink where head follows"},
	"source":               {make: source},
	"tail":                 {reason: noOrder},
	"tail_by":              {reason: "the last rows of a key have no counterpart in Flink SQL, but one: use last_by"},
	"tail_pct":             {reason: noOrder},
	"time_window":          {reason: noTime},
	"tree":                 {reason: noTree},
	"ungroup":              {reason: noArrays},
	"update":               {make: update},
	"update_by":            {reason: "rows around a row have no counterpart here"},
	"update_view":          {make: update},
	"view":                 {make: view},
	"where":                {make: where},
	"where_in":             {reason: "it has no rule: use natural_join and where"},
	"where_not_in":         {reason: "it has no rule: use natural_join and where"},
	"where_one_of":         {make: where},
}

// keeps: the same rows.
func keeps(_ *compiler, _ *plan.Node, in []*relation) (*relation, error) {
	r := *in[0]
	return &r, nil
}

func where(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	var filters []plan.Formula
	how := " AND "
	switch o := n.Op.(type) {
	case plan.Where:
		filters = o.Filters
	case plan.WhereOneOf:
		filters, how = o.Filters, " OR "
	}
	if len(filters) == 0 {
		return keeps(c, n, in)
	}
	parts, wrong := make([]string, len(filters)), make([]error, len(filters))
	for i, f := range filters {
		parts[i], wrong[i] = filter(in[0].fields, f)
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	r := *in[0]
	return c.view(n, r, selected(r.fields, own(r.fields), r.appends)+"\nFROM "+ident(r.name)+"\nWHERE "+strings.Join(parts, how)), nil
}

// stages is formulas in groups, of which none names a column that is made in its own.
func stages(formulas []plan.Formula) [][]plan.Formula {
	out := [][]plan.Formula{nil}
	made := map[string]bool{}
	for _, f := range formulas {
		if made[f.Column] || slices.ContainsFunc(namesIn(f.Tree), func(name string) bool { return made[name] }) {
			out, made = append(out, nil), map[string]bool{}
		}
		made[f.Column] = true
		out[len(out)-1] = append(out[len(out)-1], f)
	}
	return out
}

// columns makes the columns of a node from formulas, of which later ones may name what earlier ones make:
// the SELECT without what it selects from, that, and the new names of the columns of in that stay as they
// are. kept says that all of them stay unless a formula makes another of the name.
func columns(n *plan.Node, in *relation, formulas []plan.Formula, kept, appends bool) (sel, from string, to map[string]string, err error) {
	fields, from := slices.Clone(in.fields), ident(in.name)
	made := map[string]bool{}
	to = map[string]string{}
	groups := stages(formulas)
	var last map[string]string
	var wrong []error
	for i, group := range groups {
		sqls := map[string]string{}
		next := slices.Clone(fields)
		for _, f := range group {
			at := slices.IndexFunc(n.Schema, func(s column.Field) bool { return s.Name == f.Column })
			if at < 0 {
				return "", "", nil, fmt.Errorf("%s: its column is not in the result", f.Text)
			}
			t := n.Schema[at].Type
			if sqls[f.Column], err = computed(fields, f, t); err != nil {
				wrong = append(wrong, err)
			}
			if p := plainName(f.Tree); !made[p] && to[p] == "" && slices.Contains(names(in.fields), p) {
				to[p] = f.Column
			}
			next = setField(next, n.Schema[at])
		}
		for _, f := range group {
			made[f.Column] = true
		}
		if last = sqls; i < len(groups)-1 {
			all := own(next)
			for j, f := range next {
				if sql, ok := sqls[f.Name]; ok {
					all[j] = sql
				}
			}
			from = "(" + selected(next, all, appends) + " FROM " + from + ")"
			fields = next
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return "", "", nil, err
	}
	if kept {
		for _, f := range in.fields {
			if !made[f.Name] {
				to[f.Name] = f.Name
			}
		}
	}
	out := own(n.Schema)
	for i, f := range n.Schema {
		if sql, ok := last[f.Name]; ok {
			out[i] = sql
		}
	}
	return selected(n.Schema, out, appends), from, to, nil
}

// setField is the fields with one replaced, or added.
func setField(fields []column.Field, f column.Field) []column.Field {
	for i := range fields {
		if fields[i].Name == f.Name {
			fields[i] = f
			return fields
		}
	}
	return append(fields, f)
}

func update(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	var formulas []plan.Formula
	switch o := n.Op.(type) {
	case plan.Update:
		formulas = o.Formulas
	case plan.UpdateView:
		formulas = o.Formulas
	case plan.LazyUpdate:
		formulas = o.Formulas
	}
	return c.project(n, in[0], formulas, true)
}

func view(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	var formulas []plan.Formula
	switch o := n.Op.(type) {
	case plan.View:
		formulas = o.Formulas
	case plan.Select:
		formulas = o.Formulas
	}
	return c.project(n, in[0], formulas, len(formulas) == 0)
}

// project is a view with columns of formulas.
func (c *compiler) project(n *plan.Node, in *relation, formulas []plan.Formula, kept bool) (*relation, error) {
	sel, from, to, err := columns(n, in, formulas, kept, in.appends)
	if err != nil {
		return nil, err
	}
	r := relation{fields: n.Schema, appends: in.appends, blink: in.blink, keys: renamed(in.keys, to)}
	return c.view(n, r, sel+"\nFROM "+from), nil
}

// selectDistinct is over a view that has made the columns.
func selectDistinct(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	r := relation{fields: n.Schema, keys: [][]string{names(n.Schema)}}
	return c.view(n, r, "SELECT DISTINCT "+idents(names(n.Schema))+"\nFROM "+ident(in[0].name)), nil
}

// relabeled is a view with columns of a relation under new names: from is the old name of each.
func (c *compiler) relabeled(n *plan.Node, in *relation, from func(name string) string) (*relation, error) {
	sqls, to := make([]string, len(n.Schema)), map[string]string{}
	for i, f := range n.Schema {
		old := from(f.Name)
		sqls[i], to[old] = ident(old), f.Name
	}
	r := relation{fields: n.Schema, appends: in.appends, blink: in.blink, keys: renamed(in.keys, to)}
	return c.view(n, r, selected(n.Schema, sqls, in.appends)+"\nFROM "+ident(in.name)), nil
}

func dropColumns(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	return c.relabeled(n, in[0], func(name string) string { return name })
}

func renameColumns(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	return c.relabeled(n, in[0], byPairs(n.Op.(plan.RenameColumns).Pairs))
}

func moveColumns(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	var pairs []plan.Pair
	switch o := n.Op.(type) {
	case plan.MoveColumns:
		pairs = o.Pairs
	case plan.MoveColumnsUp:
		pairs = o.Pairs
	case plan.MoveColumnsDown:
		pairs = o.Pairs
	}
	return c.relabeled(n, in[0], byPairs(pairs))
}

// byPairs gives the old name of a column that pairs rename.
func byPairs(pairs []plan.Pair) func(string) string {
	return func(name string) string {
		for _, p := range slices.Backward(pairs) {
			if p.New == name && p.Old != "" {
				return p.Old
			}
		}
		return name
	}
}

func merge(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	if n.Op.(plan.Merge).Later != nil {
		return nil, fmt.Errorf("partitioned tables have no counterpart in Flink SQL")
	}
	r := relation{fields: n.Schema, appends: true, blink: true}
	for _, x := range in {
		r.appends = r.appends && x.appends
		r.blink = r.blink && x.blink
	}
	parts := make([]string, len(in))
	for i, x := range in {
		if x.blink != r.blink {
			return nil, fmt.Errorf("one table is blink and another is not: their rows count for different times")
		}
		parts[i] = selected(n.Schema, own(n.Schema), r.appends) + " FROM " + ident(x.name)
	}
	return c.view(n, r, strings.Join(parts, "\nUNION ALL\n")), nil
}
