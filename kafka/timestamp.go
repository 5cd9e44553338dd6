package kafka

import (
	"fmt"
	"math"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine/column"
)

// noTimestamp is what Kafka has, in milliseconds, where a record has no timestamp.
const noTimestamp = -1

// Timestamp is a record's timestamp. The client's own has gone through nanoseconds in 64
// bits, so that one beyond 1677 to 2262 is another time there; from what is left of the
// product every time within four million years can be told again.
func Timestamp(r *kgo.Record) time.Time {
	const (
		twos    = 6                 // a million is 2⁶ · 5⁶
		inverse = 76480200929599801 // of 5⁶, modulo 2⁵⁸
	)
	return time.UnixMilli(int64(uint64(r.Timestamp.UnixNano())>>twos*inverse<<twos) >> twos)
}

// instantOf is a record's timestamp as an Instant, which reaches from 1677 to 2262: null for
// a record that has none, and for one beyond that, for which ok is false.
func instantOf(r *kgo.Record) (ns int64, ok bool) {
	ms := Timestamp(r).UnixMilli()
	if r.Attrs.TimestampType() < 0 || ms == noTimestamp {
		return column.NullLong, true
	}
	const most = math.MaxInt64 / int64(time.Millisecond)
	if ms > most || ms < -most {
		return column.NullLong, false
	}
	return ms * int64(time.Millisecond), true
}

// beyond is records of a batch whose timestamps are no Instant.
type beyond struct {
	n    int64
	last *kgo.Record
}

func (b *beyond) add(r *kgo.Record) {
	b.n++
	b.last = r
}

// tellBeyond says, now and then, that timestamps have become null, and forgets the records.
func (c *Consumer) tellBeyond(b *beyond) {
	if b.n == 0 {
		return
	}
	r := b.last
	c.mu.Lock()
	n := c.told.timeless.note(b.n)
	c.mu.Unlock()
	*b = beyond{}
	if n > 0 {
		c.env.Say(fmt.Sprintf("kafka: topic %s partition %d offset %d: the timestamp %d, in milliseconds, is beyond what an Instant holds (1677 to 2262): null in its place%s",
			r.Topic, r.Partition, r.Offset, Timestamp(r).UnixMilli(), andMore(n)))
	}
}
