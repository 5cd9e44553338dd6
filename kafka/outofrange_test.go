package kafka

import (
	"context"
	"strings"
	"testing"
	"time"
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
