package kafka

import (
	"context"
	"errors"
	"fmt"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
)

// topicsOf is the topics of partitions that are in order.
func topicsOf(parts []topicPartition) []string {
	var out []string
	for _, tp := range parts {
		if n := len(out); n == 0 || out[n-1] != tp.topic {
			out = append(out, tp.topic)
		}
	}
	return out
}

func (r *resolver) ask(ctx context.Context, adm *kadm.Client) (err error) {
	if r.bounds, err = listBounds(ctx, adm, r.props, r.topics...); err != nil {
		return err
	}
	if group := r.props.Get("group.id", ""); group != "" {
		if err = r.setCommitted(ctx, adm, group); err != nil {
			return fmt.Errorf("group.id %s: %w", r.props.Shown("group.id"), err)
		}
	}
	if err := r.setSince(ctx, adm); err != nil {
		return err
	}
	return r.setReset(ctx, adm)
}

func (r *resolver) setCommitted(ctx context.Context, adm *kadm.Client, group string) error {
	offsets, err := adm.FetchOffsetsForTopics(ctx, group, r.topics...)
	if errors.Is(err, kerr.GroupIDNotFound) { // the first commit makes a group
		return nil
	}
	if err != nil {
		return err
	}
	r.committed, r.another, r.parted = map[topicPartition]int64{}, map[topicPartition]bool{}, map[topicPartition]int64{}
	for topic, parts := range offsets {
		for part, o := range parts {
			tp := topicPartition{topic, part}
			if o.Err != nil && !errors.Is(o.Err, kerr.UnknownTopicOrPartition) {
				return fmt.Errorf("%v: %w", tp, o.Err)
			}
			if o.Err != nil || o.At < 0 {
				continue
			}
			r.committed[tp] = o.At
			if r.another[tp] = r.ofAnother(topic, o.Metadata); !r.another[tp] && r.offsets.of(part) == DontSeek {
				to, err := r.stillAt(ctx, o.Offset)
				if err != nil {
					return fmt.Errorf("%v: %w", tp, err)
				}
				if to < o.At {
					r.parted[tp] = to
				}
			}
		}
	}
	return nil
}

func (r *resolver) setReset(ctx context.Context, adm *kadm.Client) error {
	reset, err := r.props.ResetOffset()
	if err != nil {
		return err
	}
	eo := reset.EpochOffset()
	switch policy := r.props.Get("auto.offset.reset", "latest"); {
	case policy == "none" || policy == "error":
	case eo.Offset == -2:
		r.reset = r.bounds.start
	case eo.Offset == -1:
		r.reset = r.bounds.end
	default: // a time
		if r.reset, err = offsetsOf(adm.ListOffsetsAfterMilli(ctx, eo.Offset, r.topics...)); err != nil {
			return err
		}
	}
	return nil
}
