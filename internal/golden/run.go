package golden

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/engine"
	"starling/kafka"
	"starling/kafka/client"
	"starling/kafka/embedded"
	"starling/starlib"
	"starling/starlib/py"
)

// rig is a broker with the topics of a case, and a host whose graph is stepped by hand,
// so that a batch of the feed is one cycle.
type rig struct {
	c       *Case
	suffix  string // of topics, where the broker is shared
	dir     string // of the files that a script writes
	env     *kafka.Env
	graph   *engine.Graph
	host    *starlib.Host
	client  *kgo.Client
	schemas *sr.Client
	close   []func()
	changed bool // a table has, in the last cycle
}

// Run runs a case on a broker of its own; on the one at addr, unless that is "".
func Run(ctx context.Context, c *Case, addr string) (*Outcome, error) {
	r := &rig{c: c}
	defer func() {
		for _, f := range slices.Backward(r.close) {
			f()
		}
	}()
	if err := r.open(ctx, addr); err != nil {
		return nil, err
	}
	if err := r.produce(ctx, c.Prefeed); err != nil {
		return nil, fmt.Errorf("prefeed: %w", err)
	}
	out := &Outcome{}
	if err := r.host.ExecFile(ctx, "script.py", r.script()); err != nil {
		lines := strings.Split(err.Error(), "\n")
		out.Failed, out.Error = true, lines[len(lines)-1]
	} else if err := r.feed(ctx); err != nil {
		return nil, err
	}
	for _, p := range r.env.Producers() {
		if err := p.Stop(ctx); err != nil {
			return nil, err
		}
	}
	return out, r.collect(ctx, out)
}

// open starts the broker, the topics and the host.
func (r *rig) open(ctx context.Context, addr string) error {
	b, err := embedded.Start(embedded.Config{})
	if err != nil {
		return err
	}
	r.close = append(r.close, func() { b.Close() })
	if addr == "" {
		addr = b.Addr()
	} else {
		r.suffix = fmt.Sprintf(".%d.%d", os.Getpid(), time.Now().UnixNano())
	}
	if r.client, err = kgo.NewClient(kgo.SeedBrokers(addr), kgo.RecordPartitioner(kgo.ManualPartitioner()), kgo.UnknownTopicRetries(-1)); err != nil {
		return err
	}
	r.close = append(r.close, r.client.Close)
	if err := r.createTopics(ctx); err != nil {
		return err
	}
	if err := r.register(ctx, b.RegistryURL()); err != nil {
		return err
	}
	r.graph = engine.NewGraph()
	r.graph.Observe = func(_ *engine.Table, u *engine.Update) {
		r.changed = r.changed || !u.Empty()
	}
	r.env = &kafka.Env{Env: client.Env{Embedded: func() (string, string, error) { return addr, b.RegistryURL(), nil }}}
	if r.dir, err = os.MkdirTemp("", "golden"); err != nil {
		return err
	}
	r.close = append(r.close, func() { os.RemoveAll(r.dir) })
	r.host = starlib.New(starlib.Config{Graph: r.graph, Kafka: r.env, Config: py.Config{Dir: r.dir}})
	r.close = append(r.close, func() {
		r.host.Close()
		for _, k := range r.env.Consumers() {
			k.Close()
		}
	})
	return nil
}

// register puts the schemas of the case into the registry; their ids count from 1.
func (r *rig) register(ctx context.Context, url string) (err error) {
	if r.schemas, err = sr.NewClient(sr.URLs(url)); err != nil {
		return err
	}
	for _, s := range r.c.Schemas {
		typ := sr.TypeAvro
		if s.Type == "PROTOBUF" {
			typ = sr.TypeProtobuf
		}
		if _, err := r.schemas.CreateSchema(ctx, s.Subject, sr.Schema{Schema: s.Text, Type: typ, References: s.References}); err != nil {
			return fmt.Errorf("subject %s: %w", s.Subject, err)
		}
	}
	return nil
}

