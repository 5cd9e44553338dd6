package web

import (
	"context"
	"sync"

	"starling/internal/safe"
	"starling/kafka"
)

// mostPartitions is how many rows of status are shown.
const mostPartitions = 2000

// statusList looks how far consumers are: what kc.status tells of each.
type statusList struct {
	server *Server
	looks  map[*kafka.Consumer]*kafka.StatusLook
}

// look is a row per partition, by consumers. Their brokers are asked at the same time.
func (l *statusList) look(ctx context.Context) []byte {
	consumers := l.server.Kafka.Consumers()
	looks := map[*kafka.Consumer]*kafka.StatusLook{}
	found := make([][]kafka.StatusRow, len(consumers))
	var asking sync.WaitGroup
	for i, c := range consumers {
		if looks[c] = l.looks[c]; looks[c] == nil {
			looks[c] = c.StatusLook()
		}
		look := looks[c]
		asking.Go(func() { found[i] = look.Look(ctx) })
	}
	asking.Wait()
	l.looks = looks
	rows := []object{}
	for _, of := range found {
		for _, r := range of {
			if len(rows) == mostPartitions {
				return asJSON(rows)
			}
			var row object
			r.Values(func(column string, value any) {
				if text, ok := value.(string); ok {
					value = safe.Text(text)
				}
				row.put(fieldName(column), value)
			})
			rows = append(rows, row)
		}
	}
	return asJSON(rows)
}
