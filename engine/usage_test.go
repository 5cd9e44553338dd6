package engine

import (
	"errors"
	"runtime"
	"testing"

	"starling/engine/agg"
	"starling/engine/column"
)

// sum is what the nodes of a graph hold together.
func sum(g *Graph) (bytes int) {
	for _, u := range g.Usage() {
		bytes += u.Bytes
	}
	return bytes
}

// TestUsage: what the nodes say that they hold is about what they hold.
func TestUsage(t *testing.T) {
	const n = 60_000
	two := []Pair{{New: "Sym", Old: "Sym"}, {New: "N", Old: "N"}}
	for name, op := range map[string]func(t *Table) (*Table, error){
		"source":   func(t *Table) (*Table, error) { return t, nil },
		"update":   func(t *Table) (*Table, error) { return t.Update(Env{}, "Y = X + 1", "S = Sym + Id") },
		"last_by":  func(t *Table) (*Table, error) { return t.LastBy(two) },
		"first_by": func(t *Table) (*Table, error) { return t.FirstBy([]Pair{{New: "N", Old: "N"}}) },
		"sort":     func(t *Table) (*Table, error) { return t.Sort([]SortKey{{Column: "Sym", Descending: true}}) },
		"tail": func(t *Table) (*Table, error) {
			sorted, err := t.Sort([]SortKey{{Column: "X", Descending: true}})
			if err != nil {
				return nil, err
			}
			return sorted.Tail(10)
		},
		"natural_join": func(t *Table) (*Table, error) {
			return t.NaturalJoin(t, two[:1], []Pair{{New: "R", Old: "X"}}, LastMatch)
		},
		"agg_by": func(t *Table) (*Table, error) {
			return t.AggBy([]Aggregation{
				{Name: "sum", Pairs: []Pair{{New: "A", Old: "X"}}},
				{Name: "std", Pairs: []Pair{{New: "B", Old: "N"}}},
				{Name: "max", Pairs: []Pair{{New: "C", Old: "Sym"}}},
				{Name: "median", Pairs: []Pair{{New: "D", Old: "X"}}},
				{Name: "unique", Pairs: []Pair{{New: "E", Old: "Sym"}}},
			}, two[:1])
		},
	} {
		for _, keep := range []Retention{Append(), Ring(n / 2)} {
			before := heap()
			g := NewGraph()
			f := &feed{}
			src := must[*Table](t)(g.AddSource("trades", f, keep))
			must[*Table](t)(op(src))
			for i := range 10 {
				f.rows = many(i*n/10, n/10)
				stepOnce(t, g)
			}
			f.rows = nil
			got, want := sum(g), heap()-before
			if got < want/2 || got > want*2 {
				t.Errorf("%s, ring %d: the nodes say %d bytes, the heap has grown by %d", name, keep.n, got, want)
			}
			runtime.KeepAlive(g)
		}
	}
}

// TestUsageOfShared: a column, an index, an arrangement and a copy are rowCount once.
func TestUsageOfShared(t *testing.T) {
	g, e := newLedger(t)
	src := e.Table()
	some := must[*Table](t)(src.Where(Env{}, "Sum > 0"))
	last, first := must[*Table](t)(src.LastBy([]Pair{{New: "Who", Old: "Who"}})), must[*Table](t)(src.FirstBy([]Pair{{New: "Who", Old: "Who"}}))
	add(t, g, e, "a")
	of := map[*Table]Usage{}
	shared := map[string]int{}
	for _, u := range g.Usage() {
		if u.Table == nil {
			shared[u.Op]++
			if u.Of != src || u.Rows != 1 || u.Groups != 1 || u.Bytes == 0 {
				t.Errorf("%s: %+v", u.Op, u)
			}
			continue
		}
		of[u.Table] = u
	}
	if len(shared) != 2 || shared["index"] != 1 || shared["arrangement"] != 1 || of[some].Bytes != 0 || of[some].Op != "where" || of[some].Rows != 1 || of[src].Bytes == 0 || of[last].Bytes == 0 || of[first] != first.Usage() {
		t.Errorf("%v, %+v", shared, of)
	}
	whole := 0
	for _, u := range g.Tables() {
		if u.Table == nil {
			t.Errorf("%s is no table", u.Op)
		}
		if u.Table == src {
			whole = u.Bytes
		}
	}
	if whole <= of[src].Bytes {
		t.Errorf("%d bytes with indexes, %d without", whole, of[src].Bytes)
	}
	stages := g.Stages()
	for i, s := range g.Stages() {
		if s.Number == 0 || s.Number != stages[i].Number || s.Table == last && stages[s.In[0]].Table != src {
			t.Errorf("stage %d: %+v, before %+v", i, s, stages[i])
		}
	}
	if len(stages) != 6 {
		t.Errorf("%d stages", len(stages))
	}
	rig(last.node).applied = func() error { return errors.New("enough") }
	add(t, g, e, "b")
	if u := last.Usage(); u.Err == nil || u.Op != "last_by" || u.Rows != 1 || u.Bytes == 0 {
		t.Errorf("the failed last_by: %+v", u)
	}
}

// TestUsageOfStatic: a static table counts its columns and the indexes over it.
func TestUsageOfStatic(t *testing.T) {
	words := must[*Table](t)(NewTable(NewGraph(), []column.Field{{Name: "K", Type: column.Of(column.String)}}, []column.Vector{wordVec("a", "b")}))
	alone := words.Usage().Bytes
	must[*Table](t)(words.AggBy(rowCount, []Pair{{New: "K", Old: "K"}}))
	if with := words.Usage().Bytes; alone == 0 || with <= alone {
		t.Errorf("%d bytes, with an index %d", alone, with)
	}
}

// TestBytesOfAggregations: every aggregation counts what it keeps.
func TestBytesOfAggregations(t *testing.T) {
	for _, d := range agg.Defs() {
		if d.New == nil {
			continue
		}
		in := []column.Type{column.Of(column.Double), column.Of(column.Double)}[:d.Inputs]
		if d.Filters {
			in[0] = column.Of(column.Bool)
		}
		a := must[agg.Agg](t)(d.New(in, agg.Args{}, false))
		a.Grow(1000)
		n := a.Bytes()
		if d.Name == "group" { // it keeps all in its result
			v := column.NewVec[float64](column.Double)
			for i := range int32(1000) {
				v.Append(1)
				a.Add([]int32{i}, []column.Vector{v})
				v.Reset()
			}
			n += a.Result().Bytes()
		}
		if n < 1000 {
			t.Errorf("%s: %d bytes for 1000 groups", d.Name, n)
		}
	}
}
