package kafkatest_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/engine"
	"starling/engine/column"
	"starling/kafka"
	"starling/kafka/client"
	"starling/kafka/kafkatest"
	"starling/specs/simple"
)

// bubble runs f with a broker, and a client whose connections meet with faults.
func bubble(t *testing.T, cfg kafkatest.Config, f func(t *testing.T, b *kafkatest.Broker, cl *kgo.Client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b, err := kafkatest.Start(cfg)
		must(t, err)
		defer b.Close()
		cl, err := kgo.NewClient(kgo.SeedBrokers(strings.Split(b.Addr(), ",")...), kgo.Dialer(b.Dial), kgo.DefaultProduceTopic("t"))
		must(t, err)
		defer cl.Close()
		f(t, b, cl)
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func produce(t *testing.T, cl *kgo.Client, value string) {
	t.Helper()
	must(t, cl.ProduceSync(t.Context(), &kgo.Record{Topic: "t", Value: []byte(value)}).FirstErr())
}

// A program that embeds Starling tests what its table does while the broker is away.
func TestHost(t *testing.T) {
	bubble(t, kafkatest.Config{Topics: map[string]int{"t": 1}}, func(t *testing.T, b *kafkatest.Broker, _ *kgo.Client) {
		env := &kafka.Env{Env: client.Env{DialFunc: b.Dial}}
		graph := engine.NewGraph()
		c, err := env.Consume(t.Context(), graph, client.Props{"bootstrap.servers": b.Addr()}, kafka.Consume{
			Topics: []string{"t"}, Key: simple.Ignore, Value: simple.Reader("V", column.Of(column.String)), Retention: engine.Append(),
		})
		must(t, err)
		defer c.Close()
		feeder, err := b.Client()
		must(t, err)
		defer feeder.Close()
		b.Cut()
		produce(t, feeder, "a")
		time.Sleep(time.Hour)
		b.Mend()
		must(t, env.Fetched(t.Context()))
		must(t, graph.Step(t.Context()))
		if n := c.Table.Size(); n != 1 {
			t.Errorf("%d rows", n)
		}
	})
}

func TestConnections(t *testing.T) {
	bubble(t, kafkatest.Config{Topics: map[string]int{"t": 1}}, func(t *testing.T, b *kafkatest.Broker, cl *kgo.Client) {
		must(t, cl.Ping(t.Context()))
		b.CutOnce()
		must(t, cl.Ping(t.Context()))
		b.Cut()
		if err := cl.Ping(t.Context()); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("refused: %v", err)
		}
		b.Mend()
		must(t, cl.Ping(t.Context()))
		if n := b.Broken(); n < 2 {
			t.Errorf("%d connections were broken", n)
		}
		conn, err := b.Dial(t.Context(), "tcp", b.Addr())
		must(t, err)
		b.CutOnce()
		if _, err := conn.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("broken: %v", err)
		}
		closed, err := b.Dial(t.Context(), "tcp", b.Addr())
		must(t, err)
		must(t, closed.Close())
		if _, err := closed.Write(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
			t.Errorf("closed: %v", err)
		}
	})
}

// A cut at random is the same for the same seed.
func TestCutAtRandom(t *testing.T) {
	count := func(seed uint64) (broken []int) {
		bubble(t, kafkatest.Config{Topics: map[string]int{"t": 1}}, func(t *testing.T, b *kafkatest.Broker, cl *kgo.Client) {
			b.CutAtRandom(3, seed)
			for range 30 {
				_ = cl.Ping(t.Context()) // it does not try again
				broken = append(broken, b.Broken())
			}
		})
		return broken
	}
	one, again, other := count(1), count(1), count(2)
	if !slices.Equal(one, again) || slices.Equal(one, other) || one[29] == 0 {
		t.Errorf("broken %v, %v, and with another seed %v", one, again, other)
	}
}

