package protobuf

import (
	"testing"

	"starling/internal/invariants"
	"starling/specs/wire/wiretest"
)

// orderMessage is the message of the benchmark: five fields, one of them optional.
var orderMessage = newMessage("com.example.Order",
	pbSingle(1, "symbol", stringKind), pbSingle(2, "id", stringKind), pbSingle(3, "limit_price", doubleKind),
	pbSingle(4, "qty", int64Kind), pbOptional(pbSingle(5, "note", stringKind)))

var orderRec = pb(nil).bytes(1, "AAPL").bytes(2, "o1").double(3, 136.5).varint(4, 7).bytes(5, "hi")

func benchbuf(b *testing.B, m *message, shape shape, rec []byte) {
	d, dst := builders(b, m, shape)
	wiretest.BenchDecoder(b, d, dst, rec)
}

func BenchmarkRead(b *testing.B) {
	b.Run("order", func(b *testing.B) { benchbuf(b, orderMessage, shape{}, orderRec) })
	b.Run("shuffled", func(b *testing.B) {
		benchbuf(b, orderMessage, shape{}, pb(nil).bytes(5, "hi").varint(4, 7).double(3, 136.5).bytes(2, "o1").bytes(1, "AAPL"))
	})
	b.Run("defaults", func(b *testing.B) { benchbuf(b, orderMessage, shape{}, pb(nil)) })
	b.Run("framed", func(b *testing.B) {
		d, dst := builders(b, orderMessage, shape{})
		d.frames = framesOf(orderMessage)
		rec := append([]byte{0, 0, 0, 0, 1, 0}, orderRec...)
		wiretest.BenchDecoder(b, d, dst, rec)
	})
	b.Run("one of five", func(b *testing.B) {
		in, _ := newInclude([]string{"/qty"})
		benchbuf(b, orderMessage, shape{include: in}, orderRec)
	})
	b.Run("nested", func(b *testing.B) {
		m := newMessage("N", pbWithin(1, "order", orderMessage), pbWithin(2, "at", timestamp))
		benchbuf(b, m, shape{}, pb(nil).message(1, orderRec).message(2, pb(nil).varint(1, 1_700_000_000).varint(2, 5)))
	})
	b.Run("ten numbers", func(b *testing.B) {
		m := newMessage("N", pbRepeated(pbSingle(1, "v", int64Kind)))
		benchbuf(b, m, shape{}, pb(nil).bytes(1, "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a"))
	})
}

// A record of single values and arrays costs no allocation, nor do its defaults and nulls.
func TestAllocations(t *testing.T) {
	if invariants.Enabled {
		t.Skip("builders are overwritten under the invariants tag")
	}
	nested := newMessage("N", pbWithin(1, "order", orderMessage), pbWithin(2, "at", timestamp), pbSymbolic(3, "side", side),
		pbWithin(4, "wi", wrapperOf("Int32Value", int32Kind)), pbInOne("o", pbSingle(5, "a", sint64Kind)), pbInOne("o", pbSingle(6, "b", bytesKind)))
	full := pb(nil).message(1, orderRec).message(2, pb(nil).varint(1, 1_700_000_000).varint(2, 5)).varint(3, 1).
		message(4, pb(nil).varint(1, 300)).varint(5, 7).bytes(6, "x").varint(900, 1<<40).bytes(99, "unknown")
	for name, c := range map[string]struct {
		m   *message
		rec []byte
	}{
		"order": {orderMessage, orderRec}, "defaults": {orderMessage, pb{}}, "tombstone": {orderMessage, nil}, "nested": {nested, full},
		"arrays": {
			newMessage("A", pbRepeated(pbSingle(1, "v", int64Kind)), pbRepeated(pbSingle(2, "s", stringKind)), pbRepeated(pbWithin(3, "r", orderMessage))),
			pb(nil).bytes(1, "\x01\x02\x03").bytes(2, "a").bytes(2, "bc").message(3, orderRec).message(3, orderRec),
		},
		"twice": {nested, append(append(pb(nil), full...), full...)},
	} {
		d, dst := builders(t, c.m, shape{})
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
