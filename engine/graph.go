package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"starling/engine/arrange"
	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// Op is the work of one node: it makes its parents' updates into its own. It is
// built holding its parents and its result. Apply leaves the result's Rows alone,
// which follow from out; Commit makes Prev become Cur in all the op stores.
type Op interface {
	Name() string
	Apply(in []*Update, out *Update) error
	Commit()
}

// Listener is told of a table's updates at the end of a cycle, before it commits.
// An error from OnUpdate ends the listening; OnFailure is called with it, and when
// the table fails. Neither may call into the graph.
type Listener interface {
	OnUpdate(t *Table, u *Update) error
	OnFailure(err error)
}

// Graph is the graph of tables. All methods are safe for concurrent use; a cycle
// and a reader exclude each other.
type Graph struct {
	mu      sync.Mutex
	nodes   []*node          // by height, ascending
	count   uint64           // the greatest number of a node
	sinks   map[*node][]Sink // by each node that feeds them, nil: to be found anew
	holds   []*hold
	cycles  uint64
	running uint64        // the cycle that is running, or the last one
	told    uint64        // the last cycle of which listeners were told
	ups     []*Update     // of a node's parents, while it is applied
	shows   column.When   // what a table that fails now goes on showing
	freezer *freezer      // of the tables that fail now, nil before the first
	fallen  []*node       // that failed in the running cycle
	ended   chan struct{} // closed and replaced at the end of each cycle
	later   []func()      // to be done after the running cycle
	wake    chan struct{}
	hurry   chan struct{}
	work    work
	pages   *arrange.Pages // of all lists of rows
	pace    atomic.Int64   // the interval of Run

	// Without, if set before the first table, is what the graph makes no use of. It is for tests.
	Without Mechanism

	// MaxBytes, if set before the first table, bounds what an operation takes for the rows
	// that are there when it is built, column by column, and what a reader copies.
	MaxBytes int

	// OnFailure, if set before the first cycle, hears of every table that fails by
	// itself: not of those that fail because a parent did. It is called within the
	// cycle and must not call into the graph.
	OnFailure func(t *Table, err error)

	// Memory, if set before the first cycle, bounds what the tables hold.
	Memory *Memory

	// OnCycle, if set before the first cycle, hears how long each cycle took. It is called
	// within the cycle and must not call into the graph.
	OnCycle func(took time.Duration)

	// Observe, if set before the first cycle, sees every node's update before it commits.
	Observe func(t *Table, u *Update)
}

// node is a table, or an index or arrangement, and how it is kept.
type node struct {
	graph     *Graph
	op        Op
	out       *Table // nil for an index or arrangement
	in        []*Table
	after     []*node // nodes that must have run before: parents, indexes, arrangements
	height    int
	number    uint64 // 0 until somebody looks
	users     int    // nodes, handles and listeners that hold this one
	held      bool   // a handle or listener did at some time
	upd       Update
	ran       bool
	added     int64         // rows that ever came
	spent     time.Duration // in Apply
	torn      bool          // it is committing, or could not
	err       error
	listeners []*listening
}

type listening struct {
	Listener
	dead bool
}

// hear is OnUpdate; a panic in it is an error of the listener's.
func (l *listening) hear(t *Table, u *Update) (err error) {
	defer catch(&err, "listener")
	return l.OnUpdate(t, u)
}

// NewGraph is an empty graph.
func NewGraph() *Graph {
	return &Graph{pages: new(arrange.Pages), ended: make(chan struct{}), wake: make(chan struct{}, 1), hurry: make(chan struct{}, 1)}
}

