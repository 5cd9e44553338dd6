package expr

import (
	"testing"

	"starling/engine/column"
)

const pageRows = 4096

// pageWorld has a page of rows of every common kind.
func pageWorld() *world {
	w := &world{cols: map[string]column.Vector{}, types: map[string]column.Type{}, vars: map[string]Var{}, n: pageRows}
	a, b := column.NewVec[float64](column.Double), column.NewVec[float64](column.Double)
	q, s := column.NewVec[int64](column.Long), column.NewVec[string](column.String)
	for i := range pageRows {
		a.Append(float64(i) / 3)
		b.Append(float64(i%17) * 1.5)
		q.Append(int64(i * 7 % 301))
		s.Append([]string{"AAPL", "TSLA", "MSFT", "GOOG"}[i%4])
	}
	for name, v := range map[string]column.Vector{"A": a, "B": b, "Qty": q, "Sym": s} {
		w.cols[name], w.types[name] = v, column.Of(v.Kind())
	}
	return w
}

func TestNoAllocations(t *testing.T) {
	w := pageWorld()
	for _, src := range []string{"A * B + 1", "A > B", "Qty / 2 > A", "Sym == `AAPL`", "Sym < `B` || A > 1 && Qty != 3", "Qty == 0 ? 0 : 10 % Qty", "Qty != 0 && 10 % Qty > 3", "(int) A", "i + Qty", "Sym.length() + 1", "isNull(A) ? 1 : 2"} {
		f, err := Compile(src, w, nil)
		if err != nil {
			t.Fatal(err)
		}
		e, in, out := f.NewEval(), w.input(f), column.NewVector(f.Type)
		run := func() {
			out.Reset()
			if err := e.Run(in, out); err != nil {
				t.Fatal(err)
			}
		}
		run()
		if n := testing.AllocsPerRun(20, run); n != 0 {
			t.Errorf("%s: %v allocations a page", src, n)
		}
	}
}

func BenchmarkFormula(b *testing.B) {
	w := pageWorld()
	for _, src := range []string{
		"A * B + 1", "A + 1", "A > B", "Qty * 2 + 1", "Qty * A", "Sym == `AAPL`", "Sym == `AAPL` && Qty > 100",
		"Qty > 100 ? A : B", "Qty == 0 ? 0 : 10 % Qty", "Sym + Qty", "Math.sqrt(A)", "max(A, B)", "Sym.startsWith(`A`)", "isNull(A)", "(int) A", "in(Qty, 1, 2, 3)",
	} {
		b.Run(src, func(b *testing.B) { benchmark(b, w, src, Compile) })
	}
	b.Run("Sym in", func(b *testing.B) { benchmark(b, w, "Sym in `AAPL`, `TSLA`", CompileFilter) })
}

func benchmark(b *testing.B, w *world, src string, compile func(string, Scope, Objects) (*Formula, error)) {
	f, err := compile(src, w, nil)
	if err != nil {
		b.Fatal(err)
	}
	e, in, out := f.NewEval(), w.input(f), column.NewVector(f.Type)
	b.ReportAllocs()
	for b.Loop() {
		for range 1_000_000 / pageRows {
			out.Reset()
			if err := e.Run(in, out); err != nil {
				b.Fatal(err)
			}
		}
	}
	rows := float64(1_000_000 / pageRows * pageRows)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
}
