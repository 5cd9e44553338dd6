package avro

import (
	"errors"
	"fmt"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// A record is of another type if its full name is another's and no alias of the reader's:
// a bad record that names both, however alike the fields are.
func TestOther(t *testing.T) {
	aliased := func(name string, aliases string) string {
		return fmt.Sprintf(`{"type":"record","name":%q,"aliases":[%s],"fields":[{"name":"v","type":"int"}]}`, name, aliases)
	}
	const hint = ` (schema id 1); {"starling.other.messages": "skip"} leaves such records out`
	union := `[` + named("shop.Order", "v") + `,` + named("shop.Refund", "v") + `]`
	for _, c := range []struct{ reader, writer, rec, want string }{
		{named("shop.Order", "v"), named("shop.Order", "v"), "\x02", "1"},
		{named("shop.Order", "v"), named("shop.Refund", "v"), "\x02", "record shop.Refund, not shop.Order"},
		{named("shop.Order", "v"), named("Order", "v"), "\x02", "record Order, not shop.Order"},
		{named("Order", "v"), named("my-shop.Order", "v"), "\x02", "record my-shop.Order, not Order"},
		{named("a.Order", "v"), named("b.Order", "w"), "\x02", "record b.Order, not a.Order"},
		{named("shop.Order", "v"), `{"type":"record","namespace":"shop","name":"Order","fields":[{"name":"v","type":"int"}]}`, "\x02", "1"},
		{aliased("shop.Order", `"Sale"`), named("shop.Sale", "v"), "\x02", "1"},
		{aliased("shop.Order", `"Sale"`), named("Sale", "v"), "\x02", "record Sale, not shop.Order"},
		{aliased("shop.Order", `"old.Sale","Buy"`), named("old.Sale", "v"), "\x02", "1"},
		{named("shop.Order", "v"), aliased("shop.Sale", `"Order"`), "\x02", "record shop.Sale, not shop.Order"}, // the writer's say nothing
		{`["null",` + named("shop.Order", "v") + `]`, named("shop.Refund", "v"), "\x02", "record shop.Refund, not shop.Order"},
		{`["null",` + named("shop.Order", "v") + `]`, `["null",` + named("shop.Refund", "v") + `]`, "\x02\x02", "record shop.Refund, not shop.Order"},
		{`["null",` + named("shop.Order", "v") + `]`, `["null",` + named("shop.Refund", "v") + `]`, "\x00", "null"},
		{named("shop.Order", "v"), union, "\x00\x02", "1"},
		{named("shop.Order", "v"), union, "\x02\x02", "record shop.Refund, not shop.Order"},
		{named("x.Order", "v"), union, "\x00\x02", "record shop.Order, not x.Order"},
		{union, named("shop.Event", "v"), "\x02", "record shop.Event, not shop.Order or shop.Refund"},
		{union, `[` + named("shop.Event", "v") + `,` + named("shop.Refund", "v") + `]`, "\x00\x02", "record shop.Event, not shop.Order or shop.Refund"},
		{union, `[` + named("shop.Event", "v") + `,` + named("shop.Refund", "v") + `]`, "\x02\x02", "shop.Refund 1"},

		// Within a record only branches of unions are told apart.
		{recordOfField(named("A", "x")), recordOfField(named("B", "x")), "\x02", "1"},
	} {
		reg := wiretest.NewRegistry(wire.Schema{Subject: "w", Type: wire.AvroSchema, Text: c.writer}, wire.Schema{Subject: "r", Type: wire.AvroSchema, Text: c.reader})
		d, dst := wiretest.Builders(t, readerOf(t, ReaderOptions{Schema: "r"}), wire.Env{Part: "value", Registry: reg})
		err := d.Decode([]byte("\x00\x00\x00\x00\x01" + c.rec))
		got := ""
		if err != nil {
			got = err.Error()
		}
		for i, b := range dst {
			if b.Len() == 0 {
				continue
			}
			if i > 0 {
				got += " "
			}
			got += string(column.Java.Append(nil, wiretest.Values(b)[0]))
		}
		want := c.want
		if other := err != nil; other {
			want += hint
		}
		if got != want || err != nil && !errors.Is(err, wire.ErrOther) {
			t.Errorf("%s by %s: %s, want %s", c.writer, c.reader, got, want)
		}
	}
	// What is of another kind altogether is no other record.
	reg := wiretest.NewRegistry(wire.Schema{Type: wire.AvroSchema, Text: `"int"`})
	d, _ := wiretest.Builders(t, readerOf(t, ReaderOptions{Schema: recordOfField(`"int"`)}), wire.Env{Registry: reg})
	if err := d.Decode([]byte("\x00\x00\x00\x00\x01\x02")); err == nil || errors.Is(err, wire.ErrOther) {
		t.Errorf("an int: %v", err)
	}
}