// add builds the node of op and feeds it its parents' rows as one big Added. The
// graph's lock is held.
func (g *Graph) add(op Op, out *Table, in []*Table) (*Table, error) {
	defer g.begin()()
	n := &node{graph: g, op: op, out: out, in: in}
	for _, t := range in {
		if t.node.graph != g {
			return nil, errors.New("the tables belong to different graphs")
		}
		if t.node.err != nil {
			return nil, fmt.Errorf("can not listen to failed table: %w", t.node.err)
		}
		n.after = append(n.after, t.node)
	}
	if u, ok := op.(groupUser); ok {
		for _, x := range u.indexes() {
			n.after = append(n.after, x.node)
		}
	}
	if u, ok := op.(arranged); ok {
		for _, a := range u.arrangements() {
			n.after = append(n.after, a.node)
		}
	}
	if u, ok := op.(stander); ok {
		n.after = append(n.after, u.holds()...)
	}
	if out != nil {
		out.node = n
	}
	ups := make([]*Update, len(in))
	for i, t := range in {
		ups[i] = &Update{Added: t.Rows}
	}
	if err := n.apply(ups); err != nil {
		return nil, err
	}
	if err := n.commit(); err != nil {
		return nil, err
	}
	if n.live() {
		g.insert(n)
	}
	return out, nil
}

// live reports whether anything can still happen to n.
func (n *node) live() bool {
	if n.out != nil {
		return n.out.Attrs.Refreshing
	}
	return n.in[0].Attrs.Refreshing
}

func (g *Graph) insert(n *node) {
	for _, a := range n.after {
		n.height = max(n.height, a.height+1)
		a.users++
	}
	i, _ := slices.BinarySearchFunc(g.nodes, n.height+1, func(m *node, h int) int { return m.height - h })
	g.nodes = slices.Insert(g.nodes, i, n)
	g.reroute()
}

// stander is an op that stands on nodes which are neither parents, indexes nor arrangements.
type stander interface{ holds() []*node }

// stirrer is an op that can have work of its own, besides its parents' updates.
type stirrer interface{ stirred() bool }

// follow makes n run after a, which it now holds. The graph's lock is held.
func (g *Graph) follow(n, a *node) {
	n.after = append(n.after, a)
	a.users++
	g.reroute()
	g.raise(n, a.height+1)
	slices.SortStableFunc(g.nodes, func(a, b *node) int { return a.height - b.height })
}

// raise gives n at least height h, and those that run after it more.
func (g *Graph) raise(n *node, h int) {
	if n.height >= h {
		return
	}
	n.height = h
	for _, m := range g.nodes {
		if slices.Contains(m.after, n) {
			g.raise(m, h+1)
		}
	}
}

// Step runs one cycle: sources are drained, nodes run by height, listeners are told, all commits.
func (g *Graph) Step(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, f := range g.cycle() {
		f()
	}
	return nil
}

// cycle runs one cycle, and gives what is to be done after it.
func (g *Graph) cycle() (later []func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.step()
	later, g.later = g.later, make([]func(), 0, len(g.later))
	return later
}

// Later has f called when the running cycle is over and the graph is unlocked, such as to wake somebody:
// who wakes within a cycle takes processors and caches from it. Listeners call it when they are told.
func (g *Graph) Later(f func()) { g.later = append(g.later, f) }

func (g *Graph) step() {
	if g.OnCycle != nil {
		start := time.Now()
		defer func() { g.OnCycle(time.Since(start)) }()
	}
	g.running = g.cycles + 1
	g.pages.Turn()
	g.shows, g.freezer = column.Prev, nil
	for i := 0; i < len(g.nodes); i++ { // a split puts in nodes behind itself
		n := g.nodes[i]
		if n.err != nil || g.failWithParents(n) || !g.busy(n) {
			continue
		}
		g.ups = g.ups[:0]
		for _, t := range n.in {
			g.ups = append(g.ups, &t.node.upd)
		}
		if err := n.apply(g.ups); err != nil {
			g.fail(n, err)
		}
	}
	g.shows, g.freezer = column.Cur, nil
	g.tell()
	g.told = g.running
	for _, n := range g.nodes {
		if !n.ran {
			continue
		}
		if err := n.commit(); err != nil {
			g.fail(n, err)
		}
	}
	g.reclaim()
	g.bound()
	g.failSources()
	g.bury()
	g.cycles = g.running
	close(g.ended)
	g.ended = make(chan struct{})
}

