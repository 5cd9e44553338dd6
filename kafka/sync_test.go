package kafka

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/engine"
)

func TestSyncSaysWhatIsBehind(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.consume("t")
		r.feed("t", "0 - a", "0 - b")
		ctx, cancel := context.WithTimeout(r.Context(), time.Second)
		defer cancel()
		err := r.env.Sync(ctx) // the graph stands still
		if err == nil || !strings.Contains(err.Error(), "topic t partition 0: read to offset 0 of 2") {
			r.Errorf("error %v", err)
		}
	})
}

// A broker that does not know the topic for once, as one that has just started, says nothing of
// where it ends: Sync asks again.
func TestSyncTopicUnseen(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.consume("t")
		r.feed("t", "0 - a")
		unknown := r.broker.Fail(kmsg.Metadata, "t", kerr.UnknownTopicOrPartition, 1)
		ctx, cancel := context.WithTimeout(r.Context(), time.Second)
		defer cancel()
		err := r.env.Sync(ctx) // the graph stands still
		if err == nil || !strings.Contains(err.Error(), "read to offset 0 of 1") {
			r.Errorf("error %v", err)
		}
		if n := unknown.Hits(); n != 1 {
			r.Errorf("answered %d times", n)
		}
	})
}

// Sync waits for tables that depend on the consumer's, and only for what was there.
func TestSync(t *testing.T) {
	bubble(t, map[string]int{"t": 4}, func(r *rig) {
		c := r.consume("t")
		last, err := c.Table.LastBy([]engine.Pair{{New: "K", Old: "K"}})
		r.ok(err)
		last.Retain()
		ctx, cancel := context.WithCancel(r.Context())
		var work sync.WaitGroup
		work.Go(func() { r.graph.Run(ctx, 10*time.Millisecond) })
		for i := range 50 {
			r.feed("t", fmt.Sprintf("%d key %d", i%4, i))
			r.ok(r.env.Sync(r.Context()))
			if n := c.Table.Size(); n != i+1 {
				r.Fatalf("%d rows, want %d", n, i+1)
			}
			if got := r.readCols(last, "V"); got[0] != fmt.Sprint(i) {
				r.Fatalf("last %v, want %d", got, i)
			}
		}
		cancel()
		work.Wait()
	})
}
