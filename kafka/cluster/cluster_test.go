package cluster_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/client"
	"starling/kafka/cluster"
	"starling/kafka/embedded"
)

// dial starts a broker with the topics and connects to it.
func dial(t *testing.T, topics map[string]int) (*cluster.Conn, *kgo.Client) {
	t.Helper()
	b, err := embedded.Start(embedded.Config{Topics: topics})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	env := &client.Env{Defaults: client.Props{"bootstrap.servers": b.Addr()}}
	c, err := cluster.Dial(t.Context(), env, cluster.Props(env, nil))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	cl, err := env.NewClient(nil, kgo.RecordPartitioner(kgo.ManualPartitioner()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cl.Close)
	return c, cl
}

// produce writes records of texts "partition second".
func produce(t *testing.T, cl *kgo.Client, topic string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		var p int32
		var second int64
		if _, err := fmt.Sscan(text, &p, &second); err != nil {
			t.Fatal(err)
		}
		r := &kgo.Record{Topic: topic, Partition: p, Timestamp: time.Unix(second, 0), Value: []byte(text)}
		if err := cl.ProduceSync(t.Context(), r).FirstErr(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestProps(t *testing.T) {
	e := &client.Env{}
	if got := cluster.Props(e, nil)["bootstrap.servers"]; got != cluster.Default {
		t.Errorf("nothing given: %q", got)
	}
	if got := cluster.Props(e, client.Props{"metadata.broker.list": "a:1"}); len(got) != 1 {
		t.Errorf("by its old name: %v", got)
	}
	e.Defaults = client.Props{"bootstrap.servers": "b:1"}
	if got := cluster.Props(e, nil); len(got) != 0 {
		t.Errorf("a default: %v", got)
	}
}

func TestTopics(t *testing.T) {
	c, cl := dial(t, map[string]int{"orders": 2, "orders-eu": 1, "quotes": 1})
	produce(t, cl, "orders", "0 30", "1 50", "1 40")
	all, err := c.Topics(t.Context(), cluster.Select{}, true)
	if err != nil || len(all) != 3 {
		t.Fatalf("%v, %v", all, err)
	}
	got := all[0]
	if got.Name != "orders" || got.Partitions != 2 || got.Replicas != 1 || got.Records != 3 || !got.Newest.Equal(time.Unix(50, 0)) ||
		got.Cleanup != "delete" || got.Kept() != "7d" || got.MaxBytes != 1048588 {
		t.Errorf("orders: %+v", got)
	}
	if got := all[2]; got.Records != 0 || !got.Newest.IsZero() {
		t.Errorf("an empty topic: %+v", got)
	}
	if most := c.Takes(t.Context(), "orders"); most != 1048588 {
		t.Errorf("orders takes %d bytes", most)
	}
	if most := c.Takes(t.Context(), "nothing"); most > 0 {
		t.Errorf("a topic that is not there takes %d bytes", most)
	}
	if plain, err := c.Topics(t.Context(), cluster.Select{Match: regexp.MustCompile("^orders")}, false); err != nil || len(plain) != 2 || plain[1].Name != "orders-eu" || plain[0].Records != -1 || plain[0].Kept() != "" {
		t.Errorf("a pattern: %v, %v", plain, err)
	}
	for name, near := range map[string][]string{"ordres": {"orders"}, "eu": {"orders-eu"}, "zzz": nil, "a b": nil} {
		var missing *cluster.Missing
		_, err := c.Topics(t.Context(), cluster.Select{Names: []string{"orders", name}}, true)
		if !errors.As(err, &missing) || missing.Name != name || !slices.Equal(missing.Near, near) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNamed(t *testing.T) {
	if s, err := cluster.Named("a.b"); err != nil || !slices.Equal(s.Names, []string{"a.b"}) {
		t.Errorf("a name: %v, %v", s, err)
	}
	if s, err := cluster.Named("^a"); err != nil || s.Match == nil || s.Names != nil {
		t.Errorf("a pattern: %v, %v", s, err)
	}
	if _, err := cluster.Named("^("); err == nil {
		t.Error("a pattern that is none")
	}
}

func TestGroups(t *testing.T) {
	c, cl := dial(t, map[string]int{"orders": 2, "quotes": 1})
	produce(t, cl, "orders", "0 1", "0 2", "1 3")
	if none, err := c.Groups(t.Context()); err != nil || len(none) != 0 {
		t.Errorf("no group: %v, %v", none, err)
	}
	at := kadm.Offsets{}
	at.AddOffset("orders", 0, 1, -1)
	if err := c.Admin().CommitAllOffsets(t.Context(), "billing", at); err != nil {
		t.Fatal(err)
	}
	got, err := c.Groups(t.Context())
	if err != nil || len(got) != 1 {
		t.Fatalf("%v, %v", got, err)
	}
	g := got[0]
	if g.Name != "billing" || g.State != "Empty" || g.Lag("") != 2 || g.Lag("orders") != 2 || g.Lag("quotes") != 0 || !slices.Equal(g.Topics(), []string{"orders"}) {
		t.Errorf("%+v", g)
	}
	want := []cluster.GroupPart{{Topic: "orders", Partition: 0, Committed: 1, End: 2, Lag: 1}, {Topic: "orders", Partition: 1, Committed: -1, End: 1, Lag: 1}}
	if !slices.Equal(g.Parts, want) {
		t.Errorf("%+v\nwant %+v", g.Parts, want)
	}
	if _, err := c.Groups(t.Context(), "biling"); err == nil || err.Error() != `group "biling" does not exist; did you mean billing?` {
		t.Errorf("another: %v", err)
	}
}

func TestTail(t *testing.T) {
	c, cl := dial(t, map[string]int{"orders": 3, "quotes": 1})
	produce(t, cl, "orders", "0 10", "1 11", "0 12", "2 13", "0 14", "1 9")
	produce(t, cl, "quotes", "0 11")
	for _, x := range []struct {
		topics string
		n      int
		want   string
	}{
		{"orders", 3, "0 12,2 13,0 14"},
		{"orders", 100, "1 11,1 9,0 10,0 12,2 13,0 14"}, // those of a partition stay in order,
		{"orders", 1, "0 14"},
		{"orders quotes", 4, "0 11,0 12,2 13,0 14"},
		{"quotes", 0, ""},
	} {
		recs, whole, err := c.Tail(t.Context(), strings.Fields(x.topics), x.n)
		var got []string
		for _, r := range recs {
			got = append(got, string(r.Value))
		}
		if err != nil || !whole || strings.Join(got, ",") != x.want {
			t.Errorf("%s, %d: %q, %v, %v; want %s", x.topics, x.n, got, whole, err, x.want)
		}
	}
	if _, _, err := c.Tail(t.Context(), []string{"order"}, 1); err == nil || err.Error() != `topic "order" does not exist; did you mean orders?` {
		t.Errorf("another: %v", err)
	}
}

// TestTailOfMarks: records are looked for further back where offsets have none, as those of
// the marks of transactions.
func TestTailOfMarks(t *testing.T) {
	c, cl := dial(t, map[string]int{"orders": 1})
	for i := range 12 {
		tx, err := kgo.NewClient(append(cl.Opts(), kgo.TransactionalID("t"))...)
		if err != nil {
			t.Fatal(err)
		}
		if err := tx.BeginTransaction(); err != nil {
			t.Fatal(err)
		}
		produce(t, tx, "orders", fmt.Sprintf("0 %d", i))
		if err := tx.EndTransaction(t.Context(), kgo.TryCommit); err != nil {
			t.Fatal(err)
		}
		tx.Close()
	}
	recs, whole, err := c.Tail(t.Context(), []string{"orders"}, 10)
	if err != nil || !whole || len(recs) != 10 || string(recs[0].Value) != "0 2" {
		t.Errorf("%d records, %v, %v", len(recs), whole, err)
	}
}
