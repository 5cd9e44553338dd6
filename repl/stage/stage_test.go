package stage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"starling/repl/keys"
)

// counting is a view that says how often it was drawn and which keys it got.
type counting struct {
	drawn int
	over  bool
	keys  []keys.Event
	woken chan struct{}
	still bool
	fails error
}

func (c *counting) Lines(width, _ int) ([]string, error) {
	c.drawn++
	if c.over {
		return []string{"the last picture"}, c.fails
	}
	return []string{fmt.Sprintf("picture %d of %d cells", c.drawn, width)}, c.fails
}

func (c *counting) Key(e keys.Event) bool {
	c.keys = append(c.keys, e)
	return e == keys.Char('q')
}
func (c *counting) End()                  { c.over = true }
func (c *counting) Still() bool           { return c.still }
func (c *counting) Wake() <-chan struct{} { return c.woken }

// output is an Output in memory.
type output struct {
	bytes.Buffer // what others print, and the terminal
	mu           sync.Mutex
	told         func()
	held         []byte
	released     int
}

func (o *output) Hold(told func())    { o.told = told }
func (o *output) Release()            { o.released++ }
func (o *output) Terminal() io.Writer { return o }
func (o *output) Held() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	held := o.held
	o.held = nil
	return held
}

// say prints while a view is shown.
func (o *output) say(text string) {
	o.mu.Lock()
	o.held = []byte(text)
	o.mu.Unlock()
	o.told()
}

// typist is what is typed.
type typist chan byte

func (k typist) ReadContext(ctx context.Context, b []byte) (int, error) {
	select {
	case b[0] = <-k:
		return 1, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func newStage(o *output, k Keys, plain bool) *Stage {
	return &Stage{Out: o, Keys: k, Plain: plain, Window: func() (int, int) { return 40, 10 }, Raw: func() (func(), error) { return func() {}, nil }}
}

// TestDrawing: five pictures a second and one per key; what others print comes above; what is
// typed after the key that ends the view stays where it is.
func TestDrawing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, k, v := &output{}, make(typist, 99), &counting{woken: make(chan struct{})}
		s := newStage(o, k, false)
		interrupted := 0
		s.Interrupt = func() { interrupted++ }
		ended := make(chan error)
		go func() { ended <- s.Show(t.Context(), v) }()
		time.Sleep(time.Second + time.Millisecond)
		synctest.Wait()
		if v.drawn != 6 {
			t.Errorf("%d pictures in a second, want 6", v.drawn)
		}
		v.woken <- struct{}{}
		o.say("said\n")
		for _, b := range []byte("\x1b[A\x03") {
			k <- b
		}
		synctest.Wait()
		k <- 0x1b
		time.Sleep(keys.Patience)
		synctest.Wait()
		for _, b := range []byte("qrs") {
			k <- b
		}
		if err := <-ended; err != nil {
			t.Error(err)
		}
		want := []keys.Event{keys.Press(keys.Up), keys.Press(keys.Esc), keys.Char('q')}
		if fmt.Sprint(v.keys) != fmt.Sprint(want) || interrupted != 1 {
			t.Errorf("keys %v and %d interrupts, want %v and 1", v.keys, interrupted, want)
		}
		if len(k) != 2 || o.released != 1 {
			t.Errorf("%d keys are left of 2, released %d times", len(k), o.released)
		}
		if text := o.String(); !strings.Contains(text, "\x1b[Jsaid\r\n") || !strings.HasSuffix(text, "\r\n\x1b[?25h") {
			t.Errorf("on the terminal: %q", text)
		}
	})
}

// TestEnd: a view that Ctrl-C ends is drawn once more, as one that its own key ends.
func TestEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, k := &output{}, make(typist, 9)
		ctx, cancel := context.WithCancel(t.Context())
		s := newStage(o, k, false)
		s.Interrupt = cancel
		k <- 3
		if err := s.Show(ctx, &counting{}); err != nil {
			t.Error(err)
		}
		if text := o.String(); !strings.Contains(text, "the last picture") {
			t.Errorf("on the terminal: %q", text)
		}
	})
}

// TestPrinting: where nothing is drawn in place each picture is printed, a still one once.
func TestPrinting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, v := &output{}, &counting{}
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		if err := newStage(o, nil, true).Show(ctx, v); err != nil {
			t.Error(err)
		}
		if want := "picture 1 of 40 cells\n\npicture 2 of 40 cells\n"; o.String() != want {
			t.Errorf("it printed %q, want %q", o.String(), want)
		}
		o.Reset()
		if err := newStage(o, nil, true).Show(t.Context(), &counting{still: true}); err != nil || o.String() != "picture 1 of 40 cells\n" {
			t.Errorf("a still picture: %q, %v", o.String(), err)
		}
	})
}

// TestFailing: a view's error is the stage's, and the terminal is given back.
func TestFailing(t *testing.T) {
	for _, plain := range []bool{true, false} {
		o := &output{}
		if err := newStage(o, nil, plain).Show(t.Context(), &counting{fails: errors.New("broken")}); err == nil || err.Error() != "broken" {
			t.Errorf("the error is %v", err)
		}
		if !plain && o.released != 1 {
			t.Error("the output is not released")
		}
	}
}
