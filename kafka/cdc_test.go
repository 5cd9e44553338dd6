package kafka

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/engine"
	"starling/specs/cdc"
)

// changesOf is the schema of the changes of a table with the columns id and another.
func changesOf(other string) string {
	return fmt.Sprintf(`{"type":"record","name":"E","fields":[
		{"name":"before","type":["null",{"type":"record","name":"V","fields":[{"name":"id","type":"int"},{"name":%q,"type":"string"}]}]},
		{"name":"after","type":["null","V"]},{"name":"op","type":"string"}]}`, other)
}

const (
	cdcKey   = `{"type":"record","name":"K","fields":[{"name":"id","type":"int"}]}`
	cdcPlain = `{"type":"record","name":"P","fields":[{"name":"name","type":"string"}]}`
)

// cdcRig has the topic s.d.t and a registry with schemas by subject.
func cdcRig(t *testing.T, schemas map[string]string, f func(r *rig)) {
	bubble(t, map[string]int{"s.d.t": 1}, func(r *rig) {
		r.props["schema.registry.url"] = r.broker.Registry.URL()
		for _, subject := range []string{"s.d.t-key", "s.d.t-value", "both", "plain"} { // ids count from 1
			if text := schemas[subject]; text != "" {
				_, err := r.broker.Registry.Register(subject, sr.Schema{Schema: text})
				r.ok(err)
			}
		}
		f(r)
	})
}

var cdcSpec = CDC{"s.d.t", cdc.Options{KeySubject: "s.d.t-key", ValueSubject: "s.d.t-value"}}

// change is a record of the topic: op and the name after it, "" for none; op "" is a tombstone.
func change(id byte, op, name string) *kgo.Record {
	r := &kgo.Record{Topic: "s.d.t", Key: []byte{0, 0, 0, 0, 1, id << 1}}
	if op == "" {
		return r
	}
	r.Value = []byte{0, 0, 0, 0, 2, 0}
	if name == "" {
		r.Value = append(r.Value, 0)
	} else {
		r.Value = append(append(r.Value, 2, id<<1, byte(len(name))<<1), name...)
	}
	r.Value = append(append(r.Value, byte(len(op))<<1), op...)
	return r
}

// The table is the database's, whether a deleted row's tombstone comes with it, later or not at all.
func TestCDC(t *testing.T) {
	cdcRig(t, map[string]string{"s.d.t-key": cdcKey, "s.d.t-value": changesOf("name")}, func(r *rig) {
		table, err := r.env.ConsumeCDC(r.Context(), r.graph, r.props, cdcSpec, nil, false, nil)
		r.ok(err)
		table.Retain()
		for _, step := range []struct {
			changes []*kgo.Record
			want    []string
		}{
			{[]*kgo.Record{change(1, "r", "a"), change(2, "c", "b"), change(3, "c", "c")}, []string{"1 a", "2 b", "3 c"}},
			{[]*kgo.Record{change(1, "u", "A"), change(2, "d", ""), change(2, "", "")}, []string{"1 A", "3 c"}},
			{[]*kgo.Record{change(3, "d", "")}, []string{"1 A"}},
			{[]*kgo.Record{change(3, "", "")}, []string{"1 A"}},
			{[]*kgo.Record{change(2, "c", "B"), change(1, "", "")}, []string{"2 B"}},
			{[]*kgo.Record{change(1, "c", "x"), change(1, "d", ""), change(1, "c", "y")}, []string{"1 y", "2 B"}},
		} {
			r.ok(r.feeder.ProduceSync(r.Context(), step.changes...).FirstErr())
			r.step()
			rows := r.rows(table)
			slices.Sort(rows)
			if !slices.Equal(rows, step.want) {
				r.Errorf("rows %q, want %q", rows, step.want)
			}
		}
		changes, err := r.env.ConsumeCDC(r.Context(), r.graph, r.props, cdcSpec, nil, true, []string{"name"})
		r.ok(err)
		all, err := changes.BlinkToAppendOnly()
		r.ok(err)
		all.Retain()
		r.step()
		if rows := r.rows(all); len(rows) != 13 || rows[4] != "2 d" || rows[5] != "2 -" {
			r.Errorf("changes %q", rows)
		}
	})
}

