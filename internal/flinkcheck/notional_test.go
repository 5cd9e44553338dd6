package flinkcheck

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// notional is the query of scripts/total_notional.star as tables from the topics' beginnings: its arguments
// are the broker, the topics of orders and quotes, and the one it writes. %[1]s is what more is read of an
// order, %[2]s where reading ends, and %[3]s what of an order has to be more than 0.
const notional = `import sys

from deephaven import agg, dtypes as dht
from deephaven.stream.kafka import consumer as kc, producer as pk
from deephaven.stream.kafka.consumer import KeyValueSpec, TableType

kafka = {"bootstrap.servers": sys.argv[1]}
symbol = {"deephaven.key.column.name": "Symbol", "deephaven.key.column.type": "String"}
quotes = kc.consume(
    {**kafka, **symbol}, sys.argv[3], value_spec=kc.json_spec({"Price": dht.double}),
    offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, table_type=TableType.append()%[2]s)
orders = kc.consume(
    kafka, sys.argv[2], key_spec=KeyValueSpec.IGNORE,
    value_spec=kc.json_spec({"Symbol": dht.string, "Id": dht.string, %[1]s"Qty": dht.int64}),
    offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, table_type=TableType.append()%[2]s)
open_orders = orders.last_by("Id").where("%[3]s > 0").natural_join(quotes.last_by("Symbol"), "Symbol", "LastPrice = Price")
total_notional = open_orders.agg_by([agg.sum_("Shares = Qty"), agg.weighted_sum("Qty", "Notional = LastPrice")], "Symbol")
pk.produce(total_notional, kafka, sys.argv[4], pk.simple_spec("Symbol"), pk.json_spec(["Shares", "Notional"]))
`

const untilEnd = ", until=kc.ALL_PARTITIONS_SEEK_TO_END"

// trading makes orders and quotes in three partitions, those of one Id and of one symbol in one. Its sums are
// exact in any order.
type trading struct {
	*rand.Rand
	client         *kgo.Client
	orders, quotes string
	ids, symbols   int
}

func (f *trading) symbol() string { return fmt.Sprintf("S%03d", f.IntN(f.symbols)) }

// quote is the price of a symbol, 100 to 150 by quarters.
func (f *trading) quote(ctx context.Context, t *testing.T, symbol string) {
	f.put(ctx, t, f.quotes, symbol, fmt.Sprintf(`{"Price": %g}`, 100+float64(f.IntN(200))/4))
}

// order is an order, often one that comes again with another quantity.
func (f *trading) order(ctx context.Context, t *testing.T) {
	f.orderOf(ctx, t, fmt.Sprintf("o%d", f.IntN(f.ids)))
}

// orderOf is an order of an id.
func (f *trading) orderOf(ctx context.Context, t *testing.T, id string) {
	f.put(ctx, t, f.orders, id, fmt.Sprintf(`{"Symbol": %q, "Id": %q, "LimitPrice": %d.5, "Qty": %d}`, f.symbol(), id, 100+f.IntN(50), f.IntN(1000)))
}

func (f *trading) put(ctx context.Context, t *testing.T, topic, key, value string) {
	f.client.Produce(ctx, &kgo.Record{Topic: topic, Key: []byte(key), Value: []byte(value)}, func(_ *kgo.Record, err error) {
		if err != nil && ctx.Err() == nil {
			t.Error(err)
		}
	})
}

// more produces n records, a quote to nine orders.
func (f *trading) more(ctx context.Context, t *testing.T, n int) {
	for i := range n {
		if i%10 == 0 {
			f.quote(ctx, t, f.symbol())
		} else {
			f.order(ctx, t)
		}
	}
	if err := f.client.Flush(ctx); err != nil {
		t.Error(err)
	}
}

// all quotes every symbol, so that each has a price.
func (f *trading) all(ctx context.Context, t *testing.T) {
	for i := range f.symbols {
		f.quote(ctx, t, fmt.Sprintf("S%03d", i))
	}
	f.more(ctx, t, 0)
}

// machines is where the program, Flink and the broker are.
type machines struct{ bin, gateway, broker string }

