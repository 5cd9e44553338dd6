package expr

import (
	"strings"
	"testing"

	"starling/engine/column"
)

// FuzzCompile: no formula panics or hangs, compiled or run, and an error names a column
// of the formula.
func FuzzCompile(f *testing.F) {
	for _, c := range corpus {
		f.Add(c[0])
	}
	for _, c := range filters {
		f.Add(c[0])
	}
	f.Add(strings.Repeat("(", 1000))
	f.Add(strings.Repeat("-", 1000) + "1")
	f.Add("P.age + (int) d[`a`] + f(1)")
	f.Fuzz(func(t *testing.T, src string) {
		w := scriptWorld()
		for _, compile := range []func(string, Scope, Objects) (*Formula, error){Compile, CompileFilter} {
			f, err := compile(src, w, testObjects{})
			if err != nil {
				if e, ok := err.(*Error); !ok || e.Col < 1 || e.Col > len([]rune(src))+1 {
					t.Fatalf("%q: %v", src, err)
				}
				continue
			}
			_ = f.Tree.String()
			out := column.NewVector(f.Type)
			if err := f.NewEval().Run(w.input(f), out); err == nil && out.Len() != w.n {
				t.Fatalf("%q: %d values", src, out.Len())
			}
		}
		_, _, _ = ParseAssignment(src)
	})
}
