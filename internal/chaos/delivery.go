package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

const (
	topicFrom = "delivery.from"
	topicTo   = "delivery.to"
	groupID   = "delivery"
)

// ending is a way for a run of Starling to end.
type ending struct {
	name   string
	flags  []string
	signal syscall.Signal // sent after a while; 0: it ends by itself
	exits  bool           // the script ends itself
}

var endings = []ending{
	{name: "--for", flags: []string{"--for", "1500ms"}},
	{name: "SIGTERM", signal: syscall.SIGTERM},
	{name: "SIGINT", signal: syscall.SIGINT},
	{name: "SIGHUP", signal: syscall.SIGHUP},
	{name: "--until-caught-up", flags: []string{"--until-caught-up"}},
	{name: "exit()", exits: true},
}

// script reads what the group has not read, and publishes it; %[3]s is the table's type.
const script = `
from deephaven.stream.kafka import consumer as kc, producer as pk
from deephaven import dtypes as dht
import time

numbers = kc.consume(
    {"bootstrap.servers": "%[1]s", "group.id": "` + groupID + `", "auto.offset.reset": "earliest", "auto.commit.interval.ms": "300"},
    "` + topicFrom + `",
    value_spec=kc.json_spec({"Seq": dht.int64}),
    table_type=kc.TableType.%[3]s,
)
odd = numbers.where("Seq %% 2 == 1").update("Twice = Seq * 2")
even = numbers.where("Seq %% 2 == 0")
for part in [odd, even]:
    pk.produce(part, {"bootstrap.servers": "%[2]s"}, "` + topicTo + `", pk.KeyValueSpec.IGNORE, pk.json_spec(["Seq"]))
`

// delivery ends runs of Starling between two brokers in every way, and then counts what is
// missing and what is twice at the target.
type delivery struct {
	*plan
	dir      string
	from, to *broker
	bin      string
	acked    atomic.Int64 // records that the source broker has
	ends     map[string]int
	failed   int // ends with the target away, whose status said so
	kills    int // of Starling
}

func (p *plan) deliver(ctx context.Context) error {
	if p.ends == 0 {
		return nil
	}
	dir, err := os.MkdirTemp("", "chaos")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	d := &delivery{
		plan: p, dir: dir, bin: filepath.Join(dir, "starling"), ends: map[string]int{},
		from: &broker{port: p.port + 10, dir: filepath.Join(dir, "from")}, to: &broker{port: p.port + 20, dir: filepath.Join(dir, "to")},
	}
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", d.bin, "./cmd/starling").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w: %s", err, out)
	}
	for _, b := range []*broker{d.from, d.to} {
		if err := b.start(); err != nil {
			return err
		}
		defer b.kill()
	}
	if err := d.topics(ctx); err != nil {
		return err
	}
	feeding, stop := context.WithCancel(ctx)
	defer stop()
	var fed sync.WaitGroup
	var feedErr error
	fed.Go(func() { feedErr = d.feed(feeding) })
	if err := d.all(ctx); err != nil {
		return err
	}
	stop()
	fed.Wait()
	if feedErr != nil {
		return feedErr
	}
	if err := d.run(ctx, endings[4], true); err != nil {
		return fmt.Errorf("the last run: %w", err)
	}
	return d.count(ctx)
}

