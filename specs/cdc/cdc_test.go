package cdc

import (
	"slices"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

var people = Options{
	JSONKey:   []column.Field{wiretest.Field("id", column.Int)},
	JSONValue: []column.Field{wiretest.Field("id", column.Int), wiretest.Field("name", column.String)},
	JSONNames: map[string]string{"name": "a/b~c"},
}

// The columns are those of the row before and after the change, and what it is, with the
// schema beside it or without.
func TestReaders(t *testing.T) {
	key, value, err := Readers(people)
	if err != nil {
		t.Fatal(err)
	}
	const change = `{"before":null,"after":{"id":7,"a/b~c":"x"},"op":"c","ts_ms":5}`
	for _, rec := range []string{change, `{"schema":{"type":"struct"},"payload":` + change + `}`} {
		if got := wiretest.Rows(t, value, rec)[0]; got != "<nil> <nil> 7 x c 5" {
			t.Errorf("%s: %s", rec, got)
		}
	}
	if got := wiretest.Rows(t, key, `{"id":7}`, `{"ID":7}`); got[0] != "7" || got[1] != "error: the record has none of id" {
		t.Errorf("keys %q", got)
	}
	fields, err := value.Fields(t.Context(), wire.Env{Part: "value"})
	if got := strings.Join(wire.ColumnNames(fields), " "); got != "before__id before__name after__id after__name op ts_ms" {
		t.Errorf("columns %s, %v", got, err)
	}
}

func TestErrors(t *testing.T) {
	id := people.JSONKey
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{JSONKey: []column.Field{}, JSONValue: people.JSONValue}, "key: no columns"},
		{Options{JSONKey: id, JSONValue: []column.Field{}}, "value: no columns"},
		{Options{JSONKey: id, JSONValue: slices.Concat(id, id)}, `value: column "before__id" is there twice`},
		{Options{JSONKey: id, JSONValue: id, JSONNames: people.JSONNames}, "mapping: name is not among the columns"},
		{Options{JSONKey: id, JSONValue: id, JSONNames: map[string]string{"Id": "x"}}, "mapping: Id is not among the columns; did you mean id?"},
		{Options{KeySubject: "k", KeyVersion: "x", ValueSubject: "v"}, "key: "},
		{Options{KeySubject: "k", ValueSubject: ""}, "value: schema is empty"},
	} {
		if _, _, err := Readers(c.o); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}
