package kafka

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
	"starling/kafka/client"
	"starling/specs/json"
	"starling/specs/simple"
)

// sheet is a table that a test writes by hand: text keys K, numbers V, and where a row goes.
type sheet struct {
	r *rig
	*engine.Editable
}

func (r *rig) sheet() *sheet {
	r.Helper()
	e, err := r.graph.AddEditable("sheet", []column.Field{
		{Name: "K", Type: column.Of(column.String)},
		{Name: "V", Type: column.Of(column.Int)},
		{Name: "T", Type: column.Of(column.String)},
		{Name: "P", Type: column.Of(column.Int)},
		{Name: "At", Type: column.Of(column.Instant)},
	})
	r.ok(err)
	e.Table().Retain()
	return &sheet{r, e}
}

// add appends rows "key value"; "-" is null. The other columns are null.
func (s *sheet) add(rows ...string) {
	s.r.Helper()
	cols := make([]column.Builder, 5)
	for i, f := range s.Table().Schema {
		cols[i] = column.NewBuilder(f.Type)
	}
	for _, row := range rows {
		f := append(strings.Fields(row), "-", "-", "-", "-")
		for i, text := range f[:5] {
			var n int64
			_, err := fmt.Sscan(text, &n)
			switch b := cols[i].(type) {
			case *column.Text:
				if text != "-" {
					b.AppendString(text)
					continue
				}
				b.AppendNull()
			case *column.Vec[int32]:
				if b.AppendNull(); err == nil {
					b.V[b.Len()-1] = int32(n)
				}
			case *column.Vec[int64]:
				if b.AppendNull(); err == nil {
					b.V[b.Len()-1] = n
				}
			}
		}
	}
	_, err := s.Add(cols, len(rows))
	s.r.ok(err)
}

func (s *sheet) set(row int64, value int32) {
	s.r.Helper()
	v := column.NewVec[int32](column.Int)
	v.Append(value)
	s.r.ok(s.Modify(rowset.Of(row), []int{1}, []column.Vector{v}))
}

func (s *sheet) rename(row int64, key string) {
	s.r.Helper()
	v := column.NewVec[string](column.String)
	v.Append(key)
	s.r.ok(s.Modify(rowset.Of(row), []int{0}, []column.Vector{v}))
}

func (s *sheet) drop(rows ...int64) {
	s.r.Helper()
	s.r.ok(s.Remove(rowset.Of(rows...)))
}

// json is the value {"V": …} under the key K.
func jsonOfV(r *rig) Produce {
	r.Helper()
	value, err := json.Writer(json.WriterOptions{Include: []string{"V"}})
	r.ok(err)
	return Produce{Topic: "t", Key: simple.Writer("K"), Value: value, Initial: true}
}

func (r *rig) produce(t *engine.Table, o Produce, change ...func(client.Props, *Consume)) *Producer {
	r.Helper()
	p := r.props.With(nil)
	for _, f := range change {
		f(p, nil)
	}
	pr, err := r.env.Produce(r.Context(), t, p, o)
	r.ok(err)
	return pr
}

// cycle runs one cycle and has producers write what it made.
func (r *rig) cycle() {
	r.Helper()
	r.ok(r.graph.Step(r.Context()))
	for _, p := range r.env.Producers() {
		r.ok(p.Flush(r.Context()))
	}
}

// topic is all records of a topic as "partition key=value", partition by partition.
func (r *rig) topic(name string) []string {
	r.Helper()
	ends, err := kadm.NewClient(r.feeder).ListEndOffsets(r.Context(), name)
	r.ok(err)
	starts := map[int32]kgo.Offset{}
	left := int64(0)
	ends.Each(func(o kadm.ListedOffset) {
		r.ok(o.Err)
		starts[o.Partition] = kgo.NewOffset().AtStart()
		left += o.Offset
	})
	r.feeder.AddConsumePartitions(map[string]map[int32]kgo.Offset{name: starts})
	defer r.feeder.RemoveConsumePartitions(map[string][]int32{name: slices.Collect(maps.Keys(starts))})
	var recs []*kgo.Record
	for int64(len(recs)) < left {
		f := r.feeder.PollFetches(r.Context())
		r.ok(f.Err())
		recs = append(recs, f.Records()...)
	}
	slices.SortStableFunc(recs, func(a, b *kgo.Record) int { return int(a.Partition - b.Partition) })
	out := make([]string, len(recs))
	for i, rec := range recs {
		out[i] = fmt.Sprintf("%d %s=%s", rec.Partition, part(rec.Key), part(rec.Value))
	}
	return out
}

