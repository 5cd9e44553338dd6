package kafka

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/engine"
	"starling/kafka/client"
	"starling/kafka/kafkatest"
)

// again deletes a topic and creates it anew.
func (r *rig) again(topic string, partitions int) {
	r.Helper()
	r.delete(topic)
	r.ok(r.broker.CreateTopic(topic, partitions))
}

// delete deletes a topic. The feeder may write to the next one of the name.
func (r *rig) delete(topic string) {
	r.Helper()
	r.ok(r.broker.DeleteTopic(topic))
	r.feeder.PurgeTopicsFromClient(topic)
}

// renewed is what is said of topic t.
const renewed = "kafka: topic t was deleted and created again; reading it from its start"

// A topic that is deleted and created again while it is read is read from its start, whatever
// the new one has when that is noticed.
func TestRecreated(t *testing.T) {
	for _, c := range []struct {
		name   string
		change []func(client.Props, *Consume)
		happen func(r *rig)
		want   []string // after a and b
	}{
		{"fewer records than before", nil, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 - x")
		}, []string{"0 0 - x"}},
		{"as many", nil, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 - x", "0 - y")
		}, []string{"0 0 - x", "0 1 - y"}},
		{"more", nil, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 - x", "0 - y", "0 - z")
		}, []string{"0 0 - x", "0 1 - y", "0 2 - z"}},
		{"none at first", nil, func(r *rig) {
			r.again("t", 1)
			time.Sleep(time.Minute)
			r.feed("t", "0 - x")
		}, []string{"0 0 - x"}},
		{"one that was there for a while only", nil, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 - w", "0 - w")
			r.again("t", 1)
			r.feed("t", "0 - x")
		}, []string{"0 0 - x"}},
		{"deleted for a while", nil, func(r *rig) {
			r.delete("t")
			time.Sleep(time.Minute)
			r.ok(r.broker.CreateTopic("t", 1))
			r.feed("t", "0 - x")
		}, []string{"0 0 - x"}},
		{"while the broker is away", nil, func(r *rig) {
			r.broker.Cut()
			r.again("t", 1)
			r.feed("t", "0 - x", "0 - y", "0 - z")
			r.broker.Mend()
		}, []string{"0 0 - x", "0 1 - y", "0 2 - z"}},
		{"with its start deleted", nil, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 - x", "0 - y", "0 - z")
			r.ok(r.broker.DeleteRecords("t", 0, 2))
		}, []string{"0 2 - z"}},
		{"to be read from an offset", []func(client.Props, *Consume){func(_ client.Props, o *Consume) { o.Offsets.Each = map[int32]int64{0: 0} }}, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 - x")
		}, []string{"0 0 - x"}},
		{"chosen partitions", []func(client.Props, *Consume){func(_ client.Props, o *Consume) { o.Partitions = []int32{0} }}, func(r *rig) {
			r.again("t", 2)
			r.feed("t", "0 - x", "1 - no")
		}, []string{"0 0 - x"}},
		{"more partitions than before", nil, func(r *rig) {
			r.again("t", 3)
			r.feed("t", "0 - x", "2 - z")
		}, []string{"0 0 - x", "2 0 - z"}},
		{"beside another topic", []func(client.Props, *Consume){func(_ client.Props, o *Consume) { o.Topics = []string{"t", "u"} }, set("starling.topic.column.name", "")}, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 - x")
		}, []string{"0 0 - x"}},
		{"in a group", []func(client.Props, *Consume){set("group.id", "g")}, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 - x")
		}, []string{"0 0 - x"}},
		{"by a pattern", []func(client.Props, *Consume){func(_ client.Props, o *Consume) { o.Topics = []string{"^t$"} }, set("starling.topic.column.name", "")}, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 - x")
		}, []string{"0 0 - x"}},
		{"that may not lose a record, but this", []func(client.Props, *Consume){set("starling.on.loss", "fail"), set("starling.on.recreate", "read")}, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 - x")
		}, []string{"0 0 - x"}},
		{"that nobody resets", []func(client.Props, *Consume){set("auto.offset.reset", "none"), from(SeekToBeginning)}, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 - x")
		}, []string{"0 0 - x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1, "u": 1}, func(r *rig) {
				table := r.consume("t", c.change...)
				status, err := table.Status(r.Context())
				r.ok(err)
				status.Retain()
				r.feed("t", "0 - a", "0 - b")
				r.step()
				c.happen(r)
				r.step()
				r.ok(r.env.Sync(r.Context()))
				r.wantAny(table.Table, append([]string{"0 0 - a", "0 1 - b"}, c.want...)...)
				if !r.told(renewed) {
					r.Errorf("notices %q", r.heard)
				}
				time.Sleep(2 * statusEvery)
				r.ok(r.graph.Step(r.Context()))
				last := c.want[len(c.want)-1]
				part, offset := last[:1], last[2]-'0'+1
				if rows := r.readCols(status, "Partition", "Position", "End", "Lag", "Error"); !slices.Contains(rows, fmt.Sprintf("%s %d %d 0 -", part, offset, offset)) {
					r.Errorf("status %q", rows)
				}
				r.feed("t", "0 - more")
				r.step()
				if rows := r.rows(table.Table); !strings.HasSuffix(rows[len(rows)-1], "more") {
					r.Errorf("rows %q", rows)
				}
			})
		})
	}
}

