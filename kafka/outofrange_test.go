package kafka

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/kafka/client"
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

// Records that were gone before reading began are lost too: it begins where the log does,
// and says and counts what is missing; or it fails.
func TestStartBelowLog(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(r *rig) func(client.Props, *Consume)
		from   int64
	}{
		{"an offset", func(*rig) func(client.Props, *Consume) {
			return func(_ client.Props, o *Consume) { o.Offsets.Each = map[int32]int64{0: 1} }
		}, 1},
		{"the committed offset", func(r *rig) func(client.Props, *Consume) {
			adm, err := r.env.NewAdmin(r.props)
			r.ok(err)
			defer adm.Close()
			commit(r, adm, "g", 2)
			return set("group.id", "g")
		}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				r.feed("t", "0 - a", "0 - b", "0 - c", "0 - d", "0 - e")
				r.ok(r.broker.DeleteRecords("t", 0, 4))
				change := c.change(r)
				table := r.consume("t", change)
				status, err := table.Status(r.Context())
				r.ok(err)
				status.Retain()
				r.step()
				r.want(table.Table, "0 4 - e")
				if want := fmt.Sprintf("topic t partition 0: %s %d is gone from the broker, with all up to 3 (%d records); starting at 4", strings.TrimPrefix(c.name, "an "), c.from, 4-c.from); !r.told(want) {
					r.Errorf("notices %q, want %q", r.heard, want)
				}
				if got := r.readCols(status, "Position", "Lost"); len(got) != 1 || got[0] != fmt.Sprintf("4 %d", 4-c.from) {
					r.Errorf("status %q", got)
				}
				p, o := r.consumeArgs("t", []func(client.Props, *Consume){change, set("starling.on.loss", "fail")})
				if _, err := r.env.Consume(r.Context(), r.graph, p, o); err == nil || !strings.Contains(err.Error(), "starling.on.loss is fail") {
					r.Errorf("error %v", err)
				}
			})
		})
	}
}

// A table that is to bear no loss fails when records are deleted before they were read.
func TestLossFails(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", set("starling.on.loss", "fail"))
		r.feed("t", "0 - a")
		r.step()
		r.broker.Cut()
		r.feed("t", "0 - b", "0 - c")
		r.ok(r.broker.DeleteRecords("t", 0, 2))
		r.broker.Mend()
		r.await(func() bool { return r.graph.Step(r.Context()) == nil && c.Table.Err() != nil })
		if err := c.Table.Err(); !strings.Contains(err.Error(), "offsets 1 to 1 are gone from the broker") || !strings.Contains(err.Error(), "starling.on.loss is fail") {
			r.Errorf("error %v", err)
		}
	})
}