func part(b []byte) string {
	if b == nil {
		return "-"
	}
	return string(b)
}

func (r *rig) wantTopic(name string, want ...string) {
	r.Helper()
	if got := r.topic(name); !slices.Equal(got, want) {
		r.Errorf("topic %s\n  %s\nwant\n  %s", name, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// In a cycle tombstones come first, then what was added or modified, each in table order.
func TestProduceOrder(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		s := r.sheet()
		s.add("a 1", "b 2", "c 3")
		r.cycle()
		p := r.produce(s.Table(), jsonOfV(r))
		r.wantTopic("t", `0 a={"V":1}`, `0 b={"V":2}`, `0 c={"V":3}`)
		s.set(2, 30)
		s.drop(1)
		s.add("d 4")
		s.set(0, 10)
		r.cycle()
		r.wantTopic("t", `0 a={"V":1}`, `0 b={"V":2}`, `0 c={"V":3}`, `0 b=-`, `0 a={"V":10}`, `0 c={"V":30}`, `0 d={"V":4}`)
		if sent, acked := p.Counts(); sent != 7 || acked != 7 {
			r.Errorf("%d sent, %d acknowledged", sent, acked)
		}
	})
}

// A row whose key changes leaves a tombstone under its old key.
func TestProduceRekeyed(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		s := r.sheet()
		s.add("a 1", "b 2")
		r.cycle()
		r.produce(s.Table(), jsonOfV(r))
		s.rename(0, "c")
		r.cycle()
		s.rename(1, "b") // the same
		r.cycle()
		r.wantTopic("t", `0 a={"V":1}`, `0 b={"V":2}`, `0 a=-`, `0 c={"V":1}`)
	})
}

func TestProduceInitial(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		s := r.sheet()
		s.add("a 1")
		r.cycle()
		o := jsonOfV(r)
		o.Initial = false
		r.produce(s.Table(), o)
		s.add("b 2", "- -")
		r.cycle()
		r.wantTopic("t", `0 b={"V":2}`, `0 -={}`)
	})
}

func TestProduceLastBy(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		s := r.sheet()
		s.add("a 1", "b 2", "a 3")
		r.cycle()
		o := jsonOfV(r)
		o.LastBy = true
		p := r.produce(s.Table(), o)
		s.add("b 4")
		r.cycle()
		s.drop(0, 2)
		r.cycle()
		r.wantTopic("t", `0 a={"V":3}`, `0 b={"V":2}`, `0 b={"V":4}`, `0 a=-`)
		r.ok(p.Stop(r.Context()))
		s.add("b 5")
		r.cycle()
		if got := r.topic("t"); len(got) != 4 {
			r.Errorf("published after the stop: %q", got)
		}
	})
}

// Topic, partition and timestamp of each record come from columns, where not null.
func TestProduceRoutes(t *testing.T) {
	bubble(t, map[string]int{"t": 3, "u": 2}, func(r *rig) {
		s := r.sheet()
		s.add("a 1 u 1", "b 2 - 2", "c 3 u", "d 4 - 0 1700000000123456789")
		r.cycle()
		o := jsonOfV(r)
		o.TopicCol, o.PartitionCol, o.TimestampCol = "T", "P", "At"
		one := int32(1)
		o.Partition = &one
		r.produce(s.Table(), o)
		r.wantTopic("t", `0 d={"V":4}`, `2 b={"V":2}`)
		r.wantTopic("u", `1 a={"V":1}`, `1 c={"V":3}`)
		c := r.consume("t", from(SeekToBeginning), set("deephaven.timestamp.column.name", "When"))
		r.step()
		for i, row := range r.readCols(c.Table, "KafkaPartition", "When") {
			if row == "0 1700000000123000000" {
				return
			}
			r.Log(i, row)
		}
		r.Error("no record of partition 0 has its row's time")
	})
}

