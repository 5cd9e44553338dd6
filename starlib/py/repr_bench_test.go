package py

import (
	"testing"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// BenchmarkRepr is what the repr of plain values costs.
func BenchmarkRepr(b *testing.B) {
	var flat, nested []starlark.Value
	for i := range 20 {
		flat = append(flat, starlark.MakeInt(i))
		nested = append(nested, starlark.NewList([]starlark.Value{starlark.MakeInt(i), starlark.String("text")}))
	}
	p := printer{max: bounds.Bounds{Bytes: 1 << 20}, r: &runner{}}
	for _, row := range []struct {
		name string
		v    starlark.Value
	}{
		{"int", starlark.MakeInt(7)},
		{"text", starlark.String("some text")},
		{"list", starlark.NewList(flat)},
		{"lists in a list", starlark.NewList(nested)},
		{"tuple", starlark.Tuple(flat)},
	} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.repr(row.v); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