// While the topic is gone, and while it is not noticed that it is another, the status says so.
func TestRecreatedStatus(t *testing.T) {
	bubble(t, map[string]int{"t": 2}, func(r *rig) {
		table := r.consume("t")
		status, err := table.Status(r.Context())
		r.ok(err)
		status.Retain()
		r.feed("t", "0 - a", "1 - b", "1 - c")
		r.step()
		want := func(rows ...string) {
			r.Helper()
			time.Sleep(5 * time.Second)
			r.ok(r.graph.Step(r.Context()))
			got := r.readCols(status, "Partition", "Position", "End", "Lag", "Error")
			slices.Sort(got)
			if !slices.Equal(got, rows) {
				r.Errorf("status\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(rows, "\n  "))
			}
		}
		want("0 1 1 0 -", "1 2 2 0 -")
		r.delete("t")
		want("0 1 - - the topic does not exist any more", "1 2 - - the topic does not exist any more")
		if !r.told("topic t does not exist any more; waiting for it to be created again") {
			r.Errorf("notices %q", r.heard)
		}
		r.ok(r.env.Sync(r.Context()))
		r.ok(r.broker.CreateTopic("t", 1))
		r.feed("t", "0 - x", "0 - y")
		time.Sleep(4 * time.Second)
		r.ok(r.graph.Step(r.Context()))
		want("0 2 2 0 -", "1 2 - - the topic was created again without this partition")
		r.ok(r.broker.AddPartitions(r.Context(), "t", 2))
		r.feeder.PurgeTopicsFromClient("t")
		r.feed("t", "1 - z")
		time.Sleep(4 * time.Second)
		r.step()
		want("0 2 2 0 -", "1 1 1 0 -")
		r.wantAny(table.Table, "0 0 - a", "1 0 - b", "1 1 - c", "0 0 - x", "0 1 - y", "1 0 - z")
		r.feed("t", "1 - after")
		r.step()
		if n := len(r.rows(table.Table)); n != 7 {
			r.Errorf("%d rows", n)
		}
	})
}

// A broker that a client finds again, while the topic is gone, leaves nothing to wait for.
func TestRecreatedSyncMeanwhile(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		table := r.consume("t")
		r.feed("t", "0 - a")
		r.step()
		r.delete("t")
		r.await(func() bool { return r.told("topic t does not exist any more") })
		table.mu.Lock()
		table.doubts.raised++
		table.mu.Unlock()
		ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
		defer cancel()
		r.ok(r.env.Sync(ctx))
	})
}

