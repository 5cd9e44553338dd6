package kafka

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/specs/avro"
	"starling/specs/simple"
	"starling/specs/wire"
)

const avroWider = `{"type":"record","name":"R","fields":[{"name":"n","type":"int"},{"name":"m","type":"int"}]}`

// registers puts a schema under a subject.
func (r *rig) registers(subject, text string) int {
	r.Helper()
	id, err := r.broker.Registry.Register(subject, sr.Schema{Schema: text})
	r.ok(err)
	return id
}

// byAvro is how topic t is read with the schemas of the registry.
func byAvro(r *rig) func(Props, *Consume) {
	r.Helper()
	value, err := avro.Reader(avro.ReaderOptions{Schema: "s"})
	r.ok(err)
	return func(p Props, o *Consume) {
		p["schema.registry.url"] = r.broker.Registry.URL()
		p["deephaven.partition.column.name"] = ""
		o.Key, o.Value = simple.Ignore, value
	}
}

// feedAvro produces small numbers n of the schema with an id; m is 4 where the schema has it.
func (r *rig) feedAvro(id int, numbers ...byte) {
	r.Helper()
	for _, n := range numbers {
		r.ok(r.feeder.ProduceSync(r.Context(), &kgo.Record{Topic: "t", Value: []byte{0, 0, 0, 0, byte(id), 2 * n, 8}}).FirstErr())
	}
}

// While a table is being made, a registry that is away or in trouble is asked again, each
// time after a longer pause, for as long as the properties say.
func TestRegistryFaultsAtStart(t *testing.T) {
	for _, c := range []struct {
		name   string
		strike func(r *rig)
		after  time.Duration
		asked  int
		want   string // the error; "" is none
	}{
		{"down for a while", func(r *rig) {
			r.broker.Registry.Down()
			time.AfterFunc(8*time.Second, r.broker.Registry.Up)
		}, 10 * time.Second, 1, ""},
		{"down", func(r *rig) { r.broker.Registry.Down() }, 10 * time.Second, 0, "does not answer (tried for 10s, default.api.timeout.ms): connection refused"},
		{"errors", func(r *rig) { r.broker.Registry.Fail(http.StatusInternalServerError, 3) }, 700 * time.Millisecond, 4, ""},
		{"too many requests", func(r *rig) { r.broker.Registry.Fail(http.StatusTooManyRequests, 3) }, 700 * time.Millisecond, 4, ""},
		{"errors for ever", func(r *rig) { r.broker.Registry.Fail(http.StatusInternalServerError, -1) }, 10 * time.Second, 8, "does not answer (tried for 10s, default.api.timeout.ms): schema registry http://localhost:8081 answered 500: Internal Server Error"},
		{"not authorized", func(r *rig) { r.broker.Registry.Fail(http.StatusUnauthorized, -1) }, 0, 1, "not authorized (401): set basic.auth.user.info or bearer.auth.token"},
		{"slow", func(r *rig) { r.broker.Registry.Slow(12 * time.Second) }, 12 * time.Second, 1, ""},
		{"no answer", func(r *rig) { r.broker.Registry.Slow(time.Hour) }, 15 * time.Second, 1, "does not answer (tried for 10s, default.api.timeout.ms): timed out"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				id := r.registers("s", avroNumber)
				c.strike(r)
				p, o := r.consumeArgs("t", []func(Props, *Consume){byAvro(r), set("default.api.timeout.ms", "10000")})
				start := time.Now()
				table, err := r.env.Consume(r.Context(), r.graph, p, o)
				if d, n := time.Since(start), r.broker.Registry.Asked(); d != c.after || n != c.asked {
					r.Errorf("it took %v and %d requests, want %v and %d", d, n, c.after, c.asked)
				}
				if c.want != "" {
					wantErr(t, err, nil, `value_spec: `, `schema registry http://localhost:8081`, c.want)
					return
				}
				r.ok(err)
				table.Table.Retain()
				r.feedAvro(id, 7)
				r.step()
				r.want(table.Table, "0 7")
			})
		})
	}
}

