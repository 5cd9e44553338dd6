package specs

import (
	"testing"

	"starling/internal/invariants"
	"starling/specs/wire/wiretest"
)

// protoOrder is the message of the benchmark: five fields, one of them optional.
var protoOrder = newMessage("com.example.Order",
	pbSingle(1, "symbol", protoString), pbSingle(2, "id", protoString), pbSingle(3, "limit_price", protoDouble),
	pbSingle(4, "qty", protoInt64), pbOptional(pbSingle(5, "note", protoString)))

var protoOrderRec = pb(nil).bytes(1, "AAPL").bytes(2, "o1").double(3, 136.5).varint(4, 7).bytes(5, "hi")

func benchProtobuf(b *testing.B, m *protoMessage, shape protoShape, rec []byte) {
	d, dst := protoBuilders(b, m, shape)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if n++; n&4095 == 0 {
			wiretest.Reset(dst)
		}
		if err := d.Decode(rec); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProtobuf(b *testing.B) {
	b.Run("order", func(b *testing.B) { benchProtobuf(b, protoOrder, protoShape{}, protoOrderRec) })
	b.Run("shuffled", func(b *testing.B) {
		benchProtobuf(b, protoOrder, protoShape{}, pb(nil).bytes(5, "hi").varint(4, 7).double(3, 136.5).bytes(2, "o1").bytes(1, "AAPL"))
	})
	b.Run("defaults", func(b *testing.B) { benchProtobuf(b, protoOrder, protoShape{}, pb(nil)) })
	b.Run("framed", func(b *testing.B) {
		d, dst := protoBuilders(b, protoOrder, protoShape{})
		d.frames = protoFramesOf(protoOrder)
		rec := append([]byte{0, 0, 0, 0, 1, 0}, protoOrderRec...)
		for n := 1; b.Loop(); n++ {
			if n&4095 == 0 {
				wiretest.Reset(dst)
			}
			if err := d.Decode(rec); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("one of five", func(b *testing.B) {
		in, _ := newProtoInclude([]string{"/qty"})
		benchProtobuf(b, protoOrder, protoShape{include: in}, protoOrderRec)
	})
	b.Run("nested", func(b *testing.B) {
		m := newMessage("N", pbWithin(1, "order", protoOrder), pbWithin(2, "at", protoTimestamp))
		benchProtobuf(b, m, protoShape{}, pb(nil).message(1, protoOrderRec).message(2, pb(nil).varint(1, 1_700_000_000).varint(2, 5)))
	})
	b.Run("ten numbers", func(b *testing.B) {
		m := newMessage("N", pbRepeated(pbSingle(1, "v", protoInt64)))
		benchProtobuf(b, m, protoShape{}, pb(nil).bytes(1, "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a"))
	})
}

// A record of single values costs no allocation, nor do its defaults and nulls.
func TestProtobufAllocations(t *testing.T) {
	if invariants.Enabled {
		t.Skip("builders are overwritten under the invariants tag")
	}
	nested := newMessage("N", pbWithin(1, "order", protoOrder), pbWithin(2, "at", protoTimestamp), pbSymbolic(3, "side", protoSide),
		pbWithin(4, "wi", wrapperOf("Int32Value", protoInt32)), pbInOne("o", pbSingle(5, "a", protoSint64)), pbInOne("o", pbSingle(6, "b", protoBytes)))
	full := pb(nil).message(1, protoOrderRec).message(2, pb(nil).varint(1, 1_700_000_000).varint(2, 5)).varint(3, 1).
		message(4, pb(nil).varint(1, 300)).varint(5, 7).bytes(6, "x").varint(900, 1<<40).bytes(99, "unknown")
	for name, c := range map[string]struct {
		m   *protoMessage
		rec []byte
	}{
		"order": {protoOrder, protoOrderRec}, "defaults": {protoOrder, pb{}}, "tombstone": {protoOrder, nil}, "nested": {nested, full},
		"twice": {nested, append(append(pb(nil), full...), full...)},
	} {
		d, dst := protoBuilders(t, c.m, protoShape{})
		run := func() {
			wiretest.Reset(dst)
			for range 64 {
				if err := d.Decode(c.rec); err != nil {
					t.Fatal(err)
				}
			}
		}
		run()
		if n := testing.AllocsPerRun(50, run); n != 0 {
			t.Errorf("%s: %v allocations in 64 records", name, n)
		}
	}
}
