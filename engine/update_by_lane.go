package engine

import (
	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
	"starling/engine/window"
)

// lane is the rolling operations that have the same window, of rows of so many back, with its own,
// and so many ahead.
type lane struct {
	o           *updateByOp
	back, ahead int
	ops         []*rolled
	at          []rowset.Row // whose values are in windows
	to          []rowset.Row // with a window each
	windows     []window.Span
	runs        []window.Run
	ranges      []window.Span // of a group: rows that are to be taken anew
}

// rolled is a rolling operation.
type rolled struct {
	window.Rolling
	from  []int // columns of the parent
	deps  ColSet
	vecs  []column.Vector
	out   column.Vector
	store column.Writable
	to    int // position of the result
}

// lane is that of an operation: one that there is, or a new one.
func (o *updateByOp) lane(w plan.Window) *lane {
	for _, l := range o.lanes {
		if l.back == w.Back && l.ahead == w.Ahead {
			return l
		}
	}
	l := &lane{o: o, back: w.Back, ahead: w.Ahead}
	o.lanes = append(o.lanes, l)
	return l
}

// add adds an operation to the lane, and gives the column of its results.
func (l *lane) add(r window.Rolling, from []int) column.Writable {
	op := &rolled{Rolling: r, from: from, deps: Cols(from...), out: column.NewVector(r.Type()), store: column.NewStore(r.Type())}
	for _, c := range from {
		op.vecs = append(op.vecs, column.NewVector(l.o.in.Schema[c].Type))
	}
	l.ops = append(l.ops, op)
	return op.store
}

// run takes anew what the cycle reaches, and gives the columns of the result in which that is;
// values of the columns given may differ.
func (l *lane) run(values ColSet) (cols []int) {
	any := false
	counts := false // values count in this lane
	for _, r := range l.ops {
		counts = counts || r.deps.Overlaps(values)
		cols = append(cols, r.to)
	}
	for i := range l.o.stirred.groups {
		g := &l.o.stirred.groups[i]
		l.reach(g, counts)
		for _, span := range l.ranges {
			any = true
			l.take(g, span)
		}
	}
	l.flush()
	if !any {
		return nil
	}
	return cols
}

// reach finds the rows of a group whose windows the cycle changed. Where rows came or went the
// windows of rows on both sides reach other rows, even if they end before the place.
func (l *lane) reach(g *stir, values bool) {
	l.ranges = l.ranges[:0]
	before, after := max(l.ahead, 0), max(l.back-1, 0)
	for _, s := range l.o.stirred.spots[g.from:g.to] {
		if s.values && !values {
			continue
		}
		lo, hi := max(s.lo-before, 0), min(s.hi+after, g.n)
		if n := len(l.ranges); n > 0 && lo <= l.ranges[n-1].Hi {
			l.ranges[n-1].Hi = max(hi, l.ranges[n-1].Hi)
		} else if lo < hi {
			l.ranges = append(l.ranges, window.Span{Lo: lo, Hi: hi})
		}
	}
}

// take adds the rows of a group at span to those that are to be taken, some at a time.
func (l *lane) take(g *stir, span window.Span) {
	most := max(rowset.PageSize, 2*(l.back+l.ahead))
	for lo := span.Lo; lo < span.Hi; {
		hi := min(span.Hi, lo+most-len(l.to)%most)
		first := min(max(lo-l.back+1, 0), g.n)
		last := max(min(hi+l.ahead, g.n), first)
		base := len(l.at)
		l.at = l.o.rows.Slice(l.at, g.g, first, last, column.Cur)
		l.runs = append(l.runs, window.Run{From: len(l.windows), To: len(l.windows) + hi - lo, Shift: first - base})
		l.to = l.o.rows.Slice(l.to, g.g, lo, hi, column.Cur)
		for p := lo; p < hi; p++ {
			from := min(max(p-l.back+1, first), last)
			l.windows = append(l.windows, window.Span{Lo: base + from - first, Hi: base + max(min(p+l.ahead+1, last), from) - first})
		}
		if lo = hi; len(l.to) >= most {
			l.flush()
		}
	}
}

// flush computes and stores the results of the rows that were taken.
func (l *lane) flush() {
	if len(l.to) == 0 {
		return
	}
	l.o.in.heed()
	for _, r := range l.ops {
		for i, c := range r.from {
			r.vecs[i].Reset()
			l.o.in.Cols[c].Gather(r.vecs[i], l.at, column.Cur)
		}
		r.out.Reset()
		r.Roll(r.out, r.vecs, l.windows, l.runs)
		r.store.Scatter(l.to, r.out)
	}
	l.o.wrote(l.to)
	l.at, l.to, l.windows, l.runs = l.at[:0], l.to[:0], l.windows[:0], l.runs[:0]
}
