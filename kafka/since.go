package kafka

import (
	"context"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
)

// since is the time from which partition p is read, if a time says where it starts.
func (o Offsets) since(p int32) (time.Time, bool) {
	if t, ok := o.SinceEach[p]; ok {
		return t, true
	}
	if _, ok := o.Each[p]; ok || o.Since.IsZero() {
		return time.Time{}, false
	}
	return o.Since, true
}

// setSince finds the first record of the time or later in every partition for which a
// time was given. Where there is none yet, reading starts at the end of the partition as it was
// listed before, so that no record which comes meanwhile is passed over.
func (r *resolver) setSince(ctx context.Context, adm *kadm.Client) error {
	listed := map[int64]map[topicPartition]int64{}
	r.since = map[topicPartition]int64{}
	for tp, end := range r.bounds.end {
		t, ok := r.offsets.since(tp.partition)
		if !ok {
			continue
		}
		ms := t.Add(time.Millisecond - 1).UnixMilli() // the first millisecond not before t
		if listed[ms] == nil {
			var err error
			if listed[ms], err = offsetsOf(adm.ListOffsetsAfterMilli(ctx, max(ms, 0), r.topics...)); err != nil {
				return err
			}
		}
		r.since[tp] = end
		if n, ok := listed[ms][tp]; ok && n >= 0 && n < end {
			r.since[tp] = n
		}
	}
	return nil
}
