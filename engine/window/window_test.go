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
		if d.Rolls == nil {
			continue
		}
		for _, typ := range types {
			in := slices.Repeat([]column.Type{typ}, d.Inputs)
			op, err := d.Rolls(in, Args{})
			if err != nil {
				continue
			}
			t.Run(d.Name+" of "+typ.String(), func(t *testing.T) {
				for seed := range uint64(20) {
					r := rand.New(rand.NewPCG(seed, 7))
					vecs := make([]column.Vector, d.Inputs)
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
