package kafka_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
	"starling/engine/column"
	"starling/kafka"
	"starling/kafka/embedded"
	"starling/specs/json"
	"starling/specs/simple"
	"starling/specs/wire"
)

const (
	benchRows = 2_000_000
	benchIDs  = 500_000
)

// TestMain makes a copy of the test binary the benchmark's broker, so that its CPU is
// not counted.
func TestMain(m *testing.M) {
	if os.Getenv("STARLING_BENCH_BROKER") == "" {
		os.Exit(m.Run())
	}
	b, err := embedded.Start(embedded.Config{})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(b.Addr())
	io.Copy(io.Discard, os.Stdin) // until the benchmark is over
	b.Close()
}

// benchBroker is a broker in another process: the real one that STARLING_KAFKA names,
// or an embedded one.
func benchBroker(b *testing.B) string {
	if addr := os.Getenv("STARLING_KAFKA"); addr != "" {
		return addr
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "STARLING_BENCH_BROKER=1")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { stdin.Close(); cmd.Wait() })
	addr, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(addr)
}

var benchSymbols = []string{"AAPL", "TSLA", "NFLX", "GOOG", "MSFT", "AMZN", "NVDA", "META", "INTC", "ORCL"}

// benchFill makes the topics: orders of 68 bytes, and quotes by symbol.
func benchFill(b *testing.B, addr, orders, quotes string) {
	cl, err := kgo.NewClient(kgo.SeedBrokers(addr), kgo.ProducerBatchMaxBytes(1<<20), kgo.MaxBufferedRecords(100_000), kgo.ProducerBatchCompression(kgo.NoCompression()))
	if err != nil {
		b.Fatal(err)
	}
	defer cl.Close()
	ctx := context.Background()
	if _, err := kadm.NewClient(cl).CreateTopics(ctx, 1, 1, nil, orders, quotes); err != nil {
		b.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	failed := func(_ *kgo.Record, err error) {
		if err != nil {
			b.Error(err)
		}
	}
	for i := range benchRows {
		v := fmt.Appendf(nil, `{"Symbol":"%s","Id":"ord-%06d","LimitPrice":%d.%02d,"Qty":%d}`,
			benchSymbols[rng.IntN(len(benchSymbols))], rng.IntN(benchIDs), 100+rng.IntN(900), rng.IntN(100), 10+rng.IntN(90))
		if i == 0 && len(v) != 68-2 {
			b.Logf("a record is %d bytes", len(v))
		}
		cl.Produce(ctx, &kgo.Record{Topic: orders, Value: v}, failed)
	}
	for i := range 1000 {
		s := benchSymbols[i%len(benchSymbols)]
		cl.Produce(ctx, &kgo.Record{Topic: quotes, Key: []byte(s), Value: fmt.Appendf(nil, `{"Price": %d.5}`, 100+i%50)}, failed)
	}
	if err := cl.Flush(ctx); err != nil {
		b.Fatal(err)
	}
}

// benchPoll reads the topic with a bare client.
func benchPoll(b *testing.B, addr, orders string) {
	cl, err := kgo.NewClient(kgo.SeedBrokers(addr), kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{orders: {0: kgo.NewOffset().AtStart()}}))
	if err != nil {
		b.Fatal(err)
	}
	defer cl.Close()
	bytes := 0
	for n := 0; n < benchRows; {
		cl.PollFetches(context.Background()).EachRecord(func(r *kgo.Record) {
			n++
			bytes += len(r.Value)
		})
	}
}

// bencher consumes topics into a graph that runs.
type bencher struct {
	b    *testing.B
	env  *kafka.Env
	g    *engine.Graph
	addr string
}

func (t *bencher) must(table *engine.Table, err error) *engine.Table {
	if err != nil {
		t.b.Fatal(err)
	}
	return table
}

func (t *bencher) consume(topic string, keep engine.Retention, props kafka.Props, key wire.Reader, fields ...column.Field) *kafka.Consumer {
	value, err := json.Reader(fields, nil)
	if err != nil {
		t.b.Fatal(err)
	}
	c, err := t.env.Consume(context.Background(), t.g, kafka.Props{"bootstrap.servers": t.addr}.With(props), kafka.Consume{
		Topics: []string{topic}, Key: key, Value: value, Retention: keep, Offsets: kafka.Offsets{All: kafka.SeekToBeginning},
	})
	if err != nil {
		t.b.Fatal(err)
	}
	return c
}

