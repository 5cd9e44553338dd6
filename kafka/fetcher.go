package kafka

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/internal/invariants"
)

// fetcher brings records of partitions, from where each is asked for. It is all that the
// consumer knows of the client that fetches: catches are decoded the same way, whoever
// brought them. It is safe for use by several goroutines; one of them polls.
type fetcher interface {
	// poll waits for what there is. That of the poll before is worked off, but for catches whose
	// partitions are paused. It reports false when ctx has ended or the fetcher is closed.
	poll(ctx context.Context) (haul, bool)
	// add fetches partitions from offsets on, in the place of where they were.
	add(from map[string]map[int32]kgo.Offset)
	// remove fetches partitions no more, and drops what came of them and was not polled.
	remove(parts map[string][]int32)
	// purge is remove of a topic, which is another under its name from then on.
	purge(topic string)
	pause(parts map[string][]int32)
	resume(parts map[string][]int32)
	close()
}

// haul is what one poll brought: records by partition, and what is wrong with some.
type haul struct {
	catches []catch
	errs    []kgo.FetchError // of partitions, or without a topic of the fetcher as a whole
}

// catch is the records that came of one partition, one at least, in the order of their offsets.
//
// They are lent. The records and all bytes that they point to are used again once spent is called:
// what is kept of a record for longer, in a table of bad records, a dead letter, an error, a key or
// a column, is a copy. Under the invariants tag spent overwrites the bytes, so that what still
// points to them shows.
type catch struct {
	topicPartition
	of   topicID // zero if the broker does not say it
	recs []*kgo.Record
	back func([]*kgo.Record) // gives them back
}

// spent gives the records back. It is called once, by who decoded them.
func (c *catch) spent() {
	if invariants.Enabled {
		for _, r := range c.recs {
			overwrite(r)
		}
	}
	c.back(c.recs)
	c.recs = nil
}

// overwrite makes other bytes of those of a record.
func overwrite(r *kgo.Record) {
	invariants.Overwrite(r.Key)
	invariants.Overwrite(r.Value)
	for _, h := range r.Headers {
		invariants.Overwrite(h.Value)
	}
}