// subject is the schemas of a subject; none if there is none.
func (r *rig) subject(ctx context.Context, name string) (Subject, error) {
	out := Subject{Name: name}
	all, err := r.schemas.Schemas(ctx, name)
	if answer := (*sr.ResponseError)(nil); errors.As(err, &answer) && answer.StatusCode == http.StatusNotFound {
		return out, nil
	}
	for _, s := range all {
		out.Versions = append(out.Versions, s.Schema.Schema)
	}
	return out, err
}

func (r *rig) createTopics(ctx context.Context) error {
	adm := kadm.NewClient(r.client)
	for name, n := range r.c.Topics {
		if _, err := adm.CreateTopic(ctx, int32(n), 1, nil, name+r.suffix); err != nil {
			return fmt.Errorf("topic %s: %w", name, err)
		}
	}
	if r.suffix != "" {
		r.close = append(r.close, func() {
			names := make([]string, 0, len(r.c.Topics))
			for name := range r.c.Topics {
				names = append(names, name+r.suffix)
			}
			adm.DeleteTopics(context.Background(), names...) //nolint:errcheck // they are in nobody's way
		})
	}
	return nil
}

// script is the script with the names that the topics have.
func (r *rig) script() string {
	text := r.c.Script
	if r.suffix == "" {
		return text
	}
	for name := range r.c.Topics {
		text = strings.ReplaceAll(text, `"`+name+`"`, `"`+name+r.suffix+`"`)
	}
	return text
}

func (r *rig) produce(ctx context.Context, recs []*kgo.Record) error {
	for _, rec := range recs {
		rec.Topic += r.suffix
	}
	return r.client.ProduceSync(ctx, recs...).FirstErr()
}

// feed produces batch by batch; each is a cycle, followed by those it leads to.
func (r *rig) feed(ctx context.Context) error {
	if err := r.settle(ctx); err != nil {
		return err
	}
	for _, batch := range r.c.Feed {
		if err := r.produce(ctx, batch); err != nil {
			return fmt.Errorf("feed: %w", err)
		}
		if err := r.settle(ctx); err != nil {
			return err
		}
	}
	return nil
}

// settle steps until nothing changes any more: blink rows are gone, and what producers
// wrote has been read.
func (r *rig) settle(ctx context.Context) error {
	for range 100 {
		for _, p := range r.env.Producers() {
			if err := p.Flush(ctx); err != nil {
				return err
			}
		}
		if err := r.env.Fetched(ctx); err != nil {
			return err
		}
		r.changed = false
		if err := r.graph.Step(ctx); err != nil {
			return err
		}
		if !r.changed {
			return nil
		}
	}
	return fmt.Errorf("the tables never come to rest")
}

// collect reads the tables of the case, and its topics.
func (r *rig) collect(ctx context.Context, out *Outcome) error {
	for name := range r.c.Tables {
		v, ok := r.host.Lookup(name)
		if !ok {
			if out.Failed {
				continue
			}
			return fmt.Errorf("the script made no %s", name)
		}
		t := Table{Name: name, Ordered: r.c.Tables[name].Ordered}
		var err error
		switch v := v.(type) {
		case *starlib.Table:
			err = r.table(&t, v.Engine())
		case *starlib.PartitionedTable:
			err = r.partitioned(&t, v.Engine())
		default:
			err = fmt.Errorf("is a %s", v.Type())
		}
		if err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
		if !t.Failed {
			if t.User, err = r.byUser(ctx, name, t.Keys != nil); err != nil {
				return fmt.Errorf("table %s: %w", name, err)
			}
		}
		if r.c.Tables[name].MetaOnly {
			t.Rows, t.User.Rows = nil, nil
		}
		out.Tables = append(out.Tables, t)
	}
	for _, name := range r.c.ReadTopics {
		records, err := r.readTopic(ctx, name+r.suffix)
		if err != nil {
			return fmt.Errorf("topic %s: %w", name, err)
		}
		out.Topics = append(out.Topics, Topic{name, records})
	}
	for _, name := range r.c.ReadSubjects {
		s, err := r.subject(ctx, name)
		if err != nil {
			return fmt.Errorf("subject %s: %w", name, err)
		}
		out.Subjects = append(out.Subjects, s)
	}
	out.sort()
	return nil
}

