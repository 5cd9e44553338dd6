package kafka

import (
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
	"starling/engine/column"
	"starling/specs/wire"
)

// badKept is how many bad records a consumer's table of errors keeps: the last ones.
const badKept = 100_000

// badFields is the columns of the table of errors.
var badFields = []column.Field{
	{Name: "KafkaTopic", Type: column.Of(column.String)},
	{Name: "KafkaPartition", Type: column.Of(column.Int)},
	{Name: "KafkaOffset", Type: column.Of(column.Long)},
	{Name: "KafkaTimestamp", Type: column.Of(column.Instant)},
	{Name: "Part", Type: column.Of(column.String)},
	{Name: "Error", Type: column.Of(column.String)},
	{Name: "Key", Type: column.Of(column.Bytes)},
	{Name: "Value", Type: column.Of(column.Bytes)},
}

// badRecords keeps what could not be decoded out of the table and in sight: a table of
// errors, a warning now and then, and a count. It is that table's source.
type badRecords struct {
	c     *Consumer
	fatal bool         // starling.on.error=fail
	other bool         // starling.other.messages=skip
	limit badLimit     // of their share
	dead  *deadLetters // nil if they are not written anywhere
	table *engine.Table

	mu    sync.Mutex
	rows  []column.Builder
	spare []column.Builder
	count int64
	taken int64 // of them those that the table has, or has had
	parts map[topicPartition]*badPartition
	pace  pace
	over  bool // no more will come
}

func newBadRecords(c *Consumer) (*badRecords, error) {
	b := &badRecords{c: c, parts: map[topicPartition]*badPartition{}}
	switch a := c.props.Arg("starling.on.error", "keep"); a.Value {
	case "keep":
	case "fail":
		b.fatal = true
	default:
		return nil, fmt.Errorf("property starling.on.error: %q must be keep or fail", a.Shown())
	}
	switch a := c.props.Arg(wire.OtherMessages, "bad"); a.Value {
	case "bad":
	case "skip":
		b.other = true
	default:
		return nil, fmt.Errorf("property %s: %q must be bad or skip", a.Name, a.Shown())
	}
	var err error
	if b.limit, err = newBadLimit(c.props); err != nil {
		return nil, err
	}
	if b.dead, err = newDeadLetters(c); err != nil {
		return nil, err
	}
	b.rows, b.spare = badBuilders(), badBuilders()
	if b.table, err = c.graph.AddSource("errors of "+c.topics.String(), b, engine.Ring(badKept)); err != nil {
		return nil, errors.Join(err, b.dead.finish())
	}
	b.table.Retain()
	return b, nil
}

func badBuilders() []column.Builder {
	out := make([]column.Builder, len(badFields))
	for i, f := range badFields {
		out[i] = column.NewBuilder(f.Type)
	}
	return out
}

// of is what is known of a partition's bad records.
func (b *badRecords) of(tp topicPartition) *badPartition {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.parts[tp] == nil {
		b.parts[tp] = &badPartition{total: b.c.env.totals.of(tp)}
	}
	return b.parts[tp]
}

// add notes a bad record, the nth of its partition. The error it returns is to fail the table.
func (b *badRecords) add(p *badPartition, r *kgo.Record, nth int64, part string, err error) error {
	place := fmt.Errorf("topic %s partition %d offset %d: %s: %w", r.Topic, r.Partition, r.Offset, part, err)
	b.mu.Lock()
	b.rows[0].(*column.Text).AppendString(r.Topic)
	b.rows[1].(*column.Vec[int32]).Append(r.Partition)
	b.rows[2].(*column.Vec[int64]).Append(r.Offset)
	at, _ := instantOf(r)
	b.rows[3].(*column.Vec[int64]).Append(at)
	b.rows[4].(*column.Text).AppendString(part)
	b.rows[5].(*column.Text).AppendString(err.Error())
	appendBytes(b.rows[6], r.Key)
	appendBytes(b.rows[7], r.Value)
	b.count++
	p.count++
	p.total.bad.Add(1)
	tooMany := b.limit.exceeded(p, nth)
	msg := ""
	if n := b.pace.note(1); n > 0 {
		msg = b.warning(place, n)
	}
	b.mu.Unlock()
	b.c.graph.Wake()
	switch {
	case b.fatal:
		return place
	case tooMany:
		return fmt.Errorf("more than %s of the last %d records of the partition are bad (starling.errors.max.share): %w", b.limit.text, b.limit.window, place)
	}
	b.dead.send(r, part, err)
	if msg != "" {
		b.c.env.Say(msg)
	}
	return nil
}

// skips reports whether a record that could not be decoded is left out unsaid, and counts it.
func (b *badRecords) skips(p *badPartition, err error) bool {
	if !b.other || !errors.Is(err, wire.ErrOther) {
		return false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	p.other++
	return true
}

func appendBytes(dst column.Builder, b []byte) {
	if b == nil {
		dst.AppendNull()
		return
	}
	dst.(*column.Text).Append(b)
}

// warning is the line that shows the last of n bad records.
func (b *badRecords) warning(place error, n int64) string {
	also := ""
	if b.dead != nil {
		also = fmt.Sprintf(" and topic %s has them", b.dead.shown())
	}
	return fmt.Sprintf("kafka: bad record left out: %v%s; kc.errors(table) lists them%s, %d so far", place, andMore(n), also, b.count)
}

// Schema is the columns of the table of errors.
func (b *badRecords) Schema() []column.Field { return badFields }

// Drain hands the noted records over.
func (b *badRecords) Drain(add func(cols []column.Builder, n int)) error {
	b.mu.Lock()
	b.rows, b.spare = b.spare, b.rows
	over := b.over
	b.mu.Unlock()
	if n := b.spare[0].Len(); n > 0 {
		add(b.spare, n)
		b.mu.Lock()
		b.taken += int64(n)
		b.mu.Unlock()
		for _, c := range b.spare {
			c.Reset()
		}
	}
	if over {
		return io.EOF
	}
	return nil
}

// behind says that the table lacks some of the first n bad records; "" if it has them.
func (b *badRecords) behind(n int64) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.taken < n {
		return fmt.Sprintf("%d of %d bad records are not in their table yet", n-b.taken, n)
	}
	return ""
}

// hurry says that the consumer ends.
func (b *badRecords) hurry() {
	if b != nil {
		b.dead.hurry()
	}
}

// giveUp ends the waiting for the broker.
func (b *badRecords) giveUp() {
	if b != nil {
		b.dead.giveUp()
	}
}

// finish says that no more will come, once all that were noted are written where they
// are to be; the error is that some are not.
func (b *badRecords) finish() error {
	if b == nil {
		return nil
	}
	err := b.dead.finish()
	b.mu.Lock()
	b.over = true
	b.mu.Unlock()
	b.c.graph.Wake()
	return err
}

func (b *badRecords) close() {
	if b != nil && b.table != nil {
		b.table.Close()
		b.table.Release()
	}
}

// Errors is the live table of the consumer's bad records: the last 100,000.
func (c *Consumer) Errors() *engine.Table { return c.bad.table }

// byPartition is how many records of each partition could not be decoded so far, and how
// many were left out unsaid.
func (b *badRecords) byPartition() (bad, other map[topicPartition]int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	bad, other = map[topicPartition]int64{}, map[topicPartition]int64{}
	for tp, p := range b.parts {
		bad[tp], other[tp] = p.count, p.other
	}
	return bad, other
}

// BadRecords is how many records could not be decoded so far.
func (c *Consumer) BadRecords() int64 {
	c.bad.mu.Lock()
	defer c.bad.mu.Unlock()
	return c.bad.count
}
