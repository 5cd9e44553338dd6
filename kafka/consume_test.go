package kafka

import (
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/engine"
	"starling/specs/simple"
)

func TestStartPositions(t *testing.T) {
	each := func(m map[int32]int64) func(Props, *Consume) {
		return func(_ Props, o *Consume) { o.Offsets.Each = m }
	}
	for _, c := range []struct {
		name   string
		change []func(Props, *Consume)
		want   string // offsets of partition 0, then of 1
	}{
		{"nothing said", nil, "3 1"},
		{"beginning", []func(Props, *Consume){from(SeekToBeginning)}, "0 1 2 3 0 1"},
		{"don't seek", []func(Props, *Consume){from(DontSeek)}, "3 1"},
		{"end", []func(Props, *Consume){from(SeekToEnd), set("auto.offset.reset", "earliest")}, "3 1"},
		{"reset policy", []func(Props, *Consume){set("auto.offset.reset", "earliest")}, "0 1 2 3 0 1"},
		{"each", []func(Props, *Consume){each(map[int32]int64{0: 2, 1: SeekToBeginning})}, "2 3 0 1"},
		{"not in the map", []func(Props, *Consume){each(map[int32]int64{0: 1})}, "1 2 3 1"},
		{"the next one", []func(Props, *Consume){each(map[int32]int64{0: 3, 1: 1})}, "3 1"},
		{"past the end", []func(Props, *Consume){each(map[int32]int64{0: 99, 1: SeekToBeginning})}, "3 0 1"},
		{"past the end, earliest", []func(Props, *Consume){each(map[int32]int64{0: 99, 1: SeekToEnd}), set("auto.offset.reset", "earliest")}, "0 1 2 3 1"},
		{"some partitions", []func(Props, *Consume){from(SeekToBeginning), func(_ Props, o *Consume) { o.Partitions = []int32{1, 7} }}, "0 1"},
		{"no partition", []func(Props, *Consume){from(SeekToBeginning), func(_ Props, o *Consume) { o.Partitions = []int32{7} }}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 2}, func(r *rig) {
				r.feed("t", "0 - a", "0 - b", "0 - c", "1 - d")
				table := r.consume("t", c.change...).Table
				r.feed("t", "0 - e", "1 - f")
				r.step()
				var got []string
				for _, part := range []string{"0", "1"} {
					for _, row := range r.rows(table) {
						if f := strings.Fields(row); f[0] == part {
							got = append(got, f[1])
						}
					}
				}
				if got := strings.Join(got, " "); got != c.want {
					r.Errorf("offsets %s, want %s", got, c.want)
				}
			})
		})
	}
}

func TestCommittedOffset(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.feed("t", "0 - a", "0 - b", "0 - c")
		adm, err := r.env.NewAdmin(r.props)
		r.ok(err)
		defer adm.Close()
		commit(r, adm, "g", 1)
		table := r.consume("t", set("group.id", "g")).Table
		r.step()
		r.want(table, "0 1 - b", "0 2 - c")
		commit(r, adm, "gone", 77)
		table = r.consume("t", set("group.id", "gone"), set("auto.offset.reset", "earliest")).Table
		r.step()
		r.want(table, "0 0 - a", "0 1 - b", "0 2 - c")
		if !r.told("topic t partition 0", "committed offset 77", "0 to 3") {
			r.Errorf("the reset was not told: %q", r.heard)
		}
	})
}

// A broker that has just started finds topics before groups; where the group stands is
// asked until it answers, and not guessed.
func TestCommittedOffsetInTrouble(t *testing.T) {
	for _, c := range []struct {
		name string
		key  kmsg.Key
		err  *kerr.Error
		n    int
		want string // of the error; "" if the start succeeds
	}{
		{"coordinator", kmsg.FindCoordinator, kerr.CoordinatorNotAvailable, 8, ""},
		{"loading", kmsg.OffsetFetch, kerr.CoordinatorLoadInProgress, 4, ""},
		{"for ever", kmsg.FindCoordinator, kerr.CoordinatorNotAvailable, -1, "group.id g: unable to fetch offsets: COORDINATOR_NOT_AVAILABLE"},
		{"refused", kmsg.OffsetFetch, kerr.GroupAuthorizationFailed, -1, "group.id g: "},
		{"refused topic", kmsg.OffsetFetch, kerr.TopicAuthorizationFailed, -1, "TOPIC_AUTHORIZATION_FAILED"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				r.feed("t", "0 - a", "0 - b")
				adm, err := r.env.NewAdmin(r.props)
				r.ok(err)
				defer adm.Close()
				commit(r, adm, "g", 1)
				fault := r.broker.Fail(c.key, "", c.err, c.n)
				defer fault.Remove()
				p, o := r.consumeArgs("t", []func(Props, *Consume){set("group.id", "g"), set("default.api.timeout.ms", "20000")})
				table, err := r.env.Consume(r.Context(), r.graph, p, o)
				if c.want != "" {
					if err == nil || !strings.Contains(err.Error(), c.want) {
						r.Errorf("error %v, want %q", err, c.want)
					}
					return
				}
				r.ok(err)
				table.Table.Retain()
				r.step()
				r.want(table.Table, "0 1 - b")
			})
		})
	}
}

