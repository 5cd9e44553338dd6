package engine

import (
	"fmt"
	"math"

	"starling/engine/plan"
)

var _ = builds(buildSlice)

// buildSlice: a negative start or stop counts from the end, and so does a stop of 0 behind a
// negative start.
func buildSlice(b *building, s plan.Slice) (*Table, error) {
	start, stop := s.Start, s.Stop
	if start > stop && stop != 0 && start < 0 == (stop < 0) || start > 0 && stop == 0 {
		return nil, fmt.Errorf("the first position, %d, is after the last, %d", start, stop)
	}
	return buildPart(b, func(size int) (lo, hi int) {
		lo, hi = start, stop
		if stop < 0 || start < 0 && stop == 0 {
			hi += size
		}
		if start < 0 {
			lo += size
		}
		return lo, hi
	})
}

var _ = builds(buildHeadPct)

func buildHeadPct(b *building, h plan.HeadPct) (*Table, error) {
	if err := checkPart(h.Part); err != nil {
		return nil, err
	}
	return buildPart(b, func(size int) (lo, hi int) { return 0, int(math.Ceil(h.Part * float64(size))) })
}

var _ = builds(buildTailPct)

func buildTailPct(b *building, t plan.TailPct) (*Table, error) {
	if err := checkPart(t.Part); err != nil {
		return nil, err
	}
	return buildPart(b, func(size int) (lo, hi int) { return size - int(math.Ceil(t.Part*float64(size))), size })
}

var _ = builds(buildSlicePct)

func buildSlicePct(b *building, s plan.SlicePct) (*Table, error) {
	for _, part := range []float64{s.Start, s.Stop} {
		if err := checkPart(part); err != nil {
			return nil, err
		}
	}
	return buildPart(b, func(size int) (lo, hi int) {
		return int(s.Start * float64(size)), int(s.Stop * float64(size))
	})
}

func checkPart(part float64) error {
	if !(part >= 0 && part <= 1) {
		return fmt.Errorf("the part of the rows must be from 0 to 1, got %v", part)
	}
	return nil
}

// buildPart is buildRange of what a blink table has not: rows that stay to be counted.
func buildPart(b *building, bounds func(size int) (lo, hi int)) (*Table, error) {
	if b.in[0].Attrs.Blink {
		return nil, refused(b.op.Name())
	}
	return buildRange(b, bounds)
}
