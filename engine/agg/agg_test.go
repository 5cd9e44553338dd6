package agg

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

func TestTable(t *testing.T) {
	if !slices.IsSortedFunc(defs[:], func(a, b Def) int { return strings.Compare(a.Name, b.Name) }) {
		t.Fatal("the table is not sorted by name")
	}
	for _, d := range Defs() {
		got, ok := Lookup(d.Name)
		if !ok || got.Name != d.Name {
			t.Errorf("Lookup(%q) = %q, %v", d.Name, got.Name, ok)
		}
		if d.Formula || d.Tables {
			continue
		}
		if d.Result == nil || (d.New == nil) != d.RowOrder {
			t.Errorf("%s: Result %v, New %v, RowOrder %v", d.Name, d.Result != nil, d.New != nil, d.RowOrder)
		}
	}
	if _, ok := Lookup("sum_"); ok {
		t.Error("Lookup found sum_")
	}
}

func types(kinds ...column.Kind) []column.Type {
	var in []column.Type
	for _, k := range kinds {
		in = append(in, column.Of(k))
	}
	return in
}

func TestTypes(t *testing.T) {
	yes := Args{AverageEvenlyDivided: true}
	for _, c := range []struct {
		name string
		in   []column.Type
		args Args
		want string // the Java type, or the error
	}{
		{"sum", types(column.Byte), Args{}, "long"},
		{"sum", types(column.Bool), Args{}, "long"},
		{"sum", types(column.Float), Args{}, "float"},
		{"sum", types(column.Double), Args{}, "double"},
		{"sum", types(column.String), Args{}, "sum: unsupported type java.lang.String"},
		{"sum", types(column.Instant), Args{}, "sum: unsupported type java.time.Instant"},
		{"abs_sum", types(column.Bytes), Args{}, "abs_sum: unsupported type byte[]"},
		{"avg", types(column.Bool), Args{}, "avg: unsupported type java.lang.Boolean"},
		{"avg", types(column.Int), Args{}, "double"},
		{"weighted_sum", types(column.Int, column.Long), Args{}, "long"},
		{"weighted_sum", types(column.Long, column.Float), Args{}, "double"},
		{"weighted_sum", types(column.String, column.Long), Args{}, "weighted_sum: unsupported type java.lang.String"},
		{"weighted_avg", types(column.Int, column.Instant), Args{}, "weighted_avg: unsupported type java.time.Instant"},
		{"min", types(column.String), Args{}, "java.lang.String"},
		{"max", []column.Type{column.PyObject}, Args{}, "max: unsupported type org.jpy.PyObject"},
		{"count", nil, Args{}, "long"},
		{"count_distinct", types(column.Instant), Args{}, "long"},
		{"count_distinct", types(column.Bytes), Args{}, "count_distinct: unsupported type byte[]"},
		{"median", types(column.Int), yes, "double"},
		{"median", types(column.Float), yes, "float"},
		{"median", types(column.Byte), yes, "byte"},
		{"median", types(column.Int), Args{}, "int"},
		{"median", types(column.String), yes, "java.lang.String"},
		{"pct", types(column.Long), Args{Percentile: 1.5}, "pct: percentile 1.5 is not from 0 to 1"},
		{"pct", types(column.Long), Args{Percentile: math.NaN()}, "pct: percentile NaN is not from 0 to 1"},
		{"std", types(column.Char), Args{}, "double"},
		{"var", types(column.String), Args{}, "var: unsupported type java.lang.String"},
		{"distinct", types(column.Int), Args{}, "io.deephaven.vector.IntVector"},
		{"distinct", types(column.String), Args{}, "io.deephaven.vector.ObjectVector"},
		{"distinct", []column.Type{column.PyObject}, Args{}, "distinct: unsupported type org.jpy.PyObject"},
		{"group", types(column.Double), Args{}, "io.deephaven.vector.DoubleVector"},
		{"group", types(column.Bool), Args{}, "io.deephaven.vector.ObjectVector"},
		{"unique", types(column.Short), Args{NonUniqueSentinel: int64(-1)}, "short"},
		{"unique", types(column.Byte), Args{NonUniqueSentinel: int64(300)}, "unique: non_unique_sentinel 300 is no byte"},
		{"unique", types(column.Int), Args{NonUniqueSentinel: "x"}, "unique: non_unique_sentinel x is no int"},
		{"unique", types(column.Int), Args{NonUniqueSentinel: 1.5}, "unique: non_unique_sentinel 1.5 is no int"},
		{"unique", types(column.Char), Args{NonUniqueSentinel: "xy"}, "unique: non_unique_sentinel xy is no char"},
		{"unique", types(column.Bytes), Args{}, "unique: unsupported type byte[]"},
		{"first", types(column.Bytes), Args{}, "byte[]"},
		{"last", types(column.Int), Args{}, "int"},
	} {
		d, _ := Lookup(c.name)
		got, err := d.Result(c.in, c.args)
		text := got.String
		if err != nil {
			text = err.Error
			if _, again := d.New(c.in, c.args, false); again == nil || again.Error() != err.Error() {
				t.Errorf("%s%v: New says %v, Result %v", c.name, c.in, again, err)
			}
		}
		if text() != c.want {
			t.Errorf("%s%v: %s, want %s", c.name, c.in, text(), c.want)
		}
	}
}

