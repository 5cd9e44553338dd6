package web

import (
	"context"
	"fmt"
	"net"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/racing"
)

// pipes is a listener in memory, whose connections hold nothing: who does not read keeps who writes.
type pipes struct {
	net.Listener
	come  chan net.Conn
	over  chan struct{}
	close func()
}

func newPipes(l net.Listener) *pipes {
	p := &pipes{Listener: l, come: make(chan net.Conn), over: make(chan struct{})}
	p.close = sync.OnceFunc(func() { close(p.over) })
	return p
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.come:
		return c, nil
	case <-p.over:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.close()
	return nil
}

func (p *pipes) dial(ctx context.Context) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.come <- there:
		return here, nil
	case <-p.over:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// lasting is the scripts' tables: the collector, which would close those that nobody has, is no
// part of a bubble.
var lasting []starlark.StringDict

// bubble has a rig whose time is the bubble's.
func bubble(t *testing.T, f func(r *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := prepared(t, Door{})
		p := newPipes(r.door)
		r.dial = p.dial
		r.work.Go(func() {
			_ = r.http.Serve(p)
		})
		t.Cleanup(func() {
			lasting = append(lasting, r.Host.Globals())
			p.Close()
		})
		f(r)
	})
}

const counted = `
t = input_table({"K": dht.int32, "N": dht.int32}, key_cols=["K"])
def put(n):
    t.add(new_table([int_col("K", [1]), int_col("N", [n])]))
`

// TestUndrawn: while a page has not drawn a message no other comes, and what happens meanwhile is
// one change in the next. After a minute the page is closed.
func TestUndrawn(t *testing.T) {
	bubble(t, func(r *rig) {
		r.script(counted)
		p := r.open()
		p.ask(`{"do":"open","view":1,"table":"t"}`)
		p.ask(`{"do":"window","view":1,"lo":0,"hi":9}`)
		p.ask(`{"do":"watch","what":[]}`)
		p.frame(1, whatever)
		r.script("put(0)")
		m := p.read()
		for m.Frame == nil || len(m.Frame.Rows) == 0 {
			p.ask(`{"do":"drawn","n":%d}`, m.N)
			m = p.read()
		}
		for n := range 50 {
			time.Sleep(time.Second)
			r.script("put(" + string(rune('0'+n%10)) + ")")
		}
		p.ask(`{"do":"drawn","n":%d}`, m.N)
		next := p.read()
		if next.N != m.N+1 || next.text() != "1 9\n" || next.Frame.Changed.Modified < 49 {
			t.Errorf("%d after %d: %+v %s", next.N, m.N, next.Frame.Changed, next.text())
		}
		began := time.Now()
		if err := p.ended(); time.Since(began) != time.Minute {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
	})
}

// TestUnread: a page that does not even read is closed as well, and keeps nobody from the end.
func TestUnread(t *testing.T) {
	bubble(t, func(r *rig) {
		r.script(counted)
		r.open() // it reads nothing
		p := r.open()
		p.ask(`{"do":"open","view":1,"table":"t"}`)
		for n := range 100 { // a second each
			r.script(fmt.Sprintf("put(%d)", n))
			p.frame(1, whatever)
			time.Sleep(time.Second)
		}
		if len(r.room) != 1 {
			t.Errorf("%d pages are there", len(r.room))
		}
		r.open() // at the end it is there, and reads nothing
	})
}

// TestFlat: pages that stop reading, and those that are gone without a word, hold nothing that
// grows: after very many changes there is no more than after some.
func TestFlat(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`
all = empty_table(50000).update(["K = i", "N = ii"])
t = input_table(init_table=all, key_cols=["K"])
some = [all.where(f"K % 10 == {n}") for n in range(10)]
def churn(n):
    for k in range(n):
        t.add(some[k % 10])
`)
	view := func(p *page) {
		p.ask(`{"do":"open","view":1,"table":"t","sort":[{"column":"N","down":true}]}`)
		p.ask(`{"do":"window","view":1,"lo":0,"hi":60}`)
		p.ask(`{"do":"watch","what":["tables","graph","status","errors"]}`)
		p.frame(1, holding(60))
	}
	for range 10 {
		p := r.open() // it reads no more
		view(p)
		gone := r.open()
		view(gone)
		gone.ws.CloseNow()
	}
	last := r.open()
	view(last)
	times := racing.Less(30)
	churn := fmt.Sprintf("churn(%d)", times)
	held := func() int {
		r.script(churn)
		return heap()
	}
	held()
	before := held()
	for range 5 {
		r.script(churn)
		last.frame(1, whatever)
	}
	const few = 2 << 20 // a queue of frames would be ten times that
	if after := held(); after > before+few {
		t.Errorf("%d bytes are held, %d before", after, before)
	}
}

// heap is how many bytes are held.
func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
