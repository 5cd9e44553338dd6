package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/kafka/embedded"
)

var update = flag.Bool("update", false, "write what cmp finds back into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"starling": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs testdata/script/*.txtar: documentation that runs. Besides
// testscript's own commands a script has
//
//	kafka                          start the broker: $BROKER is host:port, $REGISTRY a URL
//	kafka topic NAME [PARTITIONS]  the same, and an empty topic
//	kafka wait HOST:PORT           wait for a broker that the script runs itself
//	await FILE                     wait for a file that a background program writes
//	freeport NAME...               set variables to free ports
//	kproduce TOPIC [FLAGS] FILE    write records, with the flags of starling topic produce
//	follow [ARGUMENTS] FILE        run starling on the lines of a session, see followCmd
//	kschema SUBJECT FILE           register a schema: .proto is Protobuf, .json is JSON Schema, else Avro
//	kread [-n N] [-f FORMAT] TOPIC print the records by partition and offset, once there are N
//
// and the conditions [realkafka], [embedded] and [python], which is a python3 that has match; it finds
// testdata/python, whose record.py writes what scripts that begin with people- want. The broker is an embedded one
// of the script's own, or with STARLING_KAFKA=host:port that one; then topics
// of the script's names are deleted and created again.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			k := &kafkaEnv{}
			env.Values[kafkaEnv{}] = k
			env.Defer(k.close)
			stub, err := filepath.Abs("../../testdata/python")
			if err != nil {
				return err
			}
			env.Setenv("PYTHONPATH", stub)
			env.Setenv("PYTHONDONTWRITEBYTECODE", "1")
			if os.Getenv("STARLING_KAFKA") != "" {
				shared.Lock() // scripts use the same names of topics
				env.Defer(shared.Unlock)
			}
			return nil
		},
		Condition: func(cond string) (bool, error) {
			real := os.Getenv("STARLING_KAFKA") != ""
			switch cond {
			case "realkafka":
				return real, nil
			case "embedded":
				return !real, nil
			case "python":
				return python(), nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"await":    awaitCmd,
			"follow":   followCmd,
			"freeport": freeportCmd,
			"kafka":    kafkaCmd,
			"kproduce": kproduceCmd,
			"kread":    kreadCmd,
			"kschema":  kschemaCmd,
		},
	})
}

// python reports whether there is a python3 that knows all that scripts are written in.
var python = sync.OnceValue(func() bool {
	return exec.Command("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 11))").Run() == nil
})

// patience bounds every wait of a script for Kafka.
const patience = 30 * time.Second

// shared is held by the script that uses the broker of STARLING_KAFKA.
var shared sync.Mutex

// kafkaEnv is a script's broker.
type kafkaEnv struct {
	addr string
	own  *embedded.Broker // also the registry beside a real broker
}

func (k *kafkaEnv) close() {
	if k.own != nil {
		k.own.Close() //nolint:errcheck // the script is over
	}
}

// kafkaOf starts the script's broker with the first use.
func kafkaOf(ts *testscript.TestScript) *kafkaEnv {
	k := ts.Value(kafkaEnv{}).(*kafkaEnv)
	if k.own != nil {
		return k
	}
	own, err := embedded.Start(embedded.Config{})
	ts.Check(err)
	k.own, k.addr = own, own.Addr()
	if real := os.Getenv("STARLING_KAFKA"); real != "" {
		k.addr = real
	}
	ts.Setenv("BROKER", k.addr)
	ts.Setenv("REGISTRY", own.RegistryURL())
	return k
}

func freeportCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: freeport NAME...")
	}
	for _, name := range args {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		ts.Check(err)
		defer l.Close() // all are taken before one is given back
		_, port, err := net.SplitHostPort(l.Addr().String())
		ts.Check(err)
		ts.Setenv(name, port)
	}
}

