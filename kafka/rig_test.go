package kafka

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
	"starling/engine/column"
	"starling/kafka/kafkatest"
	"starling/specs/simple"
)

// rig is a broker and a registry in memory, and a graph that the test steps by hand. Time
// is the bubble's: waits cost nothing, and a goroutine left behind fails the test.
type rig struct {
	*testing.T
	broker *kafkatest.Broker
	env    *Env
	props  Props
	graph  *engine.Graph
	feeder *kgo.Client

	mu    sync.Mutex
	heard []string
}

func bubble(t *testing.T, topics map[string]int, f func(r *rig)) {
	t.Helper()
	bubbleOf(t, kafkatest.Config{Topics: topics}, f)
}

func bubbleOf(t *testing.T, cfg kafkatest.Config, f func(r *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b, err := kafkatest.Start(cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		r := &rig{T: t, broker: b, graph: engine.NewGraph(), props: Props{"bootstrap.servers": b.Addr()}}
		r.env = &Env{Notify: r.hear, DialFunc: b.Dial}
		r.feeder, err = b.Client(kgo.RecordPartitioner(kgo.ManualPartitioner()))
		r.ok(err)
		defer r.feeder.Close()
		defer func() {
			r.ok(r.close())
		}()
		f(r)
	})
}

func (r *rig) ok(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// close ends all that reads and writes.
func (r *rig) close() error { return r.env.Close(r.Context(), r.graph) }

func (r *rig) hear(msg string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.heard = append(r.heard, msg)
}

// told reports whether a notice with all the parts was given.
func (r *rig) told(parts ...string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(r.heard, func(line string) bool {
		return !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(line, p) })
	})
}

// feed produces texts "partition key value"; "-" is null.
func (r *rig) feed(topic string, lines ...string) {
	r.Helper()
	recs := make([]*kgo.Record, len(lines))
	for i, line := range lines {
		part, rest, _ := strings.Cut(line, " ")
		key, value, _ := strings.Cut(rest, " ")
		recs[i] = &kgo.Record{Topic: topic, Key: bytesOf(key), Value: bytesOf(value)}
		fmt.Sscan(part, &recs[i].Partition)
	}
	r.ok(r.feeder.ProduceSync(r.Context(), recs...).FirstErr())
}

func bytesOf(s string) []byte {
	if s == "-" {
		return nil
	}
	return []byte(s)
}

// consume is a table of topic: by default text keys K and values V, appended.
func (r *rig) consume(topic string, change ...func(p Props, o *Consume)) *Consumer {
	r.Helper()
	p, o := r.consumeArgs(topic, change)
	c, err := r.env.Consume(r.Context(), r.graph, p, o)
	r.ok(err)
	c.Table.Retain()
	return c
}

func (r *rig) consumeArgs(topic string, change []func(p Props, o *Consume)) (Props, Consume) {
	p := r.props.With(Props{"deephaven.timestamp.column.name": ""})
	o := Consume{
		Topics: []string{topic}, Retention: engine.Append(),
		Key: simple.Reader("K", column.Of(column.String)), Value: simple.Reader("V", column.Of(column.String)),
	}
	for _, f := range change {
		f(p, &o)
	}
	return p, o
}

func from(n int64) func(Props, *Consume)       { return func(_ Props, o *Consume) { o.Offsets.All = n } }
func set(name, v string) func(Props, *Consume) { return func(p Props, _ *Consume) { p[name] = v } }
func ints(_ Props, o *Consume)                 { o.Value = simple.Reader("V", column.Of(column.Int)) }

// step lets all that was produced arrive, and runs one cycle.
func (r *rig) step() {
	r.Helper()
	ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
	defer cancel()
	r.ok(r.env.Fetched(ctx))
	r.ok(r.graph.Step(ctx))
}

// rows is the rows of t, each as its values with spaces between.
func (r *rig) rows(t *engine.Table) []string {
	r.Helper()
	f, err := t.Read(0, 1<<40, nil)
	r.ok(err)
	out := make([]string, f.Len())
	for i := range out {
		cells := make([]string, len(f.Cols))
		for j, c := range f.Cols {
			cells[j] = "-"
			if v := c.Any(i); v != nil {
				cells[j] = fmt.Sprint(v)
				if b, ok := v.([]byte); ok {
					cells[j] = string(b)
				}
			}
		}
		out[i] = strings.Join(cells, " ")
	}
	return out
}

func (r *rig) want(t *engine.Table, want ...string) {
	r.Helper()
	if got := r.rows(t); !slices.Equal(got, want) {
		r.Errorf("rows\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// wantAny is want for rows of several partitions, whose order is only that within each.
func (r *rig) wantAny(t *engine.Table, want ...string) {
	r.Helper()
	got := r.rows(t)
	byPartition(got)
	byPartition(want)
	if !slices.Equal(got, want) {
		r.Errorf("rows by partition\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// byPartition sorts rows by what they begin with: a topic, if there are several, and a
// partition.
func byPartition(rows []string) {
	place := func(row string) string {
		first, rest, _ := strings.Cut(row, " ")
		if first[0] >= '0' && first[0] <= '9' {
			return first
		}
		second, _, _ := strings.Cut(rest, " ")
		return first + " " + second
	}
	slices.SortStableFunc(rows, func(a, b string) int { return strings.Compare(place(a), place(b)) })
}

// readCols is rows of some columns.
func (r *rig) readCols(t *engine.Table, cols ...string) []string {
	r.Helper()
	view, err := t.View(engine.Env{}, cols...)
	r.ok(err)
	view.Retain()
	defer view.Release()
	return r.rows(view)
}

// await returns once cond holds.
func (r *rig) await(cond func() bool) {
	r.Helper()
	for range 1000 {
		if cond() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	r.Fatal("waited in vain")
}
