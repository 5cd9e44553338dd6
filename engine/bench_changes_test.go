package engine

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// orderFields is the schema of orders: of many ids, and few symbols that an id keeps.
var orderFields = []column.Field{
	{Name: "Id", Type: column.Of(column.String)},
	{Name: "Sym", Type: column.Of(column.String)},
	{Name: "Price", Type: column.Of(column.Double)},
	{Name: "Qty", Type: column.Of(column.Long)},
}

// orders is a source of batches of orders, made beforehand, over and over.
type orders struct {
	batches [][]column.Builder
	size    int
	next    int
}

// shuffle makes batches of that size of all ids, in an order that the seed gives.
func (s *orders) shuffle(ids int, seed uint64) {
	size, rng := s.size, rand.New(rand.NewPCG(seed, 6))
	perm := rng.Perm(ids)
	s.batches, s.next = nil, 0
	for lo := 0; lo+size <= ids; lo += size {
		id, sym := column.NewText(column.String), column.NewText(column.String)
		price, qty := column.NewVec[float64](column.Double), column.NewVec[int64](column.Long)
		for _, k := range perm[lo : lo+size] {
			id.AppendString(fmt.Sprintf("o-%07d", k))
			sym.AppendString(fmt.Sprintf("SYM%d", k%500))
			price.Append(rng.Float64())
			qty.Append(rng.Int64N(1000))
		}
		s.batches = append(s.batches, []column.Builder{id, sym, price, qty})
	}
}

func (s *orders) Schema() []column.Field { return orderFields }

func (s *orders) Drain(add func([]column.Builder, int)) error {
	add(s.batches[s.next], s.size)
	s.next = (s.next + 1) % len(s.batches)
	return nil
}

// quotes is a price for each symbol of the orders.
func quotes(g *Graph) (*Table, error) {
	sym, price := column.NewVec[string](column.String), column.NewVec[float64](column.Double)
	for k := range 500 {
		sym.Append(fmt.Sprintf("SYM%d", k))
		price.Append(float64(k) / 7)
	}
	return NewTable(g, []column.Field{orderFields[1], orderFields[2]}, []column.Vector{sym, price})
}

// BenchmarkOrders is blink cycles of orders in random order, all ids of which there are.
func BenchmarkOrders(b *testing.B) {
	byID := []Pair{{New: "Id", Old: "Id"}}
	for _, c := range []struct {
		name      string
		ids, size int
		op        func(t *Table) (*Table, error)
	}{
		{"last_by", 500_000, 20_000, func(t *Table) (*Table, error) { return t.LastBy(byID) }},
		{"last_by few", 1_000_000, 100, func(t *Table) (*Table, error) { return t.LastBy(byID) }},
		{"first_by", 500_000, 20_000, func(t *Table) (*Table, error) { return t.FirstBy(byID) }},
		{"sum", 500_000, 20_000, func(t *Table) (*Table, error) {
			return t.AggBy([]Aggregation{{Name: "sum", Pairs: []Pair{{New: "S", Old: "Qty"}}}}, byID)
		}},
		{"sum of last_by", 500_000, 20_000, func(t *Table) (*Table, error) {
			last, err := t.LastBy(byID)
			if err != nil {
				return nil, err
			}
			return last.AggBy([]Aggregation{{Name: "sum", Pairs: []Pair{{New: "S", Old: "Qty"}}}}, []Pair{{New: "Sym", Old: "Sym"}})
		}},
		{"join of last_by, summed", 500_000, 20_000, func(t *Table) (*Table, error) {
			last, err := t.LastBy(byID)
			if err != nil {
				return nil, err
			}
			bySym := []Pair{{New: "Sym", Old: "Sym"}}
			quotes, err := quotes(t.Graph())
			if err != nil {
				return nil, err
			}
			joined, err := last.NaturalJoin(quotes, bySym, []Pair{{New: "Last", Old: "Price"}}, ErrorOnDuplicate)
			if err != nil {
				return nil, err
			}
			return joined.AggBy([]Aggregation{
				{Name: "sum", Pairs: []Pair{{New: "S", Old: "Qty"}}},
				{Name: "weighted_sum", Weight: "Qty", Pairs: []Pair{{New: "Notional", Old: "Last"}}},
			}, bySym)
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			g, s := NewGraph(), &orders{size: c.size}
			s.shuffle(c.ids, 1)
			src, err := g.AddSource("orders", s, Blink())
			if err != nil {
				b.Fatal(err)
			}
			t, err := c.op(src)
			if err != nil {
				b.Fatal(err)
			}
			for range s.batches { // which numbers the ids
				step(b, g)
			}
			s.shuffle(c.ids, 2)
			for range 20 {
				step(b, g)
			}
			b.ReportAllocs()
			b.ResetTimer()
			for b.Loop() {
				step(b, g)
			}
			reportRows(b, c.size)
			b.ReportMetric(float64(t.Usage().Bytes)/float64(c.ids), "B/id")
		})
	}
}

// bookFields is a key and a value.
var bookFields = []column.Field{
	{Name: "K", Type: column.Of(column.Long)},
	{Name: "V", Type: column.Of(column.Long)},
}

// newBook is a table of n rows with as many keys as given.
func newBook(b *testing.B, g *Graph, n, keys int) *Editable {
	ed, err := g.AddEditable("book", bookFields)
	if err != nil {
		b.Fatal(err)
	}
	k, v := column.NewVec[int64](column.Long), column.NewVec[int64](column.Long)
	for i := range n {
		k.Append(int64(i % keys))
		v.Append(int64(i))
	}
	if _, err := ed.Add([]column.Builder{k, v}, n); err != nil {
		b.Fatal(err)
	}
	step(b, g)
	return ed
}

// change modifies the values of a hundred of n rows.
func change(b *testing.B, rng *rand.Rand, ed *Editable, n int) {
	rows := make([]rowset.Row, 100)
	for i := range rows {
		rows[i] = rng.Int64N(int64(n))
	}
	set := rowset.Of(rows...)
	v := column.NewVec[int64](column.Long)
	for range set.Len() {
		v.Append(rng.Int64N(1000))
	}
	if err := ed.Modify(set, []int{1}, []column.Vector{v}); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkRightTicks is a hundred changes a cycle on the right of a join, to keys with a few
// hundred left rows each at most.
func BenchmarkRightTicks(b *testing.B) {
	for _, n := range []int{1e4, 1e5, 1e6, 1e7} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g, rng := NewGraph(), rand.New(rand.NewPCG(3, 4))
			keys := max(n/10, 1000)
			left, right := newBook(b, g, n, keys), newBook(b, g, keys, keys)
			t, err := left.Table().NaturalJoin(right.Table(), []Pair{{New: "K", Old: "K"}}, []Pair{{New: "R", Old: "V"}}, ErrorOnDuplicate)
			if err != nil {
				b.Fatal(err)
			}
			for range 100 {
				change(b, rng, right, keys)
				step(b, g)
			}
			b.ReportAllocs()
			b.ResetTimer()
			for b.Loop() {
				change(b, rng, right, keys)
				step(b, g)
			}
			b.ReportMetric(float64(t.Usage().Bytes)/float64(n), "B/row")
		})
	}
}
