package scripttest

import (
	"context"
	"fmt"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/internal/recording"
)

// play puts a recording into the test's broker and registry, and moves the clock to the newest
// of its records. How many records it has is the result.
func (b *bench) play(ctx context.Context, dir string) (n int, err error) {
	r, err := recording.Read(b.suite.Files, b.file(dir))
	if err != nil {
		return 0, err
	}
	for i := range r.Schemas {
		s := &r.Schemas[i]
		text, err := s.Text()
		if err != nil {
			return 0, err
		}
		if err := b.broker.PutSchema(sr.SubjectSchema{Subject: s.Subject, Version: s.Version, ID: s.ID, Schema: text}); err != nil {
			return 0, err
		}
	}
	cl, err := kgo.NewClient(kgo.SeedBrokers(b.broker.Addr()), kgo.RecordPartitioner(kgo.ManualPartitioner()))
	if err != nil {
		return 0, err
	}
	defer cl.Close()
	for _, t := range r.Topics {
		if err := b.broker.CreateTopic(t.Name, t.Partitions); err != nil {
			return 0, err
		}
		if err := cl.ProduceSync(ctx, t.Records...).FirstErr(); err != nil {
			return 0, fmt.Errorf("topic %s: %w", t.Name, err)
		}
		for _, rec := range t.Records {
			b.clock.reach(rec.Timestamp)
		}
		n += len(t.Records)
	}
	b.graph.Wake()
	return n, nil
}
