package kafka

import (
	"fmt"
	"strings"
	"testing"

	"starling/kafka/client"
)

func TestBadLimit(t *testing.T) {
	for _, c := range []struct {
		share  string
		window int64
		bad    []int64 // numbers of the bad records
		at     int64   // the one that is too many, 0 for none
	}{
		{"0", 1000, []int64{5}, 5},
		{"10%", 10, []int64{1, 2}, 2},
		{"10%", 10, []int64{1, 11, 21, 31}, 0},
		{"10%", 10, []int64{1, 11, 20}, 20},
		{"0.2", 10, []int64{1, 5, 11, 15, 20}, 20},
		{"0.2", 10, []int64{1, 5, 11, 15, 21, 25}, 0},
		{"100%", 3, []int64{1, 2, 3, 4, 5}, 0},
		{"29%", 100, []int64{1}, 0},
		{"", 10, []int64{1, 2, 3}, 0},
	} {
		l, err := newBadLimit(holding(t, client.Props{"starling.errors.max.share": c.share, "starling.errors.window": fmt.Sprint(c.window)}))
		if err != nil {
			t.Fatal(err)
		}
		var p badPartition
		var at int64
		for _, nth := range c.bad {
			if l.exceeded(&p, nth) {
				at = nth
				break
			}
		}
		if at != c.at {
			t.Errorf("%s of %d, bad %v: too many at %d, want %d", c.share, c.window, c.bad, at, c.at)
		}
	}
}

func TestBadLimitWrong(t *testing.T) {
	for _, p := range []client.Props{
		{"starling.errors.max.share": "x"},
		{"starling.errors.max.share": "101%"},
		{"starling.errors.max.share": "-1"},
		{"starling.errors.max.share": "NaN"},
		{"starling.errors.window": "0"},
		{"starling.errors.window": "2000000"},
	} {
		_, err := newBadLimit(holding(t, p))
		for name := range p {
			if err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%v: error %v", p, err)
			}
		}
	}
}

// The table fails at the record with which the share is passed, whatever the batches.
func TestTooManyBadRecords(t *testing.T) {
	for _, batch := range []int{1, 7, 40} {
		bubble(t, map[string]int{"t": 2}, func(r *rig) {
			c := r.consume("t", ints, set("starling.errors.max.share", "10%"), set("starling.errors.window", "20"))
			var lines []string
			for i := range 40 {
				v := fmt.Sprint(i)
				if i == 3 || i == 10 || i == 30 || i == 35 || i == 37 {
					v = "bad"
				}
				lines = append(lines, "0 - "+v)
			}
			for len(lines) > 0 {
				n := min(batch, len(lines))
				r.feed("t", lines[:n]...)
				r.step()
				lines = lines[n:]
			}
			err := c.Table.Err()
			if err == nil || !strings.Contains(err.Error(), "more than 10% of the last 20 records of the partition are bad (starling.errors.max.share): topic t partition 0 offset 37") {
				r.Errorf("error %v", err)
			}
			if n := c.Table.Size(); n != 33 {
				r.Errorf("%d rows, want those before the record that is too many", n)
			}
		})
	}
}

// holding is properties as they hold.
func holding(t *testing.T, p client.Props) client.Config {
	t.Helper()
	c, err := new(client.Env).Config(p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
