package engine

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// tradeFields is the schema of the tests' table.
var tradeFields = []column.Field{
	{Name: "Sym", Type: column.Of(column.String)},
	{Name: "N", Type: column.Of(column.Int)},
	{Name: "X", Type: column.Of(column.Double)},
	{Name: "Id", Type: column.Of(column.Long)},
}

// trade is a row of it; pointers that are nil are nulls.
type trade struct {
	sym string // "-" is null
	n   int32
	x   float64
	id  int64
}

func (r trade) String() string {
	v := vectors([]trade{r})
	parts := make([]string, len(v))
	for i := range v {
		parts[i] = fmt.Sprint(v[i].Any(0))
	}
	return strings.Join(parts, " ")
}

func vectors(rows []trade) []column.Vector {
	s, n := column.NewVec[string](column.String), column.NewVec[int32](column.Int)
	x, id := column.NewVec[float64](column.Double), column.NewVec[int64](column.Long)
	for _, r := range rows {
		if r.sym == "-" {
			s.AppendNull()
		} else {
			s.Append(r.sym)
		}
		n.Append(r.n)
		x.Append(r.x)
		id.Append(r.id)
	}
	return []column.Vector{s, n, x, id}
}

func builders(rows []trade) []column.Builder {
	v := vectors(rows)
	text := column.NewText(column.String)
	for _, s := range v[0].(*column.Vec[string]).V {
		text.AppendString(s)
	}
	return []column.Builder{text, v[1], v[2], v[3]}
}

// feed is a source that the test fills.
type feed struct{ rows []trade }

func (f *feed) Schema() []column.Field { return tradeFields }

func (f *feed) Drain(add func([]column.Builder, int)) error {
	if len(f.rows) > 0 {
		add(builders(f.rows), len(f.rows))
	}
	f.rows = nil
	return nil
}

// drawTrade draws a row with ties, nulls and NaN.
func drawTrade(rng *rand.Rand, id int64) trade {
	r := trade{n: int32(rng.IntN(12)), x: float64(rng.IntN(6)) / 2, id: id}
	r.sym = []string{"-", "", "a", "b", "AAPL", "AAPL-long-name-1", "AAPL-long-name-2", "é", "\uFFFD", "\U0001F600", "zz"}[rng.IntN(11)]
	switch rng.IntN(10) {
	case 0:
		r.n = column.NullInt
	case 1:
		r.x = column.NullDouble
	case 2:
		r.x = math.NaN()
	case 3:
		r.x = math.Inf(-1)
	case 4:
		r.x = math.Copysign(0, -1)
	}
	return r
}

// live is an editable table and a naive model of it.
type live struct {
	t    *testing.T
	g    *Graph
	ed   *Editable
	rng  *rand.Rand
	rows map[rowset.Row]trade
	id   int64
}

func newLive(t *testing.T, seed uint64) *live {
	g := NewGraph()
	ed, err := g.AddEditable("trades", tradeFields)
	if err != nil {
		t.Fatal(err)
	}
	return &live{t: t, g: g, ed: ed, rng: rand.New(rand.NewPCG(seed, 7)), rows: map[rowset.Row]trade{}}
}

