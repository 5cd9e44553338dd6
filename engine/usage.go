package engine

import "time"

// Usage is what a node of the graph holds: a table, or an index or arrangement over one.
type Usage struct {
	Table  *Table // the result; nil for an index or arrangement
	Of     *Table // the table that one of these is over; nil for a table
	Op     string // what it is, as in errors: "last_by", "index"
	Rows   int
	Added  int64 // rows that came since the node was built, those included that went
	Groups int   // distinct keys of an index, those included that were not reclaimed yet
	// Bytes is about the memory held, in bytes: columns that no parent has, and what the
	// operation keeps for itself. Of objects only the references count.
	Bytes int
	Spent time.Duration // on its updates since it was built, of one core
	Err   error         // why it failed
}

// holder is an op that holds more than the columns it owns: about so much.
type holder interface{ Bytes() int }

// Usage is what each node holds that can change or has failed, parents first. Static tables
// are not among them: see Table.Usage.
func (g *Graph) Usage() []Usage {
	g.mu.Lock()
	defer g.mu.Unlock()
	all := make([]Usage, len(g.nodes))
	for i, n := range g.nodes {
		all[i] = n.usage()
	}
	return all
}

// Tables is Usage of the tables alone, each with what the indexes and arrangements over it hold.
func (g *Graph) Tables() []Usage {
	at := map[*Table]int{}
	var out []Usage
	for _, u := range g.Usage() {
		if u.Table != nil {
			at[u.Table] = len(out)
			out = append(out, u)
		} else if i, ok := at[u.Of]; ok {
			out[i].Bytes += u.Bytes
			out[i].Groups = max(out[i].Groups, u.Groups)
		}
	}
	return out
}

// Usage is what t holds; of a static table with the indexes and
// arrangements over it, which last as long.
func (t *Table) Usage() Usage {
	t.node.graph.mu.Lock()
	defer t.node.graph.mu.Unlock()
	u := t.node.usage()
	if !t.Attrs.Refreshing {
		for _, x := range t.indexes {
			u.Bytes += x.Bytes()
		}
		for _, a := range t.arrangements {
			u.Bytes += a.Bytes()
		}
	}
	return u
}

func (n *node) usage() Usage {
	u := Usage{Table: n.out, Op: n.op.Name(), Spent: n.spent, Err: n.err}
	if n.out != nil {
		u.Rows, u.Added = n.out.Rows.Len(), n.added
	}
	switch op := n.op.(type) {
	case *Index:
		u.Of, u.Rows, u.Groups = op.t, op.t.Rows.Len(), op.numbers().used()
	case *Arrangement:
		u.Of, u.Rows, u.Groups = op.in, op.in.Rows.Len(), op.x.numbers().used()
	}
	if o, ok := n.op.(owner); ok {
		for _, s := range o.owned() {
			u.Bytes += s.Bytes()
		}
	}
	if h, ok := n.op.(holder); ok {
		u.Bytes += h.Bytes()
	}
	return u
}

// Bytes is about the memory held, in bytes.
func (x *Index) Bytes() int {
	n := x.groups.Bytes()
	for _, d := range x.dicts {
		n += d.bytes()
	}
	for _, p := range x.pairs {
		n += p.bytes()
	}
	return n
}

func (p *pointer) bytes() int {
	return p.sel.Bytes() + p.seen.Bytes() + p.moved.Bytes() + 8*(cap(p.at)+cap(p.old)+cap(p.now))
}

func (k *keeper) bytes() int { return k.had.Bytes() + k.moved.Bytes() + 8*(cap(k.at)+cap(k.rows)) }

func (o *aggOp) Bytes() int {
	n := 8*(cap(o.counts)+cap(o.swept)) + o.hit.Bytes() + o.exist.Bytes()
	for _, a := range o.accs {
		n += a.agg.Bytes()
	}
	for _, s := range o.seqs {
		n += s.bytes()
	}
	for _, p := range o.picks {
		n += p.bytes()
	}
	return n
}

func (j *joinOp) Bytes() int {
	return 4*(cap(j.toRight)+cap(j.toLeft)) + j.sel.Bytes() + j.changed.Bytes() + 4*cap(j.struck) + j.finder.bytes()
}

func (s *sortOp) Bytes() int {
	return s.bytes() + s.order.list.Bytes() + s.order.label.Bytes() + 8*(cap(s.order.buf)+cap(s.order.old))
}

func (k *kept[T]) bytes() int {
	if k.src == nil {
		return 0
	}
	return k.Bytes()
}

func (r *rangeOp) Bytes() int {
	if r.order == nil || !r.order.own {
		return 0
	}
	return r.order.list.Bytes()
}

// pageBytes is about what a page of a merge takes, with its place in a map.
const pageBytes = 80

func (m *merger) Bytes() int { return pageBytes * len(m.pages) }

func (z *frozenOrder) bytes() int { return 8*cap(z.place) + z.list.Bytes() }

// Came is how many rows ever came from the sources that are there.
func (g *Graph) Came() (rows int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, n := range g.nodes {
		if _, is := n.op.(*sourceOp); is {
			rows += n.added
		}
	}
	return rows
}
