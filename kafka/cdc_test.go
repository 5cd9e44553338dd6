package kafka

import (
	"fmt"
	"strings"
	"testing"

	"starling/engine"
	"starling/kafka/embedded"
)

// A schema that is not of changes, and columns that cannot go, are said at once.
func TestCDCWrong(t *testing.T) {
	b, err := embedded.Start(embedded.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	p := Props{"bootstrap.servers": b.Addr(), "schema.registry.url": b.RegistryURL()}
	registry, env := registryOf(t, p)
	const row = `{"type":"record","name":"V","fields":[{"name":"id","type":"int"},{"name":"%s","type":"string"}]}`
	change := func(column string) string {
		return `{"type":"record","name":"E","fields":[{"name":"before","type":["null",` + fmt.Sprintf(row, column) + `]},{"name":"after","type":["null","V"]},{"name":"op","type":"string"}]}`
	}
	register(t, registry, "key", `{"type":"record","name":"K","fields":[{"name":"id","type":"int"}]}`)
	register(t, registry, "good", change("name"))
	register(t, registry, "both", change("op"))
	register(t, registry, "plain", `{"type":"record","name":"P","fields":[{"name":"name","type":"string"}]}`)
	graph := engine.NewGraph()
	for _, c := range []struct {
		value string
		drop  []string
		want  string
	}{
		{"plain", nil, `it wants a record "after" and a string "op", and has name`},
		{"both", nil, "the database's table has a column op itself; kafka.cdc.consume_raw has both"},
		{"good", []string{"id"}, "cols_to_drop: id is a column of the key"},
		{"good", []string{"nmae"}, "unknown column names [nmae]"},
		{"none", nil, `subject "none"`},
	} {
		s := CDC{Topic: "changes", KeySubject: "key", ValueSubject: c.value}
		_, err := env.ConsumeCDC(t.Context(), graph, p, s, nil, false, c.drop)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.value, err, c.want)
		}
	}
	if left := env.Consumers(); len(left) != 0 {
		t.Errorf("%d consumers are left", len(left))
	}
	if _, _, err := (CDC{Topic: "t", KeySubject: "k", KeyVersion: "x", ValueSubject: "v"}).Specs(); err == nil || !strings.Contains(err.Error(), "key: ") {
		t.Errorf("error %v", err)
	}
}

// The table of the database's rows can be asked for its state and closed.
func TestCDCIsConsumers(t *testing.T) {
	b, err := embedded.Start(embedded.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	p := Props{"bootstrap.servers": b.Addr(), "schema.registry.url": b.RegistryURL()}
	registry, env := registryOf(t, p)
	register(t, registry, "s.d.t-key", `{"type":"record","name":"K","fields":[{"name":"id","type":"int"}]}`)
	register(t, registry, "s.d.t-value", `{"type":"record","name":"E","fields":[{"name":"after","type":["null",{"type":"record","name":"V","fields":[{"name":"id","type":"int"}]}]},{"name":"op","type":"string"}]}`)
	graph := engine.NewGraph()
	for _, stream := range []bool{true, false} {
		table, err := env.ConsumeCDC(t.Context(), graph, p, CDC{Topic: "s.d.t", KeySubject: "s.d.t-key", ValueSubject: "s.d.t-value"}, nil, stream, nil)
		if err != nil {
			t.Fatal(err)
		}
		table.Retain()
		c := env.ConsumerOf(table)
		if c == nil || env.ConsumerOf(c.Table) != c {
			t.Fatalf("consumer %v", c)
		}
		if _, err := c.Compacted(nil); err == nil {
			t.Error("compacted twice")
		}
		table.Release()
	}
	if err := env.CloseConsumers(); err != nil { // also waits for those that the release closed
		t.Fatal(err)
	}
	if left := env.Consumers(); len(left) != 0 {
		t.Errorf("%d consumers are left", len(left))
	}
}