func TestStartFails(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(Props, *Consume)
		want   string
	}{
		{"no policy", set("auto.offset.reset", "none"), "auto.offset.reset is none"},
		{"bad policy", set("auto.offset.reset", "newest"), "auto.offset.reset"},
		{"no topic", func(_ Props, o *Consume) { o.Topics = []string{""} }, "topic: must not be empty"},
		{"negative offset", func(_ Props, o *Consume) { o.Offsets.Each = map[int32]int64{0: -4} }, "offset -4 is negative"},
		{"both ignored", func(_ Props, o *Consume) { o.Key, o.Value = simple.Ignore, simple.Ignore }, "different from KeyValueSpec.IGNORE"},
		{"same column", func(_ Props, o *Consume) { o.Key = o.Value }, "duplicate column names [V]"},
		{"empty ring", func(_ Props, o *Consume) { o.Retention = engine.Ring(0) }, "capacity must be positive"},
		{"bad policy of a topic to come", func(p Props, o *Consume) {
			p["auto.offset.reset"], o.Topics = "newest", []string{"later"}
		}, "auto.offset.reset"},
		{"bad choice", set("starling.on.error", "ignore"), "starling.on.error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				p, o := r.consumeArgs("t", []func(Props, *Consume){c.change})
				if _, err := r.env.Consume(r.Context(), r.graph, p, o); err == nil || !strings.Contains(err.Error(), c.want) {
					r.Errorf("got %v, want %q", err, c.want)
				}
				if n := len(r.env.Consumers()); n != 0 {
					r.Errorf("%d consumers are left", n)
				}
			})
		})
	}
}

func TestTopicToCome(t *testing.T) {
	bubble(t, nil, func(r *rig) {
		table := r.consume("t").Table
		if !r.told("topic t does not exist yet") {
			r.Errorf("no warning: %q", r.heard)
		}
		r.ok(r.broker.CreateTopic("t", 2))
		r.feed("t", "0 - a", "1 - b", "0 - c")
		r.step()
		r.wantAny(table, "0 0 - a", "0 1 - c", "1 0 - b")
	})
}

// A topic to come may have fewer records than the offset to start from.
func TestTopicToComeOffsets(t *testing.T) {
	bubble(t, nil, func(r *rig) {
		table := r.consume("t", func(_ Props, o *Consume) { o.Offsets.Each = map[int32]int64{0: 1, 1: 5} }).Table
		r.ok(r.broker.CreateTopic("t", 2))
		r.feed("t", "0 - a", "0 - b", "1 - c")
		time.Sleep(time.Second)
		r.feed("t", "1 - d")
		r.step()
		r.wantAny(table, "0 1 - b", "1 1 - d")
	})
}

// A topic that has just come may have no leader yet.
func TestTopicToComeInTrouble(t *testing.T) {
	bubble(t, nil, func(r *rig) {
		c := r.consume("t", func(_ Props, o *Consume) { o.Offsets.Each = map[int32]int64{0: 1} })
		young := r.broker.Fail(kmsg.ListOffsets, "t", kerr.LeaderNotAvailable, -1)
		r.ok(r.broker.CreateTopic("t", 1))
		r.feed("t", "0 - a", "0 - b")
		time.Sleep(5 * time.Minute)
		if err := c.Table.Err(); err != nil {
			r.Errorf("error %v", err)
		}
		young.Remove()
		time.Sleep(time.Minute)
		r.step()
		r.want(c.Table, "0 1 - b")
	})
}

func TestPartitionedTopicToCome(t *testing.T) {
	bubble(t, nil, func(r *rig) {
		p, o := r.consumeArgs("t", nil)
		c, err := r.env.ConsumePartitioned(r.Context(), r.graph, p, o)
		r.ok(err)
		c.Partitioned.Retain()
		merged, err := c.Partitioned.Merge()
		r.ok(err)
		merged.Retain()
		r.ok(r.broker.CreateTopic("t", 2))
		r.feed("t", "1 - a", "1 - b")
		r.step()
		r.want(merged, "1 0 - a", "1 1 - b")
		if n := len(c.Partitioned.Constituents()); n != 2 {
			r.Errorf("%d constituents", n)
		}
		merged.Release()
		c.Partitioned.Release()
		time.Sleep(time.Second)
		if n := len(r.env.Consumers()); n != 0 {
			r.Error("the consumer goes on although nobody holds its table")
		}
	})
}

func TestNewPartitions(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		all := r.consume("t").Table
		zero := r.consume("t", func(_ Props, o *Consume) { o.Partitions = []int32{0} }).Table
		r.ok(r.broker.AddPartitions(r.Context(), "t", 2))
		r.feed("t", "1 - a", "0 - b")
		r.step()
		r.wantAny(all, "0 0 - b", "1 0 - a")
		r.want(zero, "0 0 - b")
	})
}