// A registry in trouble when a record has a schema that was not seen before is waited for,
// as long as it takes: no record is bad for it, or lost, and the order stays.
func TestRegistryFaultsOnTheWay(t *testing.T) {
	for _, c := range []struct {
		name        string
		strike, end func(r *rig)
		why         string
	}{
		{"down", func(r *rig) { r.broker.Registry.Down() }, func(r *rig) { r.broker.Registry.Up() }, "connection refused"},
		{"errors", func(r *rig) { r.broker.Registry.Fail(http.StatusInternalServerError, -1) }, func(r *rig) { r.broker.Registry.Fail(0, 0) }, "answered 500"},
		{"too many requests", func(r *rig) { r.broker.Registry.Fail(http.StatusTooManyRequests, -1) }, func(r *rig) { r.broker.Registry.Fail(0, 0) }, "answered 429"},
		{"not authorized", func(r *rig) { r.broker.Registry.Fail(http.StatusUnauthorized, -1) }, func(r *rig) { r.broker.Registry.Fail(0, 0) }, "not authorized (401)"},
		{"no answer", func(r *rig) { r.broker.Registry.Slow(time.Hour) }, func(r *rig) { r.broker.Registry.Slow(0) }, "no answer yet"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				first, second := r.registers("s", avroNumber), r.registers("other", avroWider)
				table := r.consume("t", byAvro(r))
				status, err := table.Status(r.Context())
				r.ok(err)
				status.Retain()
				r.feedAvro(first, 0, 1)
				r.step()
				c.strike(r)
				before := r.broker.Registry.Asked()
				r.feedAvro(second, 2)
				r.feedAvro(first, 3)
				time.Sleep(2 * time.Second)
				if !r.told("waiting for the schema registry", c.why) {
					r.Errorf("nothing is said after two seconds: %q", r.heard)
				}
				time.Sleep(10 * time.Minute)
				r.ok(r.graph.Step(r.Context()))
				if got := r.readCols(status, "Lag", "Error"); len(got) != 1 || !strings.HasPrefix(got[0], "2 waits for the schema registry http://localhost:8081: ") {
					r.Errorf("status %q", got)
				}
				r.ok(r.graph.Step(r.Context()))
				r.want(table.Table, "0 0", "1 1")
				if n := r.broker.Registry.Asked() - before; n > 2*(10*60/5+10) { // a refusal takes a second question
					r.Errorf("asked %d times", n)
				}
				c.end(r)
				r.step()
				r.feedAvro(second, 4)
				r.step()
				r.want(table.Table, "0 0", "1 1", "2 2", "3 3", "4 4")
				if n := table.BadRecords(); n != 0 {
					r.Errorf("%d bad records", n)
				}
				time.Sleep(2 * time.Second)
				r.ok(r.graph.Step(r.Context()))
				if got := r.readCols(status, "Lag", "Error"); len(got) != 1 || got[0] != "0 -" {
					r.Errorf("status afterwards %q", got)
				}
				if len(r.heard) != 2 || !r.told("waiting for the schema registry http://localhost:8081, records stay unread meanwhile", c.why) || !r.told("answers again") {
					r.Errorf("notices %q", r.heard)
				}
			})
		})
	}
}

// A partition that waits for the registry holds up no other one.
func TestRegistryFaultOfOnePartition(t *testing.T) {
	bubble(t, map[string]int{"t": 2}, func(r *rig) {
		first, second := r.registers("s", avroNumber), r.registers("other", avroWider)
		table := r.consume("t", byAvro(r), set("deephaven.partition.column.name", "P"))
		put := func(part int32, id int, x byte) {
			rec := &kgo.Record{Topic: "t", Partition: part, Value: []byte{0, 0, 0, 0, byte(id), 2 * x}}
			if id == second {
				rec.Value = append(rec.Value, 0)
			}
			r.ok(r.feeder.ProduceSync(r.Context(), rec).FirstErr())
		}
		put(0, first, 0)
		r.step()
		r.broker.Registry.Down()
		put(0, second, 1)
		for i := range byte(5) {
			put(1, first, 10+i)
			time.Sleep(time.Second)
		}
		r.ok(r.graph.Step(r.Context()))
		r.wantAny(table.Table, "0 0 0", "1 0 10", "1 1 11", "1 2 12", "1 3 13", "1 4 14")
		r.broker.Registry.Up()
		put(0, first, 2)
		r.step()
		r.wantAny(table.Table, "0 0 0", "0 1 1", "0 2 2", "1 0 10", "1 1 11", "1 2 12", "1 3 13", "1 4 14")
	})
}

// A schema that another refers to is waited for as well, and the user hears of it.
func TestRegistryFaultsOfReferences(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		first := r.registers("s", avroNumber)
		r.registers("in", `{"type":"record","name":"In","fields":[{"name":"x","type":"int"}]}`)
		refers, err := r.broker.Registry.Register("out", sr.Schema{
			Schema:     `{"type":"record","name":"R","fields":[{"name":"n","type":"int"},{"name":"in","type":["null","In"]}]}`,
			References: []sr.SchemaReference{{Name: "In", Subject: "in", Version: 1}},
		})
		r.ok(err)
		table := r.consume("t", byAvro(r))
		r.feedAvro(first, 0)
		r.step()
		reg, err := r.env.Registry(r.props.With(Props{"schema.registry.url": r.broker.Registry.URL()}))
		r.ok(err)
		_, err = reg.ByID(r.Context(), refers) // what refers is known, what it refers to is not
		r.ok(err)
		r.broker.Registry.Fail(http.StatusUnauthorized, -1)
		rec := &kgo.Record{Topic: "t", Value: []byte{0, 0, 0, 0, byte(refers), 2, 0}}
		r.ok(r.feeder.ProduceSync(r.Context(), rec).FirstErr())
		time.Sleep(time.Minute)
		r.ok(r.graph.Step(r.Context()))
		r.want(table.Table, "0 0")
		if !r.told("waiting for the schema registry", "not authorized (401)") {
			r.Errorf("notices %q", r.heard)
		}
		r.broker.Registry.Fail(0, 0)
		r.step()
		r.want(table.Table, "0 0", "1 1")
		if n := table.BadRecords(); n != 0 {
			r.Errorf("%d bad records", n)
		}
	})
}