func (d *delivery) topics(ctx context.Context) error {
	for addr, topic := range map[string]string{d.from.addr(): topicFrom, d.to.addr(): topicTo} {
		cl, err := kgo.NewClient(kgo.SeedBrokers(addr))
		if err != nil {
			return err
		}
		_, err = kadm.NewClient(cl).CreateTopics(ctx, 3, 1, nil, topic)
		cl.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// feed produces some 3,000 records a second until ctx ends.
func (d *delivery) feed(ctx context.Context) error {
	cl, err := kgo.NewClient(kgo.SeedBrokers(d.from.addr()), kgo.DefaultProduceTopic(topicFrom), kgo.RecordPartitioner(kgo.RoundRobinPartitioner()))
	if err != nil {
		return err
	}
	defer cl.Close()
	var failed atomic.Pointer[error]
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for next := int64(0); ; {
		select {
		case <-ctx.Done():
			if err := cl.Flush(context.Background()); err != nil {
				return err
			}
			if err := failed.Load(); err != nil {
				return *err
			}
			return nil
		case <-tick.C:
		}
		for range 30 {
			cl.Produce(context.Background(), &kgo.Record{Value: fmt.Appendf(nil, `{"Seq":%d}`, next)}, func(_ *kgo.Record, err error) {
				if err != nil {
					failed.Store(&err)
					return
				}
				d.acked.Add(1)
			})
			next++
		}
	}
}

// all makes every kind of end, with the target in trouble at times, and kills Starling.
func (d *delivery) all(ctx context.Context) error {
	for round := range d.plan.ends {
		for _, e := range endings {
			if err := d.run(ctx, e, true); err != nil {
				return fmt.Errorf("%s, round %d: %w", e.name, round+1, err)
			}
			d.ends[e.name]++
		}
		if round%3 == 1 {
			if err := d.strike(ctx, endings[rand.IntN(4)]); err != nil {
				return err
			}
		}
		if d.kills < 6 && round*6 >= d.kills*d.plan.ends {
			if err := d.crash(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// strike ends a run while the target is away: killed, or silent. What it cannot deliver it
// has to say, by its status too.
func (d *delivery) strike(ctx context.Context, e ending) error {
	if d.failed%2 == 0 {
		if err := d.to.kill(); err != nil {
			return err
		}
		defer d.to.start() //nolint:errcheck // the next run says so
	} else {
		syscall.Kill(d.to.pid, syscall.SIGSTOP)
		defer syscall.Kill(d.to.pid, syscall.SIGCONT)
	}
	d.failed++
	return d.run(ctx, e, false)
}

// crash kills a run with -9.
func (d *delivery) crash(ctx context.Context) error {
	cmd, _, err := d.start(ctx, ending{})
	if err != nil {
		return err
	}
	time.Sleep(time.Second + rand.N(time.Second))
	if d.kills%2 == 1 { // with the target away, so that much is owed
		if err := d.to.kill(); err != nil {
			return err
		}
		time.Sleep(time.Second)
		defer d.to.start() //nolint:errcheck // the next run says so
	}
	d.kills++
	if err := cmd.Process.Kill(); err != nil {
		return err
	}
	_ = cmd.Wait() // it was killed
	return nil
}

var tableTypes = []string{"blink()", "append()"}

func (d *delivery) start(ctx context.Context, e ending) (*exec.Cmd, *bytes.Buffer, error) {
	text := fmt.Sprintf(script, d.from.addr(), d.to.addr(), tableTypes[rand.IntN(len(tableTypes))])
	if e.exits {
		text += "time.sleep(1.5)\nexit()\n"
	}
	path := filepath.Join(d.dir, "numbers.py")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return nil, nil, err
	}
	args := append([]string{"run", "--shutdown-timeout", "4s", "-X", "default.api.timeout.ms=3000"}, append(e.flags, path)...)
	cmd := exec.CommandContext(ctx, d.bin, args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	return cmd, &out, cmd.Start()
}

// run runs Starling until it ends that way; clean says whether its status is to be 0.
func (d *delivery) run(ctx context.Context, e ending, clean bool) error {
	cmd, out, err := d.start(ctx, e)
	if err != nil {
		return err
	}
	if e.signal != 0 {
		time.Sleep(time.Second + rand.N(time.Second))
		if err := cmd.Process.Signal(e.signal); err != nil {
			return fmt.Errorf("it had ended before: %w: %s", err, out)
		}
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return err
	}
	if ok := err == nil; ok != clean {
		return fmt.Errorf("status %d: %s", cmd.ProcessState.ExitCode(), out)
	}
	return nil
}

// count reads the target and compares it with the source.
func (d *delivery) count(ctx context.Context) error {
	seen, n, err := readNumbers(ctx, d.to.addr())
	if err != nil {
		return err
	}
	missing := 0
	for i := range d.acked.Load() {
		if seen[i] == 0 {
			missing++
		}
	}
	fmt.Printf("delivery: %d records; ends %v, %d of a target that was away; %d kills -9: %d missing, %d more than once\n",
		d.acked.Load(), d.ends, d.failed, d.kills, missing, n-len(seen))
	if missing > 0 {
		return fmt.Errorf("%d records are missing at the target", missing)
	}
	return nil
}

// readNumbers is how often each number is in the target topic, and how many records it has.
func readNumbers(ctx context.Context, addr string) (seen map[int64]int, n int, err error) {
	cl, err := kgo.NewClient(kgo.SeedBrokers(addr), kgo.ConsumeTopics(topicTo), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		return nil, 0, err
	}
	defer cl.Close()
	ends, err := kadm.NewClient(cl).ListEndOffsets(ctx, topicTo)
	if err != nil {
		return nil, 0, err
	}
	left := int64(0)
	ends.Each(func(o kadm.ListedOffset) { left += o.Offset })
	seen = map[int64]int{}
	for int64(n) < left {
		fetches := cl.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return nil, 0, err
		}
		var bad error
		fetches.EachRecord(func(r *kgo.Record) {
			var v struct{ Seq int64 }
			if err := json.Unmarshal(r.Value, &v); err != nil {
				bad = err
			}
			seen[v.Seq]++
			n++
		})
		if bad != nil {
			return nil, 0, bad
		}
	}
	return seen, n, nil
}
