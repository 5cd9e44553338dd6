package json

import (
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

func TestEnveloped(t *testing.T) {
	fields := []column.Field{wiretest.Field("op", column.String), wiretest.Field("id", column.Int), wiretest.Field("schema", column.String)}
	r, err := Enveloped(fields, []wire.Mapping{{Field: "/op", Column: "op"}, {Field: "/after/id", Column: "id"}, {Field: "/after/schema", Column: "schema"}}, "op")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ rec, want string }{
		{`{"op":"c","after":{"id":1}}`, "c 1 <nil>"},
		{`{"schema":{"type":"struct"},"payload":{"op":"c","after":{"id":1}}}`, "c 1 <nil>"},
		{` { "payload" : {"op":"c","after":{"id":1}} , "schema":null}`, "c 1 <nil>"},
		{`{"schema":{"payload":[{"a":"}"}]},"more":"\"","payload":{"op":"u","after":{"id":2,"schema":"s"}}}`, "u 2 s"},
		{`{"op":"c","after":{"id":1,"schema":"payload","payload":{"op":"no"}}}`, "c 1 payload"},
		{`{"op":"c","after":{"id":1},"source":{"schema":"a","payload":"b"}}`, "c 1 <nil>"},
		{`{"op":"d","after":null}`, "d <nil> <nil>"},
		{`{"op":"c","after":{"id":"x","schema":1},"payload":2}`, `error: field "/after/id", column "id" (int): "\"x\"" is not a number`},
		{`{"schema":{},"payload":{"op":"c","after":{"id":"x"}}}`, `error: field "/payload/after/id", column "id" (int): "\"x\"" is not a number`},
		{`{"id":1,"name":"flat"}`, "error: the record has none of op"},
		{`{"schema":{},"payload":{"id":1}}`, "error: the record has none of op"},
		{`{"schema":{},"payload":null}`, "error: the record has none of op"},
		{`{"payload":{"op":"c"}}`, "error: the record has none of op"},
		{`{"op":null}`, "error: the record has none of op"},
		{`[1]`, "error: the record has none of op"},
		{"\xef\xbb\xbf" + `{"schema":{},"payload":{"op":"c","after":{"id":1}}}`, "c 1 <nil>"},
		{`{"op":"c"}{"op":"d"}`, `error: more than one JSON document: another begins at byte 10`},
		{``, "error: the record is empty"},
	} {
		if got := wiretest.Rows(t, r, c.rec)[0]; got != c.want {
			t.Errorf("%s: %s, want %s", c.rec, got, c.want)
		}
	}
	for _, rec := range []string{`{"schema":{},"payload":{"op":"c"}`, `{"schema":,"payload":{}}`, `{"schema":{},"payload"`, `{"schema" "payload"}`} {
		if got := wiretest.Rows(t, r, rec)[0]; got[:6] != "error:" {
			t.Errorf("%s: %s", rec, got)
		}
	}
	d, dst := wiretest.Builders(t, r, wire.Env{})
	if err := d.Decode(nil); err != nil || dst[0].Len() != 1 {
		t.Errorf("null: %v", err)
	}
	if _, err := Enveloped(fields, []wire.Mapping{{Field: "op", Column: "op"}}); err == nil {
		t.Error("a name is taken for a pointer")
	}
}