// Records of a key go where Kafka's own clients put them.
func TestProducePartitioner(t *testing.T) {
	bubble(t, map[string]int{"t": 4}, func(r *rig) {
		s := r.sheet()
		for i := range 12 {
			s.add(fmt.Sprintf("key%d %d", i, i))
		}
		r.cycle()
		o := jsonOfV(r)
		o.Value = simple.Writer("K")
		r.produce(s.Table(), o)
		var got []string
		for _, line := range r.topic("t") {
			got = append(got, line[:strings.IndexByte(line, '=')])
		}
		want := []string{"0 key1", "0 key6", "0 key10", "1 key3", "1 key4", "2 key0", "2 key11", "3 key2", "3 key5", "3 key7", "3 key8", "3 key9"}
		if !slices.Equal(got, want) {
			r.Errorf("partitions %q", got)
		}
	})
}

func TestProduceFails(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(r *rig, o *Produce)
		want   string
	}{
		{"both ignored", func(_ *rig, o *Produce) { o.Key, o.Value = simple.Ignore, simple.Ignore }, "different from KeyValueSpec.IGNORE"},
		{"no topic", func(_ *rig, o *Produce) { o.Topic = "" }, "must set topic or topic_col"},
		{"no such column", func(_ *rig, o *Produce) { o.Key = simple.Writer("Q") }, `key_spec: simple_spec: no column "Q" in the table`},
		{"no such topic column", func(_ *rig, o *Produce) { o.TopicCol = "Q" }, "topic_col: the table has no column Q"},
		{"topic column type", func(_ *rig, o *Produce) { o.TopicCol = "V" }, "topic_col: column V is int, must be java.lang.String"},
		{"partition column type", func(_ *rig, o *Produce) { o.PartitionCol = "K" }, "partition_col: column K is java.lang.String, must be int"},
		{"no such partition", func(_ *rig, o *Produce) { p := int32(7); o.Partition = &p }, "topic t: invalid record partitioning choice of 7 from 1 available"},
		{"a row without a topic", func(_ *rig, o *Produce) { o.Topic, o.TopicCol = "", "T" }, "row 0: topic_col is null and no topic is given"},
		{"refused", func(r *rig, _ *Produce) {
			r.broker.Fail(kmsg.Produce, "t", kerr.TopicAuthorizationFailed, -1)
		}, "topic t: TOPIC_AUTHORIZATION_FAILED"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				s := r.sheet()
				s.add("a 1")
				r.cycle()
				o := jsonOfV(r)
				c.change(r, &o)
				if _, err := r.env.Produce(r.Context(), s.Table(), r.props, o); err == nil || !strings.Contains(err.Error(), c.want) {
					r.Errorf("error %v, want %q", err, c.want)
				}
				if n := len(r.env.Producers()); n != 0 {
					r.Errorf("%d producers are left", n)
				}
				s.add("b 2")
				r.ok(r.graph.Step(r.Context()))
			})
		})
	}
}

// A send that fails later ends the publishing, not the table, and is told.
func TestProduceSendFails(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		s := r.sheet()
		p := r.produce(s.Table(), jsonOfV(r))
		s.add("a 1")
		r.cycle()
		refuse := r.broker.Fail(kmsg.Produce, "t", kerr.TopicAuthorizationFailed, -1)
		s.add("b 2")
		r.ok(r.graph.Step(r.Context()))
		r.ok(refuse.Wait(r.Context(), 1))
		time.Sleep(time.Second)
		refuse.Remove()
		s.add("c 3")
		r.ok(r.graph.Step(r.Context()))
		r.want(s.Table(), "a 1 - - -", "b 2 - - -", "c 3 - - -")
		if !r.told("publishing stopped: topic t: TOPIC_AUTHORIZATION_FAILED") {
			r.Errorf("notices %q", r.heard)
		}
		if sent, acked := p.Counts(); sent != 2 || acked != 1 {
			r.Errorf("%d sent, %d acknowledged", sent, acked)
		}
		if err := r.close(); err == nil || !strings.Contains(err.Error(), "TOPIC_AUTHORIZATION_FAILED") {
			r.Errorf("at the end: %v", err)
		}
		r.wantTopic("t", `0 a={"V":1}`)
	})
}

