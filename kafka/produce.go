package kafka

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
	"starling/engine/column"
	"starling/specs"
)

// Produce says how a table's rows become records.
type Produce struct {
	Topic      string // where a row names none; may be empty with TopicCol
	Key, Value specs.Writer
	LastBy     bool // publish the table's last_by of the key columns
	Initial    bool // publish the present rows too
	Partition  *int32
	// Names of columns of the table, "" for none: where a row goes, and its time.
	TopicCol, PartitionCol, TimestampCol string
}

// Producer writes a table's changes to Kafka: rows that come or whose value changes
// as records, rows that go as tombstones, in the order of each cycle.
type Producer struct {
	env     *Env
	client  *kgo.Client
	table   *engine.Table
	stopped func() // ends the listening
	encode  *rowEncoder
	queue   *queue
	work    sync.WaitGroup
	ctx     context.Context // ends with the producer
	cancel  context.CancelFunc

	sent, acked atomic.Int64
	mu          sync.Mutex
	err         error
	ended       bool
}

// Produce starts to publish t. The present rows have been written when it returns, or
// it fails; a static table is then done.
func (e *Env) Produce(ctx context.Context, t *engine.Table, p Props, o Produce) (*Producer, error) {
	p, err := e.Props(p)
	if err != nil {
		return nil, err
	}
	if !o.Initial && !t.Attrs.Refreshing {
		return nil, errors.New("publish_initial=False on a table that never changes would publish nothing")
	}
	env := specs.Env{Props: p}
	if env.Registry, err = e.Registry(p); err != nil {
		return nil, err
	}
	enc, err := newRowEncoder(ctx, env, t, &o)
	if err != nil {
		return nil, err
	}
	if keys := enc.keyNames(t); o.LastBy && len(keys) > 0 {
		if t, err = t.LastBy(keys); err != nil {
			return nil, fmt.Errorf("last_by_key_columns: %w", err)
		}
		t.Retain()
		defer t.Release() // by then the listening holds it
		if enc, err = newRowEncoder(ctx, env, t, &o); err != nil {
			return nil, err
		}
	}
	pr := &Producer{env: e, table: t, encode: enc, queue: newQueue()}
	// As a Java producer does, it lets the broker create the topic.
	if pr.client, err = e.NewClient(p, kgo.RecordPartitioner(partitioner{kgo.StickyKeyPartitioner(nil)}), kgo.AllowAutoTopicCreation()); err != nil {
		return nil, err
	}
	if err := e.Await(ctx, pr.client, p); err != nil {
		pr.client.Close()
		return nil, err
	}
	if err := pr.begin(ctx, o.Initial); err != nil {
		return nil, err
	}
	return pr, nil
}

func (p *Producer) begin(ctx context.Context, initial bool) error {
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.work.Go(p.send)
	stop, err := p.table.Graph().Listen(p.table, p, initial)
	if err == nil {
		p.stopped = stop
		err = p.Flush(ctx)
	}
	if err != nil {
		p.abandon()
		return err
	}
	if !p.table.Attrs.Refreshing {
		return p.Stop(ctx)
	}
	p.env.addProducer(p)
	return nil
}

// OnUpdate encodes what a cycle changed: first tombstones of the rows that went, then
// the rows that came or changed, each in table order.
func (p *Producer) OnUpdate(t *engine.Table, u *engine.Update) error {
	if err := p.Err(); err != nil {
		return err
	}
	var recs []*kgo.Record
	var err error
	if !t.Attrs.Blink {
		if recs, err = p.encode.gone(recs, t, u); err != nil {
			return err
		}
	}
	if recs, err = p.encode.present(recs, t, u); err != nil {
		return err
	}
	p.sent.Add(int64(len(recs)))
	p.queue.put(recs)
	return nil
}

// OnFailure ends the publishing; what the table had before still goes out.
func (p *Producer) OnFailure(err error) { p.fail(fmt.Errorf("table failed: %w", err)) }

// fail notes the first failure and tells of it.
func (p *Producer) fail(err error) {
	p.mu.Lock()
	first := p.err == nil && !p.ended
	if first {
		p.err = err
	}
	p.mu.Unlock()
	if first {
		p.env.notify(fmt.Sprintf("kafka: publishing stopped: %v", err))
	}
}

// Err is why the publishing ended early, nil if it did not.
func (p *Producer) Err() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.err
}

// Ended reports whether the publishing was stopped.
func (p *Producer) Ended() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ended
}

// send is the goroutine that hands records to the client, which may block.
func (p *Producer) send() {
	for {
		recs, ok := p.queue.take()
		if !ok {
			return
		}
		for _, r := range recs {
			p.awaitPartition(r)
			p.client.Produce(context.Background(), r, p.done)
		}
		p.queue.handed()
	}
}

func (p *Producer) done(r *kgo.Record, err error) {
	if err != nil {
		p.queue.close() // nothing is to follow a record that is missing
		p.fail(fmt.Errorf("topic %s: %w", r.Topic, brief(err)))
		return
	}
	p.acked.Add(1)
}

// Counts is the records handed to the producer and those that the broker acknowledged.
func (p *Producer) Counts() (sent, acked int64) { return p.sent.Load(), p.acked.Load() }

// Flush returns when all records so far are acknowledged, or with why one is not.
func (p *Producer) Flush(ctx context.Context) error {
	if err := p.queue.drained(ctx); err != nil {
		return err
	}
	if err := p.client.Flush(ctx); err != nil {
		return err
	}
	return p.Err()
}

// Stop publishes what is pending, and ends. A second call does nothing.
func (p *Producer) Stop(ctx context.Context) error {
	p.mu.Lock()
	ended := p.ended
	p.mu.Unlock()
	if ended {
		return nil
	}
	p.queue.lift() // a cycle that waits for the broker holds the graph
	p.stopped()
	err := p.Flush(ctx)
	p.abandon()
	return err
}

// abandon ends without waiting for what is pending.
func (p *Producer) abandon() {
	p.mu.Lock()
	ended := p.ended
	p.ended = true
	p.mu.Unlock()
	if ended {
		return
	}
	if p.stopped != nil {
		p.stopped()
	}
	p.env.dropProducer(p)
	p.queue.close()
	p.cancel()
	p.work.Wait()
	p.client.Close()
}

func (e *Env) addProducer(p *Producer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.producers = append(e.producers, p)
}

func (e *Env) dropProducer(p *Producer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, x := range e.producers {
		if x == p {
			e.producers = append(e.producers[:i:i], e.producers[i+1:]...)
			return
		}
	}
}

// Producers is the producers that were not stopped.
func (e *Env) Producers() []*Producer {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.producers)
}

// StopProducers stops every producer: what is pending is published first. The first
// error is returned, also one of a producer that ended before.
func (e *Env) StopProducers(ctx context.Context) error {
	var first error
	for _, p := range e.Producers() {
		p.queue.lift()
	}
	for _, p := range e.Producers() {
		if err := p.Stop(ctx); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// columnsOf fills one vector per column from rows, in their order.
func columnsOf(t *engine.Table, cols []int, vecs []column.Vector, rows []int64, when column.When) {
	for i, c := range cols {
		vecs[i].Reset()
		t.Cols[c].Gather(vecs[i], rows, when)
	}
}
