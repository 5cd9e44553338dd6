package starling_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"starling"
)

// TestMain: no session leaves a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// open is a session that is closed at the end of the test.
func open(t *testing.T, cfg starling.Config) *starling.Session {
	t.Helper()
	s, err := starling.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// limited is a context for what waits.
func limited(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// must is x, of a call without an error.
func must[T any](x T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

// noErr ends the test with an error.
func noErr(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantErr holds that an error says all of that.
func wantErr(t *testing.T, err error, want ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want one with %q", want)
		return
	}
	for _, w := range want {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q lacks %q", err, w)
		}
	}
}

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

// TestClosed: a session can be closed twice, by several, and all that is asked of it later is refused.
func TestClosed(t *testing.T) {
	before := goleak.IgnoreCurrent()
	s := open(t, starling.Config{Embedded: true})
	ctx := limited(t)
	noErr(t, s.Run(ctx, toTopic))
	table := must(s.Table("total"))(t)
	type row struct {
		K string `starling:",key"`
	}
	in := must(starling.NewInput[row](s, "rows"))(t)
	var closers sync.WaitGroup
	for range 3 {
		closers.Go(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	closers.Wait()
	goleak.VerifyNone(t, before)
	_, lookErr := s.Table("total")
	_, rowsErr := starling.Rows[struct{ V float64 }](table)
	_, inputErr := starling.NewInput[row](s, "more")
	var changesErr error
	for _, changesErr = range starling.Changes[struct{ V float64 }](ctx, table) {
	}
	for what, err := range map[string]error{
		"Run": s.Run(ctx, "1"), "RunFile": s.RunFile(ctx, "x.py"), "Func": s.Func("f", strings.ToUpper), "Set": s.Set("x", 1),
		"Sync": s.Sync(ctx), "Table": lookErr, "Rows": rowsErr, "NewInput": inputErr, "Changes": changesErr,
		"Add": in.Add(row{"a"}), "Remove": in.Remove(row{"a"}),
	} {
		if !errors.Is(err, starling.ErrClosed) || !strings.HasPrefix(err.Error(), "starling: ") {
			t.Errorf("%s after Close: %v", what, err)
		}
	}
	if n := table.Size(); n < 0 || table.Name() != "total" || len(table.Columns()) == 0 {
		t.Error("a table of a closed session does not tell what it is")
	}
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

// TestNotify: without Notify a table that fails is told of on Stderr, and a script that never ends is
// ended by its context.
func TestNotify(t *testing.T) {
	var errs bytes.Buffer
	s := open(t, starling.Config{Stderr: &errs})
	ctx := limited(t)
	in := must(starling.NewInput[struct{ N int64 }](s, "numbers"))(t)
	noErr(t, s.Run(ctx, "def f(x) -> int: return 10 // x\nt = numbers.update('X = f(N)')"))
	noErr(t, in.Add(struct{ N int64 }{0}))
	noErr(t, s.Sync(ctx))
	err := must(s.Table("t"))(t).Err()
	var e *starling.Error
	if !errors.As(err, &e) || e.Table != "t" {
		t.Errorf("the table failed with %v", err)
	}
	wantErr(t, err, "table t failed: update", "<string>, line 1", "ZeroDivisionError")
	short, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	err = s.Run(short, "while True: pass")
	if !errors.Is(err, context.DeadlineExceeded) || !errors.As(err, &e) || e.Kind != "KeyboardInterrupt" {
		t.Errorf("a script that was ended: %v", err)
	}
	noErr(t, s.Close())
	if !strings.HasPrefix(errs.String(), "table t failed: update") {
		t.Errorf("told: %q", &errs)
	}
}

// TestError: an error has its place, its class and what Python prints; exit is one with its status.
func TestError(t *testing.T) {
	s := open(t, starling.Config{})
	ctx := limited(t)
	var e *starling.Error
	err := s.Run(ctx, "def f():\n    return nope\nf()")
	if !errors.As(err, &e) {
		t.Fatalf("got %v", err)
	}
	if e.File != "<string>" || e.Line != 2 || e.Column != 12 || e.Kind != "NameError" || !strings.HasPrefix(e.Message, "name 'nope' is not defined") {
		t.Errorf("the error is %+v", e)
	}
	if !strings.HasPrefix(e.Traceback, "Traceback (most recent call last):\n  File \"<string>\", line 3") || e.Error() != "<string>:2: NameError: "+e.Message {
		t.Errorf("%q\n%s", e, e.Traceback)
	}
	noErr(t, s.Run(ctx, "exit(0)"))
	if err := s.Run(ctx, "exit(3)"); !errors.As(err, &e) || e.Kind != "SystemExit" || e.Message != "3" {
		t.Errorf("exit(3) is %v", err)
	}
}

// TestNothingStarts: an open session is one goroutine, and no broker, whatever it may come to need.
func TestNothingStarts(t *testing.T) {
	before := runtime.NumGoroutine()
	open(t, starling.Config{Embedded: true, Brokers: "nowhere.invalid:9092"})
	if n := runtime.NumGoroutine() - before; n > 1 {
		t.Errorf("%d goroutines have started", n)
	}
}

// TestRunWaits: while one script runs another waits, as long as its context lasts.
func TestRunWaits(t *testing.T) {
	s := open(t, starling.Config{})
	ctx := limited(t)
	began, hold := make(chan struct{}), make(chan struct{})
	noErr(t, s.Func("wait", func() bool { close(began); <-hold; return true }))
	first := make(chan error, 1)
	go func() { first <- s.Run(ctx, "x = wait()") }()
	<-began
	short, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	err := s.Run(short, "x = 2")
	if wantErr(t, err, "starling: another script runs"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a script that had to wait: %v", err)
	}
	close(hold)
	noErr(t, <-first)
	noErr(t, s.Run(ctx, "assert x == True"))
}

// TestCloseStuck: what does not end in time is given up, and the error says so.
func TestCloseStuck(t *testing.T) {
	s, err := starling.Open(t.Context(), starling.Config{ShutdownTimeout: 50 * time.Millisecond})
	noErr(t, err)
	began, hold := make(chan struct{}), make(chan struct{})
	type number struct{ N int64 }
	in := must(starling.NewInput[number](s, "numbers"))(t)
	noErr(t, s.Func("wait", func(n int64) int64 { close(began); <-hold; return n }))
	noErr(t, s.Run(limited(t), "t = numbers.update('X = wait(N)')"))
	noErr(t, in.Add(number{1}))
	<-began
	wantErr(t, s.Close(), "an update of the tables did not end: not done after 50ms (Config.ShutdownTimeout)")
	close(hold)
}
