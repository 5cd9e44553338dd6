package simple

import (
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

func BenchmarkRead(b *testing.B) {
	b.Run("string", func(b *testing.B) { wiretest.Bench(b, Reader("S", column.Of(column.String)), []byte("AAPL")) })
	b.Run("double binary", func(b *testing.B) {
		wiretest.Bench(b, Reader("D", column.Of(column.Double)), []byte("\x40\x60\xf3\x33\x33\x33\x33\x33"))
	})
	b.Run("double text", func(b *testing.B) { wiretest.Bench(b, Reader("D", column.Of(column.Double)), []byte("135.60")) })
	b.Run("int", func(b *testing.B) { wiretest.Bench(b, Reader("I", column.Of(column.Int)), []byte{0, 0, 0, 7}) })
}

func BenchmarkWriter(b *testing.B) {
	e, err := Writer("Qty").Encoder(b.Context(), wire.Env{}, wiretest.OrderFields)
	if err != nil {
		b.Fatal(err)
	}
	in := []column.Vector{wiretest.Vec(column.Long, int64(7))}
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf, _, _ = e.Append(buf[:0], in, 0)
	}
}

func TestAllocs(t *testing.T) {
	for _, c := range []struct {
		r   wire.Reader
		rec string
	}{
		{Reader("S", column.Of(column.String)), "AAPL"},
		{Reader("D", column.Of(column.Double)), "135.60"},
	} {
		d, dst := wiretest.Builders(t, c.r, wire.Env{Part: "value"})
		rec := []byte(c.rec)
		n := testing.AllocsPerRun(1000, func() {
			wiretest.Reset(dst)
			if err := d.Decode(rec); err != nil {
				t.Fatal(err)
			}
		})
		if n != 0 {
			t.Errorf("%s: %v allocations per record", c.rec, n)
		}
	}
}
