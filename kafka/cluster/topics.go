package cluster

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"

	"starling/kafka/client"
)

// Topic is a topic as it is listed. What is unknown of it, since the broker does not say, is
// -1, "" or the zero Time.
type Topic struct {
	Name       string
	Internal   bool
	Partitions int
	Replicas   int
	Err        error // why the broker does not show the topic

	// Details, unless they were not asked for.
	Records   int64         // offsets from the first record to the end, over all partitions
	Newest    time.Time     // the greatest timestamp of a record
	Cleanup   string        // cleanup.policy
	Retention time.Duration // retention.ms; -1 is for ever
	MaxBytes  int64         // max.message.bytes
}

// Topics is the topics of a selection by name, with details if they are asked for. A name
// that is not there is a *Missing.
func (c *Conn) Topics(ctx context.Context, s Select, details bool) (_ []Topic, err error) {
	defer c.conf.Env().Veiled(&err)
	ctx, cancel := context.WithTimeout(ctx, Limit)
	defer cancel()
	found, err := c.adm.ListTopicsWithInternal(ctx, s.Names...)
	if err != nil {
		return nil, fmt.Errorf("listing topics: %w", err)
	}
	for _, name := range s.Names {
		if t, ok := found[name]; !ok || absent(t.Err) {
			return nil, c.NoTopic(ctx, name)
		}
	}
	var out []Topic
	for _, t := range found.Sorted() {
		if s.has(t.Topic, t.IsInternal) && !absent(t.Err) {
			out = append(out, Topic{
				Name: t.Topic, Internal: t.IsInternal, Partitions: len(t.Partitions), Replicas: t.Partitions.NumReplicas(), Err: t.Err,
				Records: -1, MaxBytes: -1, Retention: unknown,
			})
		}
	}
	if !details || len(out) == 0 {
		return out, nil
	}
	return out, c.details(ctx, out)
}

// absent tells the answer that there is no such topic, which the client remembers for a while.
func absent(err error) bool {
	return errors.Is(err, kerr.UnknownTopicOrPartition) || errors.Is(err, kerr.InvalidTopicException)
}

// unknown is a Retention that the broker does not tell.
const unknown = -2

// Names is the names of all topics but Kafka's own, in order.
func (c *Conn) Names(ctx context.Context) (names []string, err error) {
	topics, err := c.Topics(ctx, Select{}, false)
	for _, t := range topics {
		names = append(names, t.Name)
	}
	return names, err
}

// TopicNames is Conn.Names of the broker that the properties name.
func TopicNames(ctx context.Context, e *client.Env, p client.Props) ([]string, error) {
	c, err := Dial(ctx, e, p)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	return c.Names(ctx)
}

// NoTopic is the error of a topic that is not there.
func (c *Conn) NoTopic(ctx context.Context, name string) error {
	there, err := c.Names(ctx)
	if err != nil {
		there = nil // without names it is the same error
	}
	return missing("topic", name, there)
}

// details fills them in. What the broker refuses to tell of some stays unknown.
func (c *Conn) details(ctx context.Context, topics []Topic) error {
	names := make([]string, len(topics))
	for i, t := range topics {
		names[i] = t.Name
	}
	starts, err := some(c.adm.ListStartOffsets(ctx, names...))
	if err != nil {
		return fmt.Errorf("reading offsets: %w", err)
	}
	ends, err := some(c.adm.ListEndOffsets(ctx, names...))
	if err != nil {
		return fmt.Errorf("reading offsets: %w", err)
	}
	newest, err := some(c.adm.ListMaxTimestampOffsets(ctx, names...))
	if err != nil {
		newest = nil // brokers before 3.0 do not know
	}
	for i := range topics {
		t := &topics[i]
		t.Records = records(starts[t.Name], ends[t.Name])
		for _, p := range newest[t.Name] {
			if at := time.UnixMilli(p.Timestamp); p.Err == nil && p.Timestamp >= 0 && at.After(t.Newest) {
				t.Newest = at
			}
		}
	}
	return c.settings(ctx, topics, names)
}

// Takes is the largest batch of records that a topic takes, 0 if the broker does not say.
func (c *Conn) Takes(ctx context.Context, topic string) int64 {
	ctx, cancel := context.WithTimeout(ctx, Limit)
	defer cancel()
	t := []Topic{{}}
	if c.settings(ctx, t, []string{topic}) != nil {
		return 0
	}
	return t[0].MaxBytes
}

// some is offsets of which at least a part is known.
func some(listed kadm.ListedOffsets, err error) (kadm.ListedOffsets, error) {
	if len(listed) > 0 {
		return listed, nil
	}
	return nil, err
}

// records is how many offsets there are from the starts to the ends.
func records(starts, ends map[int32]kadm.ListedOffset) (n int64) {
	for p, end := range ends {
		if start, ok := starts[p]; !ok || start.Err != nil || end.Err != nil {
			return -1
		} else {
			n += max(0, end.Offset-start.Offset)
		}
	}
	return n
}

// settings fills in what topics are set to.
func (c *Conn) settings(ctx context.Context, topics []Topic, names []string) error {
	answers, err := c.adm.DescribeTopicConfigs(ctx, names...)
	if err != nil && len(answers) == 0 && ctx.Err() != nil {
		return fmt.Errorf("reading settings: %w", err)
	}
	for _, answer := range answers {
		i := slices.Index(names, answer.Name)
		if i < 0 || answer.Err != nil {
			continue
		}
		for _, set := range answer.Configs {
			topics[i].set(set.Key, set.MaybeValue())
		}
	}
	return nil
}

// Known is a number as a cell of a listing or a table has it: nil if it is unknown, which -1 is.
func Known(n int64) any {
	if n < 0 {
		return nil
	}
	return n
}
