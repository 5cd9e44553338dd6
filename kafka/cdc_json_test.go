package kafka

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine/column"
	"starling/specs/cdc"
)

var cdcJSON = CDC{"t", cdc.Options{
	JSONKey:   []column.Field{{Name: "id", Type: column.Of(column.Int)}},
	JSONValue: []column.Field{{Name: "id", Type: column.Of(column.Int)}, {Name: "name", Type: column.Of(column.String)}},
	JSONNames: map[string]string{"name": "a/b~c"},
}}

// The table of JSON changes is that of Avro's, with the schema beside the payload, without, and
// with both in one topic.
func TestCDCJSON(t *testing.T) {
	const schema = `{"schema":{"type":"struct","fields":[{"field":"payload"}],"optional":false},"payload":%s}`
	row := func(id int, name string) string {
		if name == "" {
			return "null"
		}
		return fmt.Sprintf(`{"id":%d,"a/b~c":%q,"more":[1]}`, id, name)
	}
	change := func(op string, before, after string) string {
		return fmt.Sprintf(`{"before":%s,"after":%s,"source":{"payload":1,"schema":"public"},"op":%q,"ts_ms":5}`, before, after, op)
	}
	key := func(id int) string { return fmt.Sprintf(`{"id":%d}`, id) }
	type rec struct{ key, value string }
	for _, c := range []struct {
		name    string
		changes []rec
		want    []string
		bad     []string
	}{
		{"snapshot", []rec{{key(1), change("r", "null", row(1, "a"))}, {key(2), change("r", "null", row(2, "b"))}}, []string{"1 a", "2 b"}, nil},
		{"update", []rec{{key(1), change("c", "null", row(1, "a"))}, {key(1), change("u", row(1, "a"), row(1, "A"))}}, []string{"1 A"}, nil},
		{"delete", []rec{{key(1), change("c", "null", row(1, "a"))}, {key(1), change("d", row(1, "a"), "null")}}, nil, nil},
		{"delete and tombstone", []rec{{key(1), change("c", "null", row(1, "a"))}, {key(1), change("d", row(1, "a"), "null")}, {key(1), ""}, {key(3), change("c", "null", row(3, "c"))}}, []string{"3 c"}, nil},
		{"tombstone alone", []rec{{key(1), change("c", "null", row(1, "a"))}, {key(1), ""}}, nil, nil},
		{"truncate", []rec{{key(1), change("c", "null", row(1, "a"))}, {"", change("t", "null", "null")}, {key(2), change("c", "null", row(2, "b"))}}, []string{"2 b"}, nil},
		{"message", []rec{{key(1), change("c", "null", row(1, "a"))}, {"", `{"op":"m","ts_ms":1,"message":{"prefix":"p"}}`}}, []string{"1 a"}, nil},
		{"no change", []rec{{key(1), change("c", "null", row(1, "a"))}, {key(2), `{"id":2,"a/b~c":"flat"}`}}, []string{"1 a"}, []string{"value: the record has none of op"}},
		{"another key", []rec{{`{"ID":1}`, change("c", "null", row(1, "a"))}}, nil, []string{"key: the record has none of id"}},
		{"no JSON", []rec{{key(1), "{"}, {"1x", change("c", "null", row(1, "a"))}}, nil, []string{"value: ", "key: "}},
	} {
		for _, form := range []string{"with", "without", "both"} {
			t.Run(c.name+" "+form, func(t *testing.T) {
				bubble(t, map[string]int{"t": 1}, func(r *rig) {
					table, err := r.env.ConsumeCDC(r.Context(), r.graph, r.props, cdcJSON, nil, false, nil)
					r.ok(err)
					table.Retain()
					errs := r.env.ConsumerOf(table).Errors()
					errs.Retain()
					for i, x := range c.changes {
						wrap := func(s string) []byte {
							if s == "" {
								return nil
							}
							if form == "with" || form == "both" && i%2 == 0 {
								s = fmt.Sprintf(schema, s)
							}
							return []byte(s)
						}
						r.ok(r.feeder.ProduceSync(r.Context(), &kgo.Record{Topic: "t", Key: wrap(x.key), Value: wrap(x.value)}).FirstErr())
					}
					r.step()
					rows := r.rows(table)
					slices.Sort(rows)
					if !slices.Equal(rows, c.want) {
						r.Errorf("rows %q, want %q", rows, c.want)
					}
					bad := r.readCols(errs, "Part", "Error")
					if len(bad) != len(c.bad) {
						r.Fatalf("bad records %q", bad)
					}
					for i, want := range c.bad {
						if got := strings.Replace(bad[i], " ", ": ", 1); !strings.HasPrefix(got, want) {
							r.Errorf("bad record %q, want %q", got, want)
						}
					}
				})
			})
		}
	}
	for _, c := range []struct {
		spec CDC
		want string
	}{
		{CDC{"t", cdc.Options{JSONKey: []column.Field{}, JSONValue: cdcJSON.JSONValue}}, "key: no columns"},
		{CDC{"t", cdc.Options{JSONKey: cdcJSON.JSONKey, JSONValue: []column.Field{}}}, "value: no columns"},
		{CDC{"t", cdc.Options{JSONKey: cdcJSON.JSONKey, JSONValue: slices.Concat(cdcJSON.JSONKey, cdcJSON.JSONKey)}}, `value: column "before__id" is there twice`},
		{CDC{"t", cdc.Options{JSONKey: cdcJSON.JSONKey, JSONValue: cdcJSON.JSONKey, JSONNames: cdcJSON.JSONNames}}, "mapping: name is not among the columns"},
		{CDC{"", cdcJSON.Options}, "the topic has no name"},
	} {
		if _, _, err := c.spec.Specs(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}
