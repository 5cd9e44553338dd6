package kafka

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kmsg"
)

// A record that the broker will not have ends the publishing for good: nothing is to follow
// a record that is missing.
func TestProduceTooLarge(t *testing.T) {
	for _, c := range []struct {
		name   string
		strike func(r *rig)
		key    string
		want   string
	}{
		{"for the broker", func(r *rig) { r.broker.Fail(kmsg.Produce, "t", kerr.MessageTooLarge, 1) }, "b", "topic t: MESSAGE_TOO_LARGE"},
		{"for the client", func(*rig) {}, strings.Repeat("b", 5000), "topic t: MESSAGE_TOO_LARGE"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				s := r.sheet()
				p := r.produce(s.Table(), jsonOfV(r), set("max.request.size", "1000"), set("compression.type", "none"))
				s.add("a 1")
				r.cycle()
				c.strike(r)
				s.add(c.key + " 2")
				r.ok(r.graph.Step(r.Context()))
				if err := p.Flush(r.Context()); err == nil || !strings.Contains(err.Error(), c.want) {
					r.Errorf("error %v", err)
				}
				s.add("c 3")
				r.ok(r.graph.Step(r.Context()))
				if err := r.close(); err == nil || !strings.Contains(err.Error(), c.want) {
					r.Errorf("at the end: %v", err)
				}
				if sent, acked := p.Counts(); sent != 2 || acked != 1 {
					r.Errorf("%d sent, %d acknowledged", sent, acked)
				}
				if !r.told("publishing stopped: " + c.want) {
					r.Errorf("notices %q", r.heard)
				}
				r.wantTopic("t", `0 a={"V":1}`)
			})
		})
	}
}

// A record whose acknowledgement is lost is sent again, and written once.
func TestProduceAcknowledgementLost(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		s := r.sheet()
		p := r.produce(s.Table(), jsonOfV(r))
		r.broker.LoseAnswers(kmsg.Produce, 3)
		s.add("a 1")
		r.cycle()
		if n := r.broker.Broken(); n != 3 {
			r.Errorf("%d connections were broken", n)
		}
		s.add("b 2")
		r.cycle()
		r.wantTopic("t", `0 a={"V":1}`, `0 b={"V":2}`)
		if sent, acked := p.Counts(); sent != 2 || acked != 2 {
			r.Errorf("%d sent, %d acknowledged", sent, acked)
		}
	})
}

// With a limit the publishing does not wait for ever for a broker that is away, also if
// the record may have been written.
func TestProduceGivesUp(t *testing.T) {
	for _, c := range []struct{ name, value string }{{"delivery.timeout.ms", "30000"}, {"retries", "5"}} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				s := r.sheet()
				p := r.produce(s.Table(), jsonOfV(r), set(c.name, c.value))
				s.add("a 1")
				r.cycle()
				r.broker.LoseAnswers(kmsg.Produce, 1)
				s.add("b 2")
				r.ok(r.graph.Step(r.Context()))
				r.await(func() bool { return r.broker.Broken() > 0 })
				r.broker.Cut()
				ctx, cancel := context.WithTimeout(r.Context(), 5*time.Minute)
				defer cancel()
				if err := p.Flush(ctx); err == nil || !strings.Contains(err.Error(), "topic t: ") {
					r.Errorf("error %v", err)
				}
				if err := r.close(); err == nil {
					r.Error("the stop does not tell of it")
				}
				if !r.told("publishing stopped: topic t: ") {
					r.Errorf("notices %q", r.heard)
				}
				r.wantTopic("t", `0 a={"V":1}`, `0 b={"V":2}`)
			})
		})
	}
}

// A partition that was added on the way is written to at once.
func TestProduceAddedPartition(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		s := r.sheet()
		o := jsonOfV(r)
		o.PartitionCol = "P"
		p := r.produce(s.Table(), o)
		s.add("a 1 - 0")
		r.cycle()
		r.ok(r.broker.AddPartitions(r.Context(), "t", 3))
		r.broker.LoseAnswers(kmsg.Metadata, 5)
		s.add("b 2 - 2", "c 3 - 1", "d 4 - 0")
		r.cycle()
		r.wantTopic("t", `0 a={"V":1}`, `0 d={"V":4}`, `1 c={"V":3}`, `2 b={"V":2}`)
		s.add("e 5 - 3")
		r.ok(r.graph.Step(r.Context()))
		if err := p.Flush(r.Context()); err == nil || !strings.Contains(err.Error(), "topic t: invalid record partitioning choice of 3 from 3 available") {
			r.Errorf("error %v", err)
		}
		if err := r.close(); err == nil {
			r.Error("the stop does not tell of it")
		}
	})
}

// Waiting for a partition ends with the producer.
func TestProduceAddedPartitionAway(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		s := r.sheet()
		o := jsonOfV(r)
		o.PartitionCol = "P"
		p := r.produce(s.Table(), o)
		s.add("a 1 - 0")
		r.cycle()
		r.broker.Cut()
		s.add("b 2 - 2")
		r.ok(r.graph.Step(r.Context()))
		ctx, cancel := context.WithTimeout(r.Context(), time.Minute/2)
		defer cancel()
		if err := p.Stop(ctx); !errors.Is(err, context.DeadlineExceeded) {
			r.Errorf("error %v", err)
		}
		r.broker.Mend()
		r.wantTopic("t", `0 a={"V":1}`)
	})
}