func TestPartitioned(t *testing.T) {
	bubble(t, map[string]int{"t": 3}, func(r *rig) {
		p, o := r.consumeArgs("t", nil)
		c, err := r.env.ConsumePartitioned(r.Context(), r.graph, p, o)
		r.ok(err)
		c.Partitioned.Retain()
		r.feed("t", "2 x a", "0 y b", "2 z c")
		r.step()
		for part, want := range [][]string{{"0 0 y b"}, nil, {"2 0 x a", "2 1 z c"}} {
			table, ok := c.Partitioned.Get(int32(part))
			if !ok {
				r.Fatalf("no constituent for partition %d", part)
			}
			r.want(table, want...)
			if r.env.ConsumerOf(table) != c {
				r.Error("the consumer of a constituent is not found")
			}
		}
		p, o = r.consumeArgs("t", []func(Props, *Consume){func(_ Props, o *Consume) { o.Partitions = []int32{8} }})
		if _, err := r.env.ConsumePartitioned(r.Context(), r.graph, p, o); err == nil || !strings.Contains(err.Error(), "[8]") {
			r.Errorf("without a partition: %v", err)
		}
	})
}

func TestReleaseEnds(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		a, b := r.consume("t"), r.consume("t")
		r.feed("t", "0 k v")
		r.step()
		r.want(a.Table, "0 0 k v")
		r.want(b.Table, "0 0 k v")
		a.Table.Release()
		time.Sleep(time.Second)
		if got := r.env.Consumers(); len(got) != 1 || got[0] != b {
			r.Errorf("%d consumers are left", len(got))
		}
		b.Close()
		b.Close()
		r.feed("t", "0 k w")
		r.step()
		r.want(b.Table, "0 0 k v")
	})
}

func TestRetention(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		keep := func(k engine.Retention) func(Props, *Consume) { return func(_ Props, o *Consume) { o.Retention = k } }
		blink, ring := r.consume("t", keep(engine.Blink())).Table, r.consume("t", keep(engine.Ring(2))).Table
		r.feed("t", "0 - a", "0 - b", "0 - c")
		r.step()
		r.want(blink, "0 0 - a", "0 1 - b", "0 2 - c")
		r.want(ring, "0 1 - b", "0 2 - c")
		r.feed("t", "0 - d")
		r.step()
		r.want(blink, "0 3 - d")
		r.want(ring, "0 2 - c", "0 3 - d")
		r.step()
		r.want(blink)
	})
}

func TestColumns(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		table := r.consume("t", set("deephaven.partition.column.name", ""), set("deephaven.offset.column.name", "At"),
			set("deephaven.timestamp.column.name", "When"), set("deephaven.receivetime.column.name", "Got"),
			set("deephaven.keybytes.column.name", "KB"), set("deephaven.valuebytes.column.name", "VB")).Table
		var names []string
		for _, f := range table.Schema {
			names = append(names, f.Name+" "+f.Type.String())
		}
		want := "At long, When java.time.Instant, Got java.time.Instant, KB int, VB int, K java.lang.String, V java.lang.String"
		if got := strings.Join(names, ", "); got != want {
			r.Errorf("columns %s, want %s", got, want)
		}
		r.feed("t", "0 ä bc", "0 - ")
		r.step()
		view, err := table.Read(0, 9, []string{"At", "KB", "VB", "K", "V"})
		r.ok(err)
		for i, want := range [][]any{{int64(0), int32(2), int32(2), "ä", "bc"}, {int64(1), nil, int32(0), nil, ""}} {
			for j, c := range view.Cols {
				if got := c.Any(i); got != want[j] {
					r.Errorf("row %d column %s: %v, want %v", i, view.Schema[j].Name, got, want[j])
				}
			}
		}
	})
}

func TestTransactions(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		committed := r.consume("t", set("isolation.level", "read_committed"))
		all := r.consume("t")
		tx, err := r.broker.Client(kgo.TransactionalID("x"), kgo.DefaultProduceTopic("t"))
		r.ok(err)
		defer tx.Close()
		for _, w := range []struct {
			value string
			end   kgo.TransactionEndTry
		}{{"a", kgo.TryCommit}, {"b", kgo.TryAbort}, {"c", kgo.TryCommit}} {
			r.ok(tx.BeginTransaction())
			r.ok(tx.ProduceSync(r.Context(), kgo.StringRecord(w.value), kgo.StringRecord(w.value+"2")).FirstErr())
			r.ok(tx.EndTransaction(r.Context(), w.end))
		}
		r.step()
		r.want(committed.Table, "0 0 - a", "0 1 - a2", "0 6 - c", "0 7 - c2")
		r.want(all.Table, "0 0 - a", "0 1 - a2", "0 3 - b", "0 4 - b2", "0 6 - c", "0 7 - c2")
	})
}
