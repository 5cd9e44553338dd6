package kafka

import (
	"testing"

	"starling/engine"
)

// TestLag: all that is not in the tables yet counts, of all consumers, and when a broker does not
// say how much there is, nothing is known.
func TestLag(t *testing.T) {
	bubble(t, map[string]int{"t": 2, "u": 1}, func(r *rig) {
		want := func(lag int64, known bool) {
			r.Helper()
			if n, ok := r.env.Lag(r.Context()); n != lag || ok != known {
				r.Errorf("lag %d %v, want %d %v", n, ok, lag, known)
			}
		}
		want(0, false)
		r.feed("t", "0 - 1", "0 - 2", "1 - 3")
		r.feed("u", "0 - 4")
		r.consume("t", from(SeekToBeginning), ints)
		r.consume("u", from(SeekToBeginning), ints)
		want(4, true)
		r.step()
		want(0, true)
		r.broker.Cut()
		want(0, false)
	})
}

// TestTableLag: of a table the topics count that feed it, through whatever operations, and of one
// that none feeds nothing is known.
func TestTableLag(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "u": 1}, func(r *rig) {
		r.feed("t", "0 - 1", "0 - 2")
		r.feed("u", "0 - 3")
		one, other := r.consume("t", from(SeekToBeginning), ints).Table, r.consume("u", from(SeekToBeginning), ints).Table
		both, err := one.NaturalJoin(other, []engine.Pair{{New: "V", Old: "V"}}, []engine.Pair{{New: "O", Old: "KafkaOffset"}}, engine.FirstMatch)
		r.ok(err)
		few, err := one.Head(1)
		r.ok(err)
		still, err := one.Snapshot()
		r.ok(err)
		for _, c := range []struct {
			of    *engine.Table
			lag   int64
			known bool
		}{{one, 2, true}, {few, 2, true}, {other, 1, true}, {both, 3, true}, {still, 0, false}} {
			if n, ok := r.env.TableLag(r.Context(), c.of); n != c.lag || ok != c.known {
				r.Errorf("lag %d %v, want %d %v", n, ok, c.lag, c.known)
			}
		}
		if lags := r.env.TableLags(r.Context(), []*engine.Table{one, few, both, still}); len(lags) != 3 || lags[one] != 2 || lags[few] != 2 || lags[both] != 3 {
			r.Errorf("lags %v", lags)
		}
		r.step()
		if n, ok := r.env.TableLag(r.Context(), both); n != 0 || !ok {
			r.Errorf("lag %d %v in the end", n, ok)
		}
	})
}