// Columns of the database that cannot be columns here are named as those of the key are.
func TestCDCNames(t *testing.T) {
	key := `{"type":"record","name":"my-db.K","fields":[{"name":"1-id","type":"int"}]}`
	changes := strings.ReplaceAll(changesOf("class"), `"id"`, `"1-id"`)
	cdcRig(t, map[string]string{"s.d.t-key": key, "s.d.t-value": changes}, func(r *rig) {
		table, err := r.env.ConsumeCDC(r.Context(), r.graph, r.props, cdcSpec, nil, false, nil)
		r.ok(err)
		table.Retain()
		r.ok(r.feeder.ProduceSync(r.Context(), change(1, "c", "a"), change(2, "c", "b"), change(1, "u", "A")).FirstErr())
		r.step()
		rows := r.rows(table)
		slices.Sort(rows)
		if names := fieldNames(table.Schema); !slices.Equal(names, []string{"column_1id", "column_class"}) || !slices.Equal(rows, []string{"1 A", "2 b"}) {
			t.Errorf("%q: %q", names, rows)
		}
		table.Release()
	})
}

// special is a change without a row: a truncate (t), which Debezium gives no key, or a message (m).
func special(op string, key byte) *kgo.Record {
	r := change(key, op, "")
	r.Value = append([]byte{0, 0, 0, 0, 2, 0, 0, byte(len(op)) << 1}, op...)
	if key == 0 {
		r.Key = nil
	}
	return r
}

// A truncate deletes what came before it, and nothing else, in whatever cycles they come.
func TestCDCTruncate(t *testing.T) {
	row := func(id byte, op, name string) func() *kgo.Record {
		return func() *kgo.Record { return change(id, op, name) }
	}
	other := func(op string, key byte) func() *kgo.Record {
		return func() *kgo.Record { return special(op, key) }
	}
	a, b, c := row(1, "r", "a"), row(2, "c", "b"), row(3, "c", "c")
	for _, cs := range []struct {
		name    string
		changes []func() *kgo.Record
		want    []string
	}{
		{"first", []func() *kgo.Record{other("t", 0), a, b}, []string{"1 a", "2 b"}},
		{"last", []func() *kgo.Record{a, b, other("t", 0)}, nil},
		{"between", []func() *kgo.Record{a, b, other("t", 0), c}, []string{"3 c"}},
		{"twice", []func() *kgo.Record{a, other("t", 0), b, other("t", 0), c}, []string{"3 c"}},
		{"keys that come back", []func() *kgo.Record{a, b, other("t", 0), b, c}, []string{"2 b", "3 c"}},
		{"with a key", []func() *kgo.Record{a, b, other("t", 9), c}, []string{"3 c"}},
		{"with a key of the table", []func() *kgo.Record{a, other("t", 1), b}, []string{"2 b"}},
		{"after a delete", []func() *kgo.Record{a, b, row(1, "d", ""), row(1, "", ""), other("t", 0), a}, []string{"1 a"}},
		{"before deletes", []func() *kgo.Record{a, b, other("t", 0), row(1, "d", ""), row(2, "", ""), c}, []string{"3 c"}},
		{"of nothing", []func() *kgo.Record{other("t", 0)}, nil},
		{"a message beside the table", []func() *kgo.Record{a, other("m", 0), b}, []string{"1 a", "2 b"}},
		{"a message after a truncate", []func() *kgo.Record{a, other("t", 0), other("m", 0)}, nil},
	} {
		t.Run(cs.name, func(t *testing.T) {
			cdcRig(t, map[string]string{"s.d.t-key": cdcKey, "s.d.t-value": changesOf("name")}, func(r *rig) {
				steps, err := r.env.ConsumeCDC(r.Context(), r.graph, r.props, cdcSpec, nil, false, nil)
				r.ok(err)
				steps.Retain()
				for _, change := range cs.changes {
					r.ok(r.feeder.ProduceSync(r.Context(), change()).FirstErr())
					r.step()
				}
				at, err := r.env.ConsumeCDC(r.Context(), r.graph, r.props, cdcSpec, nil, false, nil)
				r.ok(err)
				at.Retain()
				r.step()
				for name, table := range map[string]*engine.Table{"steps": steps, "at once": at} {
					rows := r.rows(table)
					slices.Sort(rows)
					if !slices.Equal(rows, cs.want) {
						r.Errorf("%s: rows %q, want %q", name, rows, cs.want)
					}
				}
			})
		})
	}
}

