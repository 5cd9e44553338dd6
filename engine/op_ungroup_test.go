package engine

import (
	"fmt"
	"testing"

	"starling/engine/column"
)

// TestUngroupFollows holds ungroup of groups that change in every way against their lists, in order.
func TestUngroupFollows(t *testing.T) {
	for seed := range uint64(20) {
		l := newLive(t, seed)
		groups := must[*Table](t)(l.ed.Table().GroupBy([]string{"Sym"}))
		sorted := must[*Table](t)(groups.Sort([]SortKey{{Column: "Sym", Descending: true}}))
		for name, from := range map[string]*Table{"groups": groups, "sorted groups": sorted} {
			watch(t, name, must[*Table](t)(from.Ungroup(nil)))
		}
		flat := must[*Table](t)(sorted.Ungroup([]string{"N", "X", "Id"}))
		one := must[*Table](t)(groups.Ungroup([]string{"Id"}))
		for range 40 {
			l.churn(8)
			wantRows(t, "all", flat, apart(sorted))
			if got, want := one.Size(), len(l.rows); got != want {
				t.Fatalf("%d rows, want %d", got, want)
			}
		}
	}
}

// apart is the rows of a table with a key and groups, as it is, taken apart.
func apart(from *Table) (out []string) {
	from.Graph().Read(func() {
		for _, r := range from.Ordered(nil, from.Rows, column.Cur) {
			vecs := make([]column.Vector, len(from.Cols))
			for i, f := range from.Schema {
				vecs[i] = column.NewVector(f.Type)
				from.Cols[i].Gather(vecs[i], []int64{r}, column.Cur)
			}
			lo, hi, _ := vecs[1].(*column.Lists).At(0)
			for k := range hi - lo {
				s := fmt.Sprint(vecs[0].Any(0))
				for _, v := range vecs[1:] {
					l := v.(*column.Lists)
					at, _, _ := l.At(0)
					s += " " + fmt.Sprint(l.Elems().Any(at+k))
				}
				out = append(out, s)
			}
		}
	})
	return out
}

// changes counts what it hears of.
type changes struct{ added, modified int }

func (c *changes) OnUpdate(_ *Table, u *Update) error {
	c.added += u.Added.Len()
	c.modified += u.Modified.Len()
	return nil
}

func (c *changes) OnFailure(error) {}

// TestUngroupTouchesWhatCame: an element more at the end of a group modifies none of its rows.
func TestUngroupTouchesWhatCame(t *testing.T) {
	for _, n := range []int{10, 10_000} {
		g := NewGraph()
		f := &feed{}
		src := must[*Table](t)(g.AddSource("feed", f, Append()))
		flat := must[*Table](t)(must[*Table](t)(src.GroupBy(nil)).Ungroup(nil))
		for i := range n {
			f.rows = append(f.rows, trade{sym: "a", n: int32(i)})
		}
		stepOnce(t, g)
		c := &changes{}
		must[func()](t)(g.Listen(flat, c, false))
		for range 64 {
			f.rows = []trade{{sym: "b"}}
			stepOnce(t, g)
		}
		if c.modified > 4*(n+64) || c.added < 64 {
			t.Errorf("64 rows more in a group of %d add %d and modify %d", n, c.added, c.modified)
		}
	}
}
