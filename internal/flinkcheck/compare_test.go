package flinkcheck

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// limit bounds a case.
const limit = 3 * time.Minute

// TestSame holds that each case writes the same by Starling and by Flink.
func TestSame(t *testing.T) {
	s := theMachines(t)
	client, err := kgo.NewClient(kgo.SeedBrokers(s.broker), kgo.RetryTimeout(limit))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	produceAll(t.Context(), t, client)
	makeGroup(t.Context(), t, client)
	adm := kadm.NewClient(client)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			began := time.Now()
			ctx, cancel := context.WithTimeout(t.Context(), limit)
			defer cancel()
			ours, theirs := "s-"+c.name, "f-"+c.name
			newTopic(ctx, t, adm, ours, 1, nil)
			newTopic(ctx, t, adm, theirs, 1, nil)
			script := filepath.Join(t.TempDir(), c.name+".py")
			if err := os.WriteFile(script, []byte(prelude+c.script), 0o600); err != nil {
				t.Fatal(err)
			}
			submit := append([]string{"submit", "--gateway", s.gateway, "--wait"}, c.flags...)
			var both sync.WaitGroup
			both.Go(func() { s.run(ctx, t, "run", "--until-caught-up", script, ours, s.broker) })
			both.Go(func() { s.run(ctx, t, append(submit, script, theirs, s.broker)...) })
			both.Wait()
			if t.Failed() {
				return
			}
			a, b := readAll(ctx, t, s.broker, ours), readAll(ctx, t, s.broker, theirs)
			x, y := rows(a), rows(b)
			if c.keys > 0 {
				x, y = upserts(a, c.keys), upserts(b, c.keys)
			}
			if c.nulls != "" {
				x = upserts(named(a, c.nulls), c.keys)
			}
			x.rounded(c.floats)
			y.rounded(c.floats)
			if len(x) == 0 {
				t.Error("no rows")
			}
			if d := differences(x, y, c.part); d != "" {
				t.Error(d)
			}
			t.Logf("%d rows in %v", len(x), time.Since(began).Round(100*time.Millisecond))
		})
	}
}

// named is the records with a text in place of keys that are null.
func named(records []*kgo.Record, key string) []*kgo.Record {
	for _, r := range records {
		if r.Key == nil {
			r.Key = []byte(key)
		}
	}
	return records
}

// run runs starling; what it says is told if it fails.
func (s machines) run(ctx context.Context, t *testing.T, args ...string) {
	cmd := exec.CommandContext(ctx, s.bin, args...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("starling %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
