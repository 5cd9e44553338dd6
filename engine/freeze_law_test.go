package engine_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"starling/engine"
	"starling/internal/enginetest"
	"starling/internal/racing"
)

// TestFailedTablesStay plays random pipelines in which one table fails, of whatever
// operation, and holds what has failed against what it last showed.
func TestFailedTablesStay(t *testing.T) {
	budget := racing.Less(6_000)
	if s := os.Getenv("STARLING_LAW_CYCLES"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatalf("STARLING_LAW_CYCLES: %v", err)
		}
		budget = n
	}
	for seed := uint64(1); budget > 0; seed++ {
		n, fail, err := enginetest.Trip(seed, func(rng *rand.Rand, tab *engine.Table) {
			engine.Trip(tab, engine.Tripping(rng.IntN(engine.Trippings())), enginetest.ErrTripped)
		})
		if err != nil {
			t.Fatal(err)
		}
		if fail != nil {
			t.Fatal(fail)
		}
		budget -= n
	}
}
