package kafka

import (
	"testing"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
)

func TestHeaders(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		table := r.consume("t", set("starling.headers.column.name", "H")).Table
		r.ok(r.feeder.ProduceSync(r.Context(),
			&kgo.Record{Topic: "t", Headers: []kgo.RecordHeader{{Key: "trace", Value: []byte("ä")}, {Key: "n", Value: nil}}},
			&kgo.Record{Topic: "t"},
			&kgo.Record{Topic: "t", Headers: []kgo.RecordHeader{{Key: "trace", Value: []byte("a")}, {Key: "", Value: []byte{0xff}}, {Key: "trace", Value: []byte("b")}}},
		).FirstErr())
		r.step()
		if got := table.Schema[2]; got.Name != "H" || got.Type.String() != "java.util.Map" {
			r.Errorf("column %s %s", got.Name, got.Type)
		}
		view, err := table.View(engine.Env{}, "KafkaOffset", "H", "T = (String)H.get(`trace`)", "Has = H.containsKey(`n`)", "Null = isNull(H.get(`n`))")
		r.ok(err)
		r.want(view,
			"0 {trace=ä, n=null} ä true true",
			"1 {} - false true",
			"2 {trace=b, =[-1]} b false true")
		some, err := view.Where(engine.Env{}, "H.get(`trace`) == `b`")
		r.ok(err)
		r.want(some, "2 {trace=b, =[-1]} b false true")
	})
}
