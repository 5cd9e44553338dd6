package metrics

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/twmb/franz-go/pkg/kgo"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/kafka"
	"starling/kafka/client"
	"starling/kafka/kafkatest"
	"starling/starlib"
	"starling/starlib/py"
)

// rig is a script's session over a broker in memory, with a server that has no address. Time is
// the bubble's, and a goroutine that is left fails the test.
type rig struct {
	*testing.T
	*Server
	broker *kafkatest.Broker
	feeder *kgo.Client

	cancel  context.CancelFunc
	turning sync.WaitGroup

	mu    sync.Mutex
	heard []string
}

// lasting is the scripts' tables: the collector, which would close those that nobody has, is no
// part of a bubble.
var lasting []starlark.StringDict

// turn runs the graph until still.
func (r *rig) turn() {
	ctx, cancel := context.WithCancel(r.Context())
	r.cancel = cancel
	r.turning.Go(func() { r.Graph.Run(ctx, 10*time.Millisecond) })
}

func (r *rig) still() {
	r.cancel()
	r.turning.Wait()
}

const prelude = `
from deephaven import agg, dtypes as dht, empty_table, new_table
from deephaven.column import double_col, int_col, string_col
from deephaven.stream.kafka import consumer as kc, producer as pk

def numbers(topic, **props):
    return kc.consume({"bootstrap.servers": "%s", "deephaven.timestamp.column.name": ""} | {k.replace("_", "."): v for k, v in props.items()}, topic,
                      offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, key_spec=kc.KeyValueSpec.IGNORE,
                      value_spec=kc.simple_spec("N", dht.int32), table_type=kc.TableType.append())
`

func bubble(t *testing.T, topics map[string]int, f func(r *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b, err := kafkatest.Start(kafkatest.Config{Topics: topics})
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		r := &rig{T: t, broker: b}
		if r.feeder, err = b.Client(kgo.RecordPartitioner(kgo.ManualPartitioner())); err != nil {
			t.Fatal(err)
		}
		defer r.feeder.Close()
		g := engine.NewGraph()
		r.Server = newServer(g)
		r.Kafka, r.Version = &kafka.Env{Env: client.Env{Notify: r.hear, DialFunc: b.Dial}}, "v1"
		r.Host = starlib.New(starlib.Config{Graph: g, Kafka: r.Kafka, Config: py.Config{Stdout: io.Discard, Dir: t.TempDir()}})
		r.turn()
		r.work.Go(func() { r.watch.run(r.ctx, r.Kafka) })
		f(r)
		r.Close(t.Context())
		r.still()
		lasting = append(lasting, r.Host.Globals())
		r.Kafka.Close(t.Context(), g) //nolint:errcheck // a test may have ended the broker
		r.Host.Close()
	})
}

func (r *rig) hear(msg string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.heard = append(r.heard, msg)
}

// times is how often a notice with the text was given.
func (r *rig) times(text string) (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, line := range r.heard {
		if strings.Contains(line, text) {
			n++
		}
	}
	return n
}

func (r *rig) script(text string) {
	r.Helper()
	if err := r.Host.ExecFile(r.Context(), "x.py", strings.Replace(prelude, "%s", r.broker.Addr(), 1)+text); err != nil {
		r.Fatal(err)
	}
}

func (r *rig) feed(topic string, partition int32, values ...string) {
	r.Helper()
	for _, v := range values {
		if err := r.feeder.ProduceSync(r.Context(), &kgo.Record{Topic: topic, Partition: partition, Value: []byte(v)}).FirstErr(); err != nil {
			r.Fatal(err)
		}
	}
}

// get asks for a page.
func (r *rig) get(path string) (code int, body string) {
	w := httptest.NewRecorder()
	r.pages().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

// families is the metrics, parsed.
func (r *rig) scrape() map[string]*dto.MetricFamily {
	r.Helper()
	code, body := r.get("/metrics")
	if code != http.StatusOK {
		r.Fatalf("status %d: %s", code, body)
	}
	return parse(r.T, body)
}

func parse(t *testing.T, body string) map[string]*dto.MetricFamily {
	t.Helper()
	p := expfmt.NewTextParser(model.LegacyValidation)
	all, err := p.TextToMetricFamilies(strings.NewReader(body))
	if err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	return all
}

// value is that of the one series with these labels, as name, value, …; ok is false without one.
func value(all map[string]*dto.MetricFamily, name string, labels ...string) (x float64, ok bool) {
	for _, m := range all["starling_"+name].GetMetric() {
		fits := len(m.GetLabel()) == len(labels)/2
		for _, l := range m.GetLabel() {
			found := false
			for i := 0; i < len(labels); i += 2 {
				found = found || labels[i] == l.GetName() && labels[i+1] == l.GetValue()
			}
			fits = fits && found
		}
		if fits {
			return m.GetGauge().GetValue() + m.GetCounter().GetValue(), true // one of them is nil
		}
	}
	return 0, false
}

func (r *rig) want(all map[string]*dto.MetricFamily, want float64, name string, labels ...string) {
	r.Helper()
	if x, ok := value(all, name, labels...); !ok || x != want {
		r.Errorf("%s%q is %v (there: %v), want %v", name, labels, x, ok, want)
	}
}
