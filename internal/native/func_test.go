package native

import (
	"testing"

	"starling/engine/column"
	"starling/engine/expr"
)

// pageOf is a page of doubles, of which each third is null if nulls says so.
func pageOf(n int, nulls bool) expr.Values {
	v := column.NewVec[float64](column.Double)
	for i := range n {
		if v.Append(float64(i)); nulls && i%3 == 0 {
			v.SetNull(i)
		}
	}
	return expr.Values{Vector: v, Type: column.Of(column.Double)}
}

type named float64

// forms are functions of one meaning: of a common type, by column, and by reflection.
var forms = map[string]any{
	"typed":    func(x float64) float64 { return x + 1 },
	"tried":    func(x float64) (float64, error) { return x + 1, nil },
	"columnar": func(xs []float64) []float64 { return plusOne(xs) },
	"named":    func(x named) named { return x + 1 },
}

func plusOne(xs []float64) []float64 {
	for i := range xs {
		xs[i]++ // they are the function's own
	}
	return xs
}

// TestForms: all forms give the same, whatever stands before it in the page, and change no argument.
func TestForms(t *testing.T) {
	for name, fn := range forms {
		f, err := NewFunc("f_", fn)
		if err != nil {
			t.Fatal(err)
		}
		for _, nulls := range []bool{false, true} {
			in, out := pageOf(100, nulls), column.NewVec[float64](column.Double)
			out.Append(-1)
			if err := f.Call([]expr.Values{in}, 100, out); err != nil {
				t.Fatal(err)
			}
			if out.Len() != 101 || out.V[0] != -1 {
				t.Fatalf("%s: %d values, the first %v", name, out.Len(), out.V[0])
			}
			for i := range 100 {
				null := nulls && i%3 == 0
				if in.Null(i) != null || out.Null(i+1) != null || !null && (in.Any(i) != float64(i) || out.V[i+1] != float64(i)+1) {
					t.Fatalf("%s: of %v in row %d comes %v", name, in.Any(i), i, out.Any(i+1))
				}
			}
		}
	}
}

// TestResultThatMeansNull: a result which is the number of null is null, in every form.
func TestResultThatMeansNull(t *testing.T) {
	for name, fn := range map[string]any{
		"typed": func(float64) int64 { return column.NullLong }, "columnar": func(xs []float64) []int64 { return []int64{column.NullLong} },
		"named": func(named) int { return int(column.NullLong) },
	} {
		f, err := NewFunc("f_", fn)
		if err != nil {
			t.Fatal(err)
		}
		out := column.NewVec[int64](column.Long)
		if err := f.Call([]expr.Values{pageOf(1, false)}, 1, out); err != nil || !out.Null(0) {
			t.Errorf("%s: %v, %v", name, out.V, err)
		}
	}
}

// TestTypedAllocates: a function of a common type costs no memory per row.
func TestTypedAllocates(t *testing.T) {
	f, err := NewFunc("f_", forms["typed"])
	if err != nil {
		t.Fatal(err)
	}
	args, out := []expr.Values{pageOf(4096, false)}, column.NewVec[float64](column.Double)
	out.Grow(4096)
	if n := testing.AllocsPerRun(10, func() {
		out.Reset()
		if err := f.Call(args, 4096, out); err != nil {
			t.Fatal(err)
		}
	}); n > 2 {
		t.Errorf("a page takes %v allocations", n)
	}
}

// BenchmarkFunc calls each form for a page of 4096 rows.
func BenchmarkFunc(b *testing.B) {
	for _, name := range []string{"typed", "tried", "columnar", "named"} {
		b.Run(name, func(b *testing.B) {
			f, err := NewFunc("f_", forms[name])
			if err != nil {
				b.Fatal(err)
			}
			args, out := []expr.Values{pageOf(4096, false)}, column.NewVec[float64](column.Double)
			for b.Loop() {
				out.Reset()
				if err := f.Call(args, 4096, out); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/4096, "ns/row")
		})
	}
}
