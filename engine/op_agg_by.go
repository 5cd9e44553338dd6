package engine

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine/agg"
	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// aggOp groups its parent by an index and keeps one result row per group: row g for
// group g, as long as the group has rows.
type aggOp struct {
	name   string
	env    Env
	in     *Table
	out    *Table
	ix     *Index
	rows   *Arrangement   // nil if nothing needs the rows of a group
	sorted []*Arrangement // the rows of groups in other orders
	by     []int          // the key columns of in
	keys   ColSet         // the same
	accs   []*accumulator
	seqs   []*sequenced
	picks  []*pick
	passes []*passing
	split  *split  // nil without a partition
	counts []int64 // rows by group, where groups can lose them
	empty  bool    // groups without rows have a result too
	known  int     // and this many have one
	fresh  []int32 // those that are new to it
	lasts  bool    // groups lose no rows: none go, or it is history that counts
	blink  bool    // rows that leave a blink table stay counted
	ids    *column.Vec[int32]
	swept  []rowset.Row
	hit    rowset.Marks // groups whose result may have changed
	exist  rowset.Marks // groups whose count crossed zero, or all with rows where groups lose none
	cols   ColSet
}

// accumulator is an aggregation and the columns of the parent it reads.
type accumulator struct {
	agg  agg.Agg
	cols []column.Column
	vecs []column.Vector
	deps ColSet
	out  int // position of the result
}

// pick is the aggregations that show a row's columns: first or last.
type pick struct {
	picker
	last  bool
	order []sortedBy // that the rows of a group are in; none is table order
	shown shown
}

var _ = builds(buildAggBy)

func buildAggBy(b *building, a plan.AggBy) (*Table, error) {
	if len(a.Aggs) == 0 {
		return nil, errors.New("at least one aggregation must be given")
	}
	a.Aggs = slices.Clone(a.Aggs)
	formulas := false
	for i := range a.Aggs {
		x := &a.Aggs[i]
		def, _ := agg.Lookup(x.Name)
		formulas = formulas || def.Formula
		x.Filters = slices.Clone(x.Filters)
	}
	b.op = a
	make := func(b *building) (*Table, error) {
		if formulas {
			return aggregateFormulas(b, a)
		}
		return aggregate(b, a.Aggs, a.By)
	}
	if !a.Empty && len(b.in) == 1 {
		return make(b)
	}
	return aggregateSeeded(b, a, make)
}

// aggregateSeeded makes the node of an aggregation with groups that need no rows, over a table that has them.
func aggregateSeeded(b *building, a plan.AggBy, make func(*building) (*Table, error)) (*Table, error) {
	var initial *Table
	if len(b.in) > 2 {
		return nil, fmt.Errorf("one table of initial groups at most, got %d", len(b.in)-1)
	}
	if len(b.in) == 2 {
		initial = b.in[1]
	}
	t, err := seeded(b.in[0], initial, distinct(a.By), a.Empty)
	if err != nil {
		return nil, err
	}
	t.lend()
	out, err := make(&building{op: a, env: b.env, in: []*Table{t}})
	if err != nil {
		b.graph().orphan(t.node)
		return nil, err
	}
	p := *out.plan
	p.In = nil
	for _, in := range b.in {
		p.In = append(p.In, in.plan)
	}
	out.plan = &p
	return out, nil
}

var _ = builds(buildFirstBy)

func buildFirstBy(b *building, f plan.FirstBy) (*Table, error) {
	return aggregateAll(b, "first", f.By)
}

var _ = builds(buildLastBy)

func buildLastBy(b *building, l plan.LastBy) (*Table, error) {
	return aggregateAll(b, "last", l.By)
}

// aggregateAll aggregates every column that is no key, of which there must be one.
func aggregateAll(b *building, name string, by []Pair) (*Table, error) {
	all := b.in[0].others(name, by)
	if len(all.Pairs) == 0 && len(b.in[0].Schema) > 0 {
		return nil, errors.New("every column is a key: there is none to aggregate")
	}
	return aggregate(b, []Aggregation{all}, by)
}