// TestCut: values leave a group from its end, and what was shown of them stays.
func TestCut(t *testing.T) {
	a := make1(t, "group", types(column.String), Args{}, true, 2).(Sequence)
	add := func(texts ...string) {
		v := column.NewVec[string](column.String)
		v.V = texts
		a.Add(make([]int32, len(texts)), []column.Vector{v})
	}
	show := func(when column.When) string { return fmt.Sprint(column.Value(a.Result(), 0, when)) }
	add("a", "b", "c")
	a.Flush()
	a.Commit()
	if n := a.Cut(0, 1); n != 1 || a.Cut(0, 7) != 1 || a.Cut(1, 0) != 0 {
		t.Errorf("%d values are left", n)
	}
	add("d")
	a.Flush()
	if is, was := show(column.Cur), show(column.Prev); is != "[a d]" || was != "[a b c]" {
		t.Errorf("%s, was %s", is, was)
	}
	a.Commit()
	a.Cut(0, 0)
	a.Flush()
	a.Commit()
	if is := show(column.Cur); is != "[]" {
		t.Errorf("%s is left", is)
	}
	add(slices.Repeat([]string{"a text"}, 5000)...)
	a.Flush()
	a.Commit()
	held := a.Bytes() + a.Result().Bytes()
	a.Cut(0, 0)
	a.Flush()
	a.Commit()
	if left := a.Bytes() + a.Result().Bytes(); left >= held/2 {
		t.Errorf("%d bytes are left of %d", left, held)
	}
}

// apply runs one cycle over group numbers and boxed values per input.
func apply(t *testing.T, a Agg, gone bool, groups []int32, cols ...column.Vector) {
	t.Helper()
	if gone {
		a.Remove(groups, cols)
	} else {
		a.Add(groups, cols)
	}
	a.Flush()
	a.Commit()
}

func vector(k column.Kind, vals ...any) column.Vector {
	v := column.NewVector(column.Of(k))
	for _, x := range vals {
		put(v, x)
	}
	return v
}

func make1(t *testing.T, name string, in []column.Type, args Args, retract bool, groups int) Agg {
	t.Helper()
	d, _ := Lookup(name)
	a, err := d.New(in, args, retract)
	if err != nil {
		t.Fatal(err)
	}
	a.Grow(groups)
	return a
}

