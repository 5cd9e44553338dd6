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
// table that one makes which never stopped, and Starling; and that going on with another script is told.
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

	submit := func(what []string, args []string) string {
		t.Helper()
		out := m.must(ctx, t, append(what, args...)...)
		id := submittedID.FindStringSubmatch(out)
		if id == nil || !strings.Contains(out, "writes "+args[len(args)-1]+", changes by key\n") {
			t.Fatalf("no job and topic in\n%s", out)
		}
		t.Cleanup(func() { m.starling(context.Background(), t, "job", "stop", id[1]) })
		return id[1]
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

	t.Run("another script", func(t *testing.T) {
		other := write(t, "other.py", fmt.Sprintf(notional, `"LimitPrice": dht.double, `, "", "LimitPrice"))
		out, ok := m.starling(ctx, t, append([]string{"job", "resume", "--savepoint", path, other}, args(stopped)[1:]...)...)
		if ok || !strings.Contains(out, "savepoint") {
			t.Errorf("another script went on:\n%s", out)
		}
		out, ok = m.starling(ctx, t, append([]string{"job", "resume", "--savepoint", path + "-no"}, args(stopped)...)...)
		if ok || !strings.Contains(out, "savepoint") {
			t.Errorf("it went on from nowhere:\n%s", out)
		}
		if list := m.must(ctx, t, "job", "list"); strings.Contains(list, "other.py") && !strings.Contains(list, "CANCEL") {
			t.Errorf("the job is there still:\n%s", list)
		}
	})

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
