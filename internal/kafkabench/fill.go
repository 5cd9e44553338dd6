package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/kafka/embedded"
)

var symbols = []string{"AAPL", "TSLA", "NFLX", "GOOG", "MSFT", "AMZN", "NVDA", "META", "INTC", "ORCL"}

// order is a record of the topics of orders.
type order struct {
	symbol, id string
	cents, qty int
}

// formats is how the orders are written, by topic.
var formats = map[string]func(o order) []byte{
	"orders": func(o order) []byte {
		return fmt.Appendf(nil, `{"Symbol":"%s","Id":"%s","LimitPrice":%d.%02d,"Qty":%d}`, o.symbol, o.id, o.cents/100, o.cents%100, o.qty)
	},
	"orders-avro": func(o order) []byte {
		b := appendText([]byte{0, 0, 0, 0, 1}, o.symbol) // by the registry's first schema
		b = appendText(b, o.id)
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(float64(o.cents)/100))
		return binary.AppendVarint(b, int64(o.qty))
	},
	"orders-protobuf": func(o order) []byte {
		b := append([]byte{0x0a, byte(len(o.symbol))}, o.symbol...)
		b = append(append(b, 0x12, byte(len(o.id))), o.id...)
		b = binary.LittleEndian.AppendUint64(append(b, 0x19), math.Float64bits(float64(o.cents)/100))
		return binary.AppendUvarint(append(b, 0x20), uint64(o.qty))
	},
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendVarint(b, int64(len(s))), s...)
}

// fill makes the topics: the orders in each format, quotes by symbol, and one to write to.
func (p *plan) fill(ctx context.Context) error {
	cl, err := kgo.NewClient(kgo.SeedBrokers(p.addr), kgo.ProducerBatchMaxBytes(1<<20), kgo.MaxBufferedRecords(100_000), kgo.ProducerBatchCompression(kgo.NoCompression()))
	if err != nil {
		return err
	}
	defer cl.Close()
	topics := []string{"quotes", "out", "out-bare", "latency"}
	for t := range formats {
		topics = append(topics, t)
	}
	made, err := kadm.NewClient(cl).CreateTopics(ctx, 1, 1, nil, topics...)
	if err == nil {
		err = made.Error()
	}
	if err != nil {
		return err
	}
	var failed error
	sent := func(_ *kgo.Record, err error) {
		if err != nil {
			failed = err
		}
	}
	for topic, write := range formats {
		rng := rand.New(rand.NewPCG(1, 2))
		for range p.records {
			o := order{symbols[rng.IntN(len(symbols))], fmt.Sprintf("ord-%06d", rng.IntN(p.ids)), 10_000 + rng.IntN(90_000), 10 + rng.IntN(90)}
			cl.Produce(ctx, &kgo.Record{Topic: topic, Value: write(o)}, sent)
		}
	}
	for i := range 1000 {
		cl.Produce(ctx, &kgo.Record{Topic: "quotes", Key: []byte(symbols[i%len(symbols)]), Value: fmt.Appendf(nil, `{"Price": %d.5}`, 100+i%50)}, sent)
	}
	if err := cl.Flush(ctx); err != nil {
		return err
	}
	return failed
}

const orderAvro = `{"type":"record","name":"Order","fields":[{"name":"Symbol","type":"string"},{"name":"Id","type":"string"},
	{"name":"LimitPrice","type":"double"},{"name":"Qty","type":"long"}]}`

// register starts a schema registry and gives it the schema of the orders, its first.
func (p *plan) register(ctx context.Context) (stop func() error, err error) {
	b, err := embedded.Start(embedded.Config{})
	if err != nil {
		return nil, err
	}
	p.registry = b.RegistryURL()
	cl, err := sr.NewClient(sr.URLs(p.registry))
	if err != nil {
		return nil, err
	}
	s, err := cl.CreateSchema(ctx, "orders", sr.Schema{Schema: orderAvro})
	if err == nil && s.ID != 1 {
		err = fmt.Errorf("the schema has id %d, not 1", s.ID)
	}
	return b.Close, err
}
