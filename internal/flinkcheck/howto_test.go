package flinkcheck

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// howtoRecords is how many records the measurements read, from STARLING_HOWTO: without that they are skipped.
func howtoRecords(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("STARLING_HOWTO"))
	if err != nil {
		t.Skip("STARLING_HOWTO is not how many records to read; see make flink-howto")
	}
	return n
}

// cost is what a run took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes of memory, at most
}

func (c cost) String() string {
	return fmt.Sprintf("%.1f s, %.1f s of CPU, %d MB at most", c.wall.Seconds(), c.cpu.Seconds(), c.peak>>20)
}

// row is the cost as cells of a table, for so many records.
func (c cost) row(what string, records int) string {
	n := float64(records)
	return fmt.Sprintf("| %s | %.1f s | %.0f k | %.2f µs | %d MB |", what, c.wall.Seconds(), n/c.wall.Seconds()/1000, float64(c.cpu.Microseconds())/n, c.peak>>20)
}

// measured runs the program to its end.
func (m machines) measured(ctx context.Context, t *testing.T, args ...string) cost {
	t.Helper()
	cmd := exec.CommandContext(ctx, m.bin, args...)
	began := time.Now()
	out, err := cmd.CombinedOutput()
	c := cost{wall: time.Since(began)}
	if err != nil {
		t.Fatalf("starling %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	c.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if r, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.peak = r.Maxrss << 10
	}
	return c
}

// flinks is the processes of the Flink that with.sh started, by what they are.
func flinks(t *testing.T) map[string]int {
	t.Helper()
	logs := os.Getenv("STARLING_FLINK_LOGS")
	if logs == "" {
		t.Skip("STARLING_FLINK_LOGS names no Flink that can be measured; see internal/flink/with.sh")
	}
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	found := map[string]int{}
	for _, f := range files {
		b, _ := os.ReadFile(f)
		for _, what := range []string{"jobmanager", "taskmanager"} {
			if strings.Contains(string(b), "-Dlog.file="+logs+"/"+what+".log") {
				found[what], _ = strconv.Atoi(filepath.Base(filepath.Dir(f)))
			}
		}
	}
	if len(found) != 2 {
		t.Fatalf("Flink's processes are %v", found)
	}
	return found
}

// cpuOf is what a process has used of the CPU so far.
func cpuOf(t *testing.T, pid int) time.Duration {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	sys, _ := strconv.Atoi(fields[12])
	return time.Duration(user+sys) * 10 * time.Millisecond // Linux counts by hundredths of a second
}

// peakOf is a process's most memory since forgetPeak.
func peakOf(t *testing.T, pid int) int64 {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(b)
	if m == nil {
		return 0
	}
	kb, _ := strconv.ParseInt(string(m[1]), 10, 64)
	return kb << 10
}

func forgetPeak(pid int) { _ = os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0) }

// onFlink submits a script and waits for its job's end: cost of the TaskManager and of the JobManager, and how
// long the job ran by Flink's own account.
func (m machines) onFlink(ctx context.Context, t *testing.T, args ...string) (task, manager cost, job string) {
	t.Helper()
	pids := flinks(t)
	tm, jm := pids["taskmanager"], pids["jobmanager"]
	forgetPeak(tm)
	forgetPeak(jm)
	task.cpu, manager.cpu = -cpuOf(t, tm), -cpuOf(t, jm)
	began := time.Now()
	out := m.must(ctx, t, append([]string{"submit", "--wait"}, args...)...)
	task.wall = time.Since(began)
	manager.wall = task.wall
	task.cpu += cpuOf(t, tm)
	manager.cpu += cpuOf(t, jm)
	task.peak, manager.peak = peakOf(t, tm), peakOf(t, jm)
	status := m.must(ctx, t, "job", "status", submittedID.FindStringSubmatch(out)[1])
	job = regexp.MustCompile(`(?m)^for +(\S+)`).FindStringSubmatch(status)[1]
	return task, manager, job
}

