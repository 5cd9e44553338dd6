package web

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
	"starling/starlib"
	"starling/starlib/py"
)

// BenchmarkBrowsers measures the updates of a table of a million rows of which 250 change in each,
// twenty times a second, while pages look at it: none, one, fifty, and fifty of which ten have
// stopped reading and ten are gone. heap-MB is what is held at the end.
func BenchmarkBrowsers(b *testing.B) {
	for _, c := range []struct{ reading, stopped, gone int }{{0, 0, 0}, {1, 0, 0}, {50, 0, 0}, {30, 10, 10}} {
		b.Run(fmt.Sprintf("reading=%d/stopped=%d/gone=%d", c.reading, c.stopped, c.gone), func(b *testing.B) {
			benchBrowsers(b, c.reading, c.stopped, c.gone)
		})
	}
}

func benchBrowsers(b *testing.B, reading, stopped, gone int) {
	var book *engine.Editable
	var took []time.Duration
	r := newRig(b, Door{}, func(c *starlib.Config) {
		c.Graph.OnCycle = func(d time.Duration) { took = append(took, d) }
		c.Builtins = []py.Entry{{Sig: "book() -> Table", Doc: "The table.", Fn: func(*py.Call) (starlark.Value, error) {
			var err error
			book, err = c.Graph.AddEditable("book", []column.Field{{Name: "Id", Type: column.Of(column.Int)}, {Name: "Price", Type: column.Of(column.Double)}, {Name: "Qty", Type: column.Of(column.Long)}})
			if err != nil {
				return nil, err
			}
			book.Table().Retain()
			return bench.NewTable(book.Table()), nil
		}}}
	})
	bench = r.Host
	r.every = feedEvery
	r.script("t = book()")
	const rows = 1_000_000
	id, price, qty := column.NewVec[int32](column.Int), column.NewVec[float64](column.Double), column.NewVec[int64](column.Long)
	for i := range rows {
		id.Append(int32(i))
		price.Append(float64(i))
		qty.Append(int64(i % 100))
	}
	if _, err := book.Add([]column.Builder{id, price, qty}, rows); err != nil {
		b.Fatal(err)
	}
	var reads sync.WaitGroup
	frames := make(chan int, reading)
	ctx, cancel := context.WithCancel(b.Context())
	page := func() *page {
		p := r.open()
		p.ask(`{"do":"open","view":1,"table":"t"}`)
		p.ask(`{"do":"window","view":1,"lo":0,"hi":60}`)
		p.frame(1, holding(60))
		return p
	}
	for range reading {
		p := page()
		reads.Go(func() {
			n := 0
			for {
				_, m, err := p.ws.Read(ctx)
				if err != nil {
					frames <- n
					return
				}
				n++
				at := slices.Index(m, ',')
				if p.ws.Write(ctx, websocket.MessageText, fmt.Appendf(nil, `{"do":"drawn",%s}`, m[1:at])) != nil {
					frames <- n
					return
				}
			}
		})
	}
	for range stopped {
		page()
	}
	for range gone {
		page().ws.CloseNow() //nolint:errcheck // that is the point
	}
	_, ended := r.Graph.Cycle()
	r.Graph.Wake()
	<-ended
	took = took[:0]
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	draw := rand.New(rand.NewPCG(1, 2))
	b.ResetTimer()
	for range b.N {
		var at []rowset.Row
		price := column.NewVec[float64](column.Double)
		for range 250 {
			at = append(at, rowset.Row(draw.IntN(rows)))
		}
		slices.Sort(at)
		at = slices.Compact(at)
		at[0] = min(at[0], 30) // one that is seen
		for range at {
			price.Append(draw.Float64())
		}
		_, ended := r.Graph.Cycle()
		if err := book.Modify(rowset.Of(at...), []int{1}, []column.Vector{price}); err != nil {
			b.Fatal(err)
		}
		<-ended
		<-tick.C
	}
	b.StopTimer()
	cancel()
	reads.Wait()
	all := 0
	for range reading {
		all += <-frames
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs/cycle")
	b.ReportMetric(float64(took[len(took)*9/10].Microseconds()), "µs/cycle-p90")
	b.ReportMetric(float64(all)/float64(max(reading, 1))/b.Elapsed().Seconds(), "frames/s/page")
	b.ReportMetric(float64(heap())/1e6, "heap-MB")
}

// bench is the host of the benchmark's tables.
var bench *starlib.Host