// TestRecorded has the numbers Deephaven gave for one table, of which some rows are null.
func TestRecorded(t *testing.T) {
	groups := []int32{0, 1, 0, 0, 2, 1}
	n := []any{int32(1), int32(2), int32(3), int32(10), nil, int32(2)}
	x := []any{1.5, 2.5, 3.5, nil, -1.0, 4.25}
	nan := math.NaN()
	for _, c := range []struct {
		name string
		cols string
		args Args
		want [3]any
	}{
		{"sum", "n", Args{}, [3]any{int64(14), int64(4), nil}},
		{"sum", "x", Args{}, [3]any{5.0, 6.75, -1.0}},
		{"avg", "x", Args{}, [3]any{2.5, 3.375, -1.0}},
		{"min", "n", Args{}, [3]any{int32(1), int32(2), nil}},
		{"max", "x", Args{}, [3]any{3.5, 4.25, -1.0}},
		{"std", "x", Args{}, [3]any{1.4142135623730951, 1.2374368670764582, nan}},
		{"var", "x", Args{}, [3]any{2.0, 1.53125, nan}},
		{"count_distinct", "n", Args{}, [3]any{int64(3), int64(1), nil}},
		{"count", "", Args{}, [3]any{int64(3), int64(2), int64(1)}},
		{"weighted_avg", "nx", Args{}, [3]any{3.0, 3.375, nil}},
		{"weighted_sum", "nx", Args{}, [3]any{12.0, 13.5, nil}},
		{"abs_sum", "x", Args{}, [3]any{5.0, 6.75, 1.0}},
		{"unique", "n", Args{}, [3]any{nil, int32(2), nil}},
		{"unique", "n", Args{NonUniqueSentinel: int64(-7)}, [3]any{int32(-7), int32(2), nil}},
		{"median", "x", Args{AverageEvenlyDivided: true}, [3]any{2.5, 3.375, -1.0}},
		{"pct", "x", Args{Percentile: 0.9}, [3]any{3.5, 4.25, -1.0}},
		{"group", "n", Args{}, [3]any{[]any{int32(1), int32(3), int32(10)}, []any{int32(2), int32(2)}, []any{nil}}},
		{"distinct", "n", Args{}, [3]any{[]any{int32(1), int32(3), int32(10)}, []any{int32(2)}, nil}},
	} {
		t.Run(fmt.Sprint(c.name, c.cols), func(t *testing.T) {
			var in []column.Type
			var cols []column.Vector
			for _, col := range c.cols {
				if col == 'n' {
					in, cols = append(in, column.Of(column.Int)), append(cols, vector(column.Int, n...))
				} else {
					in, cols = append(in, column.Of(column.Double)), append(cols, vector(column.Double, x...))
				}
			}
			a := make1(t, c.name, in, c.args, false, 3)
			apply(t, a, false, groups, cols...)
			for g, want := range c.want {
				if got := unbox(column.Value(a.Result(), rowset.Row(g), column.Cur), a.Result().Type()); !agree(got, want, exactly) {
					t.Errorf("group %d: %v, want %v", g, got, want)
				}
			}
		})
	}
}

// TestLeaving takes out what would poison a running sum.
func TestLeaving(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, bad := range []any{nan, inf, -inf, math.MaxFloat64, 1e300, 1e160, 1e16} {
		for _, name := range []string{"sum", "abs_sum", "avg", "min", "max", "std", "var", "median"} {
			in := types(column.Double)
			args := Args{AverageEvenlyDivided: true}
			a, b := make1(t, name, in, args, true, 1), make1(t, name, in, args, true, 1)
			apply(t, a, false, []int32{0, 0, 0, 0}, vector(column.Double, 0.1, bad, 0.25, bad))
			apply(t, a, false, []int32{0}, vector(column.Double, -3.0))
			apply(t, a, true, []int32{0, 0}, vector(column.Double, bad, bad))
			apply(t, b, false, []int32{0, 0, 0}, vector(column.Double, 0.1, 0.25, -3.0))
			x, y := column.Value(a.Result(), 0, column.Cur), column.Value(b.Result(), 0, column.Cur)
			if !agree(x, y, 1e-14) {
				t.Errorf("%s after %v left: %v, want %v", name, bad, x, y)
			}
		}
	}
}

