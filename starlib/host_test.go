package starlib

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"starling/engine"
	"starling/starlib/py"
)

// session is a host over a running graph.
type world struct {
	*Host
	graph *engine.Graph
	out   bytes.Buffer
}

func newWorld(t testing.TB) *world { return worldOf(t, py.Config{Args: []string{"x.py", "a"}}) }

// worldOf is a world in which scripts find what cfg says.
func worldOf(t testing.TB, cfg py.Config) *world {
	t.Helper()
	w := &world{graph: engine.NewGraph()}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); w.graph.Run(ctx, 5*time.Millisecond) }()
	cfg.Stdout = &w.out
	w.Host = New(Config{Graph: w.graph, Config: cfg})
	t.Cleanup(func() { w.Close(); cancel(); <-done })
	return w
}

// run runs a script and gives what it printed.
func (w *world) script(t testing.TB, name, src string) (string, error) {
	t.Helper()
	w.out.Reset()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	err := w.ExecFile(ctx, name, src)
	return w.out.String(), err
}

func (w *world) prints(t testing.TB, src, want string) {
	t.Helper()
	got, err := w.script(t, "x.py", src)
	if err != nil {
		t.Errorf("%s\n%v", src, err)
		return
	}
	if strings.TrimRight(got, " \n") != strings.TrimRight(want, " \n") {
		t.Errorf("%s\ngave\n%s\nwant\n%s", src, got, want)
	}
}

func (w *world) fails(t testing.TB, src, want string) {
	t.Helper()
	got, err := w.script(t, "x.py", src)
	if err == nil {
		t.Errorf("%s\ngave no error but\n%s", src, got)
		return
	}
	if strings.TrimSpace(err.Error()) != strings.TrimSpace(want) {
		t.Errorf("%s\nfailed with\n%s\nwant\n%s", src, err, want)
	}
}

func TestComplete(t *testing.T) {
	w := newWorld(t)
	if w.Complete("def f():\n") || !w.Complete("1\n") {
		t.Error("Complete is wrong")
	}
}

func contains(s, part string) bool { return strings.Contains(s, part) }
