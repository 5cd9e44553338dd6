package kafka

import (
	"context"
	"time"

	"starling/kafka/client"
)

// StatusLook says again and again how far a consumer is. It is used by one goroutine at a time.
type StatusLook struct {
	c    *Consumer
	last map[topicPartition]statusRow
	at   time.Time
}

// StatusLook is a new one. Its rates are known from the second look on.
func (c *Consumer) StatusLook() *StatusLook {
	return &StatusLook{c: c, last: map[topicPartition]statusRow{}}
}

// Look is how far the consumer is, by topic and partition. It asks the broker where partitions end,
// for at most two seconds.
func (s *StatusLook) Look(ctx context.Context) (out []StatusRow) {
	bounded, cancel := context.WithTimeout(ctx, statusLimit)
	defer cancel()
	ends, err := s.c.ends(bounded)
	trouble := ""
	if err != nil && ctx.Err() == nil {
		trouble = client.Brief(err).Error()
	}
	s.c.mend(ends.at)
	now := time.Now()
	seen := s.c.observe()
	for _, tp := range sortedPartitions(seen) {
		row := seen[tp]
		if old, known := s.last[tp]; known {
			row.end, row.rate = old.end, old.rate
			if span := now.Sub(s.at).Seconds(); span > 0 {
				row.rate = float64(max(row.position-old.position, 0)) / span
			}
		}
		if e, ok := ends.at[tp]; ok && e.life == row.life {
			row.end = e.next
		} else if err == nil && s.c.ctx.Err() == nil { // it is not there, or another
			row.end = -1
		}
		switch {
		case row.trouble != "":
		case tp.topic == ends.another:
			row.trouble = "the topic was deleted and created again"
		default:
			row.trouble = trouble
		}
		row.trouble = s.c.env.VeilText(row.trouble)
		s.last[tp] = row
		out = append(out, StatusRow{tp, row})
	}
	s.at = now
	return out
}

// StatusRow is how far a consumer is in a partition.
type StatusRow struct {
	tp topicPartition
	statusRow
}

// Values gives what the row has of each column of a table of status, by its name; nil for null.
func (r StatusRow) Values(to func(column string, value any)) {
	for i, x := range r.values() {
		to(statusFields[i].Name, x)
	}
}

// values is the row by statusFields.
func (r StatusRow) values() []any {
	var end, lag, trouble any
	if r.end >= 0 {
		end, lag = r.end, max(r.end-r.position, 0)
	}
	if r.trouble != "" {
		trouble = r.trouble
	}
	return []any{r.tp.topic, r.tp.partition, r.position, end, lag, r.rate, r.bad, r.lost, r.skipped, trouble}
}