func must[T any](t *testing.T) func(x T, err error) T {
	return func(x T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

// order is the rows of the model in natural order.
func (l *live) order() []rowset.Row {
	var out []rowset.Row
	for r := range l.rows {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}

// churn adds up to n rows and modifies and removes some, and runs a cycle.
func (l *live) churn(n int) {
	l.t.Helper()
	var gone, changed []rowset.Row
	for _, r := range l.order() {
		switch l.rng.IntN(10) {
		case 0:
			gone = append(gone, r)
			delete(l.rows, r)
		case 1, 2:
			changed = append(changed, r)
			was := l.rows[r]
			l.rows[r] = drawTrade(l.rng, was.id)
			if l.rng.IntN(2) == 0 { // the same key
				now := l.rows[r]
				now.sym, now.n = was.sym, was.n
				l.rows[r] = now
			}
		}
	}
	if len(changed) > 0 {
		vals := make([]trade, len(changed))
		for i, r := range changed {
			vals[i] = l.rows[r]
		}
		l.check(l.ed.Modify(rowset.Of(changed...), []int{0, 1, 2}, vectors(vals)[:3]))
	}
	if len(gone) > 0 {
		l.check(l.ed.Remove(rowset.Of(gone...)))
	}
	if k := l.rng.IntN(n + 1); k > 0 {
		vals := make([]trade, k)
		for i := range vals {
			l.id++
			vals[i] = drawTrade(l.rng, l.id)
		}
		first, err := l.ed.Add(builders(vals), k)
		l.check(err)
		for i, v := range vals {
			l.rows[first+rowset.Row(i)] = v
		}
	}
	l.check(l.g.Step(context.Background()))
}

func (l *live) check(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// model is the rows that a table should have, as text, after less has sorted them.
func (l *live) model(less func(a, b trade) int) []string {
	rows := l.order()
	if less != nil {
		slices.SortStableFunc(rows, func(a, b rowset.Row) int { return less(l.rows[a], l.rows[b]) })
	}
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = l.rows[r].String()
	}
	return out
}

// text is the rows of a table, in table order.
func text(t testing.TB, tab *Table) []string {
	t.Helper()
	f, err := tab.Read(0, math.MaxInt, nil)
	if err != nil {
		t.Fatal(err)
	}
	if f.Err != nil {
		t.Fatal(f.Err)
	}
	out := make([]string, f.Len())
	for i := range out {
		parts := make([]string, len(f.Cols))
		for c, v := range f.Cols {
			parts[c] = fmt.Sprint(v.Any(i))
		}
		out[i] = strings.Join(parts, " ")
	}
	return out
}

func wantRows(t testing.TB, what string, tab *Table, want []string) {
	t.Helper()
	if got := text(t, tab); !slices.Equal(got, want) {
		t.Fatalf("%s: %d rows, want %d\n got %s\nwant %s", what, len(got), len(want), strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// shadow follows a table by its updates only, and checks each against what was there.
type shadow struct {
	t    testing.TB
	name string
	rows map[rowset.Row]string
}

func watch(t testing.TB, name string, tab *Table) {
	t.Helper()
	s := &shadow{t, name, map[rowset.Row]string{}}
	if _, err := tab.Graph().Listen(tab, s, true); err != nil {
		t.Fatal(err)
	}
}

func (s *shadow) OnFailure(err error) { s.t.Errorf("%s failed: %v", s.name, err) }

func (s *shadow) line(tab *Table, r rowset.Row, when column.When) string {
	parts := make([]string, len(tab.Cols))
	for i, c := range tab.Cols {
		parts[i] = fmt.Sprint(column.Value(c, r, when))
	}
	return strings.Join(parts, " ")
}

func (s *shadow) OnUpdate(tab *Table, u *Update) error {
	s.t.Helper()
	for r := range u.Removed.All() {
		if got, want := s.line(tab, r, column.Prev), s.rows[r]; got != want {
			s.t.Fatalf("%s: row %d removed is %q at Prev, was %q", s.name, r, got, want)
		}
		delete(s.rows, r)
	}
	for r := range u.Modified.All() {
		was, is := s.rows[r], s.line(tab, r, column.Cur)
		for i, c := range tab.Cols {
			p, q := fmt.Sprint(column.Value(c, r, column.Prev)), fmt.Sprint(column.Value(c, r, column.Cur))
			if p != q && !u.Cols.Has(i) {
				s.t.Fatalf("%s: row %d: column %d changed from %s to %s unreported", s.name, r, i, p, q)
			}
		}
		if _, ok := s.rows[r]; !ok || u.Added.Contains(r) || u.Removed.Contains(r) {
			s.t.Fatalf("%s: row %d modified was %q", s.name, r, was)
		}
		s.rows[r] = is
	}
	for r := range u.Added.All() {
		if was, ok := s.rows[r]; ok {
			s.t.Fatalf("%s: row %d added was there: %q", s.name, r, was)
		}
		s.rows[r] = s.line(tab, r, column.Cur)
	}
	if len(s.rows) != tab.Rows.Len() {
		s.t.Fatalf("%s: %d rows by its updates, %d in the table", s.name, len(s.rows), tab.Rows.Len())
	}
	for r := range tab.Rows.All() {
		if got := s.line(tab, r, column.Cur); got != s.rows[r] {
			s.t.Fatalf("%s: row %d is %q, by its updates %q", s.name, r, got, s.rows[r])
		}
	}
	return nil
}