func theMachines(t *testing.T) machines {
	t.Helper()
	m := machines{os.Getenv("STARLING_BIN"), os.Getenv("STARLING_FLINK_GATEWAY"), os.Getenv("STARLING_KAFKA")}
	if m.bin == "" || m.gateway == "" || m.broker == "" {
		t.Skip("needs STARLING_FLINK_GATEWAY, STARLING_KAFKA and STARLING_BIN")
	}
	return m
}

// starling runs the program, and gives what it wrote and whether its status was 0.
func (m machines) starling(ctx context.Context, t *testing.T, args ...string) (out string, ok bool) {
	t.Helper()
	began := time.Now()
	cmd := exec.CommandContext(ctx, m.bin, args...)
	cmd.Env = append(os.Environ(), "STARLING_GATEWAY="+m.gateway)
	b, err := cmd.CombinedOutput()
	t.Logf("starling %s (%v)\n%s", strings.Join(args, " "), time.Since(began).Round(100*time.Millisecond), b)
	return string(b), err == nil
}

// must runs the program, which has to do well.
func (m machines) must(ctx context.Context, t *testing.T, args ...string) string {
	t.Helper()
	out, ok := m.starling(ctx, t, args...)
	if !ok {
		t.Fatalf("starling %s failed", args[0])
	}
	return out
}

// write writes a script for the test's time.
func write(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// compactedView is a topic of one partition read on and on, as its last value per key.
type compactedView struct {
	client  *kgo.Client
	topic   string
	next    int64
	values  map[string]string
	records int
}

func watch(t *testing.T, broker, topic string) *compactedView {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(broker), kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{topic: {0: kgo.NewOffset().AtStart()}}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return &compactedView{client: client, topic: topic, values: map[string]string{}}
}

// now reads to the topic's end and gives what is there.
func (v *compactedView) now(ctx context.Context, t *testing.T) map[string]string {
	t.Helper()
	ends, err := kadm.NewClient(v.client).ListEndOffsets(ctx, v.topic)
	if err != nil {
		t.Fatal(err)
	}
	end, _ := ends.Lookup(v.topic, 0)
	for v.next < end.Offset {
		f := v.client.PollFetches(ctx)
		if err := f.Err(); err != nil {
			t.Fatalf("topic %s: %v", v.topic, err)
		}
		for r := range f.RecordsAll() {
			v.next, v.records = r.Offset+1, v.records+1
			if r.Value == nil {
				delete(v.values, string(r.Key))
			} else {
				v.values[string(r.Key)] = amounts(t, r.Value)
			}
		}
	}
	return v.values
}

// until reads until the topic says what is wanted.
func (v *compactedView) until(ctx context.Context, t *testing.T, want map[string]string) {
	t.Helper()
	began := time.Now()
	for {
		got := v.now(ctx, t)
		if maps.Equal(got, want) {
			t.Logf("%s: %d keys by %d records, equal after %v", v.topic, len(got), v.records, time.Since(began).Round(100*time.Millisecond))
			return
		}
		select {
		case <-ctx.Done():
			for _, k := range slices.Sorted(maps.Keys(want)) {
				if got[k] != want[k] {
					t.Fatalf("%s has %d keys of %d; %s is %s, not %s", v.topic, len(got), len(want), k, got[k], want[k])
				}
			}
			t.Fatalf("%s has %d keys of %d", v.topic, len(got), len(want))
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// amounts is an object's numbers, however they are written.
func amounts(t *testing.T, value []byte) string {
	t.Helper()
	var o struct{ Shares, Notional float64 }
	if err := json.Unmarshal(value, &o); err != nil {
		t.Fatalf("%s: %v", value, err)
	}
	return fmt.Sprintf("%.2f %.2f", o.Shares, o.Notional)
}

// create makes topics of some partitions anew.
func create(ctx context.Context, t *testing.T, client *kgo.Client, n int32, topics ...string) {
	t.Helper()
	adm := kadm.NewClient(client)
	if _, err := adm.CreateTopics(ctx, n, 1, nil, topics...); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = adm.DeleteTopics(context.Background(), topics...) })
}
