package kafka

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"starling/kafka/kafkatest"
)

// A log that the broker has lost the end of is read on from there, however far it has grown
// again when that is noticed.
func TestTruncated(t *testing.T) {
	for _, c := range []struct {
		name    string
		later   []string // records after the loss
		notice  bool     // the consumer is there before them
		change  []func(Props, *Consume)
		want    []string // rows after a to e
		failure string
	}{
		{"nothing after", nil, true, nil, nil, ""},
		{"less than before", []string{"0 - x"}, true, nil, []string{"0 2 - x"}, ""},
		{"less than before, already there", []string{"0 - x", "0 - y"}, false, nil, []string{"0 2 - x", "0 3 - y"}, ""},
		{"more than before, after it was noticed", []string{"0 - x", "0 - y", "0 - z", "0 - v", "0 - w"}, true, nil, []string{"0 2 - x", "0 3 - y", "0 4 - z", "0 5 - v", "0 6 - w"}, ""},
		{"in a group", []string{"0 - x"}, true, []func(Props, *Consume){set("group.id", "g")}, []string{"0 2 - x"}, ""},
		{"not to be borne", []string{"0 - x"}, true, []func(Props, *Consume){set("starling.on.loss", "fail")}, nil, "starling.on.loss is fail"},
		{"nobody resets", []string{"0 - x"}, true, []func(Props, *Consume){set("auto.offset.reset", "none"), from(SeekToBeginning)}, nil, "auto.offset.reset is none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, kept := t.TempDir(), t.TempDir()
			bubbleOf(t, kafkatest.Config{Topics: map[string]int{"t": 1}, Dir: dir}, func(r *rig) {
				table := r.consume("t", c.change...)
				status, err := table.Status(r.Context())
				r.ok(err)
				status.Retain()
				r.feed("t", "0 - a", "0 - b")
				r.ok(r.broker.Restart(func() error { return os.CopyFS(kept+"/data", os.DirFS(dir)) }))
				time.Sleep(10 * time.Second)
				r.feed("t", "0 - c", "0 - d", "0 - e")
				r.step()
				rows := []string{"0 0 - a", "0 1 - b", "0 2 - c", "0 3 - d", "0 4 - e"}
				r.want(table.Table, rows...)
				time.Sleep(time.Second)
				r.broker.Cut()
				r.ok(r.broker.Restart(func() error {
					r.ok(os.RemoveAll(dir))
					return os.CopyFS(dir, os.DirFS(kept+"/data"))
				}))
				r.feeder.Close()
				r.feeder, err = r.broker.Client()
				r.ok(err)
				defer r.feeder.Close()
				if c.notice {
					r.broker.Mend()
					time.Sleep(time.Minute)
				}
				if c.later != nil {
					r.feed("t", c.later...)
				}
				r.broker.Mend()
				if c.failure != "" {
					r.await(func() bool { return r.graph.Step(r.Context()) == nil && table.Table.Err() != nil })
					wantErr(r.T, table.Table.Err(), nil, "records were lost on the broker", c.failure)
					return
				}
				time.Sleep(time.Minute)
				r.step()
				r.want(table.Table, append(rows, c.want...)...)
				if !r.told("records were lost on the broker; going on at 2") && !r.told("the broker lost records", "goes on at 2") {
					r.Errorf("notices %q", r.heard)
				}
				time.Sleep(2 * statusEvery)
				r.ok(r.graph.Step(r.Context()))
				end := 2 + len(c.later)
				if got := r.readCols(status, "Position", "End", "Lag", "Error"); !slices.Equal(got, []string{fmt.Sprintf("%d %d 0 -", end, end)}) {
					r.Errorf("status %q", got)
				}
			})
		})
	}
}
