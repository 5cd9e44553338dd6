package kafka

import (
	"fmt"
	"strings"
	"testing"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/kafka/client"
	"starling/specs/avro"
	"starling/specs/json"
	"starling/specs/simple"
	"starling/specs/wire"
)

// TestPlans: sources and sinks are data, with formats, offsets and properties, and without what a
// reference leads to, or a secret that stands in a script.
func TestPlans(t *testing.T) {
	t.Setenv("PLAN_ACKS", "all")
	bubble(t, map[string]int{"t": 2, "out": 1}, func(r *rig) {
		value, err := json.Reader([]column.Field{{Name: "Qty", Type: column.Of(column.Long)}, {Name: "Sym", Type: column.Of(column.String)}}, []wire.Mapping{{Field: "/order/qty", Column: "Qty"}})
		r.ok(err)
		c := r.consume("t", set("acks", "${env:PLAN_ACKS}"), set("sasl.password", "hush"), func(_ client.Props, o *Consume) {
			o.Key, o.Value, o.Retention = simple.Reader("K", column.Of(column.String)), value, engine.Ring(5)
			o.Partitions, o.Offsets = []int32{1}, Offsets{Each: map[int32]int64{1: 7}}
		})
		src := c.Table.Plan()
		if got := plan.Text(src.Op); got != `consume(topic="t", keep="ring(5)")` {
			r.Errorf("the text is %s", got)
		}
		more := fmt.Sprint(src.Op.(plan.Source).More)
		for _, want := range []string{
			"{key_spec [{format simple} {column K} {type java.lang.String}]}",
			"{value_spec [{format json} {columns [{Qty long} {Sym java.lang.String}]} {mapping [{/order/qty Qty}]}]}",
			"{partitions [1]} {offsets [{all DONT_SEEK} {1 7}]}",
			"{acks ${env:PLAN_ACKS}}", "{sasl.password ***}",
		} {
			if !strings.Contains(more, want) {
				r.Errorf("%s\nlacks %s", more, want)
			}
		}
		out, err := avro.Writer(avro.WriterOptions{Subject: "out-value", Publish: true, Namespace: "shop"})
		r.ok(err)
		p := r.produce(c.Table, Produce{Topic: "out", Key: simple.Ignore, Value: out, PartitionCol: "KafkaPartition", Initial: true}, set("schema.registry.url", r.broker.Registry.URL()))
		sink := p.Plan()
		if got := plan.Text(sink.Op); got != `produce(topic="out")` || sink.In[0] != src {
			r.Errorf("the sink is %s of %v", got, sink.In)
		}
		more = fmt.Sprint(sink.Op.(plan.Sink).More)
		for _, want := range []string{
			"{key_spec [{format ignore}]} {value_spec [{format avro} {subject out-value} {publish true} {namespace shop}]}",
			"{last_by_key_columns false} {publish_initial true} {partition_col KafkaPartition}",
		} {
			if !strings.Contains(more, want) {
				r.Errorf("%s\nlacks %s", more, want)
			}
		}
	})
}
