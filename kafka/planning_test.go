package kafka

import (
	"testing"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/kafka/client"
	"starling/specs/json"
	"starling/specs/simple"
)

// TestPlanning: an Env that plans makes tables and notes publishings without a broker, and knows the
// properties of both, secrets too.
func TestPlanning(t *testing.T) {
	e := &Env{Planning: true}
	g := engine.NewGraph()
	props := client.Props{"bootstrap.servers": "127.0.0.1:1", "sasl.password": "hush", "group.id": "g", "starling.dlq.topic": "dead"}
	value, err := json.Reader([]column.Field{{Name: "Qty", Type: column.Of(column.Long)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	stop := Offsets{All: SeekToEnd}
	in, err := e.Consume(t.Context(), g, props, Consume{Topics: []string{"t"}, Key: simple.Reader("K", column.Of(column.String)), Value: value, Retention: engine.Append(), Until: &stop})
	if err != nil {
		t.Fatal(err)
	}
	in.Table.Retain()
	latest, err := in.Compacted(nil)
	if err != nil {
		t.Fatal(err)
	}
	latest.Retain()
	out, err := e.Produce(t.Context(), latest, props, Produce{Topic: "out", Key: simple.Ignore, Value: simple.Writer("K"), Initial: true})
	if err != nil {
		t.Fatal(err)
	}
	planned := e.Planned()
	if len(planned) != 1 || planned[0] != out.Plan() || plan.Text(planned[0].Op) != `produce(topic="out")` {
		t.Fatalf("planned is %v", planned)
	}
	n := planned[0].In[0]
	if n.Op.Name() != "compacted" || n.In[0] != in.Table.Plan() {
		t.Errorf("it is of %s", plan.Text(n.Op))
	}
	for _, n := range []*plan.Node{planned[0], in.Table.Plan()} {
		if c, ok := e.Properties(n); !ok || c.Get("sasl.password", "") != "hush" {
			t.Errorf("the properties of %s are not known", plan.Text(n.Op))
		}
	}
	if _, ok := e.Properties(n); ok {
		t.Error("there are properties of an operation")
	}
	if err := e.Close(t.Context(), g); err != nil {
		t.Error(err)
	}
	latest.Release()
	in.Table.Release()
}
