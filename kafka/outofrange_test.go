package kafka

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kmsg"
)

// Records that the broker deletes before they were read are lost, which is told.
func TestRecordsDeleted(t *testing.T) {
	for _, policy := range []string{"latest", "none"} {
		t.Run(policy, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				r.feed("t", "0 - z")
				c := r.consume("t", set("auto.offset.reset", policy), from(SeekToBeginning))
				r.feed("t", "0 - a")
				r.step()
				r.broker.Cut()
				r.feed("t", "0 - b", "0 - c", "0 - d")
				r.ok(r.broker.DeleteRecords("t", 0, 4))
				r.broker.Mend()
				if policy == "none" {
					r.await(func() bool { return r.graph.Step(r.Context()) == nil && c.Table.Err() != nil })
					r.want(c.Table, "0 0 - z", "0 1 - a")
					if err := c.Table.Err(); !strings.Contains(err.Error(), "offsets 2 to 3 are gone from the broker") {
						r.Errorf("error %v", err)
					}
					return
				}
				r.step()
				r.want(c.Table, "0 0 - z", "0 1 - a", "0 4 - d")
				if !r.told("topic t partition 0: offsets 2 to 3 are gone from the broker; going on at 4") {
					r.Errorf("notices %q", r.heard)
				}
			})
		})
	}
}

// All that was to be read is gone: nobody waits for it.
func TestAllRecordsDeleted(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t")
		r.feed("t", "0 - a")
		r.step()
		r.broker.Cut()
		r.feed("t", "0 - b", "0 - c")
		r.ok(r.broker.DeleteRecords("t", 0, 3))
		r.broker.Mend()
		r.step()
		ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
		defer cancel()
		r.ok(r.env.Sync(ctx))
		r.feed("t", "0 - d")
		r.step()
		r.want(c.Table, "0 0 - a", "0 3 - d")
	})
}

// Where the log begins is asked for until the broker says so.
func TestRecordsDeletedInTrouble(t *testing.T) {
	for _, c := range []struct {
		name   string
		strike func(r *rig) (end func())
	}{
		{"errors", func(r *rig) func() {
			return r.broker.Fail(kmsg.ListOffsets, "t", kerr.NotLeaderForPartition, -1).Remove
		}},
		{"server errors", func(r *rig) func() { return r.broker.Fail(kmsg.ListOffsets, "t", kerr.UnknownServerError, -1).Remove }},
		{"broken connections", func(r *rig) func() {
			r.broker.LoseAnswers(kmsg.ListOffsets, 1<<30)
			return func() { r.broker.LoseAnswers(kmsg.ListOffsets, 0) }
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				c1 := r.consume("t")
				r.feed("t", "0 - a")
				r.step()
				r.broker.Cut()
				r.feed("t", "0 - b", "0 - c", "0 - d")
				r.ok(r.broker.DeleteRecords("t", 0, 3))
				end := c.strike(r)
				r.broker.Mend()
				time.Sleep(5 * time.Minute)
				end()
				time.Sleep(time.Minute)
				r.step()
				r.want(c1.Table, "0 0 - a", "0 3 - d")
				if !r.told("topic t partition 0: offsets 1 to 2 are gone from the broker; going on at 3") {
					r.Errorf("notices %q", r.heard)
				}
			})
		})
	}
}
