package engine

import (
	"testing"

	"starling/engine/column"
)

// withLives is marked with the lives of its rows besides: every twelfth row begins one.
type withLives struct {
	*marked
	lives *column.Vec[int64]
}

func (w *withLives) Schema() []column.Field {
	return append(w.marked.Schema(), column.Field{Name: "Life", Type: column.Of(column.Long)})
}

// TestCompactedSince: only rows of the last life are left that are no deletes, and one that
// comes takes all before it away.
func TestCompactedSince(t *testing.T) {
	for name, keep := range map[string]Retention{"append": Append(), "ring": Ring(40), "blink": Blink()} {
		g := NewGraph()
		src := &withLives{newMarked(30), column.NewVec[int64](column.Long)}
		for i := range 30 {
			src.lives.Append(int64(i / 12))
		}
		src.vecs = append(src.vecs, src.lives)
		all := must[*Table](t)(g.AddSource("living", src, keep))
		rest := must[*Table](t)(all.DropColumns([]string{"Deleted", "Life"}))
		deletes, lives := all.Cols[all.Position("Deleted")], all.Cols[all.Position("Life")]
		if _, err := rest.CompactedSince([]Pair{{New: "Id", Old: "Id"}}, deletes, deletes); err == nil || err.Error() != "compacted: the column of lives is java.lang.Boolean, want long" {
			t.Errorf("error %v", err)
		}
		out := must[*Table](t)(rest.CompactedSince([]Pair{{New: "Id", Old: "Id"}}, deletes, lives))
		out.Retain()
		last := must[*Table](t)(out.View(Env{}, "Id"))
		last.Retain()
		for step := range 3 {
			if err := g.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
			f, err := last.Read(0, 100, nil)
			if err != nil {
				t.Fatal(err)
			}
			if f.Len() != 5 { // 25 to 29: 24 is a delete
				t.Fatalf("%s: step %d: %d rows", name, step, f.Len())
			}
			for i := range f.Len() {
				if id := f.Cols[0].Any(i); id != src.ids.V[25+i]-30 {
					t.Errorf("%s: step %d: row %d has id %v", name, step, i, id)
				}
			}
			for i := range src.lives.V {
				src.lives.V[i] += 3
			}
		}
	}
}