// busy reports whether the running cycle has something for n.
func (g *Graph) busy(n *node) bool {
	switch op := n.op.(type) {
	case drainer:
		return op.ready(g.full(n))
	case *partOp:
		return op.stirred()
	}
	if s, ok := n.op.(stirrer); ok && s.stirred() {
		return true
	}
	return slices.ContainsFunc(n.in, func(t *Table) bool { return !t.node.upd.Empty() })
}

// Live reports whether a source can still give rows: whether any table can still change.
func (g *Graph) Live() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.ContainsFunc(g.nodes, func(n *node) bool {
		if e, ok := n.op.(*editOp); ok {
			return e.live && n.err == nil
		}
		s, ok := n.op.(*sourceOp)
		if !ok || !s.open() || n.err != nil {
			return false
		}
		l, tells := s.src.(interface{ Live() bool })
		return !tells || l.Live()
	})
}

// apply runs n on the updates of its parents and makes its rows follow.
func (n *node) apply(ups []*Update) error {
	n.upd = Update{}
	if n.out != nil {
		n.out.places = nil
	}
	if err := n.work(ups); err != nil {
		n.leavePlaces()
		if n.out != nil {
			err = named(err, n.op.Name(), n.out.Schema, n.out.Cols)
		}
		return err
	}
	n.ran = true
	if !n.graph.uses(Sameness) {
		n.upd.Same = ColSet{}
	}
	if n.out == nil {
		return nil
	}
	u := &n.upd
	if invariants.Enabled {
		n.check()
	}
	n.out.Rows = rowset.Replace(n.out.prev, u.Removed, u.Added)
	n.added += int64(u.Added.Len())
	if n.graph.Observe != nil {
		n.graph.Observe(n.out, u)
	}
	return nil
}

func (n *node) work(ups []*Update) (err error) {
	defer catch(&err, n.op.Name())
	start := time.Now()
	defer func() { n.spent += time.Since(start) }()
	if err := n.op.Apply(ups, &n.upd); err != nil {
		return fmt.Errorf("%s: %w", n.op.Name(), err)
	}
	return nil
}

// check panics on an update that breaks the contract.
func (n *node) check() {
	u, stay := &n.upd, rowset.Minus(n.out.prev, n.upd.Removed)
	switch {
	case !rowset.Minus(u.Removed, n.out.prev).Empty():
		panic(fmt.Sprintf("engine: %s removes rows it does not have: %v", n.op.Name(), rowset.Minus(u.Removed, n.out.prev)))
	case rowset.Overlaps(u.Added, stay):
		panic(fmt.Sprintf("engine: %s adds rows it has: %v", n.op.Name(), rowset.Intersect(u.Added, stay)))
	case !rowset.Minus(u.Modified, stay).Empty():
		panic(fmt.Sprintf("engine: %s modifies rows that are not its own: %v", n.op.Name(), rowset.Minus(u.Modified, stay)))
	}
}

func (n *node) commit() (err error) {
	defer catch(&err, n.op.Name())
	n.ran = false
	n.upd = Update{}
	n.leavePlaces()
	if n.out != nil {
		n.out.prev = n.out.Rows
	}
	n.torn = true
	n.op.Commit()
	n.torn = false
	return nil
}

func (g *Graph) tell() {
	for _, n := range g.nodes {
		if !n.ran || n.out == nil || n.upd.Empty() {
			continue
		}
		for _, l := range n.listeners {
			if l.dead {
				continue
			}
			if err := l.hear(n.out, &n.upd); err != nil {
				l.dead = true
				l.OnFailure(err)
			}
		}
	}
}

// Cycle is the number of cycles so far, and a channel that is closed when the next one ends.
func (g *Graph) Cycle() (n uint64, ended <-chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.cycles, g.ended
}

// ReadFor is Read for somebody whose context it is that ends it, and no other's: see Within.
func (g *Graph) ReadFor(ctx context.Context, f func()) (err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	defer catch(&err, "")
	defer g.begin()()
	g.work.ctx = ctx
	f()
	return nil
}

// Read runs f between cycles. Tables may be read in it, not built.
func (g *Graph) Read(f func()) (err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	defer catch(&err, "")
	defer g.begin()()
	f()
	return nil
}
