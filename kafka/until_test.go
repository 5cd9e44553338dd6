package kafka

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
	"starling/kafka/client"
)

// until sets where reading ends.
func until(o Offsets) func(client.Props, *Consume) {
	return func(_ client.Props, c *Consume) { c.Until = &o }
}

func TestUntilTheEnd(t *testing.T) {
	for _, keep := range []struct {
		name string
		as   engine.Retention
		want []string
	}{
		{"append", engine.Append(), []string{"0 0 - a", "0 1 - b"}},
		{"ring", engine.Ring(1), []string{"0 1 - b"}},
		{"blink", engine.Blink(), nil},
	} {
		t.Run(keep.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 3}, func(r *rig) {
				r.feed("t", "0 - a", "0 - b")
				c := r.consume("t", from(SeekToBeginning), until(Offsets{All: SeekToEnd}), set("group.id", "g"),
					func(_ client.Props, o *Consume) { o.Retention = keep.as })
				r.feed("t", "0 - late", "1 - late")
				r.step()
				r.settle(c)
				r.want(c.Table, keep.want...)
				r.ok(r.env.Sync(r.Context()))
				if r.graph.Live() {
					r.Error("the graph waits for more")
				}
				if err := c.Table.Err(); err != nil {
					r.Errorf("error %v", err)
				}
				r.wantCommitted(map[int32]int64{0: 2, 1: 0, 2: 0})
				if got := r.rows(c.Errors()); len(got) != 0 { // it still is the table's
					r.Errorf("errors %q", got)
				}
			})
		})
	}
}

// settle runs cycles until a consumer that has read all has stopped.
func (r *rig) settle(c *Consumer) {
	r.Helper()
	r.await(func() bool {
		r.ok(r.graph.Step(r.Context()))
		select {
		case <-c.stopped:
			r.ok(r.graph.Step(r.Context()))
			return true
		default:
			return false
		}
	})
}

func TestUntilPlaces(t *testing.T) {
	at := func(second int) time.Time { return time.Date(2026, 1, 1, 0, 0, second, 0, time.UTC).AddDate(-30, 0, 0) }
	for _, w := range []struct {
		name  string
		start Offsets
		end   Offsets
		want  string
	}{
		{"an offset", Offsets{All: SeekToBeginning}, Offsets{Each: map[int32]int64{0: 2}}, "a b"},
		{"the start", Offsets{All: SeekToBeginning}, Offsets{All: SeekToBeginning}, ""},
		{"before the start", Offsets{Each: map[int32]int64{0: 3}}, Offsets{Each: map[int32]int64{0: 1}}, ""},
		{"a time", Offsets{All: SeekToBeginning}, Offsets{Since: at(2)}, "a b"},
		{"a time after all", Offsets{All: SeekToBeginning}, Offsets{Since: at(30)}, "a b c d"},
		{"from one time to another", Offsets{Since: at(1)}, Offsets{Since: at(3)}, "b c"},
	} {
		t.Run(w.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				for i, v := range []string{"a", "b", "c", "d"} {
					r.ok(r.feeder.ProduceSync(r.Context(), &kgo.Record{Topic: "t", Timestamp: at(i), Value: []byte(v)}).FirstErr())
				}
				c := r.consume("t", func(_ client.Props, o *Consume) { o.Offsets = w.start }, until(w.end), set("deephaven.offset.column.name", ""))
				r.settle(c)
				var got []string
				for _, row := range r.rows(c.Table) {
					got = append(got, strings.Fields(row)[2])
				}
				if strings.Join(got, " ") != w.want {
					r.Errorf("rows %q, want %q", got, w.want)
				}
			})
		})
	}
}

// An offset that is still to come is waited for.
func TestUntilLaterOffset(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.feed("t", "0 - a")
		c := r.consume("t", from(SeekToBeginning), until(Offsets{Each: map[int32]int64{0: 3}}))
		r.step()
		r.want(c.Table, "0 0 - a")
		r.feed("t", "0 - b", "0 - c", "0 - d")
		r.settle(c)
		r.want(c.Table, "0 0 - a", "0 1 - b", "0 2 - c")
	})
}

// Records that are gone before they were read are not waited for.
func TestUntilWhatIsGone(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.feed("t", "0 - a", "0 - b")
		r.broker.Cut()
		r.broker.Mend()
		c := r.consume("t", from(SeekToBeginning), until(Offsets{Each: map[int32]int64{0: 4}}))
		r.step()
		r.broker.Cut()
		r.feed("t", "0 - c", "0 - d", "0 - e")
		r.ok(r.broker.DeleteRecords("t", 0, 5))
		r.broker.Mend()
		r.settle(c)
		r.want(c.Table, "0 0 - a", "0 1 - b")
		if !r.told("offsets 2 to 4 are gone") {
			r.Errorf("notices %q", r.heard)
		}
	})
}

func TestUntilTransactions(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		tx, err := r.broker.Client(kgo.TransactionalID("x"), kgo.DefaultProduceTopic("t"))
		r.ok(err)
		defer tx.Close()
		for _, end := range []kgo.TransactionEndTry{kgo.TryCommit, kgo.TryAbort} {
			r.ok(tx.BeginTransaction())
			r.ok(tx.ProduceSync(r.Context(), kgo.StringRecord("a")).FirstErr())
			r.ok(tx.EndTransaction(r.Context(), end))
		}
		c := r.consume("t", from(SeekToBeginning), until(Offsets{All: SeekToEnd}), set("isolation.level", "read_committed"))
		r.settle(c)
		r.want(c.Table, "0 0 - a")
	})
}

