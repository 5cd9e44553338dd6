package main

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// The topics of the demo.
const (
	quotesTopic = "quotes"
	ordersTopic = "orders"
	totalsTopic = "total-notional"
)

// maxRate is how many records per second the feed can write.
const maxRate = 10_000

// feed writes quotes and orders.
type feed struct {
	cl     *kgo.Client
	random *rand.Rand
	prices map[string]float64
	orders int
}

// symbols is what is traded, with the price it starts at.
var symbols = []struct {
	name  string
	price float64
}{{"AAPL", 135}, {"AMZN", 180}, {"GOOG", 165}, {"MSFT", 420}, {"TSLA", 730}}

// openOrders is how many orders there are; then they are changed.
const openOrders = 40

func newFeed(addr string) (*feed, error) {
	cl, err := kgo.NewClient(kgo.SeedBrokers(addr), kgo.ProducerLinger(0))
	if err != nil {
		return nil, err
	}
	f := &feed{cl: cl, random: rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1)), prices: map[string]float64{}}
	for _, s := range symbols {
		f.prices[s.name] = s.price
	}
	return f, nil
}

func (f *feed) close() { f.cl.Close() }

// once writes fixed records: totals of AAPL 9 shares worth 1197, TSLA 10 worth 7350.
func (f *feed) once(ctx context.Context) error {
	records := []*kgo.Record{
		quote("AAPL", 135), quote("AAPL", 133), quote("TSLA", 730), quote("TSLA", 735),
		order("AAPL", "o1", 136, 7), order("AAPL", "o2", 132, 2), order("TSLA", "o3", 725, 1), order("TSLA", "o4", 730, 9),
	}
	return f.cl.ProduceSync(ctx, records...).FirstErr()
}

func quote(symbol string, price float64) *kgo.Record {
	return &kgo.Record{Topic: quotesTopic, Key: []byte(symbol), Value: fmt.Appendf(nil, `{"Price": %v}`, price)}
}

func order(symbol, id string, limit float64, qty int) *kgo.Record {
	return &kgo.Record{Topic: ordersTopic, Value: fmt.Appendf(nil, `{"Symbol": %q, "Id": %q, "LimitPrice": %v, "Qty": %d}`, symbol, id, limit, qty)}
}

// live writes a quote for every symbol, then rate records a second until ctx ends: two
// quotes for each order.
func (f *feed) live(ctx context.Context, rate float64) error {
	for _, s := range symbols {
		if err := f.cl.ProduceSync(ctx, quote(s.name, s.price)).FirstErr(); err != nil {
			return err
		}
	}
	tick := time.NewTicker(time.Duration(float64(time.Second) / rate))
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := f.cl.ProduceSync(ctx, f.next(n)).FirstErr(); err != nil {
			return err
		}
	}
}

// next is the n-th record: prices walk at random, orders are near them.
func (f *feed) next(n int) *kgo.Record {
	s := symbols[f.random.IntN(len(symbols))].name
	if n%3 != 2 {
		f.prices[s] = quarters(f.prices[s] * math.Exp(0.002*f.random.NormFloat64()))
		return quote(s, f.prices[s])
	}
	// An order keeps its symbol: its number says which.
	id := f.orders % openOrders
	f.orders++
	s = symbols[id%len(symbols)].name
	return order(s, fmt.Sprintf("o%d", id+1), quarters(f.prices[s]*(0.99+0.02*f.random.Float64())), 1+f.random.IntN(20))
}

// quarters is x to the next quarter, so that totals are exact.
func quarters(x float64) float64 { return math.Max(math.Round(x*4)/4, 0.25) }