func (r *rig) table(t *Table, from *engine.Table) error {
	if err := t.read(from); err != nil {
		return err
	}
	return r.bad(t, r.env.ConsumerOf(from))
}

// bad lists the records that a consumer could not decode.
func (r *rig) bad(t *Table, k *kafka.Consumer) error {
	if k == nil {
		return nil
	}
	f, err := k.Errors().Read(0, 1<<40, []string{"KafkaPartition", "KafkaOffset", "Part", "Error"})
	if err != nil {
		return err
	}
	for i := range f.Len() {
		t.Bad = append(t.Bad, fmt.Sprintf("%v/%v %v: %v", f.Cols[0].Any(i), f.Cols[1].Any(i), f.Cols[2].Any(i), f.Cols[3].Any(i)))
	}
	return nil
}

func (r *rig) partitioned(t *Table, p starlib.Partitions) error {
	var names []string
	for _, f := range p.KeyFields() {
		names = append(names, f.Name)
	}
	t.Keys = []string{fmt.Sprintf("%v, %s, %d", names, p.ConstituentColumn(), len(p.Constituents()))}
	keys, err := p.Keys()
	if err != nil {
		return err
	}
	var k Table
	if err := k.read(keys); err != nil {
		return err
	}
	t.Keys = append(t.Keys, k.Rows...)
	merged, err := p.Merge()
	if err != nil {
		return err
	}
	if err := t.read(merged); err != nil {
		return err
	}
	return r.bad(t, r.env.ConsumerOfPartitioned(p.(*engine.Partitioned)))
}

func (t *Table) read(from *engine.Table) error {
	f, err := from.Read(0, 1<<40, nil)
	if err != nil {
		return err
	}
	if f.Err != nil {
		t.Failed, t.Error = true, f.Err.Error()
	}
	for _, field := range f.Schema {
		t.Columns = append(t.Columns, field.Name+" "+typeText(field.Type))
	}
	for i := range f.Len() {
		cells := make([]string, len(f.Cols))
		for j, v := range f.Cols {
			cells[j] = cellText(v.Any(i), f.Schema[j].Type)
		}
		t.Rows = append(t.Rows, strings.Join(cells, " | "))
	}
	return nil
}

// readTopic is all records of a topic, partition by partition.
func (r *rig) readTopic(ctx context.Context, topic string) ([]string, error) {
	ends, err := kadm.NewClient(r.client).ListEndOffsets(ctx, topic)
	if err != nil {
		return nil, err
	}
	starts := map[int32]kgo.Offset{}
	left := 0
	ends.Each(func(o kadm.ListedOffset) {
		if o.Offset > 0 {
			starts[o.Partition] = kgo.NewOffset().AtStart()
			left += int(o.Offset)
		}
	})
	if left == 0 {
		return nil, nil
	}
	r.client.AddConsumePartitions(map[string]map[int32]kgo.Offset{topic: starts})
	defer r.client.RemoveConsumePartitions(map[string][]int32{topic: slices.Collect(maps.Keys(starts))})
	var recs []*kgo.Record
	for len(recs) < left {
		f := r.client.PollFetches(ctx)
		if err := f.Err(); err != nil {
			return nil, err
		}
		recs = append(recs, f.Records()...)
	}
	slices.SortStableFunc(recs, func(a, b *kgo.Record) int { return int(a.Partition - b.Partition) })
	out := make([]string, len(recs))
	for i, rec := range recs {
		out[i] = recordText(rec)
	}
	return out, nil
}