// others is the named aggregation of every column that is no key.
func (t *Table) others(name string, by []Pair) Aggregation {
	keys := map[string]bool{}
	for _, p := range by {
		keys[p.Old], keys[p.New] = true, true
	}
	a := Aggregation{Name: name}
	for _, f := range t.Schema {
		if !keys[f.Name] {
			a.Pairs = append(a.Pairs, Pair{New: f.Name, Old: f.Name})
		}
	}
	return a
}

// keys is the positions of the key columns.
func (t *Table) keys(by []Pair) ([]int, error) {
	olds := make([]string, len(by))
	for i, p := range by {
		olds[i] = p.Old
	}
	return t.positions(olds)
}

// aggregate makes the node of an aggregation.
func aggregate(b *building, aggs []Aggregation, by []Pair) (*Table, error) {
	t, g := b.in[0], b.graph()
	by = distinct(by)
	keys, err := t.keys(by)
	if err != nil {
		return nil, err
	}
	ix, err := g.index(t, keys)
	if err != nil {
		return nil, err
	}
	if t.Attrs.Blink {
		ix.numbers().onward = true // groups stay in the order in which they appear
	}
	op := &aggOp{name: b.op.Name(), env: b.env, in: t, ix: ix, by: keys, keys: Cols(keys...), blink: t.Attrs.Blink, lasts: lasts(t.Attrs), ids: column.NewVec[int32](column.Int)}
	op.empty = t.seeds != nil && t.seeds.empty
	made, err := op.make(b, aggs, by)
	if err != nil {
		for _, n := range op.holds() {
			g.orphan(n)
		}
		for _, a := range op.arrangements() {
			g.orphan(a.node)
		}
		g.orphan(ix.node)
	}
	return made, err
}

// distinct is by with each key once.
func distinct(by []Pair) []Pair {
	var out []Pair
	for _, p := range by {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// make makes the table of aggregations, beside those keys whose name no result has.
func (o *aggOp) make(b *building, aggs []Aggregation, by []Pair) (_ *Table, err error) {
	var schema []column.Field
	var cols []column.Column
	for i, c := range o.ix.columns() {
		if !makes(aggs, by[i].New) {
			schema, cols = append(schema, column.Field{Name: by[i].New, Type: c.Type()}), append(cols, c)
		}
	}
	for _, a := range aggs {
		if schema, cols, err = o.use(a, by, schema, cols); err != nil {
			return nil, err
		}
	}
	if o.out, err = b.table(schema, cols); err != nil {
		return nil, err
	}
	o.out.Order = nil
	out, err := b.add(o, o.out)
	if err == nil && o.split != nil {
		o.split.owner = out.node
	}
	return out, err
}

// makes reports whether one of the aggregations gives the named column.
func makes(aggs []Aggregation, name string) bool {
	return slices.ContainsFunc(aggs, func(a Aggregation) bool {
		return slices.ContainsFunc(a.Pairs, func(p Pair) bool { return p.New == name })
	})
}

// use adds the columns of an aggregation to the result.
func (o *aggOp) use(a Aggregation, by []Pair, schema []column.Field, cols []column.Column) ([]column.Field, []column.Column, error) {
	def, ok := agg.Lookup(a.Name)
	if !ok {
		return nil, nil, fmt.Errorf("unknown aggregation %q", a.Name)
	}
	if def.Ordered && o.blink {
		return nil, nil, refused(a.Name)
	}
	for _, p := range a.Pairs {
		if err := expr.CheckName(p.New); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", a.Name, err)
		}
		var names []string
		if def.Inputs > 0 && !def.Filters {
			names = append(names, p.Old)
		}
		if def.Inputs > 1 {
			names = append([]string{a.Weight}, names...)
		}
		from, err := o.in.positions(names)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", a.Name, err)
		}
		if def.Tables {
			tables, err := o.divide(a, by)
			if err != nil {
				return nil, nil, err
			}
			schema, cols = append(schema, column.Field{Name: p.New, Type: tables.Type()}), append(cols, tables)
			continue
		}
		if def.RowOrder {
			pick, err := o.pick(a)
			if err != nil {
				return nil, nil, err
			}
			schema = append(schema, column.Field{Name: p.New, Type: o.in.Schema[from[0]].Type})
			cols = append(cols, pick.show(from[0], len(cols)))
			continue
		}
		acc := &accumulator{out: len(cols)}
		var in input
		for _, c := range from {
			in.add(o.in.Schema[c].Type, o.in.Cols[c], Cols(c))
		}
		if def.Filters {
			pass, err := newPassing(o.env, o.in, a.Filters)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", a.Name, err)
			}
			o.passes = append(o.passes, pass)
			in.add(column.Of(column.Bool), pass.col, pass.deps)
		}
		acc.cols, acc.deps = in.cols, in.deps
		for _, t := range in.types {
			acc.vecs = append(acc.vecs, column.NewVector(t))
		}
		if acc.agg, err = def.New(in.types, a.Args, !o.lasts); err != nil {
			return nil, nil, fmt.Errorf("%s(%s): %w", a.Name, p.Old, err)
		}
		if seq, ok := acc.agg.(agg.Sequence); ok && !o.appends() {
			if err := o.arrange(); err != nil {
				return nil, nil, err
			}
			o.seqs = append(o.seqs, &sequenced{accumulator: acc, seq: seq, rows: o.rows})
		} else {
			o.accs = append(o.accs, acc)
		}
		schema = append(schema, column.Field{Name: p.New, Type: acc.agg.Result().Type()})
		cols = append(cols, acc.agg.Result())
	}
	return schema, cols, nil
}

