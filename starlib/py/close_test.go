package py

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.starlark.net/starlark"
)

// TestCloseGivesUp: what cannot be interrupted does not keep what has the interpreter for ever.
func TestCloseGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ip := New(Config{}, nil, Library{})
		in, free := make(chan struct{}), make(chan struct{})
		ip.SetGlobal("block", starlark.NewBuiltin("block", func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
			close(in)
			<-free
			return starlark.None, nil
		}))
		ran := make(chan error)
		go func() { ran <- ip.ExecFile(context.Background(), "x.py", "block()\nx = 1") }()
		<-in
		began := time.Now()
		ip.Close(func(starlark.Value) bool { return false })
		if waited := time.Since(began); waited != closePatience {
			t.Errorf("Close waited for %v", waited)
		}
		close(free)
		if err := <-ran; err == nil || !strings.HasSuffix(err.Error(), "KeyboardInterrupt") {
			t.Errorf("the script ended with %v", err)
		}
	})
}
