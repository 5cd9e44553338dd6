package enginetest

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"starling/internal/racing"
)

// budget is how many cycles a test plays: STARLING_LAW_CYCLES in all, or a few seconds' worth.
func budget(t *testing.T, share float64) int {
	total := racing.Less(10_000)
	if s := os.Getenv("STARLING_LAW_CYCLES"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatalf("STARLING_LAW_CYCLES: %v", err)
		}
		total = n
	}
	return int(share * float64(total))
}

// seeds yields the seeds to play: STARLING_LAW_SEED alone, or all from first on.
func seeds(t *testing.T, first uint64) func(yield func(uint64) bool) {
	if s := os.Getenv("STARLING_LAW_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatalf("STARLING_LAW_SEED: %v", err)
		}
		return func(yield func(uint64) bool) { yield(n) }
	}
	return func(yield func(uint64) bool) {
		for n := first; yield(n); n++ {
		}
	}
}

// playAll draws and checks cases until the cycles are used up.
func playAll(t *testing.T, first *Op, keeps func(*rand.Rand) []retention, steps, cycles int) {
	for seed := range seeds(t, 1) {
		rng := rand.New(rand.NewPCG(seed, 1))
		events := rng.IntN(90)
		if rng.IntN(20) == 0 { // beyond a page and a chunk of those of the invariants tag
			events = 200 + rng.IntN(300)
		}
		c, err := NewCase(seed, first, keeps(rng), 1+rng.IntN(steps), events)
		if err != nil {
			t.Fatal(err)
		}
		n, fail := c.Check()
		if fail != nil {
			t.Fatal(fail)
		}
		if cycles -= n; cycles <= 0 {
			return
		}
	}
}

// TestLaw plays every operation, over parents of every kind, most often one whose rows
// change in every way.
func TestLaw(t *testing.T) {
	for i := range Ops {
		op := &Ops[i]
		t.Run(op.Name+op.Variant, func(t *testing.T) {
			some := func(rng *rand.Rand) []retention {
				keeps := []retention{edited, drawRetention(rng)}
				return keeps[rng.IntN(2):]
			}
			playAll(t, op, some, 1, budget(t, 0.5/float64(len(Ops))))
		})
	}
}

// TestPipelines plays pipelines of up to five operations.
func TestPipelines(t *testing.T) {
	some := func(rng *rand.Rand) []retention {
		var keeps []retention
		for range 1 + rng.IntN(3) {
			keeps = append(keeps, drawRetention(rng))
		}
		return keeps
	}
	playAll(t, nil, some, 5, budget(t, 0.5))
}
