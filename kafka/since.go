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
	listed := map[int64]map[int32]int64{}
	r.since = map[int32]int64{}
	for p, end := range r.bounds.end {
		t, ok := r.offsets.since(p)
		if !ok {
			continue
		}
		ms := t.Add(time.Millisecond - 1).UnixMilli() // the first millisecond not before t
		if listed[ms] == nil {
			l, err := adm.ListOffsetsAfterMilli(ctx, max(ms, 0), r.topic)
			if listed[ms], err = offsetsOf(l, r.topic, err); err != nil {
				return err
			}
		}
		r.since[p] = end
		if n, ok := listed[ms][p]; ok && n >= 0 && n < end {
			r.since[p] = n
		}
	}
	return nil
}