func TestAnswers(t *testing.T) {
	bubble(t, kafkatest.Config{Topics: map[string]int{"t": 1}}, func(t *testing.T, b *kafkatest.Broker, cl *kgo.Client) {
		produce(t, cl, "a")
		b.Delay(kmsg.Produce, 3*time.Second)
		start := time.Now()
		produce(t, cl, "b")
		if d := time.Since(start); d < 3*time.Second || d > 4*time.Second {
			t.Errorf("the answer took %v", d)
		}
		b.Delay(kmsg.Produce, 0)
		b.LoseAnswers(kmsg.Produce, 1)
		produce(t, cl, "c")
		if n := b.Broken(); n != 1 {
			t.Errorf("%d connections were broken", n)
		}
		fail := b.Fail(kmsg.Produce, "t", kerr.MessageTooLarge, 1)
		if err := cl.ProduceSync(t.Context(), kgo.StringRecord("d")).FirstErr(); !errors.Is(err, kerr.MessageTooLarge) || fail.Hits() != 1 {
			t.Errorf("%v, %d hits", err, fail.Hits())
		}
		produce(t, cl, "e")
		if got := values(t, b, 4); !slices.Equal(got, []string{"a", "b", "c", "e"}) {
			t.Errorf("records %q", got)
		}
		must(t, b.DeleteRecords("t", 0, 2))
		if got := values(t, b, 2); !slices.Equal(got, []string{"c", "e"}) {
			t.Errorf("records left %q", got)
		}
	})
}

// values reads n records of topic t from its beginning.
func values(t *testing.T, b *kafkatest.Broker, n int) (out []string) {
	t.Helper()
	cl, err := b.Client(kgo.ConsumeTopics("t"), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	must(t, err)
	defer cl.Close()
	for len(out) < n {
		f := cl.PollFetches(t.Context())
		must(t, f.Err())
		f.EachRecord(func(r *kgo.Record) { out = append(out, string(r.Value)) })
	}
	return out
}

func TestCluster(t *testing.T) {
	bubble(t, kafkatest.Config{Topics: map[string]int{"t": 1}, Brokers: 3}, func(t *testing.T, b *kafkatest.Broker, cl *kgo.Client) {
		leader := func() int32 {
			req := kmsg.NewPtrMetadataRequest()
			req.Topics = []kmsg.MetadataRequestTopic{{Topic: kmsg.StringPtr("t")}}
			resp, err := req.RequestWith(t.Context(), cl)
			must(t, err)
			return resp.Topics[0].Partitions[0].Leader
		}
		before := leader()
		must(t, b.MoveLeader("t", 0))
		if after := leader(); after != (before+1)%3 {
			t.Errorf("the leader was %d and is %d", before, after)
		}
		must(t, b.CreateTopic("u", 1))
		must(t, b.AddPartitions(t.Context(), "u", 2))
		for _, err := range []error{b.CreateTopic("u", 1), b.AddPartitions(t.Context(), "u", 1), b.MoveLeader("none", 0), b.DeleteRecords("none", 0, 1)} {
			if err == nil {
				t.Error("what cannot be is no error")
			}
		}
	})
}

func TestRegistry(t *testing.T) {
	bubble(t, kafkatest.Config{}, func(t *testing.T, b *kafkatest.Broker, _ *kgo.Client) {
		reg := b.Registry
		transport := &http.Transport{DialContext: b.Dial}
		defer transport.CloseIdleConnections()
		cl, err := sr.NewClient(sr.URLs(reg.URL()), sr.HTTPClient(&http.Client{Transport: transport}))
		must(t, err)
		id, err := reg.Register("s", sr.Schema{Schema: `"int"`})
		must(t, err)
		ask := func() error {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			s, err := cl.SchemaByID(ctx, id)
			if err == nil && s.Schema != `"int"` {
				err = fmt.Errorf("schema %s", s.Schema)
			}
			return err
		}
		must(t, ask())
		reg.Fail(http.StatusTooManyRequests, 1)
		var answer *sr.ResponseError
		if err := ask(); !errors.As(err, &answer) || answer.StatusCode != http.StatusTooManyRequests || answer.Message != "Too Many Requests" {
			t.Errorf("failing: %v", err)
		}
		must(t, ask())
		reg.Slow(5 * time.Second)
		start := time.Now()
		must(t, ask())
		if d := time.Since(start); d != 5*time.Second {
			t.Errorf("slow: %v", d)
		}
		reg.Slow(time.Hour)
		if err := ask(); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("slower: %v", err)
		}
		reg.Slow(0)
		reg.Down()
		if err := ask(); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("down: %v", err)
		}
		reg.Up()
		must(t, ask())
		if n := reg.Asked(); n != 6 {
			t.Errorf("asked %d times", n)
		}
		const wide = 1 << 40
		reg.Seed("wide", wide, sr.Schema{Schema: `"long"`})
		byID, err := cl.SchemaByID(t.Context(), wide)
		must(t, err)
		if byGUID, err := cl.SchemaByGUID(t.Context(), reg.GUID("wide", 1)); err != nil || byGUID.Schema.Schema != byID.Schema || byID.Schema != `"long"` {
			t.Errorf("by GUID %v %v, by id %v", byGUID, err, byID)
		}
	})
}