// A table begins anew with a topic that is created again.
func TestCDCRecreated(t *testing.T) {
	cdcRig(t, map[string]string{"s.d.t-key": cdcKey, "s.d.t-value": changesOf("name")}, func(r *rig) {
		table, err := r.env.ConsumeCDC(r.Context(), r.graph, r.props, cdcSpec, nil, false, nil)
		r.ok(err)
		table.Retain()
		r.ok(r.feeder.ProduceSync(r.Context(), change(1, "c", "a"), change(2, "c", "b")).FirstErr())
		r.step()
		r.want(table, "1 a", "2 b")
		r.again("s.d.t", 3)
		r.ok(r.feeder.ProduceSync(r.Context(), change(2, "r", "B"), change(3, "r", "c")).FirstErr())
		r.step()
		rows := r.rows(table)
		slices.Sort(rows)
		if !slices.Equal(rows, []string{"2 B", "3 c"}) {
			r.Errorf("rows %q", rows)
		}
	})
}

// A schema that is not of changes, and columns that cannot go, are said at once.
func TestCDCWrong(t *testing.T) {
	cdcRig(t, map[string]string{"s.d.t-key": cdcKey, "s.d.t-value": changesOf("name"), "both": changesOf("op"), "plain": cdcPlain}, func(r *rig) {
		for _, c := range []struct {
			value string
			drop  []string
			want  string
		}{
			{"plain", nil, `it wants a record "after" and a string "op", and has name`},
			{"both", nil, "the database's table has a column op itself; kafka.cdc.consume_raw has both"},
			{"s.d.t-value", []string{"id"}, "cols_to_drop: id is a column of the key"},
			{"s.d.t-value", []string{"nmae"}, "unknown column names [nmae]"},
			{"none", nil, `subject "none"`},
		} {
			s := cdcSpec
			s.ValueSubject = c.value
			_, err := r.env.ConsumeCDC(r.Context(), r.graph, r.props, s, nil, false, c.drop)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				r.Errorf("%s: error %v, want %q", c.value, err, c.want)
			}
		}
		if left := r.env.Consumers(); len(left) != 0 {
			r.Errorf("%d consumers are left", len(left))
		}
	})
	if _, _, err := (CDC{"t", cdc.Options{KeySubject: "k", KeyVersion: "x", ValueSubject: "v"}}).Specs(); err == nil || !strings.Contains(err.Error(), "key: ") {
		t.Errorf("error %v", err)
	}
}

// The table that the caller has stands for the consumer, and ends it when it goes.
func TestCDCLife(t *testing.T) {
	cdcRig(t, map[string]string{"s.d.t-key": cdcKey, "s.d.t-value": changesOf("name")}, func(r *rig) {
		for _, stream := range []bool{true, false} {
			table, err := r.env.ConsumeCDC(r.Context(), r.graph, r.props, cdcSpec, nil, stream, nil)
			r.ok(err)
			table.Retain()
			c := r.env.ConsumerOf(table)
			if c == nil || r.env.ConsumerOf(c.Table) != c {
				r.Fatalf("consumer %v", c)
			}
			if _, err := c.Compacted([]engine.Pair{{New: "id", Old: "id"}}); err == nil {
				r.Error("compacted twice")
			}
			table.Release()
			<-c.closed
		}
	})
}
