package flinkcheck

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

var submittedID = regexp.MustCompile(`(?m)^job ([0-9a-f]{32}) runs: `)

// TestFlinkSavepointStopAndResume holds that a job that is stopped and goes on while records come makes the
// table that one makes which never stopped, and Starling.
func TestFlinkSavepointStopAndResume(t *testing.T) {
	m := theMachines(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	client, err := kgo.NewClient(kgo.SeedBrokers(m.broker), kgo.ProducerLinger(5*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	run := fmt.Sprint(time.Now().UnixMilli())
	const stopped, whole, ours = "stopped-", "whole-", "ours-"
	f := &trading{rand.New(rand.NewPCG(1, 2)), client, "orders-" + run, "quotes-" + run, 800, 40}
	create(ctx, t, client, 3, f.orders, f.quotes)
	create(ctx, t, client, 1, stopped+run, whole+run, ours+run)
	script := write(t, "notional.py", fmt.Sprintf(notional, "", "", "Qty"))
	args := func(out string) []string { return []string{script, m.broker, f.orders, f.quotes, out + run} }

	submit := func(what, args []string) string {
		t.Helper()
		return m.submitted(ctx, t, append(what, args...)...)
	}
	checkpoints := []string{"submit", "--set", "execution.checkpointing.interval=1 s"}
	first := submit(append(checkpoints, "--name", "to be stopped"), args(stopped))
	submit(append(checkpoints, "--name", "never stopped"), args(whole))
	f.all(ctx, t)
	f.more(ctx, t, 3000)
	there := watch(t, m.broker, stopped+run)
	for len(there.now(ctx, t)) < f.symbols && ctx.Err() == nil {
		time.Sleep(100 * time.Millisecond)
	}

	// Records come while the job is stopped, is no more, and goes on.
	flowing, dry := context.WithCancel(ctx)
	var source sync.WaitGroup
	source.Go(func() {
		for flowing.Err() == nil {
			f.more(ctx, t, 200)
			time.Sleep(100 * time.Millisecond)
		}
	})
	time.Sleep(2 * time.Second)
	out := m.must(ctx, t, "job", "stop", "--savepoint", "file://"+t.TempDir(), first)
	path := strings.TrimSpace(out)
	if !strings.HasPrefix(path, "file:/") || strings.Contains(path, "\n") {
		t.Fatalf("the savepoint is %q", out)
	}
	before := there.records
	there.now(ctx, t)
	time.Sleep(time.Second)
	if there.now(ctx, t); there.records < before {
		t.Fatal("records went")
	}

	second := submit([]string{"job", "resume", "--set", "execution.checkpointing.interval=1 s", "--savepoint", path}, args(stopped))
	time.Sleep(2 * time.Second)
	dry()
	source.Wait()
	f.more(ctx, t, 2000)
	m.must(ctx, t, append([]string{"run", "--until-caught-up"}, args(ours)...)...)
	want := watch(t, m.broker, ours+run).now(ctx, t)
	if len(want) != f.symbols {
		t.Fatalf("Starling has %d symbols of %d", len(want), f.symbols)
	}
	there.until(ctx, t, want)
	watch(t, m.broker, whole+run).until(ctx, t, want)
	if out := m.must(ctx, t, "job", "status", second); !strings.Contains(out, "restarts    0\n") {
		t.Errorf("status\n%s", out)
	}
}

// submitted submits a script whose last argument is the topic that it writes, until the test ends.
func (m machines) submitted(ctx context.Context, t *testing.T, args ...string) (id string) {
	t.Helper()
	out := m.must(ctx, t, args...)
	found := submittedID.FindStringSubmatch(out)
	if found == nil || !strings.Contains(out, "writes "+args[len(args)-1]+", changes by key\n") {
		t.Fatalf("no job and topic in\n%s", out)
	}
	t.Cleanup(func() { m.starling(context.Background(), t, "job", "stop", "--cancel", found[1]) })
	return found[1]
}

// lastOf publishes the last order of each Id whose %[1]s is more than 0. It has no join: when a job with one
// cannot begin, Flink 2.2.1 ends its TaskManager (MiniBatchStreamingJoinOperator.close fails before open).
const lastOf = `import sys

from deephaven import dtypes as dht
from deephaven.stream.kafka import consumer as kc, producer as pk
from deephaven.stream.kafka.consumer import KeyValueSpec, TableType

kafka = {"bootstrap.servers": sys.argv[1]}
orders = kc.consume(
    kafka, sys.argv[2], key_spec=KeyValueSpec.IGNORE,
    value_spec=kc.json_spec({"Id": dht.string, "LimitPrice": dht.double, "Qty": dht.int64}),
    offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, table_type=TableType.append())
pk.produce(orders.last_by("Id").where("%[1]s > 0"), kafka, sys.argv[3], pk.simple_spec("Id"), pk.json_spec(["Qty"]))
`

// TestFlinkSavepointOfAnotherScript holds that it is told, and no job is left, where a savepoint does not fit.
func TestFlinkSavepointOfAnotherScript(t *testing.T) {
	m := theMachines(t)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	client, err := kgo.NewClient(kgo.SeedBrokers(m.broker))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	run := fmt.Sprint(time.Now().UnixMilli())
	f := &trading{rand.New(rand.NewPCG(7, 8)), client, "orders-of-" + run, "", 50, 5}
	create(ctx, t, client, 3, f.orders)
	create(ctx, t, client, 1, "last-of-"+run)
	args := []string{m.broker, f.orders, "last-of-" + run}
	for range 200 {
		f.order(ctx, t)
	}
	f.more(ctx, t, 0)
	id := m.submitted(ctx, t, append([]string{"submit", write(t, "one.py", fmt.Sprintf(lastOf, "Qty"))}, args...)...)
	path := strings.TrimSpace(m.must(ctx, t, "job", "stop", "--savepoint", "file://"+t.TempDir(), id))

	other := write(t, "another.py", fmt.Sprintf(lastOf, "LimitPrice"))
	for _, c := range []struct{ path, want string }{
		{path, "failed at its start and is cancelled: the savepoint is of another script: "},
		{path + "-no", "Cannot find checkpoint or savepoint file/directory "},
	} {
		out, ok := m.starling(ctx, t, append([]string{"job", "resume", "--savepoint", c.path, other}, args...)...)
		if ok || !strings.Contains(out, c.want) {
			t.Errorf("no %q in\n%s", c.want, out)
		}
	}
	for line := range strings.Lines(m.must(ctx, t, "job", "list")) {
		if strings.Contains(line, " another.py ") && !strings.Contains(line, " CANCEL") && !strings.Contains(line, " FAILED ") {
			t.Errorf("a job is left: %s", line)
		}
	}
}
