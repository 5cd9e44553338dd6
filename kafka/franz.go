package kafka

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/client"
)

// franz is the fetcher that is franz-go's client.
type franz struct {
	client *kgo.Client
	unpack *client.Unpacker
}

// newFranz begins to fetch partitions from offsets on.
func newFranz(props client.Config, memory *slabs, from map[string]map[int32]kgo.Offset, hook kgo.Hook) (*franz, error) {
	unpack, err := props.Unpacker()
	if err != nil {
		return nil, err
	}
	// Errors of topics that are gone are for fetchError, else the client asks for them without a
	// pause; and a broker that keeps a session may keep such a topic in it.
	cl, err := props.Client(kgo.WithDecompressor(unpack), kgo.WithPools(memory), kgo.ConsumePartitions(from), kgo.ConsumeResetOffset(kgo.NoResetOffset()),
		kgo.KeepControlRecords(), kgo.KeepRetryableFetchErrors(), kgo.DisableFetchSessions(), kgo.WithHooks(hook))
	return &franz{cl, unpack}, err
}

func (f *franz) poll(ctx context.Context) (haul, bool) {
	f.unpack.Taken()
	fetches := f.client.PollFetches(ctx)
	if ctx.Err() != nil || fetches.IsClientClosed() {
		return haul{}, false
	}
	h := haul{errs: fetches.Errors()}
	for _, fetch := range fetches {
		for _, t := range fetch.Topics {
			for _, p := range t.Partitions {
				if len(p.Records) > 0 {
					h.catches = append(h.catches, catch{topicPartition{t.Topic, p.Partition}, t.TopicID, p.Records, recycle})
				}
			}
		}
	}
	return h, true
}

func (f *franz) add(from map[string]map[int32]kgo.Offset) { f.client.AddConsumePartitions(from) }
func (f *franz) remove(parts map[string][]int32)          { f.client.RemoveConsumePartitions(parts) }

func (f *franz) purge(topic string)              { f.client.PurgeTopicsFromConsuming(topic) }
func (f *franz) pause(parts map[string][]int32)  { f.client.PauseFetchPartitions(parts) }
func (f *franz) resume(parts map[string][]int32) { f.client.ResumeFetchPartitions(parts) }
func (f *franz) close()                          { f.client.Close() }