// loaded makes a client that produces fast.
func loaded(t *testing.T, broker string) *kgo.Client {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(broker), kgo.ProducerLinger(20*time.Millisecond), kgo.MaxBufferedRecords(100_000),
		kgo.ProducerBatchMaxBytes(900_000), kgo.ProducerBatchCompression(kgo.Lz4Compression()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// TestFlinkHowto measures the how-to's query, bounded, on Starling and on Flink, over the same topics: nine
// orders to a quote, in three partitions. Both make the same table.
func TestFlinkHowto(t *testing.T) {
	records := howtoRecords(t)
	m := theMachines(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute)
	defer cancel()
	client := loaded(t, m.broker)
	run := fmt.Sprint(time.Now().UnixMilli())
	f := &trading{rand.New(rand.NewPCG(3, 4)), client, "howto-orders-" + run, "howto-quotes-" + run, records / 8, 1000}
	create(ctx, t, client, 3, f.orders, f.quotes)
	began := time.Now()
	f.all(ctx, t)
	f.more(ctx, t, records-f.symbols)
	t.Logf("%d records in %v", records, time.Since(began).Round(100*time.Millisecond))
	text := fmt.Sprintf(notional, `"LimitPrice": dht.double, `, untilEnd, "Qty")
	keeping := write(t, "keeping.py", text)
	script := write(t, "howto.py", strings.ReplaceAll(text, "TableType.append()", "TableType.blink()"))

	ours, kept := "howto-ours-"+run, "howto-kept-"+run
	create(ctx, t, client, 1, ours, kept)
	table := []string{"| what | time | rows/s | CPU per row | memory at most |", "|---|--:|--:|--:|--:|"}
	c := m.measured(ctx, t, "run", "--until-caught-up", script, m.broker, f.orders, f.quotes, ours)
	view := watch(t, m.broker, ours)
	want := view.now(ctx, t)
	table = append(table, c.row(fmt.Sprintf("Starling, %d keys by %d records written", len(want), view.records), records))
	c = m.measured(ctx, t, "run", "--until-caught-up", keeping, m.broker, f.orders, f.quotes, kept)
	if !maps.Equal(watch(t, m.broker, kept).now(ctx, t), want) {
		t.Error("tables that append make another result than those that blink")
	}
	table = append(table, c.row("Starling, with tables that keep all rows", records))
	t.Log(strings.Join(table, "\n"))
	for i, c := range []struct{ what, set string }{
		{"parallelism 1, first run", "parallelism.default=1"},
		{"parallelism 1", "parallelism.default=1"},
		{"parallelism 2", "parallelism.default=2"},
		{"parallelism 1, without mini-batches", "table.exec.mini-batch.enabled=false"},
	} {
		theirs := fmt.Sprintf("howto-theirs-%d-%s", i, run)
		create(ctx, t, client, 1, theirs)
		task, manager, job := m.onFlink(ctx, t, "--set", c.set, script, m.broker, f.orders, f.quotes, theirs)
		got := watch(t, m.broker, theirs)
		if !maps.Equal(got.now(ctx, t), want) {
			t.Errorf("%s: Flink's %d keys are not Starling's %d", c.what, len(got.values), len(want))
		}
		table = append(table,
			task.row(fmt.Sprintf("Flink's TaskManager, %s (the job: %s; %d records written)", c.what, job, got.records), records),
			manager.row("Flink's JobManager meanwhile", records))
	}
	t.Logf("%d records\n%s", records, strings.Join(table, "\n"))
}

// oneMachine is the scripts of TestOneMachine: the arguments are the broker, the topic of orders and the one
// that is written. %s is the query.
const oneMachine = `import sys

from deephaven import agg, dtypes as dht
from deephaven.stream.kafka import consumer as kc, producer as pk
from deephaven.stream.kafka.consumer import KeyValueSpec, TableType

kafka = {"bootstrap.servers": sys.argv[1]}
orders = kc.consume(
    kafka, sys.argv[2], key_spec=KeyValueSpec.IGNORE,
    value_spec=kc.json_spec({"Symbol": dht.string, "Id": dht.string, "LimitPrice": dht.double, "Qty": dht.int64}),
    offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, table_type=TableType.blink())
%s
`

const (
	lastOrders = `last = orders.last_by("Id")`
	writeAll   = `t = orders.where("Qty > 100").update(["Notional = Qty * LimitPrice"])
pk.produce(t.view(["Symbol", "Id", "Notional"]), kafka, sys.argv[3], pk.KeyValueSpec.IGNORE, pk.json_spec())`
)

// TestOneMachine measures what Starling does alone.
func TestOneMachine(t *testing.T) {
	records := howtoRecords(t)
	m := theMachines(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute)
	defer cancel()
	client := loaded(t, m.broker)
	run := fmt.Sprint(time.Now().UnixMilli())
	table := []string{"| what | time | rows/s | CPU per row | memory at most |", "|---|--:|--:|--:|--:|"}
	var few int64
	for _, c := range []struct {
		what, query      string
		records, ids     int
		partitions       int32
		baseline, differ bool
	}{
		{what: "where, update, produce", query: writeAll, records: records, ids: 10_000, partitions: 3},
		{what: "last_by, 10 k keys, 1 partition", query: lastOrders, records: records, ids: 10_000, partitions: 1},
		{what: "last_by, 10 k keys, 3 partitions", query: lastOrders, records: records, ids: 10_000, partitions: 3, baseline: true},
		{what: "last_by, 10 k keys, 12 partitions", query: lastOrders, records: records, ids: 10_000, partitions: 12},
		{what: "last_by, 1 M keys", query: lastOrders, records: records, ids: records / 2, partitions: 3, differ: true},
		{what: "last_by, 5 M keys", query: lastOrders, records: records * 5 / 2, ids: records * 5 / 2, partitions: 3, differ: true},
	} {
		topic, out := fmt.Sprintf("alone-%d-%d-%s", c.ids, c.partitions, run), "alone-out-"+run
		if c.query == writeAll {
			topic = "alone-written-" + run
		}
		adm := kadm.NewClient(client)
		if _, err := adm.CreateTopics(ctx, c.partitions, 1, nil, topic); err != nil {
			t.Fatal(err)
		}
		_, _ = adm.CreateTopics(ctx, 3, 1, nil, out)
		f := &trading{rand.New(rand.NewPCG(5, 6)), client, topic, "", c.ids, 1000}
		for i := range c.records { // each Id comes, at random places from the second time on
			id := fmt.Sprintf("o%d", i)
			if i >= c.ids {
				id = fmt.Sprintf("o%d", f.IntN(c.ids))
			}
			f.orderOf(ctx, t, id)
		}
		f.more(ctx, t, 0)
		script := write(t, "alone.py", fmt.Sprintf(oneMachine, c.query))
		took := m.measured(ctx, t, "run", "--until-caught-up", script, m.broker, topic, out)
		row := took.row(c.what, c.records)
		switch {
		case c.baseline:
			few = took.peak
		case c.differ:
			row += fmt.Sprintf(" %d bytes a key", (took.peak-few)/int64(c.ids-10_000))
		}
		t.Log(row)
		table = append(table, row)
		_, _ = adm.DeleteTopics(ctx, topic, out)
	}
	t.Logf("%d records\n%s", records, strings.Join(table, "\n"))
}
