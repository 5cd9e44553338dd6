package window

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"starling/engine/column"
)

// TestMoves: a window that moved gives what one gives that takes in the same values at once.
func TestMoves(t *testing.T) {
	for _, d := range Defs() {
		if d.Rolls == nil || d.Pair {
			continue
		}
		for _, typ := range types {
			if d.Filters && typ.Kind != column.Bool {
				continue
			}
			inputs := max(d.Inputs, 1)
			in := slices.Repeat([]column.Type{typ}, inputs)
			op, err := d.Rolls(in, Args{})
			if err != nil {
				continue
			}
			t.Run(d.Name+" of "+typ.String(), func(t *testing.T) {
				for seed := range uint64(20) {
					r := rand.New(rand.NewPCG(seed, 7))
					vecs := make([]column.Vector, inputs)
					for i := range vecs {
						vecs[i] = drawn(r, typ, 200)
					}
					windows := drawWindows(r, 200)
					moved, alone := column.NewVector(op.Type()), column.NewVector(op.Type())
					op.Roll(moved, vecs, windows, []Run{{0, len(windows), 5}})
					for i, w := range windows {
						op.Roll(alone, vecs, []Span{w}, []Run{{0, 1, 5}})
						if x, y := moved.Any(i), alone.Any(i); fmt.Sprint(x) != fmt.Sprint(y) {
							t.Fatalf("seed %d: window %d, %v, gives %v having moved, %v alone", seed, i, w, x, y)
						}
					}
				}
			})
		}
	}
}

// types is those that operations take.
var types = []column.Type{
	column.Of(column.Bool), column.Of(column.Byte), column.Of(column.Short), column.Of(column.Char), column.Of(column.Int), long,
	column.Of(column.Float), double, column.Of(column.Instant), column.Of(column.String), column.BigInteger, column.BigDecimal,
}

// drawn is n values, some of them null.
func drawn(r *rand.Rand, t column.Type, n int) column.Vector {
	v := column.NewVector(t)
	for range n {
		var x any
		k := r.IntN(9)
		switch t {
		case column.Of(column.Bool):
			x = k > 4
		case column.Of(column.Byte):
			x = int8(k)
		case column.Of(column.Short):
			x = int16(k)
		case column.Of(column.Char):
			x = uint16(k)
		case column.Of(column.Int):
			x = int32(k)
		case long, column.Of(column.Instant):
			x = int64(k)
		case column.Of(column.Float):
			x = float32(k) / 4
		case double:
			x = float64(k) / 4
		case column.Of(column.String):
			x = fmt.Sprint(k)
		case column.BigInteger:
			x = big.NewInt(int64(k))
		case column.BigDecimal:
			x = column.NewDecimal(big.NewInt(int64(k)), 2)
		}
		if k == 8 {
			x = nil
		}
		if !v.AppendAny(x) {
			panic(t.String())
		}
	}
	return v
}

// drawWindows is windows of which no end moves back; some are empty, some far from the one before.
func drawWindows(r *rand.Rand, n int) (all []Span) {
	for lo, hi := 0, 0; ; {
		lo += r.IntN(3) * r.IntN(3) * r.IntN(2)
		if r.IntN(20) == 0 {
			lo += 12
		}
		if hi = max(lo, hi+r.IntN(5)*r.IntN(2)); r.IntN(40) == 0 {
			hi += 70
		}
		if hi > n {
			return all
		}
		all = append(all, Span{lo, hi})
	}
}

// rollAll is the result of one window over all of the doubles.
func rollAll(t *testing.T, name string, in ...[]float64) any {
	t.Helper()
	d, _ := Lookup(name)
	op, err := d.Rolls(slices.Repeat([]column.Type{double}, d.Inputs), Args{})
	if err != nil {
		t.Fatal(err)
	}
	vecs := make([]column.Vector, len(in))
	for i, xs := range in {
		v := column.NewVec[float64](column.Double)
		v.V = xs
		vecs[i] = v
	}
	out := column.NewVector(op.Type())
	op.Roll(out, vecs, []Span{{0, len(in[0])}}, []Run{{0, 1, 0}})
	return out.Any(0)
}

