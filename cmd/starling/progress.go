package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"starling/starlib"
)

// progress is a line at the end of the terminal that says how a run of live tables goes. What is
// printed meanwhile goes above it. A nil progress shows nothing.
type progress struct {
	terminal *os.File // stderr
	mu       sync.Mutex
	text     string // shown whenever the cursor is at the beginning of a line
	shown    bool
	midLine  bool // the last character printed was no end of line
}

// progressEvery is the pause between two looks at how a run goes.
const progressEvery = time.Second

// newProgress is for stderr, if that is a terminal that can clear a line.
func newProgress(stderr io.Writer) *progress {
	if f, ok := stderr.(*os.File); ok && isTerminal(f) && os.Getenv("TERM") != "dumb" {
		return &progress{terminal: f}
	}
	return nil
}

// beside is w, which prints above the line.
func (p *progress) beside(w io.Writer) io.Writer {
	if p == nil {
		return w
	}
	return aboveLine{p, w}
}

type aboveLine struct {
	p *progress
	w io.Writer
}

// Write clears the line, and shows it again below b.
func (a aboveLine) Write(b []byte) (int, error) {
	a.p.mu.Lock()
	defer a.p.mu.Unlock()
	a.p.clear()
	n, err := a.w.Write(b)
	if len(b) > 0 {
		a.p.midLine = b[len(b)-1] != '\n'
	}
	a.p.draw()
	return n, err
}

// say makes text the line; "" is none.
func (p *progress) say(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	p.text = text
	p.draw()
}

func (p *progress) clear() {
	if p.shown {
		io.WriteString(p.terminal, "\r\x1b[K") //nolint:errcheck // a terminal that is gone
	}
	p.shown = false
}

// draw shows the line, clipped so that it is one, unless something else is on it.
func (p *progress) draw() {
	if p.text == "" || p.midLine {
		return
	}
	text := p.text
	if width, _, err := term.GetSize(int(p.terminal.Fd())); err == nil && width > 0 {
		text = text[:min(len(text), width-1)] // of ASCII
	}
	io.WriteString(p.terminal, text) //nolint:errcheck // a terminal that is gone
	p.shown = true
}

// progressing shows how the run goes, until the function that it returns is called.
func (c *console) progressing(ctx context.Context) (end func()) {
	if c.progress == nil {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() {
		tick := time.NewTicker(progressEvery)
		defer tick.Stop()
		came, at := c.graph.Came(), time.Now()
		c.progress.say(c.goes(ctx, 0))
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			nowCame, now := c.graph.Came(), time.Now()
			c.progress.say(c.goes(ctx, float64(max(nowCame-came, 0))/now.Sub(at).Seconds()))
			came, at = nowCame, now
		}
	})
	return func() {
		cancel()
		work.Wait()
		c.progress.say("")
	}
}

// goes says how the run goes when so many rows come a second.
func (c *console) goes(ctx context.Context, rate float64) string {
	n := len(c.inner.Names(func(t *starlib.Table) bool { return t.Engine().Attrs.Refreshing }))
	text := strconv.Itoa(n) + " live table"
	if n != 1 {
		text += "s"
	}
	text += fmt.Sprintf(", %s rows/s", grouped(int64(rate+0.5)))
	bounded, cancel := context.WithTimeout(ctx, progressEvery)
	defer cancel()
	if lag, known := c.env.Lag(bounded); known {
		text += ", lag " + grouped(lag)
	}
	return text + "; Ctrl-C ends"
}

// grouped is a number with a comma every three digits.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}
