package starlib

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
	"starling/kafka"
	"starling/kafka/client"
	"starling/kafka/embedded"
	"starling/starlib/py"
)

// newKafkaWorld is a world with an embedded broker that has the topics.
func newKafkaWorld(t testing.TB, topics map[string]int) (*world, *kgo.Client) {
	t.Helper()
	w, cl := stillKafkaWorld(t, topics)
	turn(t, w)
	return w, cl
}

// turn runs the graph until the test is over.
func turn(t testing.TB, w *world) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); w.graph.Run(ctx, 2*time.Millisecond) }()
	t.Cleanup(func() { cancel(); <-done })
}

// stillKafkaWorld is newKafkaWorld with a graph that nobody runs.
func stillKafkaWorld(t testing.TB, topics map[string]int) (*world, *kgo.Client) {
	t.Helper()
	b, err := embedded.Start(embedded.Config{Topics: topics})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	cl, err := kgo.NewClient(kgo.SeedBrokers(b.Addr()), kgo.RecordPartitioner(kgo.ManualPartitioner()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cl.Close)
	env := &kafka.Env{Env: client.Env{Embedded: func() (string, string, error) { return b.Addr(), b.RegistryURL(), nil }}}
	w := &world{graph: engine.NewGraph()}
	w.Host = New(Config{Graph: w.graph, Kafka: env, Config: py.Config{Stdout: &w.out, Dir: t.TempDir()}})
	t.Cleanup(func() {
		w.Close()
		env.Close(context.Background(), w.graph) //nolint:errcheck // the test has looked
	})
	return w, cl
}

// kafkaScript begins the scripts of the tests.
const kafkaScript = `
from deephaven.stream.kafka import consumer as kc, producer as pk
from deephaven import dtypes as dht
cfg = {"bootstrap.servers": "redpanda:9092"}
def texts(topic, **args):
    return kc.consume(cfg, topic, key_spec=kc.KeyValueSpec.IGNORE, value_spec=kc.simple_spec("V", dht.string), table_type=kc.TableType.append(), **args)
def show(t, *cols):
    for row in t.iter_tuple(cols=list(cols) or None):
        print(*row)
`

func produceTexts(t *testing.T, cl *kgo.Client, topic string, values ...string) {
	t.Helper()
	for _, v := range values {
		if err := cl.ProduceSync(t.Context(), &kgo.Record{Topic: topic, Value: []byte(v)}).FirstErr(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestConsumeArguments(t *testing.T) {
	w, cl := newKafkaWorld(t, map[string]int{"t": 2})
	produceTexts(t, cl, "t", "a", "b", "c")
	for _, c := range []struct{ args, want string }{
		{`offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING`, "a b c"},
		{`offsets={-1: -1}`, "a b c"},
		{`offsets={-1: kc.SEEK_TO_BEGINNING}, partitions=kc.ALL_PARTITIONS`, "a b c"},
		{`offsets=kc.ALL_PARTITIONS_SEEK_TO_END`, ""},
		{`offsets=kc.ALL_PARTITIONS_DONT_SEEK`, ""},
		{`offsets={-1: -1, 1: 0}`, ""}, // partition -1 is none
		{`offsets={0: 1}`, "b c"},
		{`offsets={0: kc.SEEK_TO_BEGINNING}, partitions=[0]`, "a b c"},
		{`offsets={0: 0}, partitions=(0, 1)`, "a b c"},
		{`offsets={0: 0}, partitions=[1]`, ""},
		{`offsets={0: 0}, partitions=[]`, ""},
		{`offsets=None, partitions=None`, ""},
	} {
		w.prints(t, kafkaScript+"t = texts('t', "+c.args+")\nsync()\nprint(' '.join([r[0] for r in t.iter_tuple(cols='V')]))\nkc.close(t)", c.want)
	}
}

// TestNoColumn: a column whose name is None, or "", is not there.
func TestNoColumn(t *testing.T) {
	w, _ := newKafkaWorld(t, map[string]int{"t": 1})
	for _, none := range []string{"None", "''"} {
		for _, c := range []struct{ properties, want string }{
			{`"deephaven.partition.column.name": NONE`, "KafkaOffset KafkaTimestamp V"},
			{`"deephaven.offset.column.name": NONE`, "KafkaPartition KafkaTimestamp V"},
			{`"deephaven.timestamp.column.name": NONE`, "KafkaPartition KafkaOffset V"},
			{`"deephaven.partition.column.name": NONE, "deephaven.offset.column.name": NONE, "deephaven.timestamp.column.name": NONE`, "V"},
			{`"deephaven.receivetime.column.name": NONE, "deephaven.keybytes.column.name": NONE, "deephaven.valuebytes.column.name": NONE`, "KafkaPartition KafkaOffset KafkaTimestamp V"},
			{`"starling.topic.column.name": NONE, "starling.headers.column.name": NONE`, "KafkaPartition KafkaOffset KafkaTimestamp V"},
		} {
			src := "p = {" + strings.ReplaceAll(c.properties, "NONE", none) + "}\np.update(cfg)\ncfg = p\nprint(' '.join(texts('t').column_names))"
			w.prints(t, kafkaScript+src, c.want)
		}
	}
}

func TestConsumeRefuses(t *testing.T) {
	w, _ := newKafkaWorld(t, map[string]int{"t": 1})
	for _, c := range []struct{ call, want string }{
		{`kc.consume({"bootstrap.servers": "r:1", "max.poll.records": 1}, "t")`, `kc.consume: for parameter kafka_config: property "max.poll.records": got int (1), want a string: write "1"`},
		{`kc.consume({"bootstrap.servers": "r:1", "sasl.password": 123456}, "t")`, `kc.consume: for parameter kafka_config: property "sasl.password": got int, want a string`},
		{`kc.consume({"bootstrap.servers": None}, "t")`, `kc.consume: for parameter kafka_config: property "bootstrap.servers": got None, want a string: leave the property out`},
		{`kc.consume({"bootstrap.servers": "r:1", "sasl.password": None}, "t")`, `property "sasl.password": got None, want a string: leave the property out`},
		{`kc.consume({**cfg, "deephaven.value.column.name": None}, "t")`, `property "deephaven.value.column.name": the name is empty; to leave the value out give value_spec=KeyValueSpec.IGNORE`},
		{`kc.consume({1: "x"}, "t")`, `property 1: a name must be a string, not int`},
		{`kc.consume("r:1", "t")`, `kafka_config: got str, want a dict`},
		{`kc.consume(cfg)`, `missing argument for topic`},
		{`kc.consume(cfg, "t", partition=[0])`, `unexpected keyword argument`},
		{`kc.consume(cfg, "t", partitions=0)`, `"partitions": got int, want a list of numbers`},
		{`kc.consume(cfg, "t", partitions=["0"])`, `partition "0": got str, want a whole number`},
		{`kc.consume(cfg, "t", partitions=[99999999999])`, `no partition has such a number`},
		{`kc.consume(cfg, "t", offsets=5)`, `"offsets": got int, want a dict of partition to offset`},
		{`kc.consume(cfg, "t", offsets={"0": 5})`, `partition "0": got str, want a whole number`},
		{`kc.consume(cfg, "t", offsets={0: "5"})`, `partition 0: got "5" (str), want an offset`},
		{`kc.consume(cfg, "t", offsets={0: -4})`, `partition 0: offset -4 is negative`},
		{`kc.consume(cfg, "t", key_spec=dht.string)`, `"key_spec": got java.lang.String, want a spec such as kc.simple_spec`},
		{`kc.consume(cfg, "t", value_spec=pk.simple_spec("X"))`, `"value_spec": got a spec of the producer, want one of the consumer: kc.simple_spec`},
		{`kc.consume(cfg, "t", table_type="append")`, `"table_type": got "append", want TableType.append()`},
		{`kc.consume(cfg, "t", table_type=kc.TableType.ring(0))`, `capacity must be positive`},
		{`kc.simple_spec("X", "int")`, `data_type: got "int", want a type such as dht.double`},
		{`kc.json_spec({"A": int})`, `column "A": got <class 'int'>, want a type such as dht.double`},
		{`kc.json_spec(["A"])`, `want pairs such as ("Price", dht.double)`},
		{`kc.json_spec({"A": dht.int32}, {"a": 1})`, `mapping: got "a": 1, want strings`},
		{`kc.json_spec({"A": dht.int32}, {"a": "B"})`, `field "a" is mapped to column "B", which is not among the columns`},
		{`kc.errors(1)`, `kc.errors: table: got int, want a table`},
		{`kc.errors(kc.consume(cfg, "t").last_by())`, `give the table that kc.consume returned`},
		{`kc.csv_spec("X")`, `module 'deephaven.stream.kafka.consumer' has no attribute 'csv_spec'; there are `},
		{`sync("soon")`, `"soon" is no time to wait, such as "30s"`},
		{`sync(-1)`, `-1 is negative`},
	} {
		_, err := w.script(t, "x.py", kafkaScript+c.call)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.call, err, c.want)
		}
	}
}

func TestTableTypes(t *testing.T) {
	w, _ := newKafkaWorld(t, nil)
	w.prints(t, kafkaScript+`
T = kc.TableType
print(T.append() == T.Append, T.blink() == T.Stream, T.Blink == T.stream(), T.append() != T.blink())
print(T.ring(3) == T.ring(3), T.ring(3) == T.ring(4), T.ring(capacity=2))
print(kc.simple_spec("P", dht.double), kc.KeyValueSpec.IGNORE)
`, "True True True True\nTrue False TableType.ring(2)\nsimple_spec(\"P\", double) KeyValueSpec.IGNORE")
}

func TestErrorsAndClose(t *testing.T) {
	w, cl := newKafkaWorld(t, map[string]int{"t": 1, "p": 2})
	produceTexts(t, cl, "t", "1", "x", "3")
	produceTexts(t, cl, "p", "y")
	w.prints(t, kafkaScript+`
t = kc.consume(cfg, "t", None, kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, kc.KeyValueSpec.IGNORE, kc.simple_spec("N", dht.int32), kc.TableType.append())
p = kc.consume_to_partitioned_table(cfg, "p", None, kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, kc.KeyValueSpec.IGNORE, kc.simple_spec("N", dht.int32))
bad, worse = kc.errors(t), kc.errors(p)
sync()
show(t, "N")
show(bad, "KafkaOffset", "Part", "Error", "Value")
show(worse, "Error")
kc.close(t)
kc.close(p)
print(t.size)
`, "1\n3\n1 value column \"N\" (int): \"x\" is not a number b'x'\ncolumn \"N\" (int): \"y\" is not a number\n2")
	if n := len(w.cfg.Kafka.Consumers()); n != 0 {
		t.Errorf("%d consumers are left", n)
	}
	if _, err := w.script(t, "x.py", "kc.errors(t)"); err == nil || !strings.Contains(err.Error(), "before it is closed") {
		t.Errorf("errors of a closed table: %v", err)
	}
}

// A table that no variable has any more closes, and its consumer with it.
func TestForgottenTable(t *testing.T) {
	const numbers = "kc.consume(cfg, 't', offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, key_spec=kc.KeyValueSpec.IGNORE, value_spec=kc.simple_spec('N', dht.int32))"
	for name, kept := range map[string]string{
		"a view":               "u = texts('t').view('V')",
		"the errors":           "u = kc.errors(" + numbers + ")",
		"a count of errors":    "u = kc.errors(" + numbers + ").agg_by(agg.count_('N'))",
		"the errors of a view": "t = " + numbers + "\nu = kc.errors(t)\nv = kc.errors(t)\nt = None\nv = None",
		"the status":           "u = kc.status(" + numbers + ")",
		"a view of the status": "u = kc.status(" + numbers + ").view('Position')",
	} {
		t.Run(name, func(t *testing.T) {
			w, cl := newKafkaWorld(t, map[string]int{"t": 1})
			w.prints(t, kafkaScript+"from deephaven import garbage_collect\n"+kept+"\ngarbage_collect()\nsync()\ngarbage_collect()", "")
			if n := len(w.cfg.Kafka.Consumers()); n != 1 {
				t.Fatalf("%d consumers while it is in use", n)
			}
			produceTexts(t, cl, "t", "x")
			if strings.Contains(kept, "kc.errors") {
				w.prints(t, "sync()\nprint(u.size)", "1")
			}
			for deadline := time.Now().Add(10 * time.Second); len(w.cfg.Kafka.Consumers()) > 0; {
				if time.Now().After(deadline) {
					t.Fatal("the consumer of a forgotten table goes on")
				}
				w.prints(t, "u = None\ngarbage_collect()", "")
			}
		})
	}
}

func TestProduceFromScript(t *testing.T) {
	w, _ := newKafkaWorld(t, map[string]int{"out": 1})
	w.prints(t, kafkaScript+`
from deephaven import kafka_producer, new_table
from deephaven.column import string_col, int_col
from deephaven.stream.kafka.producer import KeyValueSpec
t = new_table([string_col("K", ["a", "b", "a"]), int_col("N", [1, 2, 3])])
stop = kafka_producer.produce(t, cfg, "out", pk.simple_spec("K"), pk.json_spec(["N"], mapping={"N": "n"}), True, partition=0)
print(stop.status())
stop()
stop()
print(stop)
back = kc.consume(cfg, "out", offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, table_type=kc.TableType.append())
sync("10s")
show(back, "KafkaKey", "KafkaValue")
from deephaven.stream import kafka
print(kafka.topics(cfg))
`, `{'sent': 2, 'acknowledged': 2, 'in_flight': 0, 'running': False, 'error': None}
<Producer to out: stopped, 2 records sent, 2 acknowledged>
a {"n":3}
b {"n":2}
['out']`)
}

func TestProduceRefuses(t *testing.T) {
	w, _ := newKafkaWorld(t, map[string]int{"out": 1})
	for _, c := range []struct{ call, want string }{
		{`pk.produce(t, cfg, "out", pk.simple_spec("X"))`, `missing argument for value_spec`},
		{`pk.produce(t, cfg, "out", None, pk.simple_spec("X"))`, `key_spec: got None, want a spec: pk.simple_spec`},
		{`pk.produce(t, cfg, "out", kc.KeyValueSpec.IGNORE, pk.simple_spec("X"))`, `got a spec of the consumer, want one of the producer: pk.KeyValueSpec.IGNORE`},
		{`pk.produce(t, cfg, "out", I, I)`, `pk.produce: key_spec and value_spec: at least one must be different`},
		{`pk.produce(t, cfg, "out", I, pk.simple_spec("Y"))`, `pk.produce: value_spec: simple_spec: no column "Y" in the table`},
		{`pk.produce(t, cfg, "out", I, pk.simple_spec("X"), publish_initial=False)`, `publish_initial=False`},
		{`pk.produce(t, cfg, "out", I, pk.simple_spec("X"), partition=-1)`, `partition -1 is negative`},
		{`pk.produce(t, cfg, None, I, pk.simple_spec("X"))`, `must set topic or topic_col`},
		{`pk.produce(1, cfg, "out", I, pk.simple_spec("X"))`, `table: got int, want Table`},
		{`pk.json_spec(["X"], ["X"])`, `include_columns and exclude_columns cannot both be given`},
		{`pk.KeyValueSpec.FROM_PROPERTIES`, `type object 'KeyValueSpec' has no attribute 'FROM_PROPERTIES'; it has IGNORE`},
	} {
		_, err := w.script(t, "x.py", kafkaScript+"I = pk.KeyValueSpec.IGNORE\nt = empty_table(1).update('X = i')\n"+c.call)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.call, err, c.want)
		}
	}
}

// sync says what it waits for when the time is over.
func TestSyncTimeout(t *testing.T) {
	w, cl := stillKafkaWorld(t, map[string]int{"t": 1})
	w.prints(t, kafkaScript+"t = texts('t')", "")
	produceTexts(t, cl, "t", "a")
	_, err := w.script(t, "x.py", "sync(2)")
	if err == nil || !strings.Contains(err.Error(), "TimeoutError: sync: not done after 2s: topic t partition 0: read to offset 0 of 1") {
		t.Errorf("error %v", err)
	}
	turn(t, w)
	w.prints(t, "sync('20s')\nprint(t.size)", "1")
}
