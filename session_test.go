package starling_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"starling"
)

// toTopic makes a table of a topic that another table is written to.
const toTopic = `
from deephaven import empty_table
from deephaven.stream.kafka import consumer as kc, producer as pk
import deephaven.dtypes as dht
source = empty_table(3).update(["N = ii", "V = 1.5 * ii"])
pk.produce(source, {"bootstrap.servers": "any:1"}, "numbers", pk.simple_spec("N"), pk.json_spec(["V"]))
read = kc.consume({"bootstrap.servers": "any:1"}, "numbers", key_spec=kc.simple_spec("N", dht.int64),
    value_spec=kc.json_spec({"V": dht.double}), table_type=kc.TableType.append(),
    offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING)
total = read.view("V").sum_by()
`

// TestKafka: with a broker inside a script's tables have what was produced; what is still on its way
// is written when the session is closed.
func TestKafka(t *testing.T) {
	s := open(t, starling.Config{Embedded: true})
	ctx := limited(t)
	noErr(t, s.Run(ctx, toTopic))
	awaitTotal(t, s)
	noErr(t, s.Sync(ctx))
	type total struct{ V float64 }
	got := must(starling.Rows[total](must(s.Table("total"))(t)))(t)
	if len(got) != 1 || got[0].V != 4.5 {
		t.Errorf("the total is %v, want 4.5", got)
	}
}

// awaitTotal returns when the table total of toTopic has all that was produced.
func awaitTotal(t *testing.T, s *starling.Session) {
	t.Helper()
	type total struct{ V float64 }
	for c, err := range starling.Changes[total](limited(t), must(s.Table("total"))(t)) {
		noErr(t, err)
		for _, r := range append(c.Added, c.Modified...) {
			if r.Value.V == 4.5 {
				return
			}
		}
	}
	t.Fatal("the total is never 4.5")
}

// TestTwoSessions: sessions of one process have nothing in common.
func TestTwoSessions(t *testing.T) {
	ctx := limited(t)
	a, b := open(t, starling.Config{Embedded: true}), open(t, starling.Config{Embedded: true})
	noErr(t, a.Run(ctx, toTopic))
	noErr(t, b.Run(ctx, toTopic))
	noErr(t, a.Run(ctx, "x = 1"))
	awaitTotal(t, a)
	noErr(t, a.Close())
	wantErr(t, b.Run(ctx, "x"), "NameError")
	awaitTotal(t, b)
	if n := must(b.Table("read"))(t).Size(); n != 3 {
		t.Errorf("the other session has %d rows of 3", n)
	}
	aTable := must(b.Table("read"))(t)
	c := open(t, starling.Config{})
	wantErr(t, c.Set("t", aTable), "variable t", "another session")
}

// TestConfig: what is wrong with the configuration is told by the name of the field.
func TestConfig(t *testing.T) {
	for want, cfg := range map[string]starling.Config{
		"Config.Cycle: -1s is less than 0":           {Cycle: -time.Second},
		"Config.MaxMemory: -1 is":                    {MaxMemory: -1},
		"Config.ShutdownTimeout: -1ns":               {ShutdownTimeout: -1},
		`Config.Properties: "" is no name`:           {Properties: map[string]string{"": "x"}},
		"Config.Brokers: Config.Properties says":     {Brokers: "a:1", Properties: map[string]string{"bootstrap.servers": "b:1"}},
		"Config.Registry: Config.Properties says":    {Registry: "http://a", Properties: map[string]string{"schema.registry.url": "b"}},
		"Config.AllowRead: /no/such/folder: no such": {AllowRead: []string{"/no/such/folder"}},
	} {
		s, err := starling.Open(t.Context(), cfg)
		if s != nil {
			t.Fatalf("%s: opened", want)
		}
		wantErr(t, err, "starling: "+want)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := starling.Open(ended, starling.Config{}); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that has ended: %v", err)
	}
}

// TestStreams: scripts read, print, have arguments and a folder, and files only where they may.
func TestStreams(t *testing.T) {
	dir := t.TempDir()
	noErr(t, os.WriteFile(filepath.Join(dir, "data.txt"), []byte("from a file"), 0o600))
	var out, errs bytes.Buffer
	s := open(t, starling.Config{
		Stdin: strings.NewReader("typed\n"), Stdout: &out, Stderr: &errs, Args: []string{"job", "7"}, Dir: dir, AllowRead: []string{dir},
	})
	ctx := limited(t)
	noErr(t, s.Run(ctx, `
import sys
print(input(), sys.argv[1], open("data.txt").read())
print("careful", file=sys.stderr)
`))
	if out.String() != "typed 7 from a file\n" || errs.String() != "careful\n" {
		t.Errorf("printed %q and %q", &out, &errs)
	}
	wantErr(t, s.Run(ctx, `open("/etc/hostname")`), "PermissionError")
	path := filepath.Join(t.TempDir(), "job.py")
	noErr(t, os.WriteFile(path, []byte("x = 1\ny = x +\n"), 0o600))
	wantErr(t, s.RunFile(ctx, path), path+":2: SyntaxError")
	if err := s.RunFile(ctx, filepath.Join(dir, "none.py")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of a file that is not there: %v", err)
	}
}