// TestResults: what the law of the engine cannot hold to many digits.
func TestResults(t *testing.T) {
	null, nan := column.NullDouble, math.NaN()
	for _, c := range []struct {
		name string
		in   [][]float64
		want any
	}{
		{"rolling_std", [][]float64{{1, 2, null, 4}}, 1.5275252316519463},
		{"rolling_std", [][]float64{{1e9, 1e9, 1e9}}, 0.0},
		{"rolling_std", [][]float64{{3}}, nan},
		{"rolling_std", [][]float64{{null, null}}, nil},
		{"rolling_std", [][]float64{{1, nan, 2}}, nan},
		{"rolling_wavg", [][]float64{{1, 2, null, 8}, {1, 3, 9, null}}, 7.0 / 4},
		{"rolling_wavg", [][]float64{{1, null}, {null, 1}}, nil},
		{"rolling_wavg", [][]float64{{1, 2}, {1, -1}}, math.Inf(-1)},
		{"rolling_avg", [][]float64{{1, null, 4}}, 2.5},
		{"rolling_prod", [][]float64{{1e300, 1e300, 0}}, 0.0},
		{"rolling_prod", [][]float64{{0, math.Inf(1)}}, nan},
	} {
		if got := rollAll(t, c.name, c.in...); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s%v = %v, want %v", c.name, c.in, got, c.want)
		}
	}
}

// accumulated is the results of a cumulative operation over one column.
func accumulated(t *testing.T, name string, args Args, in column.Vector, typ column.Type, times ...int64) []any {
	t.Helper()
	d, _ := Lookup(name)
	args.Timed = len(times) > 0
	op, err := d.Carries([]column.Type{typ, long}, args)
	if err != nil {
		t.Fatal(err)
	}
	var out, was []column.Vector
	for _, t := range op.Types() {
		out, was = append(out, column.NewVector(t)), append(was, column.NewVector(t))
		was[len(was)-1].AppendNull()
	}
	clock := column.NewVec[int64](column.Long)
	clock.V = times
	op.Accumulate(out, was, []column.Vector{in, clock}, []Stretch{{0, in.Len()}})
	var all []any
	for i := range in.Len() {
		all = append(all, out[0].Any(i))
	}
	return all
}

func numbers(xs ...float64) column.Vector {
	v := column.NewVec[float64](column.Double)
	v.V = xs
	return v
}

func decimals(t *testing.T, texts ...string) column.Vector {
	t.Helper()
	v := column.NewVector(column.BigDecimal)
	for _, s := range texts {
		if s == "" {
			v.AppendNull()
			continue
		}
		d, err := column.ParseDecimal(s)
		if err != nil {
			t.Fatal(err)
		}
		v.AppendAny(d)
	}
	return v
}

