package py

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"go.starlark.net/starlark"
)

// world is an interpreter that knows Python alone.
type world struct {
	*Interp
	out bytes.Buffer
}

func newWorld(t testing.TB) *world { return worldOf(t, Config{Args: []string{"x.py", "a"}}) }

func worldOf(t testing.TB, cfg Config) *world {
	t.Helper()
	w := &world{}
	cfg.Stdout = &w.out
	w.Interp = New(cfg, nil, Library{Builtins: Builtins(), Modules: Modules()})
	t.Cleanup(func() { w.Close(func(starlark.Value) bool { return false }) })
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

// soon fails the test if done is not closed before long.
func soon(t *testing.T, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatalf("%s: not after 20 s", what)
	}
}