// pick is the picker of first or last rows in some order; all columns of one kind share it.
func (o *aggOp) pick(a Aggregation) (*pick, error) {
	at, err := o.in.positions(a.Args.OrderBy)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a.Name, err)
	}
	p := &pick{last: a.Name == "last" || a.Name == "sorted_last"}
	for _, c := range at {
		p.order = append(p.order, sortedBy{at: c})
	}
	for _, q := range o.picks {
		if q.last == p.last && slices.Equal(q.order, p.order) {
			return q, nil
		}
	}
	switch {
	case len(p.order) > 0 && o.blink:
		return nil, refused(a.Name)
	case len(p.order) > 0:
		rows, err := o.in.Graph().arrangement(o.in, o.by, p.order, false)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.Name, err)
		}
		o.sorted = append(o.sorted, rows)
		p.picker = newPicker(o.in, p.last, rows)
	case o.lasts:
		p.picker = newPicker(o.in, p.last, nil)
	default:
		if err := o.arrange(); err != nil {
			return nil, err
		}
		p.picker = newPicker(o.in, p.last, o.rows)
	}
	o.picks = append(o.picks, p)
	return p, nil
}

// arrange makes the rows of each group known, in table order.
func (o *aggOp) arrange() (err error) {
	if o.rows == nil {
		o.rows, err = o.in.Graph().arrangement(o.in, o.by, nil, false)
	}
	return err
}

func (o *aggOp) arrangements() []*Arrangement {
	if o.rows == nil {
		return o.sorted
	}
	return append([]*Arrangement{o.rows}, o.sorted...)
}

func (p *pick) show(from, to int) column.Column {
	p.shown.add(from, to)
	return p.picker.show(from)
}

// appends reports whether rows only ever come, and in table order.
func (o *aggOp) appends() bool {
	a := o.in.Attrs
	return o.in.Order == nil && (a.AppendOnly || !a.Refreshing)
}

// same is the positions of the columns that differ in nothing that was settled.
func (p *pick) same() ColSet {
	var at []int
	for i, to := range p.shown.to {
		if !p.changed(i) {
			at = append(at, to)
		}
	}
	return Cols(at...)
}

func (o *aggOp) Name() string { return o.name }

