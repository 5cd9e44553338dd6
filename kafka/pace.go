package kafka

import (
	"fmt"
	"time"
)

// tellEvery is the pause between two warnings of one kind of one consumer.
const tellEvery = 5 * time.Second

// told is what a consumer has said already, as long as it lives. It is guarded by its lock.
type told struct {
	timeless pace            // warnings of timestamps that are no Instant
	chosen   map[string]bool // how numbers of a column are read
}

// pace keeps warnings of what happens again and again from filling the screen. Its owner
// guards it.
type pace struct {
	told   time.Time
	untold int64
}

// note counts n more. It returns how many there were since the last warning if the next
// one is due, and 0 if that is too fresh.
func (p *pace) note(n int64) int64 {
	p.untold += n
	now := time.Now()
	if now.Sub(p.told) < tellEvery {
		return 0
	}
	n = p.untold
	p.told, p.untold = now, 0
	return n
}

// andMore is the rest of a warning that names one of n.
func andMore(n int64) string {
	if n > 1 {
		return fmt.Sprintf(" (and %d more)", n-1)
	}
	return ""
}
