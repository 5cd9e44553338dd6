package kafka

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine/column"
	"starling/specs/json"
)

func TestBadRecordsAreKept(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", ints)
		r.feed("t", "0 a 1", "0 b x", "0 c 3", "0 d 99999999999", "0 e -")
		r.step()
		r.want(c.Table, "0 0 a 1", "0 2 c 3", "0 4 e -")
		bad := r.readCols(c.Errors(), "KafkaPartition", "KafkaOffset", "Part", "Key", "Value", "Error")
		want := []string{
			`0 1 value b x column "V" (int): "x" is not a number`,
			`0 3 value d 99999999999 column "V" (int): "99999999999" is out of range`,
		}
		if strings.Join(bad, "\n") != strings.Join(want, "\n") || c.BadRecords() != 2 {
			r.Errorf("%d errors\n%s", c.BadRecords(), strings.Join(bad, "\n"))
		}
		if !r.told("bad record left out: topic t partition 0 offset 1: value", "1 so far") || r.told("offset 3") {
			r.Errorf("warnings %q", r.heard)
		}
	})
}

// A value that cannot be read takes back what its key made of the row.
func TestBadValueAfterKeyColumns(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", ints, func(_ Props, o *Consume) {
			key, err := json.Reader([]column.Field{{Name: "A", Type: column.Of(column.String)}, {Name: "B", Type: column.Of(column.Int)}}, nil)
			r.ok(err)
			o.Key = key
		})
		r.feed("t", `0 {"A":"p","B":1} 1`, `0 {"A":"q","B":2} x`, `0 {"A":"r","B":"z"} 3`, `0 {"A":"s","B":4} 4`)
		r.step()
		r.want(c.Table, "0 0 p 1 1", "0 3 s 4 4")
		if got := r.readCols(c.Errors(), "KafkaOffset", "Part"); strings.Join(got, ", ") != "1 value, 2 key" {
			r.Errorf("errors %q", got)
		}
	})
}

func TestBadRecordFails(t *testing.T) {
	bubble(t, map[string]int{"t": 2}, func(r *rig) {
		c := r.consume("t", ints, set("starling.on.error", "fail"))
		r.feed("t", "0 a 1", "0 b 2", "0 c x", "0 d 4")
		r.step()
		r.want(c.Table, "0 0 a 1", "0 1 b 2")
		err := c.Table.Err()
		if err == nil || !strings.Contains(err.Error(), `topic t partition 0 offset 2: value: column "V" (int): "x" is not a number`) {
			r.Errorf("error %v", err)
		}
		if got := r.readCols(c.Errors(), "KafkaOffset", "Part"); strings.Join(got, ", ") != "2 value" {
			r.Errorf("errors %q", got)
		}
		r.feed("t", "1 e 5", "0 f 6")
		r.step() // does not wait for what nobody reads
		r.ok(r.env.Sync(r.Context()))
		r.want(c.Table, "0 0 a 1", "0 1 b 2")
	})
}

// A bad record fails its partition's table; the others go on.
func TestBadRecordFailsPartition(t *testing.T) {
	bubble(t, map[string]int{"t": 2}, func(r *rig) {
		p, o := r.consumeArgs("t", []func(Props, *Consume){ints, set("starling.on.error", "fail")})
		c, err := r.env.ConsumePartitioned(r.Context(), r.graph, p, o)
		r.ok(err)
		c.Partitioned.Retain()
		r.feed("t", "0 a 1", "0 b x", "1 c 3")
		r.step()
		r.feed("t", "0 d 4", "1 e 5")
		r.step()
		zero, _ := c.Partitioned.Get(int32(0))
		one, _ := c.Partitioned.Get(int32(1))
		r.want(zero, "0 0 a 1")
		r.want(one, "1 0 c 3", "1 1 e 5")
		if zero.Err() == nil || one.Err() != nil {
			r.Errorf("errors %v, %v", zero.Err(), one.Err())
		}
	})
}

// A record that is bad may be noted when the cycle that takes in its neighbours has looked
// at the table of errors already: sync waits for the next.
func TestSyncWaitsForBadRecords(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.feed("t", "0 - 1")
		c := r.consume("t", from(SeekToBeginning), ints)
		r.step()
		tp := topicPartition{"t", 0}
		r.ok(c.bad.add(c.bad.of(tp), &kgo.Record{Topic: "t", Value: []byte("x")}, 2, "value", errors.New("bad")))
		done := make(chan error, 1)
		go func() { done <- r.env.Sync(r.Context()) }()
		synctest.Wait()
		select {
		case <-done:
			t.Error("sync does not wait")
		default:
			r.ok(r.graph.Step(r.Context()))
			r.ok(<-done)
		}
		if got := r.readCols(c.Errors(), "Error"); len(got) != 1 {
			t.Errorf("bad records %q", got)
		}
	})
}
