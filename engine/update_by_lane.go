package engine

import (
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
	"starling/engine/window"
)

// lane is the rolling operations that have the same window.
type lane struct {
	o           *updateByOp
	back, ahead int    // how far the window reaches: rows back with the row's own and rows ahead, or nanoseconds
	time        *clock // of a window in time
	ops         []*rolled
	values      bool         // values of inputs may differ
	at          []rowset.Row // whose values are in windows
	to          []rowset.Row // with a window each
	none        []rowset.Row // without a window, since they have no time
	windows     []window.Span
	runs        []window.Run
	ranges      []window.Span // of a group: positions of rows that are to be taken anew
}

// rolled is a rolling operation.
type rolled struct {
	window.Rolling
	input
	vecs  []column.Vector
	out   column.Vector
	store column.Writable
	to    int // position of the result
}

// lane is that of an operation: one that there is, or a new one.
func (o *updateByOp) lane(w *plan.Window) *lane {
	i := slices.IndexFunc(o.lanes, func(l *lane) bool {
		return l.back == w.Back && l.ahead == w.Ahead && l.time.of(o.in) == w.Time
	})
	if i >= 0 {
		return o.lanes[i]
	}
	l := &lane{o: o, back: w.Back, ahead: w.Ahead, time: newClock(o, w.Time)}
	o.lanes = append(o.lanes, l)
	return l
}

// add adds an operation to the lane.
func (l *lane) add(r window.Rolling, in input) *rolled {
	op := &rolled{Rolling: r, input: in, out: column.NewVector(r.Type()), store: column.NewStore(r.Type())}
	for i := range in.cols {
		op.vecs = append(op.vecs, column.NewVector(in.types[i]))
	}
	l.ops = append(l.ops, op)
	return op
}

// run takes anew what the cycle reaches, and gives the columns of the result in which that is;
// values of the columns given may differ.
func (l *lane) run(differ ColSet) (cols []int) {
	any := false
	l.values = false
	for _, r := range l.ops {
		l.values = l.values || r.deps.Overlaps(differ)
		cols = append(cols, r.to)
	}
	for i := range l.o.stirred.groups {
		g := &l.o.stirred.groups[i]
		l.reach(g)
		for _, span := range l.ranges {
			any = true
			if l.time != nil {
				l.takeTimes(g, span)
			} else {
				l.takeRows(g, span)
			}
		}
	}
	l.flush()
	if !any {
		return nil
	}
	return cols
}

// reach finds the rows of a group whose windows the cycle changed. Where rows came or went, the
// windows in rows of those on both sides reach other rows even if they end before the place.
func (l *lane) reach(g *stir) {
	l.ranges = l.ranges[:0]
	for _, s := range l.o.stirred.spots[g.from:g.to] {
		if s.values && !l.values {
			continue
		}
		lo, hi := s.lo-max(l.ahead, 0), s.hi+max(l.back-1, 0)
		if l.time != nil {
			lo, hi = l.time.reach(g, &s, int64(l.back), int64(l.ahead))
		}
		if lo, hi = max(lo, 0), min(hi, g.n); lo < hi {
			l.ranges = append(l.ranges, window.Span{Lo: lo, Hi: hi})
		}
	}
	l.ranges = joined(l.ranges)
}

// joined is spans in order, of which no two touch; they take the place of those given.
func joined(spans []window.Span) []window.Span {
	slices.SortFunc(spans, func(a, b window.Span) int { return a.Lo - b.Lo })
	n := 0
	for _, s := range spans {
		if n > 0 && s.Lo <= spans[n-1].Hi {
			spans[n-1].Hi = max(spans[n-1].Hi, s.Hi)
			continue
		}
		spans[n] = s
		n++
	}
	return spans[:n]
}

// takeRows adds rows of a group to those that are to be taken, some at a time.
func (l *lane) takeRows(g *stir, span window.Span) {
	most := max(rowset.PageSize, 2*(l.back+l.ahead))
	for lo := span.Lo; lo < span.Hi; {
		hi := min(span.Hi, lo+max(most-len(l.to), 1))
		first := min(max(lo-l.back+1, 0), g.n)
		last := max(min(hi+l.ahead, g.n), first)
		base := len(l.at) - first
		l.at = l.o.rows.Slice(l.at, g.g, first, last, column.Cur)
		l.runs = append(l.runs, window.Run{From: len(l.windows), To: len(l.windows) + hi - lo, Shift: -base})
		l.to = l.o.rows.Slice(l.to, g.g, lo, hi, column.Cur)
		for p := lo; p < hi; p++ {
			from := min(max(p-l.back+1, first), last)
			l.windows = append(l.windows, window.Span{Lo: base + from, Hi: base + max(min(p+l.ahead+1, last), from)})
		}
		if lo = hi; len(l.to) >= most {
			l.flush()
		}
	}
}

// flush computes and stores the results of the rows that were taken.
func (l *lane) flush() {
	if len(l.to)+len(l.none) == 0 {
		return
	}
	l.o.in.heed()
	l.to = append(l.to, l.none...)
	for _, r := range l.ops {
		for i, c := range r.cols {
			r.vecs[i].Reset()
			c.Gather(r.vecs[i], l.at, column.Cur)
		}
		r.out.Reset()
		l.o.making = r.to
		r.Roll(r.out, r.vecs, l.windows, l.runs)
		for range l.none {
			r.out.AppendNull()
		}
		r.store.Scatter(l.to, r.out)
	}
	l.o.wrote(l.to)
	l.at, l.to, l.none, l.windows, l.runs = l.at[:0], l.to[:0], l.none[:0], l.windows[:0], l.runs[:0]
}
