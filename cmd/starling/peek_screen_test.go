package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/internal/tty"
	"starling/kafka/embedded"
)

// quotesBroker is a broker with a topic of ten records of JSON.
func quotesBroker(t *testing.T) (addr string) {
	t.Helper()
	b, err := embedded.Start(embedded.Config{Topics: map[string]int{"quotes": 1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	cl, err := kgo.NewClient(kgo.SeedBrokers(b.Addr()), kgo.DefaultProduceTopic("quotes"))
	if err != nil {
		t.Fatal(err)
	}
	defer cl.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for i := range 10 {
		r := &kgo.Record{Key: []byte("AAPL"), Value: fmt.Appendf(nil, `{"Price":%d.5,"Venue":"\u001b[31mX"}`, i)}
		if err := cl.ProduceSync(ctx, r).FirstErr(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Addr()
}

// TestPeekToARunningTable: from the name of a topic to its table by Enter alone, in windows
// of any width.
func TestPeekToARunningTable(t *testing.T) {
	addr := quotesBroker(t)
	for _, size := range []tty.Size{{Cols: 80, Rows: 24}, {Cols: 120, Rows: 40}, {Cols: 24, Rows: 24}} {
		t.Run(fmt.Sprintf("%dx%d", size.Cols, size.Rows), func(t *testing.T) {
			p := atPromptOf(t, size, "-b", addr)
			p.enter(`peek("quotes",2)`)
			p.Wait("table_type=")
			p.cursorAfter("... )")
			p.Type("\r")
			p.ready()
			p.enter("sync()")
			p.ready()
			p.enter("quotes.size")
			p.Until("ten rows", func(x *tty.Screen) bool { return strings.Contains(x.All(), "\n10\n") })
			if strange := p.strange(); len(strange) > 0 {
				t.Errorf("sent %q", strange)
			}
		})
	}
}

// TestPeekOfADeadBroker: it is said that nobody answers, and Ctrl-C ends the waiting.
func TestPeekOfADeadBroker(t *testing.T) {
	p := atPromptOf(t, usual, "-b", refusing(t))
	p.enter(`peek("quotes")`)
	p.Wait("connection refused; retrying")
	p.interrupt()
	p.enter("1+1")
	p.ready()
}
