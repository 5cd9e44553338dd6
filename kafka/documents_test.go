package kafka

import (
	"strings"
	"testing"

	"starling/engine"
	"starling/engine/column"
	"starling/kafka/client"
	"starling/specs/json"
	"starling/specs/simple"
	"starling/specs/wire"
)

// A value of several documents is a row each, with the record's key and own columns in all
// of them; without the property it is a bad record.
func TestJSONDocuments(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.feed("t", `0 k {"a":1}`, "0 l {\"a\":2}\n{\"a\":3}\n{\"a\":4}", `0 m {"a":5}{"a":"x"}`, "0 n -", "0 o {\"a\":6}{\"a\":7}")
		json := func(p client.Props, o *Consume) {
			var err error
			o.Value, err = json.Reader([]column.Field{{Name: "a", Type: column.Of(column.Long)}}, nil)
			r.ok(err)
		}
		each := r.consume("t", from(SeekToBeginning), json, set("starling.json.documents", "each"))
		one := r.consume("t", from(SeekToBeginning), json)
		r.step()
		want := "0 0 k 1|0 1 l 2|0 1 l 3|0 1 l 4|0 3 n -|0 4 o 6|0 4 o 7"
		if got := strings.Join(r.rows(each.Table), "|"); got != want {
			t.Errorf("each: %s, want %s", got, want)
		}
		if got := strings.Join(r.rows(one.Table), "|"); got != "0 0 k 1|0 3 n -" {
			t.Errorf("one: %s", got)
		}
		if got := r.readCols(one.Errors(), "KafkaOffset", "Error"); len(got) != 3 || !strings.Contains(got[0], `1 more than one JSON document: another begins at byte 8; {"starling.json.documents": "each"}`) {
			t.Errorf("bad records %q", got)
		}
		if got := strings.Join(r.readCols(each.Errors(), "KafkaOffset"), "|"); got != "2" {
			t.Errorf("bad records of each: %s", got)
		}
		latest, err := each.Compacted(unrenamed([]string{"K"}))
		r.ok(err)
		latest.Retain()
		defer latest.Release()
		r.ok(r.graph.Step(r.Context()))
		view, err := latest.View(engine.Env{}, "K", "a")
		r.ok(err)
		view.Retain()
		defer view.Release()
		if got := strings.Join(r.rows(view), "|"); got != "k 1|l 4|o 7" {
			t.Errorf("latest: %s", got)
		}
	})
}

// A large key is not multiplied without end, and a record has its headers once.
func TestJSONDocumentsOfLargeKeys(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		large := strings.Repeat("k", 520_000)
		r.feed("t", "0 "+large+" "+strings.Repeat("{}", 131), "0 "+large+" {}{}", "0 k {}{}{}")
		c := r.consume("t", from(SeekToBeginning), func(p client.Props, o *Consume) {
			var err error
			o.Value, err = json.Reader([]column.Field{{Name: "a", Type: column.Of(column.Long)}}, nil)
			r.ok(err)
		}, set("starling.json.documents", "each"), set("starling.headers.column.name", "H"))
		r.step()
		if got := r.readCols(c.Errors(), "KafkaOffset", "Error"); strings.Join(got, "|") != "0 131 rows with the record's key of 520000 bytes are more than 67108864 bytes" {
			t.Errorf("bad records %q", got)
		}
		if got := strings.Join(r.readCols(c.Table, "KafkaOffset"), " "); got != "1 1 2 2 2" {
			t.Errorf("rows %s", got)
		}
	})
}

// A table that would not do as the property says does not begin.
func TestJSONDocumentsOfWhatIsNoJSON(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		json, err := json.Reader([]column.Field{{Name: "a", Type: column.Of(column.Long)}}, nil)
		r.ok(err)
		for _, c := range []struct {
			name       string
			key, value wire.Reader
			want       string
		}{
			{"value", simple.Reader("K", column.Of(column.String)), json, ""},
			{"text", simple.Ignore, simple.Reader("V", column.Of(column.String)), "value_spec is not of JSON"},
			{"key alone", json, simple.Ignore, "value_spec is not of JSON"},
			{"from properties", simple.Ignore, simple.FromProperties, "value_spec is not of JSON"},
		} {
			p, o := r.consumeArgs("t", []func(client.Props, *Consume){set("starling.json.documents", "each"), func(_ client.Props, o *Consume) { o.Key, o.Value = c.key, c.value }})
			_, err := r.env.Consume(r.Context(), r.graph, p, o)
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), `"starling.json.documents": "each" is not supported, `+c.want) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		_, err = r.env.ConsumeCDC(r.Context(), r.graph, r.props.With(client.Props{"starling.json.documents": "each"}), cdcJSON, nil, false, nil)
		if err == nil || !strings.Contains(err.Error(), `"starling.json.documents": "each" is not supported, a record is one change`) {
			t.Errorf("changes: %v", err)
		}
	})
}