// A table that does not bear another topic of the name fails, with what it had read.
func TestRecreatedFails(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(client.Props, *Consume)
		want   string
	}{
		{"by its property", set("starling.on.recreate", "fail"), "topic t was deleted and created again; but starling.on.recreate is fail"},
		{"by that of losses", set("starling.on.loss", "fail"), "topic t was deleted and created again; but starling.on.loss is fail"},
		{"with an end", func(_ client.Props, o *Consume) { o.Until = &Offsets{Each: map[int32]int64{0: 10}} }, "topic t was deleted and created again; but it was not read to the end yet (until)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				r.feed("t", "0 - a")
				table := r.consume("t", from(SeekToBeginning), c.change)
				r.await(func() bool { return r.graph.Step(r.Context()) == nil && len(r.rows(table.Table)) == 1 })
				r.again("t", 1)
				r.feed("t", "0 - x", "0 - y")
				r.await(func() bool { return r.graph.Step(r.Context()) == nil && table.Table.Err() != nil })
				kafkatest.WantErr(r.T, table.Table.Err(), nil, c.want)
				r.want(table.Table, "0 0 - a")
			})
		})
	}
	bubble(t, nil, func(r *rig) {
		p, o := r.consumeArgs("t", []func(client.Props, *Consume){set("starling.on.recreate", "keep")})
		_, err := r.env.Consume(r.Context(), r.graph, p, o)
		kafkatest.WantErr(r.T, err, nil, "starling.on.recreate", "must be read or fail")
	})
}

// What a group committed of a topic is not where another of its name begins.
func TestRecreatedCommitted(t *testing.T) {
	for _, c := range []struct {
		name    string
		records []string // of the new topic
	}{
		{"shorter", []string{"0 - x"}},
		{"as long", []string{"0 - x", "0 - y"}},
		{"longer", []string{"0 - x", "0 - y", "0 - z"}},
		{"empty", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				r.feed("t", "0 - a", "0 - b")
				table := r.consume("t", set("group.id", "g"), set("auto.offset.reset", "earliest"))
				r.step()
				r.want(table.Table, "0 0 - a", "0 1 - b")
				r.ok(table.Close())
				r.wantCommitted(map[int32]int64{0: 2})
				kept := r.keptWith()
				r.again("t", 1)
				r.feed("t", c.records...)
				r.putBack(kept, 2) // a broker of some versions leaves it
				for _, p := range []struct{ name, value, want string }{
					{"starling.on.recreate", "fail", "but starling.on.recreate is fail"},
					{"starling.on.loss", "fail", "but starling.on.loss is fail"},
				} {
					props, o := r.consumeArgs("t", []func(client.Props, *Consume){set("group.id", "g"), set(p.name, p.value)})
					_, err := r.env.Consume(r.Context(), r.graph, props, o)
					kafkatest.WantErr(r.T, err, nil, "the committed offset 2 is of a topic that was deleted", p.want)
				}
				table = r.consume("t", set("group.id", "g"))
				r.step()
				want := []string{}
				for i, rec := range c.records {
					want = append(want, fmt.Sprintf("0 %d %s", i, rec[2:]))
				}
				r.want(table.Table, want...)
				if !r.told("topic t partition 0: the committed offset 2 is of a topic that was deleted; this one was created again; starting at 0") {
					r.Errorf("notices %q", r.heard)
				}
				r.ok(table.Close())
				r.wantCommitted(map[int32]int64{0: int64(len(c.records))})
			})
		})
	}
}

// While the new topic's records are not in the table, the group hears nothing of it, and then
// of the new one alone.
func TestRecreatedCommits(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		table := r.consume("t", set("group.id", "g"), set("auto.commit.interval.ms", "1000"))
		r.feed("t", "0 - a", "0 - b", "0 - c")
		r.step()
		time.Sleep(2 * time.Second)
		r.wantCommitted(map[int32]int64{0: 3})
		r.feed("t", "0 - d")
		r.step()
		r.delete("t")
		time.Sleep(20 * time.Second)
		if r.told("are not committed") && !r.told("does not exist any more") {
			r.Errorf("notices %q", r.heard)
		}
		r.ok(r.broker.CreateTopic("t", 1))
		r.feed("t", "0 - x")
		time.Sleep(time.Minute)
		for _, n := range committedAt(r, "g") {
			if n > 1 {
				r.Errorf("committed %d of a topic with one record", n)
			}
		}
		r.step()
		time.Sleep(2 * time.Second)
		r.wantCommitted(map[int32]int64{0: 1})
		if kept := r.keptWith(); kept == "" {
			r.Error("nothing tells the topic that the offset is of")
		}
		r.ok(table.Close())
	})
}

