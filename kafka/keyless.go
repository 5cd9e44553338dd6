package kafka

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"

	"starling/kafka/client"
)

// keyless knows which topics take records without a key: all but compacted ones, which
// refuse the whole batch that such a record is in. It serves one goroutine.
type keyless struct {
	refusing map[string]bool // by topic asked for
}

// errCompacted is what is wrong with a record without a key in a compacted topic.
var errCompacted = errors.New("the key is null, and a compacted topic (cleanup.policy=compact) takes no record without a key")

// check asks the broker, once per topic, whether it takes records without a key. While the
// broker is away it waits. Who may not know passes: the broker says then what it thinks.
func (k *keyless) check(p *Producer, topic string) error {
	refuses, known := k.refusing[topic]
	if !known {
		adm := kadm.NewClient(p.client)
		_ = client.Repeat(p.ctx, func() (err error) { // refused for good: not known
			refuses, err = compacts(p.ctx, adm, topic)
			return err
		}, func(error) {})
		if k.refusing == nil {
			k.refusing = map[string]bool{}
		}
		k.refusing[topic] = refuses
	}
	if refuses {
		return fmt.Errorf("topic %s: %w", topic, errCompacted)
	}
	return nil
}

// compacts reports whether a topic is compacted. One that does not exist is not.
func compacts(ctx context.Context, adm *kadm.Client, topic string) (bool, error) {
	bounded, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	all, err := adm.DescribeTopicConfigs(bounded, topic)
	if err != nil {
		return false, err
	}
	one, err := all.On(topic, nil)
	if err == nil {
		err = one.Err
	}
	if errors.Is(err, kerr.UnknownTopicOrPartition) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	for _, c := range one.Configs {
		if c.Key == "cleanup.policy" {
			return strings.Contains(c.MaybeValue(), "compact"), nil
		}
	}
	return false, nil
}

// checkKeys refuses a producer without keys to a compacted topic, before there is a record.
func (p *Producer) checkKeys(ctx context.Context) error {
	if p.parcels.enc.keyed || p.topic == "" {
		return nil
	}
	refuses, err := compacts(ctx, kadm.NewClient(p.client), p.topic)
	if err != nil && ctx.Err() != nil {
		return err
	}
	if refuses {
		return fmt.Errorf("key_spec: topic %s is compacted (cleanup.policy=compact) and takes no record without a key; give a key_spec such as pk.simple_spec(\"Id\")", p.topic)
	}
	return nil
}
