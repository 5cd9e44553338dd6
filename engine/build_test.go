package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
)

// TestPlan: a table gives back how it was made, with what its formulas mean.
func TestPlan(t *testing.T) {
	g := NewGraph()
	src := must[*Editable](t)(g.AddEditable("input", []column.Field{{Name: "Sym", Type: column.Of(column.String)}, {Name: "Qty", Type: column.Of(column.Long)}})).Table()
	env := Env{Vars: func(name string) (expr.Var, bool) {
		return expr.Var{Type: column.Of(column.Long), Value: int64(3)}, name == "limit"
	}}
	big := must[*Table](t)(src.Where(env, "Qty > limit"))
	twice := must[*Table](t)(big.Update(env, "Twice = 2 * Qty", "Same = Sym"))
	last := must[*Table](t)(twice.LastBy([]Pair{{New: "Sym", Old: "Sym"}}))
	joined := must[*Table](t)(src.NaturalJoin(last, []Pair{{New: "Sym", Old: "Sym"}}, []Pair{{New: "Twice", Old: "Twice"}}, FirstMatch))

	p := joined.Plan()
	var lines []string
	var walk func(p *plan.Node, deep int)
	walk = func(p *plan.Node, deep int) {
		lines = append(lines, strings.Repeat(" ", deep)+plan.Text(p.Op))
		for _, in := range p.In {
			walk(in, deep+1)
		}
	}
	walk(p, 0)
	want := `natural_join(["Sym"], joins=["Twice"], type="FIRST_MATCH")
 input()
 last_by(["Sym"])
  update(["Twice = 2 * Qty", "Same = Sym"])
   where(["Qty > limit"])
    input()`
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("the plan is\n%s", got)
	}
	if p.In[0] != p.In[1].In[0].In[0].In[0] {
		t.Error("one table has two plans")
	}
	filter := big.Plan().Op.(plan.Where).Filters[0]
	if filter.Tree == nil || filter.Tree.String() != "(Qty > limit)" || filter.Names["limit"].Const != int64(3) || len(filter.Names) != 1 {
		t.Errorf("the filter is %+v", filter)
	}
	formulas := twice.Plan().Op.(plan.Update).Formulas
	if formulas[0].Column != "Twice" || formulas[0].Tree.String() != "(2 * Qty)" || formulas[1].Column != "Same" || formulas[1].Tree.String() != "Sym" {
		t.Errorf("the formulas are %+v", formulas)
	}
	if p.Attrs != joined.Attrs || len(p.Schema) != 3 {
		t.Errorf("attributes %+v, schema %v", p.Attrs, p.Schema)
	}
}

// TestBuildRefuses: what is no operation, and the wrong number of tables, is an error.
func TestBuildRefuses(t *testing.T) {
	g := NewGraph()
	one := must[*Table](t)(EmptyTable(g, 1))
	for _, c := range []struct {
		op   plan.Op
		in   []*Table
		want string
	}{
		{plan.Head{Rows: 1}, nil, "no table to head"},
		{plan.Head{Rows: 1}, []*Table{one, one}, "head takes 1 tables, got 2"},
		{plan.NaturalJoin{}, []*Table{one}, "natural_join takes 2 tables, got 1"},
		{plan.Source{}, []*Table{one}, "source is no operation on tables"},
		{plan.Compacted{}, []*Table{one}, "compacted is no operation on tables"},
	} {
		if _, err := Build(c.op, Env{}, c.in...); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", plan.Text(c.op), err, c.want)
		}
	}
}

// TestMakers: each operation of the plan's table can be built, but those that have a way of
// their own.
func TestMakers(t *testing.T) {
	own := map[string]bool{"source": true, "sink": true, "compacted": true}
	for _, d := range plan.Defs() {
		if (makers[d.Name] == nil) != own[d.Name] {
			t.Errorf("%s: is it to be built?", d.Name)
		}
	}
	if n := len(plan.Defs()) - len(own); n != len(makers) {
		t.Errorf("%d makers for %d operations", len(makers), n)
	}
}

// TestQuery: the steps of a table, each once and after those that it works on.
func TestQuery(t *testing.T) {
	g := NewGraph()
	src := must[*Editable](t)(g.AddEditable("input", tradeFields)).Table()
	key := []Pair{{New: "Sym", Old: "Sym"}}
	last := must[*Table](t)(src.LastBy(key))
	joined := must[*Table](t)(src.NaturalJoin(last, key, []Pair{{New: "Last", Old: "X"}}, FirstMatch))
	want := []string{
		"input() []",
		"index(Sym) [0]",
		"arrangement(Sym) [0 1]",
		`last_by(["Sym"]) [0 1 2]`,
		"index(Sym) [3]",
		"arrangement(Sym) [3 4]",
		`natural_join(["Sym"], joins=["Last=X"], type="FIRST_MATCH") [0 3 1 4 5]`,
	}
	var got []string
	for _, s := range joined.Query() {
		got = append(got, fmt.Sprint(s.Text, " ", s.In))
	}
	if !slices.Equal(got, want) {
		t.Errorf("the query is\n%s", strings.Join(got, "\n"))
	}
	if s := joined.Query()[6]; s.Table != joined || s.Spent <= 0 {
		t.Errorf("the last stage is %+v", s)
	}
	marked, deletes := newMarked(10).beside(t, g, Append())
	live := must[*Table](t)(marked.Compacted(key, deletes))
	q := live.Query()
	if text := q[len(q)-1].Text; text != `compacted(["Sym"])` {
		t.Errorf("compacted is %s", text)
	}
	if text := q[len(q)-2].Text; text != `where of compacted(["Sym"])` {
		t.Errorf("what serves it is %s", text)
	}
}