// Who waits for the queue finds the failure that ended it.
func TestProduceRefuseIsKept(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		s := r.sheet()
		p := r.produce(s.Table(), jsonOfV(r))
		var found error
		p.queue.wake = func() { found = p.Err() }
		p.refuse(errors.New("a bad row"))
		if found == nil || found.Error() != "a bad row" {
			r.Errorf("the queue ended with error %v", found)
		}
		if err := r.close(); err == nil {
			r.Error("the end does not tell of the failure")
		}
	})
}

// A table that fails ends its producer.
func TestProduceTableFails(t *testing.T) {
	bubble(t, map[string]int{"t": 1, "in": 1}, func(r *rig) {
		c := r.consume("in", ints, set("starling.on.error", "fail"))
		p := r.produce(c.Table, jsonOfV(r))
		r.feed("in", "0 a 1", "0 b x")
		r.step()
		if err := p.Flush(r.Context()); err == nil {
			r.Error("Flush does not tell of the failure")
		}
		r.wantTopic("t", `0 a={"V":1}`)
		if err := p.Err(); err == nil || !strings.Contains(err.Error(), "table failed: topic in partition 0 offset 1") {
			r.Errorf("error %v", err)
		}
		if err := p.Stop(r.Context()); err == nil {
			r.Error("the stop does not tell of the failure")
		}
	})
}

// Stopping writes what is pending, also over an outage; it holds no cycle up.
func TestProduceStop(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		s := r.sheet()
		p := r.produce(s.Table(), jsonOfV(r))
		r.broker.Cut()
		for i := range 100 {
			s.add(fmt.Sprintf("k%d %d", i, i))
			r.ok(r.graph.Step(r.Context()))
		}
		ctx, cancel := context.WithTimeout(r.Context(), time.Second)
		defer cancel()
		if err := p.Flush(ctx); err == nil {
			r.Error("nothing can be written, and Flush does not say so")
		}
		time.AfterFunc(5*time.Second, r.broker.Mend)
		r.ok(p.Stop(r.Context()))
		r.ok(p.Stop(r.Context()))
		if got := r.topic("t"); len(got) != 100 || got[99] != `0 k99={"V":99}` {
			r.Errorf("%d records", len(got))
		}
		if !p.Ended() || len(r.env.Producers()) != 0 {
			r.Error("it goes on")
		}
	})
}

// A static table is written once; its producer is done.
func TestProduceStatic(t *testing.T) {
	bubble(t, nil, func(r *rig) {
		empty, err := engine.EmptyTable(r.graph, 3)
		r.ok(err)
		table, err := empty.Update(engine.Env{}, "K = `k` + i", "V = i")
		r.ok(err)
		o := jsonOfV(r)
		o.Initial = false
		if _, err := r.env.Produce(r.Context(), table, r.props, o); err == nil {
			r.Error("nothing is published, and that is no error")
		}
		r.ok(r.broker.CreateTopic("t", 1))
		p := r.produce(table, jsonOfV(r))
		r.wantTopic("t", `0 k0={"V":0}`, `0 k1={"V":1}`, `0 k2={"V":2}`)
		if !p.Ended() {
			r.Error("it goes on")
		}
	})
}

// A key that is NaN and stays it has not changed.
func TestProduceKeyNaN(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		e, err := r.graph.AddEditable("numbers", []column.Field{{Name: "K", Type: column.Of(column.Double)}, {Name: "V", Type: column.Of(column.Int)}})
		r.ok(err)
		e.Table().Retain()
		key := func(x float64) *column.Vec[float64] {
			v := column.NewVec[float64](column.Double)
			v.Append(x)
			return v
		}
		one := column.NewVec[int32](column.Int)
		one.Append(1)
		_, err = e.Add([]column.Builder{key(math.NaN()), one}, 1)
		r.ok(err)
		r.cycle()
		p := r.produce(e.Table(), jsonOfV(r))
		for i, x := range []float64{-math.NaN(), 2.5} {
			r.ok(e.Modify(rowset.Of(0), []int{0}, []column.Vector{key(x)}))
			r.cycle()
			if sent, _ := p.Counts(); sent != []int64{1, 3}[i] {
				r.Errorf("%d records after the key became %v, want %d", sent, x, []int64{1, 3}[i])
			}
		}
	})
}
