package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

const (
	latencyRate    = 50_000 // messages a second
	latencySeconds = 20
	latencyWarm    = 5 // seconds that do not count
)

// latencyScript tells, for the batches that arrive, how old the youngest record of a cycle was
// when the script saw it.
const latencyScript = `from deephaven.stream.kafka import consumer as kc
import deephaven.dtypes as dht, time
t = kc.consume({"bootstrap.servers": "ADDR"}, "latency", key_spec=kc.KeyValueSpec.IGNORE, value_spec=kc.json_spec({"Id": dht.string, "Sent": dht.int64}),
    table_type=kc.TableType.blink()).last_by("Id")
newest = t.agg_by([agg.max_("Sent")])
print("ready", flush=True)
seen = 0
while True:
    newest.await_update()
    for row in newest.iter_dict():
        if row["Sent"] > seen:
            seen = row["Sent"]
            print(time.time_ns() - seen, flush=True)
`

// latency prints how long records took from being produced to being seen by a script that
// waits for last_by to change.
func (p *plan) latency(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	script := filepath.Join(p.dir, "latency.py")
	if err := os.WriteFile(script, []byte("from deephaven import agg\n"+strings.ReplaceAll(latencyScript, "ADDR", p.addr)), 0o600); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, p.starling, "run", "--cycle", "5ms", script)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		return fmt.Errorf("latency: %q instead of ready", lines.Text())
	}
	fed := make(chan error, 1)
	start := time.Now()
	go func() { fed <- p.feed(ctx) }()
	var ages []float64
	for time.Since(start) < latencySeconds*time.Second && lines.Scan() {
		age, err := strconv.ParseInt(lines.Text(), 10, 64)
		if err != nil {
			return err
		}
		if time.Since(start) > latencyWarm*time.Second {
			ages = append(ages, float64(age)/1e6)
		}
	}
	cancel()
	_ = cmd.Wait() // it was ended
	if err := <-fed; err != nil && ctx.Err() == nil {
		return err
	}
	if len(ages) == 0 {
		return fmt.Errorf("latency: nothing was seen")
	}
	fmt.Printf("\nlatency of %d messages a second, from produce to seen in last_by, --cycle 5ms, %d looks: p50 %.1f ms, p99 %.1f ms\n",
		latencyRate, len(ages), quantile(ages, 0.5), quantile(ages, 0.99))
	return nil
}

// feed produces at the rate, a portion every millisecond.
func (p *plan) feed(ctx context.Context) error {
	cl, err := kgo.NewClient(kgo.SeedBrokers(p.addr), kgo.DefaultProduceTopic("latency"), kgo.ProducerLinger(0), kgo.MaxBufferedRecords(100_000))
	if err != nil {
		return err
	}
	defer cl.Close()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for n, start := 0, time.Now(); ctx.Err() == nil; {
		<-tick.C
		for due := int(time.Since(start).Seconds() * latencyRate); n < due; n++ {
			cl.Produce(ctx, &kgo.Record{Value: fmt.Appendf(nil, `{"Id":"id-%d","Sent":%d}`, n%10_000, time.Now().UnixNano())}, nil)
		}
	}
	return nil
}
