package flinkcheck

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// partitions is how many each topic that is read has.
const partitions = 3

// firstRecord is the time of the first record of each topic; the others follow by 100 ms.
var firstRecord = time.UnixMilli(1767225600000)

// symbols is texts as keys and values have them: empty, with quotes, and of many scripts.
var symbols = []any{
	"AAPL", "TSLA", "", "it's", `quo"te`, "日本", "𝄞clef", "ünï", "a b", "=x", "back\\slash", "null", nil,
}

// feed makes the topics that the cases read, from a random source that gives the same each time. Records of
// one Id, and of one symbol of quotes, are in one partition, whose order both sides see. Sums of the numbers
// are exact in any order.
type feed struct {
	*rand.Rand
	topics map[string][]*kgo.Record
}

// add adds a record behind the others of its topic.
func (f *feed) add(topic string, key, value []byte) {
	at := firstRecord.Add(time.Duration(len(f.topics[topic])) * 100 * time.Millisecond)
	n := len(f.topics[topic])
	r := &kgo.Record{Topic: topic, Key: key, Value: value, Timestamp: at}
	if n%3 == 0 {
		r.Headers = []kgo.RecordHeader{{Key: "other", Value: []byte("no")}, {Key: "trace", Value: fmt.Append(nil, "ünï-", n%7)}}
	}
	f.topics[topic] = append(f.topics[topic], r)
}

// pick is one of the values.
func pick[T any](f *feed, of ...T) T { return of[f.IntN(len(of))] }

// field puts a value into an object: sometimes null, sometimes not at all.
func (f *feed) field(o map[string]any, name string, value any) {
	switch f.IntN(12) {
	case 0:
		o[name] = nil
	case 1:
	default:
		o[name] = value
	}
}

// instants is times with as many digits as there may be, before 1970 too.
var instants = []string{
	"2026-01-01T00:00:00Z", "2026-01-01T00:00:59.999Z", "2026-02-03T04:05:06.000007Z", "2026-02-03T04:05:06.123456789Z",
	"1969-12-31T23:59:59.5Z", "1960-02-29T12:00:00.000000001Z", "1970-01-01T00:00:00Z", "2099-12-31T23:59:59.999999999Z",
}

// quarter is a number of quarters.
func (f *feed) quarter(most int) float64 { return float64(f.IntN(8*most)-4*most) / 4 }

// order is an order's record, of an Id that often comes again.
func (f *feed) order(topic string, seq int) {
	o := map[string]any{"Seq": seq}
	id := fmt.Sprintf("o%d", f.IntN(3000))
	var key []byte
	if f.IntN(100) > 0 {
		key, o["Id"] = []byte(id), id
	}
	f.field(o, "Symbol", pick(f, symbols...))
	f.field(o, "Side", pick(f, "buy", "sell", "Buy"))
	f.field(o, "Qty", pick(f, 0, -1, 1, 7, 100, f.IntN(2000)-1000, f.IntN(2000000)-1000000))
	f.field(o, "Lots", pick(f, 0, 1, -3, 10, f.IntN(600)-300))
	f.field(o, "Big", pick(f, 0, 5, -5, f.IntN(1000000), -f.IntN(1000000), f.IntN(1000)*1000000))
	if f.IntN(2000) == 0 {
		o["Big"] = pick(f, int64(1e15), int64(-1e15), int64(1<<53))
	}
	f.field(o, "Limit", pick(f, 0, 0.25, -0.5, 135, f.quarter(1000)))
	f.field(o, "Rate", pick(f, 0, 1.5, -2.25, f.quarter(100)))
	f.field(o, "Flag", f.IntN(2) == 0)
	f.field(o, "When", pick(f, instants...))
	value, _ := json.Marshal(o)
	f.add(topic, key, value)
}

// quote is a symbol's price. delete may be a record without value in its place.
func (f *feed) quote(topic string, deletes bool) {
	sym := pick(f, symbols...)
	if f.IntN(3) == 0 {
		sym = fmt.Sprintf("S%d", f.IntN(200))
	}
	var key []byte
	if s, ok := sym.(string); ok {
		key = []byte(s)
	} else if deletes {
		return
	}
	if deletes && f.IntN(6) == 0 {
		f.add(topic, key, nil)
		return
	}
	o := map[string]any{}
	f.field(o, "Price", f.quarter(500))
	f.field(o, "Size", f.IntN(100))
	value, _ := json.Marshal(o)
	f.add(topic, key, value)
}

// nested is a record with objects in objects, of which some are not there.
func (f *feed) nested(seq int) {
	size := map[string]any{}
	f.field(size, "qty", f.IntN(100))
	order := map[string]any{}
	f.field(order, "id", fmt.Sprintf("o%d", f.IntN(50)))
	f.field(order, "size", size)
	o := map[string]any{"seq": seq}
	f.field(o, "order", order)
	f.field(o, "a/t", pick(f, instants...))
	value, _ := json.Marshal(o)
	f.add("nested", nil, value)
}

// raw is a record of a whole number and a double, as bytes.
func (f *feed) raw(topic string) {
	var key []byte
	if f.IntN(10) > 0 {
		key = binary.BigEndian.AppendUint64(nil, uint64(f.IntN(1000)-500))
	}
	f.add(topic, key, binary.BigEndian.AppendUint64(nil, math.Float64bits(f.quarter(1000))))
}

// makeFeed is 50,000 records.
func makeFeed() map[string][]*kgo.Record {
	f := &feed{rand.New(rand.NewPCG(1, 2)), map[string][]*kgo.Record{}}
	for seq := range 36000 {
		f.order("orders", seq)
	}
	for seq := range 2000 {
		f.order("orders-more", 100000+seq)
	}
	for range 6000 {
		f.quote("quotes", false)
		f.quote("prices", true)
	}
	for seq := range 1000 {
		f.nested(seq)
		f.raw("raw")
	}
	return f.topics
}

// produceAll makes the topics anew and produces the feed.
func produceAll(ctx context.Context, t *testing.T, client *kgo.Client) {
	t.Helper()
	adm := kadm.NewClient(client)
	for topic, records := range makeFeed() {
		configs := map[string]*string{"retention.ms": kadm.StringPtr("-1")} // the records are old
		if topic == "prices" {
			configs = map[string]*string{"cleanup.policy": kadm.StringPtr("compact")}
		}
		newTopic(ctx, t, adm, topic, partitions, configs)
		if err := client.ProduceSync(ctx, records...).FirstErr(); err != nil {
			t.Fatalf("topic %s: %v", topic, err)
		}
	}
}

// makeGroup makes the consumer group that Flink asks for offsets of partitions that have none named: the
// embedded broker answers with an error for one that is not there, Kafka does not.
func makeGroup(ctx context.Context, t *testing.T, client *kgo.Client) {
	t.Helper()
	var o kadm.Offsets
	o.AddOffset("raw", 0, 0, -1)
	if err := kadm.NewClient(client).CommitAllOffsets(ctx, "starling", o); err != nil {
		t.Fatal(err)
	}
}

// newTopic makes an empty topic, in place of one of that name.
func newTopic(ctx context.Context, t *testing.T, adm *kadm.Client, topic string, n int32, configs map[string]*string) {
	t.Helper()
	if _, err := adm.DeleteTopics(ctx, topic); err != nil {
		t.Fatal(err)
	}
	var err error
	for range 100 { // until the old one is gone
		if _, err = adm.CreateTopic(ctx, n, 1, configs, topic); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("topic %s: %v", topic, err)
}