func (o *aggOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	o.begin(u)
	for _, p := range o.passes {
		if err := p.follow(u); err != nil {
			return err
		}
	}
	if !o.blink {
		o.sweep(u.Removed, column.Prev, -1, nil)
	}
	differing := u.differing()
	moved := differing.Overlaps(o.keys) // rows may have changed their group
	if !u.Modified.Empty() {
		if moved {
			o.sweep(u.Modified, column.Prev, -1, nil)
			o.sweep(u.Modified, column.Cur, +1, nil)
		} else {
			o.sweep(u.Modified, column.Prev, -1, &differing)
			o.sweep(u.Modified, column.Cur, +1, &differing)
		}
	}
	o.sweep(u.Added, column.Cur, +1, nil)
	o.settle(u, out)
	return nil
}

func (o *aggOp) begin(u *Update) {
	n := o.ix.Len()
	if !o.lasts && !o.empty {
		o.counts = append(o.counts, make([]int64, n-len(o.counts))...)
	}
	o.hit.Reset(n)
	o.exist.Reset(n)
	o.cols = ColSet{}
	for _, a := range o.accs {
		a.agg.Grow(n)
	}
	for _, s := range o.seqs {
		s.begin(n, u)
	}
	for _, p := range o.picks {
		p.begin(n, u)
	}
	if o.empty {
		o.appear(n)
	}
}

// appear gives those of groups 0 to n-1 a result that have none.
func (o *aggOp) appear(n int) {
	o.fresh = o.fresh[:0]
	for ; o.known < n; o.known++ {
		o.fresh = append(o.fresh, int32(o.known))
	}
	o.exist.AddAll(o.fresh)
	for _, a := range o.accs {
		if t, ok := a.agg.(agg.Toucher); ok {
			t.Touch(o.fresh)
		}
	}
	for _, s := range o.seqs {
		if t, ok := s.seq.(agg.Toucher); ok {
			t.Touch(o.fresh)
		}
	}
}

// sweep takes rows in (sign +1) or out (-1), a page at a time. With only, the rows stay
// in their groups: just the aggregations that read one of these columns see them.
func (o *aggOp) sweep(rows rowset.Set, when column.When, sign int64, only *ColSet) {
	if only != nil && !slices.ContainsFunc(o.accs, func(a *accumulator) bool { return a.deps.Overlaps(*only) }) {
		return
	}
	for some := range bunches(rows) {
		o.in.heed()
		some.read(o.ix.groups, o.ids, when)
		groups := o.ids.V
		for _, a := range o.accs {
			if only != nil && !a.deps.Overlaps(*only) {
				continue
			}
			for i, c := range a.cols {
				some.read(c, a.vecs[i], when)
			}
			if sign > 0 {
				a.agg.Add(groups, a.vecs)
			} else {
				a.agg.Remove(groups, a.vecs)
			}
			o.cols = o.cols.Union(Cols(a.out))
			o.hit.AddAll(groups)
		}
		if only != nil {
			continue
		}
		o.count(groups, sign)
		if o.in.Order == nil && o.lasts && len(o.picks) > 0 {
			o.swept = some.appendRows(o.swept[:0])
			o.picked(groups)
		}
	}
	if o.in.Order != nil && o.lasts && only == nil && len(o.picks) > 0 {
		o.swept = o.in.Ordered(o.swept[:0], rows, when)
		o.ids.Reset()
		o.ix.groups.Gather(o.ids, o.swept, when)
		o.picked(o.ids.V)
	}
}

// count notes that each of groups has a row more or less.
func (o *aggOp) count(groups []int32, sign int64) {
	switch {
	case o.empty:
		return
	case o.lasts:
		o.exist.AddAll(groups)
		return
	}
	for _, g := range groups {
		if o.counts[g] == 0 || o.counts[g]+sign == 0 {
			o.exist.Add(g)
		}
		o.counts[g] += sign
	}
}

