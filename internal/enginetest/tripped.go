package enginetest

import (
	"errors"
	"fmt"
	"math/rand/v2"

	"starling/engine"
)

// ErrTripped is what an operation fails with that was made to.
var ErrTripped = errors.New("tripped")

// tripped says which tables are made to fail, and before which cycle.
type tripped struct {
	trip  func(t *engine.Table)
	nodes []int
	at    int
}

// Trip draws a case from a seed, whose first operation is each in turn, and plays it with one
// table that fails in the midst, or two: trip makes a table fail in a cycle to come, with
// ErrTripped, if it has something to do in it. These tables and those that depend on them must
// stay as they were, however the history goes on, and all others must follow it.
func Trip(seed uint64, trip func(rng *rand.Rand, t *engine.Table)) (cycles int, fail *Failure, err error) {
	rng := rand.New(rand.NewPCG(seed, 2))
	var keeps []retention
	for range 1 + rng.IntN(3) {
		keeps = append(keeps, drawRetention(rng))
	}
	events := 20 + rng.IntN(70)
	if rng.IntN(10) == 0 {
		events = 200 + rng.IntN(300)
	}
	c, err := NewCase(seed, &Ops[seed%uint64(len(Ops))], keeps, 1+rng.IntN(5), events)
	if err != nil {
		return 0, nil, err
	}
	how := tripped{trip: func(t *engine.Table) { trip(rng, t) }, at: rng.IntN(c.Cycles)}
	for range 1 + rng.IntN(3)/2 {
		how.nodes = append(how.nodes, rng.IntN(len(keeps)+len(c.Steps)))
	}
	r, fail := c.play(RandomBatches, 0, how)
	if fail == nil {
		if n, what := r.snapshots(); what != "" {
			fail = &Failure{Case: c, Batching: RandomBatches, Cycle: -1, Node: n, What: what}
		}
	}
	if fail != nil {
		fail.What = fmt.Sprintf("with t%v failing from cycle %d on: %s", how.nodes, how.at, fail.What)
	}
	return len(c.cut(RandomBatches)), fail, nil
}

// stumble makes the tables fail that are to.
func (r *run) stumble() {
	for _, n := range r.nodes {
		if t := r.tables[n]; t != nil {
			r.trip(t)
		}
	}
}

// snapshots says of which failed table a snapshot is not what it last showed.
func (r *run) snapshots() (node int, what string) {
	for n, t := range r.tables {
		if !r.dead[n] || t == nil {
			continue
		}
		snap, err := t.Snapshot()
		if err != nil {
			return n, "snapshot: " + err.Error()
		}
		if what := windows(snap, r.shadow.rel(t)); what != "" {
			return n, "snapshot: " + what
		}
	}
	return -1, ""
}
