package kafka

import "testing"

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
