package kafka

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kmsg"
)

// A topic that is deleted and created again while a table is published is written on, each key
// in order and from the first record on that the old one did not acknowledge.
func TestProduceRecreated(t *testing.T) {
	for _, c := range []struct {
		name   string
		parts  int
		happen func(r *rig, s *sheet)
		want   []string
		times  int // how often it is said
	}{
		{"while idle", 1, func(r *rig, s *sheet) {
			r.again("t", 1)
			time.Sleep(time.Hour)
			s.add("b 2")
		}, []string{`0 b={"V":2}`}, 1},
		{"idle for a moment", 1, func(r *rig, s *sheet) {
			r.again("t", 1)
			s.add("b 2", "c 3")
		}, []string{`0 b={"V":2}`, `0 c={"V":3}`}, 1},
		{"while rows flow", 1, func(r *rig, s *sheet) {
			r.broker.Delay(kmsg.Produce, time.Second)
			for i := range 5 {
				s.add(fmt.Sprintf("b %d", i))
				r.ok(r.graph.Step(r.Context()))
				time.Sleep(10 * time.Millisecond)
			}
			r.again("t", 1)
			for i := range 5 {
				s.add(fmt.Sprintf("b %d", 5+i))
				r.ok(r.graph.Step(r.Context()))
				time.Sleep(100 * time.Millisecond)
			}
			r.broker.Delay(kmsg.Produce, 0)
		}, nil, 1},
		{"with fewer partitions", 3, func(r *rig, s *sheet) {
			r.again("t", 1)
			s.add("b 2", "c 3", "d 4", "e 5")
		}, []string{`0 b={"V":2}`, `0 c={"V":3}`, `0 d={"V":4}`, `0 e={"V":5}`}, 1},
		{"twice", 1, func(r *rig, s *sheet) {
			r.again("t", 1)
			s.add("b 2")
			r.cycle()
			r.again("t", 1)
			s.add("c 3")
		}, []string{`0 c={"V":3}`}, 2},
		{"twice, unnoticed", 1, func(r *rig, s *sheet) {
			r.again("t", 1)
			r.again("t", 1)
			s.add("c 3")
		}, []string{`0 c={"V":3}`}, 1},
		{"away for a while", 1, func(r *rig, s *sheet) {
			r.delete("t")
			fault := r.broker.Fail(kmsg.Metadata, "t", kerr.UnknownTopicOrPartition, -1)
			s.add("b 2")
			r.ok(r.graph.Step(r.Context()))
			time.Sleep(10 * time.Minute)
			s.add("c 3")
			r.ok(r.graph.Step(r.Context()))
			time.Sleep(time.Minute)
			fault.Remove()
			r.ok(r.broker.CreateTopic("t", 1))
		}, []string{`0 b={"V":2}`, `0 c={"V":3}`}, 1},
		{"while the broker is away", 1, func(r *rig, s *sheet) {
			r.broker.Cut()
			s.add("b 2")
			r.ok(r.graph.Step(r.Context()))
			r.again("t", 1)
			time.Sleep(time.Minute)
			s.add("c 3")
			r.ok(r.graph.Step(r.Context()))
			r.broker.Mend()
		}, []string{`0 b={"V":2}`, `0 c={"V":3}`}, 1},
		{"tombstones", 1, func(r *rig, s *sheet) {
			r.again("t", 1)
			s.drop(0)
		}, []string{`0 a=-`}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": c.parts}, func(r *rig) {
				s := r.sheet()
				p := r.produce(s.Table(), jsonOfV(r))
				s.add("a 1")
				r.cycle()
				c.happen(r, s)
				r.cycle()
				ctx, cancel := context.WithTimeout(r.Context(), time.Hour)
				defer cancel()
				r.ok(p.Flush(ctx))
				got := r.topic("t")
				if c.want != nil {
					slices.Sort(got)
					if !slices.Equal(got, c.want) {
						r.Errorf("records %q, want %q", got, c.want)
					}
				} else {
					for i, line := range got { // the last ones, in order
						if want := fmt.Sprintf(`0 b={"V":%d}`, 10-len(got)+i); line != want {
							r.Errorf("record %q, want %q of %q", line, want, got)
						}
					}
				}
				if sent, acked := p.Counts(); sent != acked || p.Owes() != "" {
					r.Errorf("%d sent, %d acknowledged", sent, acked)
				}
				if n := r.count("kafka: topic t was deleted and created again; writing to the new one"); n != c.times {
					r.Errorf("said %d times: %q", n, r.heard)
				}
				if want := r.count("topic t does not exist any more; what is to be written waits"); (want == 1) != (c.name == "away for a while") {
					r.Errorf("notices %q", r.heard)
				}
			})
		})
	}
}

