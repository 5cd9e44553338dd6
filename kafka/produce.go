package kafka

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/kafka/client"
	"starling/specs/wire"
)

// Produce says how a table's rows become records.
type Produce struct {
	Topic      string // where a row names none; may be empty with TopicCol
	Key, Value wire.Writer
	LastBy     bool // publish the table's last_by of the key columns
	Initial    bool // publish the present rows too
	Partition  *int32
	// Names of columns of the table, "" for none: where a row goes, and its time.
	TopicCol, PartitionCol, TimestampCol string
}

// Producer writes a table's changes to Kafka: rows that come or whose value changes
// as records, rows that go as tombstones, in the order of each cycle. It is the table's
// engine.Sink: a cycle leaves parcels of values in the queue, the sending goroutine encodes
// them and hands records to the client, and the client's goroutine reports what the broker
// acknowledged, which pays the debts.
type Producer struct {
	env    *Env
	client *kgo.Client
	table  *engine.Table
	place  string // the brokers, for messages
	topic  string // "" if every row names its own
	plan   *plan.Node
	props  client.Config
	work   sync.WaitGroup
	ctx    context.Context // ends with the producer
	cancel context.CancelFunc

	parcels parcels
	queue   *queue
	debts   *debts
	keyless keyless // of the sending goroutine
	written written
	pinned  context.Context // of records that name their partition
	patient time.Duration   // how long a record waits for a topic that is gone, 0 for ever

	sent, acked atomic.Int64
	muted       atomic.Bool // it takes in nothing more
	stopped     func()      // ends the listening; set before the producer is known to others

	mu    sync.Mutex // guards what follows; a leaf
	err   error
	ended bool
}

