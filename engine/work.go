package engine

import (
	"context"
	"sync"
	"sync/atomic"

	"starling/engine/column"
	"starling/internal/bounds"
)

// work is what the holder of the graph's lock builds or reads, and for whom.
type work struct {
	one   sync.Mutex                      // held in Within
	asked atomic.Pointer[context.Context] // of the call of Within that runs
	on    bool                            // something is built or read; guarded by the graph's lock
	ctx   context.Context                 // for whom, nil if nobody said; guarded by the graph's lock
}

// Within runs f, which builds or reads tables of g, for as long as ctx lasts: when ctx ends
// the build or read in progress ends with its error, between two pages, and leaves nothing
// behind. A cycle that runs meanwhile is never ended. There is one call at a time: others
// wait. What is built or read meanwhile by those who did not call it ends with ctx too.
func (g *Graph) Within(ctx context.Context, f func() error) error {
	g.work.one.Lock()
	defer g.work.one.Unlock()
	g.work.asked.Store(&ctx)
	defer g.work.asked.Store(nil)
	return f()
}

// Working is the context of the build or read in progress; nil in a cycle, or if nobody gave
// one. It is for what the graph calls with its lock held, such as functions of formulas.
func (g *Graph) Working() context.Context { return g.work.ctx }

// begin says that the holder of the graph's lock builds or reads, until end is called. Within
// such work, and in a cycle, it says nothing.
func (g *Graph) begin() (end func()) {
	if g.work.on || g.running != g.cycles {
		return func() {}
	}
	g.work.on = true
	if ctx := g.work.asked.Load(); ctx != nil {
		g.work.ctx = *ctx
	}
	return func() { g.work.on, g.work.ctx = false, nil }
}

// heed ends the work in progress, by a fault, if nobody waits for it any more. Loops over
// rows call it once per page.
func (t *Table) heed() {
	if ctx := t.node.graph.work.ctx; ctx != nil && ctx.Err() != nil {
		panic(fault{context.Cause(ctx)})
	}
}

// heeding is order, but heeds every so many comparisons.
func heeding[T any](heed func(), order func(a, b T) int) func(a, b T) int {
	n := 0
	return func(a, b T) int {
		if n++; n&(1<<16-1) == 0 {
			heed()
		}
		return order(a, b)
	}
}

// room ends the work in progress, by a fault, if n rows of so many bytes are more than
// MaxBytes. In a cycle rows come as they come.
func (t *Table) room(what string, n, each int) {
	if g := t.node.graph; g.work.on {
		if err := g.over(what, n, each); err != nil {
			panic(fault{err})
		}
	}
}

// over is the error of n rows of so many bytes if they are more than MaxBytes.
func (g *Graph) over(what string, n, each int) error {
	if g.MaxBytes <= 0 {
		return nil
	}
	return bounds.Bounds{Bytes: g.MaxBytes}.Times(what, each, n)
}

// widths is what a value of a kind takes at least, in bytes; text and objects take more.
var widths = [...]int{
	column.Bool: 1, column.Byte: 1, column.Short: 2, column.Char: 2, column.Int: 4, column.Float: 4,
	column.Long: 8, column.Double: 8, column.Instant: 8, column.String: 8, column.Bytes: 8, column.Object: 16, column.List: 16,
}

// rowBytes is the number of a row, of which lists are made.
const rowBytes = 8

// width is what a row of these columns takes at least, with its number.
func width(fields []column.Field) int {
	n := rowBytes
	for _, f := range fields {
		n += widths[f.Type.Kind]
	}
	return n
}
