package specs

import (
	"testing"

	"starling/engine/column"
)

func BenchmarkSimple(b *testing.B) {
	b.Run("string", func(b *testing.B) { benchDecode(b, Simple("S", column.Of(column.String)), []byte("AAPL")) })
	b.Run("double binary", func(b *testing.B) {
		benchDecode(b, Simple("D", column.Of(column.Double)), []byte("\x40\x60\xf3\x33\x33\x33\x33\x33"))
	})
	b.Run("double text", func(b *testing.B) { benchDecode(b, Simple("D", column.Of(column.Double)), []byte("135.60")) })
	b.Run("int", func(b *testing.B) { benchDecode(b, Simple("I", column.Of(column.Int)), []byte{0, 0, 0, 7}) })
}

func BenchmarkSimpleWriter(b *testing.B) {
	e, err := SimpleWriter("Qty").Encoder(b.Context(), Env{}, orderFields)
	if err != nil {
		b.Fatal(err)
	}
	in := []column.Vector{vec(column.Long, int64(7))}
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf, _, _ = e.Append(buf[:0], in, 0)
	}
}

func TestSimpleAllocs(t *testing.T) {
	for _, c := range []struct {
		r   Reader
		rec string
	}{
		{Simple("S", column.Of(column.String)), "AAPL"},
		{Simple("D", column.Of(column.Double)), "135.60"},
	} {
		d, dst := builders(t, c.r, Env{Part: "value"})
		rec := []byte(c.rec)
		n := testing.AllocsPerRun(1000, func() {
			reset(dst)
			if err := d.Decode(rec); err != nil {
				t.Fatal(err)
			}
		})
		if n != 0 {
			t.Errorf("%s: %v allocations per record", c.rec, n)
		}
	}
}
