package plan

import (
	"slices"
	"strings"
	"testing"
)

// TestText: an operation is shown as a script writes it.
func TestText(t *testing.T) {
	by := []Pair{{"Sym", "Sym"}}
	for _, c := range []struct {
		op   Op
		want string
	}{
		{Where{Formulas(`Qty > 3`, "Sym in `A`, `B`")}, "where([\"Qty > 3\", \"Sym in `A`, `B`\"])"},
		{Update{Formulas(`X = "a\n\t\\b"`)}, `update(["X = \"a\\n\\t\\\\b\""])`},
		{UpdateView{Formulas("A = B")}, `update_view(["A = B"])`},
		{Select{}, `select()`},
		{View{Formulas("A")}, `view(["A"])`},
		{RenameColumns{[]Pair{{"New", "Old"}}}, `rename_columns(["New=Old"])`},
		{DropColumns{[]string{"A", "B"}}, `drop_columns(["A", "B"])`},
		{Head{3}, "head(3)"},
		{Tail{0}, "tail(0)"},
		{Sort{[]SortKey{{"A", false}, {"B", true}}}, `sort(["A", "-B"])`},
		{
			AggBy{Aggs: []Agg{{Name: "sum", Pairs: []Pair{{"Total", "Qty"}}}, {Name: "weighted_avg", Pairs: []Pair{{"P", "P"}}, Weight: "Qty"}}, By: by},
			`agg_by(["sum(Total=Qty)", "weighted_avg(Qty; P)"], by=["Sym"])`,
		},
		{AggBy{Aggs: []Agg{{Name: "count", Pairs: []Pair{{New: "N"}}}}}, `agg_by(["count(N)"])`},
		{FirstBy{by}, `first_by(["Sym"])`},
		{LastBy{}, `last_by()`},
		{NaturalJoin{On: by}, `natural_join(["Sym"])`},
		{NaturalJoin{On: by, Joins: []Pair{{"Q", "Qty"}}, Match: LastMatch}, `natural_join(["Sym"], joins=["Q=Qty"], type="LAST_MATCH")`},
		{ExactJoin{On: by}, `exact_join(["Sym"])`},
		{Join{On: by, Joins: []Pair{{"Q", "Qty"}}}, `join(["Sym"], joins=["Q=Qty"])`},
		{LeftOuterJoin{On: by}, `left_outer_join(["Sym"])`},
		{FullOuterJoin{On: by}, `full_outer_join(["Sym"])`},
		{Aj{On: []OnKey{{Pair: by[0]}, {Pair{"T", "Q"}, AtOrAfter}}}, `aj(["Sym", "T >= Q"])`},
		{Raj{On: []OnKey{{Pair{"T", "T"}, StrictlyBefore}}}, `raj(["T < T"])`},
		{RangeJoin{On: by, Over: Range{Start: "L", Column: "V", End: "H", After: true, Following: true}, Aggs: []Agg{{Name: "group", Pairs: []Pair{{"V", "V"}}}}}, `range_join(["Sym"], range="L < V <= H ->", aggs=["group(V)"])`},
		{Merge{}, "merge()"},
		{BlinkToAppendOnly{}, "blink_to_append_only()"},
		{Compacted{by}, `compacted(["Sym"])`},
		{Newest{"life"}, `newest("life")`},
		{Snapshot{}, "snapshot()"},
		{MetaTable{}, "meta_table()"},
		{
			Source{Kind: "consume", Params: []Arg{{"topic", "t"}, {"partitions", []string{"0"}}, {"config", []Arg{{"retries", 3}}}, {"commit", true}, {"raw", false}}, Keep: Last, Size: 5},
			`consume(topic="t", partitions=["0"], config={retries=3}, commit=True, raw=False, keep="ring(5)")`,
		},
		{Source{Kind: "time_table", Keep: Cycle}, `time_table(keep="blink")`},
	} {
		if got := Text(c.op); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
		if _, ok := Lookup(c.op.Name()); !ok {
			t.Errorf("%s is not in the table", c.op.Name())
		}
	}
	if !slices.IsSortedFunc(defs, func(a, b Def) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the table is not in order of names")
	}
	if _, ok := Lookup("wher"); ok {
		t.Error("there is no wher")
	}
}

// TestAttrs: what becomes of the attributes of a source by each rule.
func TestAttrs(t *testing.T) {
	append := AttrsOf(Source{})
	blink := AttrsOf(Source{Keep: Cycle})
	ring := AttrsOf(Source{Keep: Last})
	still := AttrsOf(Source{Keep: Given})
	refreshing := Attrs{Refreshing: true}
	for _, c := range []struct {
		op   Op
		in   []Attrs
		want Attrs
	}{
		{Where{}, []Attrs{append}, append},
		{Where{}, []Attrs{blink}, blink},
		{LastBy{}, []Attrs{blink}, refreshing},
		{LastBy{}, []Attrs{still}, still},
		{Sort{}, []Attrs{append}, refreshing},
		{Sort{}, []Attrs{blink}, blink},
		{NaturalJoin{}, []Attrs{still, append}, refreshing},
		{NaturalJoin{}, []Attrs{still, still}, still},
		{NaturalJoin{}, []Attrs{blink, still}, blink},
		{Head{}, []Attrs{blink}, append},
		{Head{}, []Attrs{append}, Attrs{Refreshing: true, AppendOnly: true, AddOnly: true}},
		{Head{}, []Attrs{ring}, refreshing},
		{Tail{}, []Attrs{blink}, ring},
		{Tail{}, []Attrs{append}, refreshing},
		{Tail{}, []Attrs{still}, still},
		{Merge{}, []Attrs{append}, append},
		{Merge{}, []Attrs{append, still}, Attrs{Refreshing: true, AddOnly: true}},
		{Merge{}, []Attrs{blink, blink}, Attrs{Refreshing: true, Blink: true, AddOnly: false}},
		{Merge{}, []Attrs{blink, append}, Attrs{Refreshing: true}},
		{BlinkToAppendOnly{}, []Attrs{blink}, append},
		{Snapshot{}, []Attrs{ring}, still},
		{MetaTable{}, []Attrs{append}, still},
		{Source{Keep: Edited}, nil, refreshing},
	} {
		if got := AttrsOf(c.op, c.in...); got != c.want {
			t.Errorf("%s of %+v: %+v, want %+v", c.op.Name(), c.in, got, c.want)
		}
	}
}
