package starling_test

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"starling"
)

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

// TestNothingStarts: an open session is one goroutine, and no broker, whatever it may come to need.
func TestNothingStarts(t *testing.T) {
	before := runtime.NumGoroutine()
	open(t, starling.Config{Embedded: true, Brokers: "nowhere.invalid:9092"})
	if n := runtime.NumGoroutine() - before; n > 1 {
		t.Errorf("%d goroutines have started", n)
	}
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