// Produce starts to publish t. The present rows have been written when it returns, or
// it fails; a static table is then done.
func (e *Env) Produce(ctx context.Context, t *engine.Table, p client.Props, o Produce) (pr *Producer, err error) {
	defer e.Veiled(&err)
	c, err := e.Config(p)
	if err != nil {
		return nil, err
	}
	if !o.Initial && !t.Attrs.Refreshing {
		return nil, errors.New("publish_initial=False on a table that never changes would publish nothing")
	}
	env := wire.Env{Props: c.Values(), Files: e.Files}
	if v, err := e.registries.View(c); err != nil {
		return nil, err
	} else if v != nil {
		env.Registry = v
		if e.Planning {
			env.Registry = unregistered{v}
		}
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
	place, err := c.Place()
	if err != nil {
		return nil, err
	}
	pr = &Producer{env: e, table: t, place: place, topic: o.Topic, debts: newDebts(), queue: newQueue(t.Graph().Wake)}
	pr.plan = &plan.Node{Op: o.plan(c), In: []*plan.Node{t.Plan()}, Schema: t.Schema, Attrs: t.Attrs}
	pr.props = c
	enc.dated = e.Repeatable
	pr.parcels.enc = enc
	if pr.patient, err = c.Millis("delivery.timeout.ms", 0); err != nil {
		return nil, err
	}
	// As a Java producer does, it lets the broker create the topic.
	if pr.client, err = c.Producing(enc.keyed, kgo.AllowAutoTopicCreation()); err != nil {
		return nil, err
	}
	pr.ctx, pr.cancel = context.WithCancel(context.Background())
	pr.pinned = context.WithValue(pr.ctx, pinnedKey{}, true)
	if e.Planning {
		pr.stopped = func() {}
		e.addProducer(pr)
		return pr, nil
	}
	if err = c.Await(ctx, pr.client); err == nil {
		err = pr.checkKeys(ctx)
	}
	if err != nil {
		pr.abandon()
		return nil, err
	}
	if err := pr.begin(ctx, o.Initial); err != nil {
		return nil, err
	}
	return pr, nil
}

func (p *Producer) begin(ctx context.Context, initial bool) error {
	p.work.Go(p.send)
	stop, err := p.table.Graph().Listen(p.table, p, initial)
	if err != nil {
		p.abandon()
		return err
	}
	p.stopped = stop
	if err := p.Flush(ctx); err != nil {
		stop()
		p.abandon()
		return err
	}
	if !p.table.Attrs.Refreshing {
		return p.Stop(ctx)
	}
	p.env.addProducer(p)
	return nil
}

// OnUpdate takes what a cycle changed: first the keys of the rows that went, for their
// tombstones, then the rows that came or changed, each in table order.
func (p *Producer) OnUpdate(t *engine.Table, u *engine.Update) error {
	if err := p.Err(); err != nil || p.muted.Load() {
		p.debts.bar(t.Running())
		return err
	}
	var ps []*parcel
	enc := p.parcels.enc
	if !t.Attrs.Blink {
		ps = p.parcels.take(ps, t, enc.gone(t, u), column.Prev, true)
	}
	ps = p.parcels.take(ps, t, enc.present(t, u), column.Cur, false)
	if len(ps) == 0 {
		return nil
	}
	n := 0
	for _, x := range ps {
		n += len(x.rows)
	}
	debt := p.debts.owe(t.Running(), n)
	for _, x := range ps {
		x.debt = debt
	}
	p.sent.Add(int64(n))
	p.queue.put(ps)
	return nil
}

// OnFailure ends the publishing; what the table had before still goes out.
func (p *Producer) OnFailure(err error) {
	p.debts.bar(p.table.Told() + 1)
	p.fail(fmt.Errorf("table failed: %w", err))
}

// Full is engine.Sink's: much waits for the broker. A producer that failed holds nobody up.
func (p *Producer) Full() bool { return p.queue.isFull() && p.Err() == nil }

// Settled is engine.Sink's: the last cycle of which every record is acknowledged.
func (p *Producer) Settled() uint64 { return p.debts.settled() }

// Owes is engine.Sink's.
func (p *Producer) Owes() string {
	sent, acked := p.Counts()
	if sent == acked {
		return ""
	}
	to := ""
	if p.topic != "" {
		to = " of topic " + p.topic
	}
	return fmt.Sprintf("%s%s not acknowledged by %s", plural(sent-acked, "record"), to, p.place)
}

// fail notes the first failure and tells of it.
func (p *Producer) fail(err error) {
	if err, first := p.note(err); first {
		p.tell(err)
	}
}

// note keeps err, veiled, if it is the first failure.
func (p *Producer) note(err error) (veiled error, first bool) {
	p.env.Veiled(&err)
	p.mu.Lock()
	defer p.mu.Unlock()
	if first = p.err == nil && !p.ended; first {
		p.err = err
	}
	return err, first
}

func (p *Producer) tell(err error) {
	p.env.Say(fmt.Sprintf("kafka: publishing stopped: %v", err))
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

// send is the goroutine that makes records and hands them to the client, which may block.
func (p *Producer) send() {
	var recs []*kgo.Record
	for {
		x, ok := p.queue.take()
		if !ok {
			return
		}
		if x == nil {
			p.writeAgain()
			p.queue.handed(0, 0)
			continue
		}
		rows, bytes, debt := len(x.rows), x.bytes, x.debt
		var err error
		if recs, err = p.records(recs[:0], x); err != nil {
			p.refuse(err)
		}
		done := func(r *kgo.Record, err error) { p.done(debt, r, err) }
		for _, r := range recs { // of a parcel with a bad row, those before it
			if p.queue.came.Load() {
				p.writeAgain()
			}
			if r.Partition >= 0 {
				r.Context = p.pinned
			}
			p.awaitPartition(r)
			p.client.Produce(p.ctx, r, done)
		}
		clear(recs)
		p.queue.handed(rows, bytes)
	}
}

// records makes the records of a parcel; the error is of the row after the last of them.
func (p *Producer) records(recs []*kgo.Record, x *parcel) ([]*kgo.Record, error) {
	recs, err := p.parcels.enc.encode(recs, x)
	for i, r := range recs {
		if r.Key == nil {
			if wrong := p.keyless.check(p, r.Topic); wrong != nil {
				return recs[:i], fmt.Errorf("%s: %w", x.place(i), wrong)
			}
		}
	}
	if err == nil {
		p.parcels.spent(x)
	}
	return recs, err
}

// refuse ends the publishing with what is wrong with a row: nothing is to follow it. The
// failure is kept before the queue ends, so that who waits for the queue finds it.
func (p *Producer) refuse(err error) {
	err, first := p.note(err)
	p.queue.close()
	if first {
		p.tell(err)
	}
}

func (p *Producer) done(debt *debt, r *kgo.Record, err error) {
	if err != nil && p.givenUp() {
		return // it stays owed, and who gave up says so
	}
	if err != nil && p.lostTopic(r.Topic, err) {
		p.queue.putBack(unwritten{r, debt})
		return
	}
	if err != nil {
		p.refuse(fmt.Errorf("topic %s: %w", r.Topic, rejected(r, err)))
		return
	}
	p.written.add(r.Topic, &p.env.totals)
	p.acked.Add(1)
	p.debts.paid(debt)
}

// givenUp reports whether nobody waits for the broker any more.
func (p *Producer) givenUp() bool { return p.ctx.Err() != nil || p.env.Alive().Err() != nil }

// rejected words why the broker did not take a record.
func rejected(r *kgo.Record, err error) error {
	if errors.Is(err, kerr.InvalidRecord) && r.Key == nil {
		return client.Worded("a record has no key, and the topic is compacted: "+err.Error(), err)
	}
	if errors.Is(err, kerr.MessageTooLarge) {
		return client.Worded(err.Error()+"; max.request.size, 1 MB unless it is set, and the topic's max.message.bytes say what is", err)
	}
	return client.Brief(err)
}

// Counts is the records handed to the producer and those that the broker acknowledged.
func (p *Producer) Counts() (sent, acked int64) { return p.sent.Load(), p.acked.Load() }

// Flush returns when all records so far are acknowledged, or with why one is not.
func (p *Producer) Flush(ctx context.Context) error {
	var err error
	for back := -1; err == nil && back != p.queue.cameBack(); { // what came back meanwhile may be with the client anew
		back = p.queue.cameBack()
		if err = p.queue.drained(ctx); err == nil {
			err = p.client.Flush(ctx)
		}
	}
	if failure := p.Err(); failure != nil {
		return failure
	}
	if err != nil && ctx.Err() != nil {
		if owes := p.Owes(); owes != "" {
			return fmt.Errorf("%s: %w", owes, context.Cause(ctx))
		}
	}
	return err
}

// Stop publishes what is pending, and ends; the error is that some of it is not written. A
// second call does nothing. If all is written, the sources of the table are free of it;
// otherwise they go on owing what it did not write, so that no group gets past it.
func (p *Producer) Stop(ctx context.Context) error {
	if p.Ended() {
		return nil
	}
	p.muted.Store(true)
	err := p.Flush(ctx)
	if err == nil {
		p.stopped()
	}
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
	p.env.dropProducer(p)
	p.queue.close()
	p.cancel()
	p.client.Close()
	p.work.Wait()
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
