package kafka

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

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

// The keys of a topic that was deleted and created again go when the new one has a record.
func TestCompactedRecreated(t *testing.T) {
	for _, c := range []struct {
		name   string
		parts  int
		happen func(r *rig)
		want   []string
	}{
		{"other keys", 1, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 x 9")
		}, []string{"x 9"}},
		{"a key of both", 1, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 b 9")
		}, []string{"b 9"}},
		{"none yet", 1, func(r *rig) {
			r.again("t", 1)
			time.Sleep(time.Minute)
		}, []string{"a 1", "b 2"}},
		{"deleted for a while", 1, func(r *rig) {
			r.delete("t")
			time.Sleep(time.Minute)
			r.ok(r.broker.CreateTopic("t", 1))
			r.feed("t", "0 x 9", "0 y 8", "0 x -")
		}, []string{"y 8"}},
		{"fewer partitions, and then more", 2, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 x 9")
			time.Sleep(time.Minute)
			r.ok(r.broker.AddPartitions(r.Context(), "t", 2))
			r.feeder.PurgeTopicsFromClient("t")
			r.feed("t", "1 y 8")
			time.Sleep(time.Minute)
		}, []string{"x 9", "y 8"}},
		{"more partitions", 2, func(r *rig) {
			r.again("t", 3)
			r.feed("t", "0 x 9", "1 y 8", "2 z 7")
			time.Sleep(time.Minute)
		}, []string{"x 9", "y 8", "z 7"}},
		{"twice", 1, func(r *rig) {
			r.again("t", 1)
			r.feed("t", "0 x 9")
			r.step()
			r.again("t", 1)
			r.feed("t", "0 y 8")
		}, []string{"y 8"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": c.parts}, func(r *rig) {
				table := r.consume("t")
				latest, err := table.Compacted(nil)
				r.ok(err)
				latest.Retain()
				r.feed("t", "0 a 1", fmt.Sprintf("%d b 2", c.parts-1))
				r.step()
				c.happen(r)
				r.step()
				if got := r.compactedCols(latest, "K", "V"); !slices.Equal(got, c.want) {
					r.Errorf("rows %q, want %q", got, c.want)
				}
				if !r.told(renewed + "; with its first record the old one's keys go from the table of the latest rows") {
					r.Errorf("notices %q", r.heard)
				}
			})
		})
	}
}

// Of several topics the keys of one that is created again stay, which is said.
func TestCompactedTopicsRecreated(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "u": 1}, func(r *rig) {
		table := r.consume("", topicList("t", "u"))
		latest, err := table.Compacted(nil)
		r.ok(err)
		latest.Retain()
		r.feed("t", "0 a 1")
		r.feed("u", "0 b 2")
		r.step()
		r.again("t", 1)
		r.feed("t", "0 x 9")
		r.step()
		if got, want := r.compactedCols(latest, "KafkaTopic", "K", "V"), []string{"t a 1", "t x 9", "u b 2"}; !slices.Equal(got, want) {
			r.Errorf("rows %q, want %q", got, want)
		}
		if !r.told(renewed + "; the old one's keys stay") {
			r.Errorf("notices %q", r.heard)
		}
	})
}
