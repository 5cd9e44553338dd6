package kafka

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kmsg"
)

func TestStatus(t *testing.T) {
	bubble(t, map[string]int{"t": 2}, func(r *rig) {
		r.feed("t", "0 - 1", "0 - bad", "0 - 3")
		c := r.consume("t", from(SeekToBeginning), ints)
		status, err := c.Status(r.Context())
		r.ok(err)
		status.Retain()
		r.step()
		// Records are decoded meanwhile, so that the bad one may count already.
		if got := r.readCols(status, "Partition", "Position", "End", "Lag", "Rate"); !slices.Equal(got, []string{"0 0 3 3 0", "1 0 0 0 0"}) {
			r.Errorf("status %q", got)
		}
		time.Sleep(1500 * time.Millisecond)
		r.ok(r.graph.Step(r.Context()))
		r.want(status, "t 0 3 3 0 3 1 0 0 -", "t 1 0 0 0 0 0 0 0 -")

		r.feed("t", "1 - 4", "1 - 5")
		time.Sleep(time.Second)
		r.ok(r.graph.Step(r.Context()))
		r.want(status, "t 0 3 3 0 0 1 0 0 -", "t 1 0 2 2 0 0 0 0 -") // in the table with this cycle
		time.Sleep(time.Second)
		r.step()
		r.want(status, "t 0 3 3 0 0 1 0 0 -", "t 1 2 2 0 2 0 0 0 -")

		r.broker.Cut()
		time.Sleep(10 * time.Second)
		r.ok(r.graph.Step(r.Context()))
		r.want(status, "t 0 3 3 0 0 1 0 0 connection refused", "t 1 2 2 0 0 0 0 0 connection refused")
		r.broker.Mend()
		time.Sleep(10 * time.Second)
		r.ok(r.graph.Step(r.Context()))
		r.want(status, "t 0 3 3 0 0 1 0 0 -", "t 1 2 2 0 0 0 0 0 -")

		r.ok(r.broker.AddPartitions(r.Context(), "t", 3))
		time.Sleep(10 * time.Second)
		r.ok(r.graph.Step(r.Context()))
		r.want(status, "t 0 3 3 0 0 1 0 0 -", "t 1 2 2 0 0 0 0 0 -", "t 2 0 0 0 0 0 0 0 -")
	})
}

// A failed table says so; the status of a closed consumer stays as it was.
func TestStatusOfFailure(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.feed("t", "0 - 1", "0 - bad")
		c := r.consume("t", from(SeekToBeginning), ints, set("starling.on.error", "fail"))
		status, err := c.Status(r.Context())
		r.ok(err)
		status.Retain()
		r.ok(r.env.Fetched(r.Context()))
		r.ok(r.graph.Step(r.Context()))
		time.Sleep(1100 * time.Millisecond)
		r.ok(r.graph.Step(r.Context()))
		want := `0 1 2 1 1 the table failed: topic t partition 0 offset 1: value: column "V" (int): "bad" is not a number`
		if got := r.readCols(status, "Partition", "Position", "End", "Lag", "BadRecords", "Error"); len(got) != 1 || got[0] != want {
			r.Errorf("status %q, want %q", got, want)
		}
		c.Close()
		r.ok(r.graph.Step(r.Context()))
		if got := r.readCols(status, "Partition", "Position", "End", "Lag", "BadRecords", "Error"); len(got) != 1 || got[0] != want {
			r.Errorf("status %q, want %q", got, want)
		}
		if _, err := c.Status(r.Context()); err == nil {
			r.Error("a closed consumer has a status")
		}
		time.Sleep(time.Minute)
		r.ok(r.graph.Step(r.Context()))
	})
}

// What kept a partition from being read is over when it is read to its end, even if no
// record has come since.
func TestStatusOfTroubleThatPassed(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.feed("t", "0 - 1")
		c := r.consume("t", from(SeekToBeginning))
		r.step()
		status, err := c.Status(r.Context())
		r.ok(err)
		status.Retain()
		fault := r.broker.Fail(kmsg.Fetch, "t", kerr.UnknownServerError, -1)
		r.feed("t", "0 - 2")
		time.Sleep(10 * time.Second)
		r.ok(r.graph.Step(r.Context()))
		if got := r.readCols(status, "Lag", "Error"); len(got) != 1 || !strings.HasPrefix(got[0], "1 UNKNOWN_SERVER_ERROR") {
			r.Errorf("status %q", got)
		}
		fault.Remove()
		r.step()
		again := r.broker.Fail(kmsg.Fetch, "t", kerr.UnknownServerError, 3)
		r.ok(again.Wait(r.Context(), 3))
		time.Sleep(3 * time.Second)
		r.ok(r.graph.Step(r.Context()))
		if got := r.readCols(status, "Lag", "Error"); !slices.Equal(got, []string{"0 -"}) {
			r.Errorf("status %q", got)
		}
	})
}

// A table of status that nobody uses is looked after no more.
func TestStatusReleased(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t")
		status, err := c.Status(r.Context())
		r.ok(err)
		status.Retain()
		status.Release()
		r.feed("t", "0 - a")
		time.Sleep(5 * time.Second)
		r.step()
		if got := r.rows(status); len(got) != 0 {
			r.Errorf("rows %q", got)
		}
		r.want(c.Table, "0 0 - a")
	})
}