// keptWith is what is kept with the offset that group g committed of topic t.
func (r *rig) keptWith() string { return r.committedOffset("t").Metadata }

// committedOffset is what group g committed of partition 0 of a topic.
func (r *rig) committedOffset(topic string) kadm.OffsetResponse {
	r.Helper()
	adm, err := r.env.NewAdmin(r.props)
	r.ok(err)
	defer adm.Close()
	all, err := adm.FetchOffsets(r.Context(), "g")
	r.ok(err)
	o, _ := all.Lookup(topic, 0)
	return o
}

// putBack commits an offset of topic t for group g, as it was kept.
func (r *rig) putBack(kept string, at int64) {
	r.Helper()
	r.putBackAs(kept, at, -1)
}

// putBackAs is putBack with an epoch.
func (r *rig) putBackAs(kept string, at int64, epoch int32) {
	r.Helper()
	adm, err := r.env.NewAdmin(r.props)
	r.ok(err)
	defer adm.Close()
	var o kadm.Offsets
	o.Add(kadm.Offset{Topic: "t", At: at, LeaderEpoch: epoch, Metadata: kept})
	r.ok(adm.CommitAllOffsets(r.Context(), "g", o))
}

// Partitions that have tables of their own go on in them.
func TestRecreatedPartitioned(t *testing.T) {
	bubble(t, map[string]int{"t": 2}, func(r *rig) {
		p, o := r.consumeArgs("t", nil)
		c, err := r.env.ConsumePartitioned(r.Context(), r.graph, p, o)
		r.ok(err)
		merged, err := c.Partitioned.Merge()
		r.ok(err)
		merged.Retain()
		r.feed("t", "0 - a", "1 - b")
		r.step()
		r.again("t", 3)
		r.feed("t", "0 - x", "1 - y", "2 - z")
		r.step()
		r.ok(r.env.Sync(r.Context()))
		r.wantAny(merged, "0 0 - a", "1 0 - b", "0 0 - x", "1 0 - y", "2 0 - z")
	})
}

// A topic that brokers do not find for a moment is no other.
func TestTopicMissingForAMoment(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		table := r.consume("t")
		r.feed("t", "0 - a")
		r.step()
		fault := r.broker.Fail(kmsg.Metadata, "t", kerr.UnknownTopicOrPartition, -1)
		time.Sleep(20 * time.Second)
		fault.Remove()
		time.Sleep(time.Second)
		r.feed("t", "0 - b")
		r.step()
		r.want(table.Table, "0 0 - a", "0 1 - b")
		if !r.told("topic t is there again") || r.told("created again; reading") {
			r.Errorf("notices %q", r.heard)
		}
	})
}

// Who waits for a topic's end waits for that of the new one.
func TestRecreatedSync(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		table := r.consume("t", func(_ client.Props, o *Consume) { o.Retention = engine.Append() })
		r.feed("t", "0 - a", "0 - b", "0 - c")
		r.step()
		r.again("t", 1)
		r.feed("t", "0 - x")
		done := make(chan error, 1)
		go func() { done <- r.env.Sync(r.Context()) }()
		ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
		defer cancel()
		for waiting := true; waiting; {
			select {
			case err := <-done:
				r.ok(err)
				waiting = false
			case <-time.After(100 * time.Millisecond):
				r.ok(r.graph.Step(ctx))
			}
		}
		r.want(table.Table, "0 0 - a", "0 1 - b", "0 2 - c", "0 0 - x")
	})
}