// picked gives rows that came to those who choose among them, where none goes.
func (o *aggOp) picked(groups []int32) {
	for _, p := range o.picks {
		if len(p.order) == 0 {
			p.add(groups, o.swept)
		}
	}
}

// settle makes the result's update of what the sweeps touched.
func (o *aggOp) settle(u *Update, out *Update) {
	for _, a := range o.accs {
		o.in.heed()
		a.agg.Flush()
	}
	for _, s := range o.seqs {
		if changed := s.settle(); !changed.Empty() {
			o.hit.Or(changed)
			o.cols = o.cols.Union(Cols(s.out))
		}
	}
	var same ColSet
	for _, p := range o.picks {
		if moved := p.settle(); !moved.Empty() {
			o.hit.Or(moved)
			o.cols = o.cols.Union(p.shown.all())
			same = same.Union(p.same())
		}
	}
	there, gone := o.crossed()
	out.Added = rowset.Minus(there, o.out.prev)
	out.Removed = rowset.Intersect(gone, o.out.prev)
	touched := rowset.Minus(rowset.Intersect(o.hit.Set(), o.out.prev), out.Removed)
	if out.modify(touched, o.cols); !out.Modified.Empty() {
		out.Same = same
	}
	back := rowset.Intersect(u.Added, u.Removed)
	for _, p := range o.picks {
		o.passOn(p, u.Modified, p.shown.mapped(u.Cols), out)
		o.passOn(p, back, p.shown.all(), out)
	}
}

// crossed is those of the groups in exist that have rows now, and those that have none.
func (o *aggOp) crossed() (there, gone rowset.Set) {
	if o.lasts || o.empty {
		return o.exist.Set(), rowset.Set{}
	}
	var in, off rowset.Builder
	for p := range o.exist.Pages() {
		for i := range p.Len() {
			if g := p.Row(i); o.counts[g] > 0 {
				in.Add(g)
			} else {
				off.Add(g)
			}
		}
	}
	return in.Set(), off.Set()
}

// passOn reports the groups whose chosen row is among rows: it stayed, or went and came
// back, and differs in cols of the result.
func (o *aggOp) passOn(p *pick, rows rowset.Set, cols ColSet, out *Update) {
	if rows.Empty() || cols.Empty() || o.blink {
		return
	}
	o.hit.Reset(0)
	for some := range bunches(rows) {
		some.read(o.ix.groups, o.ids, column.Cur)
		p.chose(&o.hit, o.ids.V, some)
	}
	out.modify(rowset.Minus(rowset.Intersect(o.hit.Set(), o.out.prev), out.Removed), cols)
}

func (o *aggOp) indexes() []*Index { return []*Index{o.ix} }

// needsAll: over a blink table a result lasts when its rows have left.
func (o *aggOp) needsAll() bool { return o.blink || o.empty }

// reclaim has nothing to do: with its last value a group's state is what it was at first.
func (o *aggOp) reclaim(_ *Index, gone []int32) {
	for _, g := range gone {
		if invariants.Enabled && !o.lasts && !o.empty && o.counts[g] != 0 {
			panic(fmt.Sprintf("engine: %s needs group %d, which is gone", o.name, g))
		}
	}
}

func (o *aggOp) Commit() {
	for _, p := range o.passes {
		if o.in.Attrs.Ascending && !o.in.Rows.Empty() {
			p.col.Trim(o.in.Rows.First())
		}
		p.col.Commit()
	}
	for _, a := range o.accs {
		a.agg.Commit()
	}
	for _, s := range o.seqs {
		s.seq.Commit()
	}
	for _, p := range o.picks {
		p.commit()
	}
}

func (o *aggOp) owned() (own []column.Writable) {
	for _, p := range o.passes {
		own = append(own, p.col)
	}
	for _, a := range o.accs {
		own = append(own, a.agg.Result())
	}
	for _, s := range o.seqs {
		own = append(own, s.seq.Result())
	}
	for _, p := range o.picks {
		own = append(own, p.owned()...)
	}
	return own
}