func TestUntilPartitioned(t *testing.T) {
	bubble(t, map[string]int{"t": 2}, func(r *rig) {
		r.feed("t", "0 - a", "1 - b")
		p, o := r.consumeArgs("t", []func(client.Props, *Consume){from(SeekToBeginning), until(Offsets{})})
		c, err := r.env.ConsumePartitioned(r.Context(), r.graph, p, o)
		r.ok(err)
		c.Partitioned.Retain()
		r.settle(c)
		one, _ := c.Partitioned.Get(int32(1))
		r.want(one, "1 0 - b")
	})
}

func TestUntilWrong(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		for _, w := range []struct {
			topics []string
			end    Offsets
			want   string
		}{
			{[]string{"t"}, Offsets{Since: time.Now().Add(time.Hour)}, "until: 2000-01-01T01:00:00Z is still to come"},
			{[]string{"t"}, Offsets{Each: map[int32]int64{0: -7}}, "until: offsets: partition 0: offset -7 is negative"},
			{[]string{"gone"}, Offsets{}, "topic gone does not exist"},
			{[]string{"^x"}, Offsets{}, "no topic matches ^x"},
		} {
			p, o := r.consumeArgs("", []func(client.Props, *Consume){topicList(w.topics...), until(w.end)})
			if _, err := r.env.Consume(r.Context(), r.graph, p, o); err == nil || !strings.Contains(err.Error(), w.want) {
				r.Errorf("error %v, want %q", err, w.want)
			}
		}
	})
}

// A table that is closed by hand changes no more, and nobody waits for it.
func TestClosedTableIsNotLive(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.feed("t", "0 - a")
		c := r.consume("t", from(SeekToBeginning))
		r.step()
		if !r.graph.Live() {
			r.Error("not live before")
		}
		r.ok(c.Close())
		r.ok(r.graph.Step(context.Background()))
		if r.graph.Live() {
			r.Error("live after Close")
		}
		r.want(c.Table, "0 0 - a")
	})
}

// Of a topic without the partitions asked for there is nothing to read, and no waiting.
func TestUntilOfNoPartition(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", from(SeekToBeginning), until(Offsets{All: SeekToEnd}), func(_ client.Props, o *Consume) { o.Partitions = []int32{7} })
		r.settle(c)
		if r.graph.Live() {
			r.Error("the graph waits for more")
		}
		if !r.told("topic t has no partition 7; it is left out") {
			r.Errorf("notices %q", r.heard)
		}
	})
}

// A place that is named for a partition that is not read is said, whatever names it.
func TestPlacesOfNoPartition(t *testing.T) {
	when := time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, w := range []struct {
		name   string
		change func(o *Consume)
		want   []string
	}{
		{"partitions", func(o *Consume) { o.Partitions = []int32{0, 5} }, []string{"topic t has no partition 5; it is left out"}},
		{"offsets", func(o *Consume) { o.Offsets = Offsets{Each: map[int32]int64{0: 0, 5: 0}} }, []string{"topic t has no partition 5; what offsets says of it is left out"}},
		{"an offset that is a constant", func(o *Consume) { o.Offsets = Offsets{Each: map[int32]int64{7: SeekToEnd}} }, []string{"topic t has no partition 7; what offsets says of it is left out"}},
		{"times", func(o *Consume) { o.Offsets = Offsets{SinceEach: map[int32]time.Time{3: when}} }, []string{"topic t has no partition 3; what offsets says of it is left out"}},
		{"until", func(o *Consume) { o.Until = &Offsets{Each: map[int32]int64{5: 3}} }, []string{"topic t has no partition 5; what until says of it is left out"}},
		{"until, by time", func(o *Consume) { o.Until = &Offsets{SinceEach: map[int32]time.Time{5: when}} }, []string{"topic t has no partition 5; what until says of it is left out"}},
		{"all of them", func(o *Consume) {
			o.Partitions, o.Offsets, o.Until = []int32{0, 5}, Offsets{Each: map[int32]int64{5: 0}}, &Offsets{Each: map[int32]int64{5: 0}}
		}, []string{"topic t has no partition 5; it is left out"}},
		{
			"several", func(o *Consume) { o.Offsets = Offsets{Each: map[int32]int64{9: 0, 1: 0, 4: 0}} },
			[]string{"topic t has no partition 4; what offsets says of it is left out", "topic t has no partition 9; what offsets says of it is left out"},
		},
		{"not among partitions", func(o *Consume) {
			o.Partitions, o.Offsets = []int32{0}, Offsets{Each: map[int32]int64{1: 0, 5: 0}}
		}, nil},
		{"nothing", func(o *Consume) { o.Offsets = Offsets{Each: map[int32]int64{0: 0, 1: SeekToEnd}} }, nil},
	} {
		t.Run(w.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 2}, func(r *rig) {
				r.feed("t", "0 - a")
				c := r.consume("t", func(_ client.Props, o *Consume) { w.change(o) })
				r.step()
				var got []string
				for _, msg := range r.heard {
					got = append(got, strings.TrimPrefix(msg, "kafka: "))
				}
				if !slices.Equal(got, w.want) {
					r.Errorf("notices %q, want %q", got, w.want)
				}
				r.ok(c.Close())
			})
		})
	}
}

// A topic that comes later is looked at as well.
func TestPlacesOfNoPartitionLater(t *testing.T) {
	bubble(t, nil, func(r *rig) {
		r.consume("t", func(_ client.Props, o *Consume) { o.Offsets = Offsets{Each: map[int32]int64{5: 0}} })
		r.ok(r.broker.CreateTopic("t", 1))
		r.await(func() bool { return r.told("topic t is there now") })
		if !r.told("topic t has no partition 5; what offsets says of it is left out") {
			r.Errorf("notices %q", r.heard)
		}
	})
}