var orderFields = []column.Field{
	{Name: "Symbol", Type: column.Of(column.String)},
	{Name: "Id", Type: column.Of(column.String)},
	{Name: "LimitPrice", Type: column.Of(column.Double)},
	{Name: "Qty", Type: column.Of(column.Long)},
}

func pairs(names ...string) (out []engine.Pair) {
	for _, n := range names {
		new, old, ok := strings.Cut(n, "=")
		if !ok {
			old = new
		}
		out = append(out, engine.Pair{New: new, Old: old})
	}
	return out
}

// benchQueries is what is measured, each over the whole orders topic.
var benchQueries = []struct {
	name string
	run  func(t *bencher, orders, quotes string) *engine.Table
}{
	{"append", func(t *bencher, orders, _ string) *engine.Table {
		return t.consume(orders, engine.Append(), nil, simple.Ignore, orderFields...).Table
	}},
	{"last_by", func(t *bencher, orders, _ string) *engine.Table {
		return t.must(t.consume(orders, engine.Blink(), nil, simple.Ignore, orderFields...).Table.LastBy(pairs("Id")))
	}},
	{"query", func(t *bencher, orders, quotes string) *engine.Table {
		prices := t.consume(quotes, engine.Blink(), kafka.Props{"deephaven.key.column.name": "Symbol", "deephaven.key.column.type": "String"},
			simple.FromProperties, column.Field{Name: "Price", Type: column.Of(column.Double)}).Table
		last := t.must(prices.LastBy(pairs("Symbol")))
		orders_ := t.must(t.consume(orders, engine.Blink(), nil, simple.Ignore, orderFields...).Table.LastBy(pairs("Id")))
		joined := t.must(orders_.NaturalJoin(last, pairs("Symbol"), pairs("LastPrice=Price"), engine.ErrorOnDuplicate))
		return t.must(joined.AggBy([]engine.Aggregation{
			{Name: "sum", Pairs: pairs("Shares=Qty")},
			{Name: "weighted_sum", Weight: "Qty", Pairs: pairs("Notional=LastPrice")},
		}, pairs("Symbol")))
	}},
}

func (t *bencher) query(i int, orders, quotes string) {
	t.env, t.g = &kafka.Env{}, engine.NewGraph()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { t.g.Run(ctx, 50*time.Millisecond); close(done) }()
	table := benchQueries[i].run(t, orders, quotes)
	if err := t.env.Sync(ctx); err != nil {
		t.b.Fatal(err)
	}
	n := 0
	t.g.Read(func() { n = table.Rows.Len() })
	if want := []int{benchRows, 0, len(benchSymbols)}[i]; want != 0 && n != want {
		t.b.Fatalf("%d rows, want %d", n, want)
	}
	cancel()
	<-done
	for _, c := range t.env.Consumers() {
		c.Close()
	}
}

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkConsume reads two million orders of 68 bytes: by a bare client, and into
// tables. x-poll is the CPU per row as a multiple of the bare client's in the same run.
func BenchmarkConsume(b *testing.B) {
	t := &bencher{b: b, addr: benchBroker(b)}
	orders, quotes := fmt.Sprintf("orders-%d", time.Now().UnixNano()), fmt.Sprintf("quotes-%d", time.Now().UnixNano())
	benchFill(b, t.addr, orders, quotes)
	var base float64
	measure := func(name string, f func(b *testing.B)) {
		b.Run(name, func(b *testing.B) {
			t.b = b
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			c := cpu()
			b.ResetTimer()
			for range b.N {
				f(b)
			}
			b.StopTimer()
			perRow := float64((cpu() - c).Nanoseconds()) / float64(b.N) / benchRows
			runtime.ReadMemStats(&after)
			rows := float64(b.N) * benchRows
			if name == "poll" {
				base = perRow
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(rows/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(perRow/1000, "cpu-µs/row")
			b.ReportMetric(perRow/base, "x-poll")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/rows, "B/row")
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/rows, "allocs/row")
		})
	}
	measure("poll", func(b *testing.B) { benchPoll(b, t.addr, orders) })
	for i, q := range benchQueries {
		measure(q.name, func(b *testing.B) { t.query(i, orders, quotes) })
	}
}
