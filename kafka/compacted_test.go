package kafka

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"starling/engine"
	"starling/specs/simple"
)

// The table is what a map of the records is, whatever the batches and the table type.
func TestCompacted(t *testing.T) {
	for _, kind := range []struct {
		name string
		keep engine.Retention
	}{{"append", engine.Append()}, {"blink", engine.Blink()}, {"ring", engine.Ring(100_000)}} {
		t.Run(kind.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 2}, func(r *rig) {
				c := r.consume("t", func(_ Props, o *Consume) { o.Retention = kind.keep })
				latest, err := c.Compacted(nil)
				r.ok(err)
				latest.Retain()
				rnd := rand.New(rand.NewPCG(1, 2))
				want := map[string]string{}
				for cycle := range 60 {
					var lines []string
					for range rnd.IntN(30) {
						k, v := rnd.IntN(20), fmt.Sprint(rnd.IntN(1000))
						if rnd.IntN(3) == 0 {
							v = "-"
						}
						key := fmt.Sprint("k", k)
						lines = append(lines, fmt.Sprintf("%d %s %s", k%2, key, v))
						if want[key] = v; v == "-" {
							delete(want, key)
						}
					}
					if len(lines) > 0 {
						r.feed("t", lines...)
					}
					r.step()
					var rows []string
					for _, k := range slices.Sorted(maps.Keys(want)) {
						rows = append(rows, k+" "+want[k])
					}
					got := r.compactedCols(latest, "K", "V")
					if !slices.Equal(got, rows) {
						r.Fatalf("cycle %d\n%q\nwant\n%q", cycle, got, rows)
					}
				}
			})
		})
	}
}

// compactedCols is the rows of some columns, sorted.
func (r *rig) compactedCols(t *engine.Table, cols ...string) []string {
	r.Helper()
	rows := r.readCols(t, cols...)
	slices.Sort(rows)
	return rows
}

// What was deleted before the call is gone, too.
func TestCompactedLater(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t")
		r.feed("t", "0 a 1", "0 b 2", "0 a -")
		r.step()
		latest, err := c.Compacted([]engine.Pair{{New: "Key", Old: "K"}})
		r.ok(err)
		latest.Retain()
		r.step()
		if got, want := r.compactedCols(latest, "Key", "V"), []string{"b 2"}; !slices.Equal(got, want) {
			r.Errorf("rows %q, want %q", got, want)
		}
	})
}

// Keys of several topics are different keys unless the caller says otherwise.
func TestCompactedTopics(t *testing.T) {
	bubble(t, map[string]int{"a": 1, "b": 1}, func(r *rig) {
		c := r.consume("", topicList("a", "b"))
		latest, err := c.Compacted(nil)
		r.ok(err)
		latest.Retain()
		r.feed("a", "0 k 1")
		r.feed("b", "0 k 2")
		r.step()
		r.feed("a", "0 k -")
		r.step()
		if got, want := r.compactedCols(latest, "KafkaTopic", "K", "V"), []string{"b k 2"}; !slices.Equal(got, want) {
			r.Errorf("rows %q, want %q", got, want)
		}
	})
}

func TestCompactedWrong(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t")
		for _, w := range []struct {
			by   []engine.Pair
			want string
		}{
			{unrenamed([]string{"X"}), "by: the table has no column X; the columns of the key are K"},
			{unrenamed([]string{"V"}), "by: a record that deletes has no V; the columns of the key are K"},
			{unrenamed([]string{"K", "KafkaOffset"}), "by: a record that deletes has no KafkaOffset"},
			{[]engine.Pair{}, "by: no column is given"},
		} {
			if _, err := c.Compacted(w.by); err == nil || !strings.Contains(err.Error(), w.want) {
				r.Errorf("%v: error %v, want %q", w.by, err, w.want)
			}
		}
		c = r.consume("t", func(_ Props, o *Consume) { o.Key = simple.Ignore })
		if _, err := c.Compacted(nil); err == nil || !strings.Contains(err.Error(), "give kc.consume a key_spec") {
			r.Errorf("error %v", err)
		}
		p, o := r.consumeArgs("t", nil)
		parts, err := r.env.ConsumePartitioned(r.Context(), r.graph, p, o)
		r.ok(err)
		parts.Partitioned.Retain()
		if _, err := parts.Compacted(nil); err == nil || !strings.Contains(err.Error(), "partitioned") {
			r.Errorf("error %v", err)
		}
	})
}