// A group hears of no position whose records the new topic has not acknowledged.
func TestProduceRecreatedCommits(t *testing.T) {
	bubble(t, map[string]int{"in": 1, "t": 1}, func(r *rig) {
		table := r.consume("in", set("group.id", "g"), set("auto.commit.interval.ms", "100"))
		o := jsonOfV(r)
		p := r.produce(table.Table, o)
		r.feed("in", "0 a x", "0 b y")
		r.step()
		r.ok(p.Flush(r.Context()))
		time.Sleep(time.Second)
		at := func() int64 {
			adm, err := r.env.NewAdmin(r.props)
			r.ok(err)
			defer adm.Close()
			all, err := adm.FetchOffsets(r.Context(), "g")
			r.ok(err)
			o, _ := all.Lookup("in", 0)
			return o.At
		}
		if n := at(); n != 2 {
			r.Fatalf("committed %d", n)
		}
		r.delete("t")
		fault := r.broker.Fail(kmsg.Metadata, "t", kerr.UnknownTopicOrPartition, -1)
		r.feed("in", "0 c z")
		r.step()
		time.Sleep(10 * time.Minute)
		if n := at(); n != 2 {
			r.Errorf("committed %d before the new topic had the record", n)
		}
		fault.Remove()
		r.ok(r.broker.CreateTopic("t", 1))
		r.ok(p.Flush(r.Context()))
		time.Sleep(time.Second)
		if n := at(); n != 3 {
			r.Errorf("committed %d", n)
		}
		r.wantTopic("t", `0 c={"V":"z"}`)
	})
}

// What has no place in the new topic, or waits for it for too long, ends the publishing.
func TestProduceRecreatedFails(t *testing.T) {
	for _, c := range []struct {
		name   string
		change []func(Props, *Consume)
		part   string
		happen func(r *rig)
		want   string
	}{
		{"a partition that it does not have", nil, "2", func(r *rig) { r.again("t", 1) }, "invalid record partitioning choice of 2 from 1 available"},
		{"too late", []func(Props, *Consume){set("delivery.timeout.ms", "60000")}, "0", func(r *rig) {
			r.delete("t")
			r.broker.Fail(kmsg.Metadata, "t", kerr.UnknownTopicOrPartition, -1)
		}, "topic t: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 3}, func(r *rig) {
				s := r.sheet()
				o := jsonOfV(r)
				o.PartitionCol = "P"
				p := r.produce(s.Table(), o, c.change...)
				s.add("a 1 - 0", "b 2 - 2")
				r.cycle()
				c.happen(r)
				s.add("c 3 - " + c.part)
				r.ok(r.graph.Step(r.Context()))
				ctx, cancel := context.WithTimeout(r.Context(), time.Hour)
				defer cancel()
				if err := p.Flush(ctx); err == nil || !strings.Contains(err.Error(), c.want) {
					r.Errorf("error %v", err)
				}
				if sent, acked := p.Counts(); sent != 3 || acked != 2 {
					r.Errorf("%d sent, %d acknowledged", sent, acked)
				}
				_ = r.close() // says that too
			})
		})
	}
}