func kafkaCmd(ts *testscript.TestScript, neg bool, args []string) {
	const usage = "usage: kafka [topic NAME [PARTITIONS] | wait HOST:PORT]"
	switch {
	case neg:
		ts.Fatalf(usage)
	case len(args) == 0:
		kafkaOf(ts)
	case args[0] == "topic" && (len(args) == 2 || len(args) == 3):
		topicCmd(ts, args)
	case args[0] == "wait" && len(args) == 2:
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		ts.Check(answering(ctx, args[1]))
	default:
		ts.Fatalf(usage)
	}
}

// answering returns once a broker answers at the address.
func answering(ctx context.Context, addr string) error {
	cl, err := kgo.NewClient(kgo.SeedBrokers(addr))
	if err != nil {
		return err
	}
	defer cl.Close()
	for {
		last := cl.Ping(ctx)
		if last == nil {
			return nil
		}
		if err := pause(ctx); err != nil {
			return fmt.Errorf("no broker at %s: %w", addr, errors.Join(err, last))
		}
	}
}

func topicCmd(ts *testscript.TestScript, args []string) {
	k := kafkaOf(ts)
	partitions := 1
	if len(args) == 3 {
		var err error
		partitions, err = strconv.Atoi(args[2])
		ts.Check(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	ts.Check(k.topic(ctx, args[1], int32(partitions)))
}

// topic makes an empty topic and returns when every partition has a leader: of this topic,
// not of one of the same name that is being deleted.
func (k *kafkaEnv) topic(ctx context.Context, name string, partitions int32) error {
	cl, err := kgo.NewClient(kgo.SeedBrokers(k.addr))
	if err != nil {
		return err
	}
	defer cl.Close()
	adm := kadm.NewClient(cl)
	if _, err := adm.DeleteTopic(ctx, name); err != nil && !errors.Is(err, kerr.UnknownTopicOrPartition) {
		return err
	}
	var made kadm.CreateTopicResponse
	for {
		// A topic that is being deleted still exists for a while.
		var err error
		if made, err = adm.CreateTopic(ctx, partitions, 1, nil, name); err == nil {
			break
		}
		if !errors.Is(err, kerr.TopicAlreadyExists) {
			return err
		}
		if err := pause(ctx); err != nil {
			return err
		}
	}
	for {
		ready, err := led(ctx, adm, made)
		if ready {
			return nil
		}
		if wait := pause(ctx); wait != nil {
			return fmt.Errorf("topic %s has no leader: %w", name, errors.Join(wait, err))
		}
	}
}

// led reports whether the brokers know a topic that was just made, and lead its partitions.
func led(ctx context.Context, adm *kadm.Client, made kadm.CreateTopicResponse) (bool, error) {
	seen, err := adm.Metadata(ctx, made.Topic)
	if err != nil || seen.Topics[made.Topic].ID != made.ID {
		return false, err
	}
	offsets, err := adm.ListEndOffsets(ctx, made.Topic)
	if err == nil {
		err = offsets.Error()
	}
	return err == nil && len(offsets[made.Topic]) == int(made.NumPartitions) && empty(offsets[made.Topic]), err
}

func empty(offsets map[int32]kadm.ListedOffset) bool {
	for _, o := range offsets {
		if o.Offset != 0 {
			return false
		}
	}
	return true
}

// pause is between two looks at a broker, which cannot be told to call back.
func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(20 * time.Millisecond):
		return nil
	}
}

func kproduceCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: kproduce TOPIC [FLAGS] FILE")
	}
	k := kafkaOf(ts)
	last := len(args) - 1
	var stdout, stderr bytes.Buffer
	command := append([]string{"topic", "produce", "-b", k.addr, "-o", ""}, args[:last]...)
	code := Main(command, strings.NewReader(ts.ReadFile(args[last])), &stdout, &stderr)
	ts.Stdout().Write(stdout.Bytes()) //nolint:errcheck // in memory
	ts.Stderr().Write(stderr.Bytes()) //nolint:errcheck // in memory
	if (code != 0) != neg {
		ts.Fatalf("kproduce: exit status %d\n%s", code, stderr.Bytes())
	}
}

func kschemaCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: kschema SUBJECT FILE")
	}
	kafkaOf(ts)
	r, err := sr.NewClient(sr.URLs(ts.Getenv("REGISTRY")))
	ts.Check(err)
	types := map[string]sr.SchemaType{".proto": sr.TypeProtobuf, ".json": sr.TypeJSON}
	_, err = r.CreateSchema(context.Background(), args[0], sr.Schema{Schema: ts.ReadFile(args[1]), Type: types[filepath.Ext(args[1])]})
	ts.Check(err)
}

func kreadCmd(ts *testscript.TestScript, neg bool, args []string) {
	flags := flag.NewFlagSet("kread", flag.ContinueOnError)
	least := flags.Int("n", 0, "")
	format := flags.String("f", "", "")
	if err := flags.Parse(args); err != nil || neg || flags.NArg() != 1 {
		ts.Fatalf("usage: kread [-n N] [-f FORMAT] TOPIC")
	}
	k := kafkaOf(ts)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	records, err := k.read(ctx, flags.Arg(0), *least)
	ts.Check(err)
	if *format == "" {
		for _, r := range records {
			fmt.Fprintf(ts.Stdout(), "%d %d %s %s\n", r.Partition, r.Offset, readable(r.Key), readable(r.Value))
		}
		return
	}
	f, err := kgo.NewRecordFormatter(*format)
	ts.Check(err)
	for _, r := range records {
		ts.Stdout().Write(f.AppendRecord(nil, r)) //nolint:errcheck // in memory
	}
}

// readable shows null as -, and bytes that are no plain text quoted.
func readable(b []byte) string {
	plain := len(b) > 0 && utf8.Valid(b) && !bytes.ContainsFunc(b, func(r rune) bool { return r < ' ' || r == 0x7f })
	switch {
	case b == nil:
		return "-"
	case plain && string(b) != "-":
		return string(b)
	}
	return strconv.Quote(string(b))
}

// read returns all records up to the topic's present end, once there are at
// least as many as asked for, by partition and offset.
func (k *kafkaEnv) read(ctx context.Context, topic string, least int) ([]*kgo.Record, error) {
	cl, err := kgo.NewClient(kgo.SeedBrokers(k.addr), kgo.ConsumeTopics(topic), kgo.KeepControlRecords(),
		kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()), kgo.FetchMaxWait(100*time.Millisecond))
	if err != nil {
		return nil, err
	}
	defer cl.Close()
	adm := kadm.NewClient(cl)
	var records []*kgo.Record
	next := map[int32]int64{}
	ends, err := adm.ListEndOffsets(ctx, topic)
	if err == nil {
		err = ends.Error()
	}
	if err != nil {
		return nil, fmt.Errorf("topic %s: %w", topic, err)
	}
	for !reached(next, ends[topic]) || len(records) < least {
		fetches := cl.PollFetches(ctx)
		if ctx.Err() != nil {
			return nil, fmt.Errorf("topic %s: %d records after %v, waiting for %d", topic, len(records), patience, least)
		}
		if err := fetches.Err(); err != nil {
			return nil, err
		}
		fetches.EachRecord(func(r *kgo.Record) {
			next[r.Partition] = r.Offset + 1
			if !r.Attrs.IsControl() {
				records = append(records, r)
			}
		})
	}
	slices.SortFunc(records, func(a, b *kgo.Record) int {
		if a.Partition != b.Partition {
			return int(a.Partition - b.Partition)
		}
		return int(a.Offset - b.Offset)
	})
	return records, nil
}

func reached(next map[int32]int64, ends map[int32]kadm.ListedOffset) bool {
	for p, end := range ends {
		if next[p] < end.Offset {
			return false
		}
	}
	return true
}
