package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
	"starling/engine/column"
	"starling/kafka"
	"starling/specs/json"
	"starling/specs/simple"
)

const (
	topicIn  = "chaos.in"
	topicOut = "chaos.out"
)

// survive reads, joins and writes back while the broker does not.
func (p *plan) survive(ctx context.Context) error {
	if p.records == 0 {
		return nil
	}
	dir, err := os.MkdirTemp("", "chaos")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &broker{port: p.port, dir: dir}
	if err := b.start(); err != nil {
		return err
	}
	defer b.kill()
	cut := &cutter{}
	cl, err := kgo.NewClient(kgo.SeedBrokers(b.addr()), kgo.Dialer(cut.dial), kgo.DefaultProduceTopic(topicIn), kgo.MetadataMinAge(time.Second), kgo.MetadataMaxAge(2*time.Second),
		kgo.MaxBufferedRecords(50_000))
	if err != nil {
		return err
	}
	defer cl.Close()
	adm := kadm.NewClient(cl)
	if _, err := adm.CreateTopics(ctx, 3, 1, nil, topicIn); err != nil {
		return err
	}
	if _, err := adm.CreateTopics(ctx, 1, 1, nil, topicOut); err != nil {
		return err
	}
	t, err := newTables(ctx, b.addr(), cut)
	if err != nil {
		return err
	}
	defer t.close()
	cutting, stop := context.WithCancel(ctx)
	go cut.run(cutting, p.cuts)
	start := time.Now()
	acked, err := p.storm(ctx, b, cl, adm)
	stop()
	if err != nil {
		return err
	}
	fmt.Printf("%d records acknowledged in %v; %d kills, %d connections cut, 3 partitions became 4\n", p.records, time.Since(start).Round(time.Second), p.kills, cut.cuts)
	return t.check(ctx, p, acked, b.addr())
}

// storm produces while the broker is killed and restarted, and gives what was acknowledged.
func (p *plan) storm(ctx context.Context, b *broker, cl *kgo.Client, adm *kadm.Client) (*acks, error) {
	a := &acks{at: map[place]int64{}}
	var acked atomic.Int64
	var failed atomic.Pointer[error]
	var wait sync.WaitGroup
	wait.Go(func() {
		rng := rand.New(rand.NewPCG(3, 4))
		for i := range p.records {
			r := &kgo.Record{Key: fmt.Appendf(nil, "key-%d", rng.IntN(p.keys)), Value: fmt.Appendf(nil, `{"Seq":%d}`, i)}
			cl.Produce(ctx, r, func(r *kgo.Record, err error) {
				if err != nil {
					failed.Store(&err)
					return
				}
				a.add(r.Partition, r.Offset, seqOf(r.Value))
				acked.Add(1)
			})
		}
		cl.Flush(ctx)
	})
	for k := range p.kills {
		for acked.Load() < int64(p.records*(k+1)/(p.kills+2)) && ctx.Err() == nil {
			time.Sleep(20 * time.Millisecond)
		}
		if err := b.kill(); err != nil {
			return nil, err
		}
		fmt.Printf("killed the broker after %d acknowledged records\n", acked.Load())
		time.Sleep(time.Duration(rand.IntN(2000)) * time.Millisecond)
		if err := b.start(); err != nil {
			return nil, err
		}
		if k == p.kills/2 {
			if _, err := adm.CreatePartitions(ctx, 1, topicIn); err != nil {
				return nil, fmt.Errorf("adding a partition: %w", err)
			}
		}
	}
	wait.Wait()
	if err := failed.Load(); err != nil {
		return nil, fmt.Errorf("producing: %w", *err)
	}
	return a, ctx.Err()
}

// tables is what Starling makes of the topic.
type tables struct {
	env   *kafka.Env
	g     *engine.Graph
	all   *engine.Table
	last  *engine.Table
	write *kafka.Producer
	stop  context.CancelFunc // of the graph
}

// close ends what reads and writes; what the tables hold has been compared.
func (t *tables) close() {
	t.stop()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := t.env.Close(ctx, t.g); err != nil {
		fmt.Println("closing:", err)
	}
}

func newTables(ctx context.Context, addr string, cut *cutter) (*tables, error) {
	t := &tables{g: engine.NewGraph()}
	t.env = &kafka.Env{DialFunc: cut.dial, Notify: func(msg string) { fmt.Println(msg) }}
	running, stop := context.WithCancel(ctx)
	t.stop = stop
	go t.g.Run(running, 50*time.Millisecond)
	props := kafka.Props{"bootstrap.servers": addr, "metadata.max.age.ms": "2000"}
	value, err := json.Reader([]column.Field{{Name: "Seq", Type: column.Of(column.Long)}}, nil)
	if err != nil {
		return nil, err
	}
	c, err := t.env.Consume(ctx, t.g, props, kafka.Consume{
		Topics: []string{topicIn}, Key: simple.Reader("Key", column.Of(column.String)), Value: value,
		Retention: engine.Append(), Offsets: kafka.Offsets{All: kafka.SeekToBeginning},
	})
	if err != nil {
		return nil, err
	}
	t.all = c.Table
	if t.last, err = t.all.LastBy([]engine.Pair{{New: "Key", Old: "Key"}}); err != nil {
		return nil, err
	}
	out, err := json.Writer(json.WriterOptions{Include: []string{"Seq"}})
	if err != nil {
		return nil, err
	}
	t.write, err = t.env.Produce(ctx, t.last, props, kafka.Produce{Topic: topicOut, Key: simple.Writer("Key"), Value: out, Initial: true})
	return t, err
}