// A table that is closed does not wait for the registry, and the record is not bad.
func TestRegistryDownAtEnd(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		first, second := r.registers("s", avroNumber), r.registers("other", avroWider)
		table := r.consume("t", byAvro(r), set("group.id", "g"))
		r.feedAvro(first, 0)
		r.step()
		r.broker.Registry.Down()
		r.feedAvro(second, 1)
		r.await(func() bool { return r.told("waiting for the schema registry") })
		start := time.Now()
		r.ok(table.Close())
		if d := time.Since(start); d > 2*time.Second || table.BadRecords() != 0 {
			r.Errorf("closing took %v, %d bad records", d, table.BadRecords())
		}
		r.wantCommitted(map[int32]int64{0: 1})
	})
}

// Several who wait for one schema ask once, and the user hears once.
func TestRegistryWaits(t *testing.T) {
	bubble(t, nil, func(r *rig) {
		id := r.registers("s", avroNumber)
		r.broker.Registry.Fail(http.StatusServiceUnavailable, -1)
		reg, err := r.env.Registry(r.props.With(Props{"schema.registry.url": r.broker.Registry.URL()}))
		r.ok(err)
		ended, cancel := context.WithTimeout(r.Context(), time.Minute)
		defer cancel()
		if _, err := reg.ByID(ended, id); !errors.Is(err, context.DeadlineExceeded) {
			r.Errorf("at the end of its life: %v", err)
		}
		r.broker.Registry.Fail(http.StatusServiceUnavailable, 3)
		before := r.broker.Registry.Asked()
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() {
				if s, err := reg.ByID(r.Context(), id); err != nil || s.Text != avroNumber {
					r.Errorf("%+v %v", s, err)
				}
			})
		}
		wait.Wait()
		if n := r.broker.Registry.Asked() - before; n != 4 {
			r.Errorf("asked %d times", n)
		}
		if len(r.heard) != 2 || !strings.Contains(r.heard[0], "waiting for") || !strings.Contains(r.heard[1], "answers again") {
			r.Errorf("notices %q", r.heard)
		}
	})
}

// What the registry has said is remembered; that it does not have an id, for a while.
func TestRegistryRemembers(t *testing.T) {
	bubble(t, nil, func(r *rig) {
		id := r.registers("s", avroNumber)
		reg, err := r.env.Registry(r.props.With(Props{"schema.registry.url": r.broker.Registry.URL()}))
		r.ok(err)
		for range 3 {
			s, err := reg.Schema(r.Context(), "s", 1)
			r.ok(err)
			if same, err := reg.ByID(r.Context(), id); err != nil || same.Text != s.Text {
				r.Errorf("%+v %v", same, err)
			}
			_, err = reg.ByID(r.Context(), id+1)
			wantErr(r.T, err, wire.ErrNoSchema)
		}
		if n := r.broker.Registry.Asked(); n != 2 {
			r.Errorf("asked %d times", n)
		}
		time.Sleep(refusedFor)
		r.registers("later", avroWider)
		if s, err := reg.ByID(r.Context(), id+1); err != nil || s.Text != avroWider {
			r.Errorf("%+v %v", s, err)
		}
	})
}

// A producer waits for the registry when it begins.
func TestRegistryDownForProducer(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		s := r.sheet()
		s.add("a 1")
		r.cycle()
		value, err := avro.Writer(avro.WriterOptions{Subject: "s", Publish: true, Include: []string{"V"}})
		r.ok(err)
		o := jsonOfV(r)
		o.Value = value
		props := r.props.With(Props{"schema.registry.url": r.broker.Registry.URL(), "default.api.timeout.ms": "10000"})
		r.broker.Registry.Down()
		_, err = r.env.Produce(r.Context(), s.Table(), props, o)
		wantErr(r.T, err, nil, "schema registry http://localhost:8081 does not answer (tried for 10s, default.api.timeout.ms): connection refused")
		time.AfterFunc(8*time.Second, r.broker.Registry.Up)
		_, err = r.env.Produce(r.Context(), s.Table(), props, o)
		r.ok(err)
		if got := r.topic("t"); len(got) != 1 {
			r.Errorf("%d records", len(got))
		}
	})
}