// TestMoving: values as Deephaven 42 gives them.
func TestMoving(t *testing.T) {
	null, nan, two := column.NullDouble, math.NaN(), Args{Decay: 2}
	sec := int64(1e9)
	some := decimals(t, "0", "1", "", "3")
	for _, c := range []struct {
		name  string
		args  Args
		in    column.Vector
		typ   column.Type
		times []int64
		want  string
	}{
		{"ema", two, numbers(0, 1, null, 3, nan, 5), double, nil, "[0 0.3934693402873666 0.3934693402873666 1.4190592394032908 1.4190592394032908 2.8280496380834186]"},
		{"ema", Args{Decay: 2, NaN: Poison}, numbers(1, nan, 2), double, nil, "[1 NaN NaN]"},
		{"ema", Args{Decay: 2, Null: Reset}, numbers(1, null, 2), double, nil, "[1 <nil> 2]"},
		{"ema", Args{Decay: 2, NaN: Poison}, numbers(nan, 2), double, []int64{sec, 2 * sec}, "[NaN NaN]"},
		{"emstd", two, numbers(0, 1, null, 3), double, nil, "[NaN 0.488519414702416 0.488519414702416 1.3289643171250476]"},
		{"ems", Args{Decay: 1e9}, numbers(1.5, 2.5, 3.5), double, []int64{0, 0, sec}, "[1.5 1.5 4.051819161757163]"},
		{"ems", two, some, column.BigDecimal, nil, "[0 1.0000000000000000 1.0000000000000000 3.60653065971263340000000000000000]"},
		{"ema", Args{Decay: 1e9}, some, column.BigDecimal, []int64{0, sec, 2 * sec, 3 * sec}, "[0 0.63212055882855767 0.63212055882855767 2.679542365158910652901204477404409]"},
		{"emmax", two, some, column.BigDecimal, nil, "[0 1 1 3]"},
		{"emmin", two, decimals(t, "20.00", "90000000.00"), column.BigDecimal, nil, "[20.00 12.130613194252668000]"},
		{"emstd", two, some, column.BigDecimal, nil, "[<nil> 0.4885194147024160052561843455871172 0.4885194147024160052561843455871172 1.328964317125047571757721829202525]"},
		{"emstd", Args{Decay: 2, Null: Reset}, some, column.BigDecimal, nil, "[<nil> 0.4885194147024160052561843455871172 <nil> <nil>]"},
		{"cum_sum", Args{}, decimals(t, "1.50", "2"), column.BigDecimal, nil, "[1.50 3.50]"},
		{"cum_prod", Args{}, decimals(t, "1.5", "", "1.5"), column.BigDecimal, nil, "[1.5 1.5 2.25]"},
		{"cum_min", Args{}, decimals(t, "1.5", "1.50", "1"), column.BigDecimal, nil, "[1.5 1.5 1]"},
	} {
		if got := fmt.Sprint(accumulated(t, c.name, c.args, c.in, c.typ, c.times...)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestFillLists: a list is filled in as any other value is.
func TestFillLists(t *testing.T) {
	typ := column.GroupOf(long)
	in := column.NewVector(typ)
	for _, x := range []any{nil, []int64{1, 2}, nil, []int64{}, nil} {
		in.AppendAny(x)
	}
	if got := fmt.Sprint(accumulated(t, "forward_fill", Args{}, in, typ)); got != "[<nil> [1 2] [1 2] [] []]" {
		t.Error(got)
	}
}

// TestThrows: what op_control does not allow, and times that go back, are errors.
func TestThrows(t *testing.T) {
	null, nan := column.NullDouble, math.NaN()
	for _, c := range []struct {
		args  Args
		in    column.Vector
		typ   column.Type
		times []int64
		want  string
	}{
		{Args{Decay: 1, Null: Throw}, numbers(1, null), double, nil, "a value is null, which op_control does not allow"},
		{Args{Decay: 1, NaN: Throw}, numbers(1, nan), double, nil, "a value is NaN, which op_control does not allow"},
		{Args{Decay: 1, Null: Throw}, decimals(t, ""), column.BigDecimal, nil, "a value is null, which op_control does not allow"},
		{Args{Decay: 1}, numbers(1, 2), double, []int64{2, 1}, "timestamps must not decrease within a group"},
	} {
		if err := Try(func() { accumulated(t, "ema", c.args, c.in, c.typ, c.times...) }); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// TestBigWindows: as Deephaven 42 has them.
func TestBigWindows(t *testing.T) {
	in := decimals(t, "0", "1", "", "3", "4", "5", "6")
	for name, want := range map[string]string{
		"rolling_avg":  "[0 0.5 0.5 2 3.5 4 5]",
		"rolling_max":  "[0 1 1 3 4 5 6]",
		"rolling_prod": "[0 0 0 3 12 60 120]",
		"rolling_std":  "[<nil> 0.7071067811865475 0.7071067811865475 1.414213562373095 0.7071067811865475 1 1]",
		"rolling_sum":  "[0 1 1 4 7 12 15]",
		"rolling_wavg": "[<nil> 1 1 2.5 3.571428571428571 4.166666666666667 5.133333333333333]",
	} {
		d, _ := Lookup(name)
		op, err := d.Rolls(slices.Repeat([]column.Type{column.BigDecimal}, d.Inputs), Args{})
		if err != nil {
			t.Fatal(err)
		}
		out := column.NewVector(op.Type())
		var windows []Span
		for i := range in.Len() {
			windows = append(windows, Span{max(i-2, 0), i + 1})
		}
		op.Roll(out, []column.Vector{in, in}, windows, []Run{{0, len(windows), 0}})
		var got []any
		for i := range windows {
			got = append(got, out.Any(i))
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
	}
}

// TestRefusals: a type that will not do is named.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name string
		of   column.Type
		want string
	}{
		{"rolling_sum", column.Of(column.String), "rolling_sum: unsupported type java.lang.String"},
		{"cum_prod", column.Of(column.Bool), "cum_prod: unsupported type java.lang.Boolean"},
		{"cum_min", column.PyObject, "cum_min: unsupported type org.jpy.PyObject"},
	} {
		d, _ := Lookup(c.name)
		var err error
		if d.Rolls != nil {
			_, err = d.Rolls([]column.Type{c.of}, Args{})
		} else {
			_, err = d.Carries([]column.Type{c.of}, Args{})
		}
		if err == nil || err.Error() != c.want {
			t.Errorf("%s of %s: %v, want %s", c.name, c.of, err, c.want)
		}
	}
}

// TestTable: the table is in order, and each operation is of one kind.
func TestTable(t *testing.T) {
	var names []string
	for _, d := range Defs() {
		if (d.Rolls == nil) == (d.Carries == nil) || d.Doc == "" {
			t.Errorf("%s must roll or carry, and have a line that says what it does", d.Name)
		}
		names = append(names, d.Name)
	}
	if !slices.IsSorted(names) {
		t.Errorf("not in order: %v", names)
	}
}
