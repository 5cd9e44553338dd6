package engine

import (
	"cmp"
	"fmt"
	"runtime/metrics"

	"github.com/dustin/go-humanize"

	"starling/internal/stable"
)

// Memory bounds what the tables of a graph hold: the process warns when it comes near, and
// at the bound the table that has grown most since then fails, in place of the process.
type Memory struct {
	// Limit is how many bytes the process may use; 0 is no bound.
	Limit int64
	// Warn hears once that four fifths are in use, with what the nodes of the graph hold, the
	// largest first; again when that was over meanwhile. It is called within a cycle and must
	// not call into the graph. Nil is nobody.
	Warn func(used int64, all []Usage)
	// Used is how many bytes are in use; nil: those that lived through the last collection.
	Used func() int64

	warned bool
	before map[*node]int // bytes of each node when it was warned, or when a table failed
}

// The parts of the limit, in percent, at which it is warned and at which tables fail.
const (
	warnAt = 80
	failAt = 95
)

// heapLive is the size of the heap that lived through the last collection.
func heapLive() int64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64())
}

// bound warns, and fails what grows, at the end of a cycle.
func (g *Graph) bound() {
	m := g.Memory
	if m == nil || m.Limit <= 0 {
		return
	}
	used := m.used()
	switch {
	case used < m.Limit/100*warnAt:
		m.warned, m.before = false, nil
	case !m.warned:
		m.warned = true
		m.note(g)
		if m.Warn != nil {
			m.Warn(used, g.largest())
		}
	case used >= m.Limit/100*failAt:
		if n, size := m.grown(g); n != nil {
			g.fail(n, fmt.Errorf("out of memory: it has grown to %s, and the process uses %s of the %s it may", humanize.IBytes(uint64(size)), humanize.IBytes(uint64(used)), humanize.IBytes(uint64(m.Limit))))
			m.note(g)
		}
	}
}

func (m *Memory) used() int64 {
	if m.Used != nil {
		return m.Used()
	}
	return heapLive()
}

// note keeps what nodes hold, to see which of them grow.
func (m *Memory) note(g *Graph) {
	m.before = map[*node]int{}
	for _, n := range g.nodes {
		m.before[n] = n.usage().Bytes
	}
}

// grown is the table that has grown most, and its size; nil if none has.
func (m *Memory) grown(g *Graph) (most *node, size int) {
	growth := 0
	for _, n := range g.nodes {
		if n.out == nil || n.err != nil {
			continue
		}
		if b := n.usage().Bytes; b-m.before[n] > growth {
			most, size, growth = n, b, b-m.before[n]
		}
	}
	return most, size
}

// largest is what the nodes hold, the largest first.
func (g *Graph) largest() []Usage {
	all := make([]Usage, len(g.nodes))
	for i, n := range g.nodes {
		all[i] = n.usage()
	}
	stable.Sort(all, func(a, b Usage) int { return cmp.Compare(b.Bytes, a.Bytes) })
	return all
}
