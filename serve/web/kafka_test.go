package web

import (
	"context"
	"strings"
	"testing"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/kafkatest"
)

// TestConsumers: what a page sees of a table of a topic: its lag, how far it is by partition, and
// the records that could not be read.
func TestConsumers(t *testing.T) {
	bubble(t, func(r *rig) {
		b, err := kafkatest.Start(kafkatest.Config{Topics: map[string]int{"numbers": 2}})
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		r.Kafka.DialFunc = b.Dial
		defer r.Kafka.Close(context.Background(), r.Graph) //nolint:errcheck // a test may have failed
		feeder, err := b.Client(kgo.RecordPartitioner(kgo.ManualPartitioner()))
		if err != nil {
			t.Fatal(err)
		}
		defer feeder.Close()
		feed := func(partition int32, value string) {
			if err := feeder.ProduceSync(r.Context(), &kgo.Record{Topic: "numbers", Partition: partition, Value: []byte(value)}).FirstErr(); err != nil {
				t.Fatal(err)
			}
		}
		feed(0, "1")
		feed(1, "2")
		feed(1, "\x1bbad")
		r.script(`
from deephaven.stream.kafka import consumer as kc
n = kc.consume({"bootstrap.servers": "` + b.Addr() + `"}, "numbers", offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, key_spec=kc.KeyValueSpec.IGNORE,
               value_spec=kc.simple_spec("N", dht.int32), table_type=kc.TableType.append())
big = n.where("N > 1")
`)
		p := r.open()
		at := func(t []tableRow) bool {
			return len(t) == 2 && t[1].Rows == 2 && t[1].Lag != nil && *t[1].Lag == 0 && t[0].Lag != nil && t[1].Kind == "append"
		}
		p.listed(at)
		p.ask(`{"do":"watch","what":["status"]}`)
		m := p.await("status", func(m *news) bool { return len(m.Status) == 2 })
		if row := m.Status[1]; row["topic"] != "numbers" || row["partition"] != 1.0 || row["position"] != 2.0 || row["end"] != 2.0 || row["lag"] != 0.0 || row["badRecords"] != 1.0 || row["error"] != nil {
			t.Errorf("status %v", m.Status)
		}
		p.ask(`{"do":"watch","what":["errors"]}`)
		m = p.await("errors", func(m *news) bool { return len(m.Errors) == 1 })
		if row := m.Errors[0]; row["topic"] != "numbers" || row["partition"] != "1" || row["offset"] != "1" || row["part"] != "value" || !strings.Contains(row["value"].(string), `b'\x1bbad'`) || row["error"] == "" {
			t.Errorf("errors %v", m.Errors)
		}
		p.ask(`{"do":"watch","what":["graph"]}`)
		g := p.await("the graph", func(m *news) bool { return m.Graph != nil }).Graph
		names := map[string]node{}
		for _, n := range g.Nodes {
			if n.Table != nil {
				names[*n.Table] = n
			}
		}
		if n, big := names["n"], names["big"]; big.Op != "where" || len(big.Parents) != 1 || big.Parents[0] != n.ID || !strings.Contains(big.Args, "N > 1") || n.Bytes == 0 {
			t.Errorf("graph %+v", g.Nodes)
		}
	})
}
