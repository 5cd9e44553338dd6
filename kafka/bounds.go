package kafka

import (
	"context"
	"fmt"

	"github.com/twmb/franz-go/pkg/kadm"

	"starling/kafka/client"
)

// bounds is the first offset and the one after the last, of every partition of some topics.
type bounds struct{ start, end map[topicPartition]int64 }

// ends is where the topics' partitions end now: for a reader of committed records
// only, the last stable offset.
func ends(ctx context.Context, adm *kadm.Client, p client.Config, topics ...string) (map[topicPartition]int64, error) {
	list := adm.ListEndOffsets
	if p.Get("isolation.level", "") == "read_committed" {
		list = adm.ListCommittedOffsets
	}
	return offsetsOf(list(ctx, topics...))
}

func offsetsOf(l kadm.ListedOffsets, err error) (map[topicPartition]int64, error) {
	if err != nil {
		return nil, err
	}
	out := map[topicPartition]int64{}
	for topic, parts := range l {
		for part, o := range parts {
			tp := topicPartition{topic, part}
			if o.Err != nil {
				return nil, fmt.Errorf("%v: %w", tp, o.Err)
			}
			out[tp] = o.Offset
		}
	}
	return out, nil
}

func listBounds(ctx context.Context, adm *kadm.Client, p client.Config, topics ...string) (b bounds, err error) {
	if b.start, err = offsetsOf(adm.ListStartOffsets(ctx, topics...)); err != nil {
		return b, err
	}
	b.end, err = ends(ctx, adm, p, topics...)
	return b, err
}
