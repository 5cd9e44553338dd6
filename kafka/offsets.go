package kafka

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"starling/internal/wall"
)

// Offsets says where each partition starts. The zero value is DontSeek for all.
type Offsets struct {
	All  int64           // for every partition: one of the constants
	Each map[int32]int64 // by partition, where not nil: an offset or a constant; others DontSeek
	// Where to start by time, at the first record that is not before it: SinceEach for a
	// partition, Since, if not zero, for all that neither map has.
	Since     time.Time
	SinceEach map[int32]time.Time
}

// Where to start without an offset, as in Deephaven.
const (
	SeekToBeginning int64 = -1
	DontSeek        int64 = -2 // where group.id left off, else auto.offset.reset
	SeekToEnd       int64 = -3
)

// Check reports an offset that cannot be.
func (o Offsets) Check() error {
	for p, n := range o.Each {
		if n < SeekToEnd {
			return fmt.Errorf("offsets: partition %d: offset %d is negative; use SEEK_TO_BEGINNING (-1), DONT_SEEK (-2) or SEEK_TO_END (-3)", p, n)
		}
	}
	return nil
}

// of is where partition p starts.
func (o Offsets) of(p int32) int64 {
	if n, ok := o.Each[p]; ok {
		return n
	}
	return o.otherwise()
}

// otherwise is where partitions start that Each does not name.
func (o Offsets) otherwise() int64 {
	if o.Each != nil || o.All == 0 {
		return DontSeek
	}
	return o.All
}

// named is the partitions that are given a place of their own, in order.
func (o *Offsets) named() []int32 {
	if o == nil {
		return nil
	}
	all := slices.AppendSeq(slices.Collect(maps.Keys(o.Each)), maps.Keys(o.SinceEach))
	slices.Sort(all)
	return all
}

// checkEnd reports what cannot be where reading ends; nil is no end.
func (o *Offsets) checkEnd() error {
	if o == nil {
		return nil
	}
	if err := o.Check(); err != nil {
		return fmt.Errorf("until: %w", err)
	}
	for _, t := range append(slices.Collect(maps.Values(o.SinceEach)), o.Since) {
		if t.After(wall.Now()) {
			return fmt.Errorf("until: %s is still to come", t.UTC().Format(time.RFC3339Nano))
		}
	}
	return nil
}