func TestOverflow(t *testing.T) {
	two := []int32{0, 0}
	for _, c := range []struct {
		name string
		v    column.Vector
		want any
	}{
		{"sum", vector(column.Long, int64(math.MaxInt64), int64(2)), int64(math.MinInt64 + 1)},
		{"sum", vector(column.Double, math.MaxFloat64, math.MaxFloat64), math.Inf(1)},
		{"sum", vector(column.Float, float32(math.MaxFloat32), float32(math.MaxFloat32)), float32(math.Inf(1))},
		{"avg", vector(column.Long, int64(math.MaxInt64), int64(math.MaxInt64)), float64(math.MaxInt64)},
		{"avg", vector(column.Long, int64(-math.MaxInt64), int64(-math.MaxInt64)), -float64(math.MaxInt64)},
		{"avg", vector(column.Double, math.MaxFloat64, math.MaxFloat64), math.MaxFloat64},
		{"median", vector(column.Long, int64(math.MaxInt64), int64(math.MaxInt64)), float64(math.MaxInt64)},
		{"median", vector(column.Double, math.MaxFloat64, math.MaxFloat64), math.MaxFloat64},
		{"max", vector(column.Double, math.Copysign(0, -1), 0.0), 0.0},
		{"min", vector(column.Double, 0.0, math.Copysign(0, -1)), math.Copysign(0, -1)},
		{"count_distinct", vector(column.Double, 0.0, math.Copysign(0, -1)), int64(1)},
		{"max", vector(column.Double, math.NaN(), 1.0), math.NaN()},
		{"min", vector(column.Double, 1.0, math.NaN()), math.NaN()},
		{"min", vector(column.Float, float32(math.NaN()), float32(1)), float32(math.NaN())},
		{"count_where", vector(column.Bool, true, false, nil), int64(1)},
		{"count_distinct", vector(column.Double, math.NaN(), 1.0), int64(1)},
		{"unique", vector(column.Double, math.NaN(), 1.0), 1.0},
		{"unique", vector(column.Double, math.NaN(), math.NaN()), nil},
		{"median", vector(column.Double, math.NaN(), 1.0), math.NaN()},
		{"std", vector(column.Double, 0.1, 0.1), 0.0},
		{"var", vector(column.Double, 1e8+1, 1e8), 0.5},
	} {
		for _, retract := range []bool{false, true} {
			a := make1(t, c.name, types(c.v.Kind()), Args{AverageEvenlyDivided: true}, retract, 1)
			apply(t, a, false, two, c.v)
			if got := column.Value(a.Result(), 0, column.Cur); !agree(got, c.want, exactly) {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
	}
}

// TestLateOdd grows an aggregation after a value that is kept apart came in.
func TestLateOdd(t *testing.T) {
	for _, name := range []string{"sum", "avg", "var", "weighted_avg"} {
		d, _ := Lookup(name)
		in := types(column.Double, column.Double)[:d.Inputs]
		a := make1(t, name, in, Args{}, true, 1)
		inf := vector(column.Double, math.Inf(1))
		apply(t, a, false, []int32{0}, []column.Vector{inf, inf}[:d.Inputs]...)
		a.Grow(100_000)
		one := vector(column.Double, 1.0, 1.0)
		apply(t, a, false, []int32{99_999, 99_999}, []column.Vector{one, one}[:d.Inputs]...)
		want := map[string]any{"sum": 2.0, "avg": 1.0, "var": 0.0, "weighted_avg": 1.0}[name]
		if got := column.Value(a.Result(), 99_999, column.Cur); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// TestBags checks the trees themselves: order, sizes, priorities, and that freed nodes
// are used again.
func TestBags(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	b := newKeyBags()
	b.grow(3)
	model := make([][]int64, 3)
	for range 20_000 {
		g := int32(r.IntN(3))
		m := model[g]
		if len(m) > 0 && r.IntN(100) < 49 {
			i := r.IntN(len(m))
			b.remove(g, m[i])
			model[g] = slices.Delete(m, i, i+1)
		} else {
			k := int64(r.IntN(200)) - 100
			b.add(g, k)
			i, _ := slices.BinarySearch(m, k)
			model[g] = slices.Insert(m, i, k)
		}
	}
	for g, m := range model {
		if b.len(int32(g)) != int64(len(m)) {
			t.Fatalf("len %d, want %d", b.len(int32(g)), len(m))
		}
		for i, k := range m {
			if got := b.at(int32(g), int64(i)); got != k {
				t.Fatalf("at %d: %d, want %d", i, got, k)
			}
		}
		uniq := slices.Compact(slices.Clone(m))
		if got := b.appendKeys(nil, b.roots[g]); !slices.Equal(got, uniq) || int(b.distinct[g]) != len(uniq) {
			t.Fatalf("keys %v, want %v", got, uniq)
		}
		checkTree(t, &b, b.roots[g])
	}
	if len(b.nodes) > 3*200+1 {
		t.Errorf("%d nodes for at most 600 values", len(b.nodes))
	}
	deep := newKeyBags()
	deep.grow(1)
	for i := range int64(100_000) {
		deep.add(0, i) // the worst order for a tree that does not balance
	}
	if d := depth(&deep, deep.roots[0]); d > 60 {
		t.Errorf("100,000 ascending keys are %d deep", d)
	}
}

func checkTree(t *testing.T, b *bags[int64], x int32) int64 {
	if x == 0 {
		return 0
	}
	n := b.nodes[x]
	for _, c := range []int32{n.left, n.right} {
		if c != 0 && priority(c) > priority(x) {
			t.Fatal("a child has the higher priority")
		}
	}
	if size := n.n + checkTree(t, b, n.left) + checkTree(t, b, n.right); size != n.size {
		t.Fatalf("size %d, want %d", n.size, size)
	}
	return n.size
}

func depth(b *bags[int64], x int32) int {
	if x == 0 {
		return 0
	}
	return 1 + max(depth(b, b.nodes[x].left), depth(b, b.nodes[x].right))
}
