package engine

import (
	"strings"
	"testing"

	"starling/engine/column"
	"starling/internal/invariants"
)

// wordsOf is a source of one text column.
type wordsOf struct{ text *column.Text }

func (w *wordsOf) Schema() []column.Field {
	return []column.Field{{Name: "N", Type: column.Of(column.Long)}, {Name: "Payload", Type: column.Of(column.String)}}
}

func (w *wordsOf) Drain(add func([]column.Builder, int)) error {
	if n := w.text.Len(); n > 0 {
		add([]column.Builder{longVec(make([]int64, n)...), w.text}, n)
		w.text.Reset()
	}
	return nil
}

// TestTooMuchText: text for which a page has no room fails its table, which keeps the rows it
// had, and names the column. The limit is low under the invariants tag, where it is reached;
// without it the sources and columns here say that it is.
func TestTooMuchText(t *testing.T) {
	g := NewGraph()
	w := &wordsOf{column.NewText(column.String)}
	src := must[*Table](t)(g.AddSource("topic", w, Ring(5)))
	twice := must[*Table](t)(src.Update(Env{}, "Both = Payload + Payload"))
	step := func(text string) {
		w.text.AppendString(text)
		stepOnce(t, g)
	}
	step("short")
	if big := strings.Repeat("x", 600_000); invariants.Enabled {
		step(big) // fits once, not twice
		step("short")
		step("y" + big[1:]) // the same would share its text
	} else {
		full := &column.TextError{Store: twice.Cols[2].(*column.Strings), Bytes: 1 << 33}
		rig(twice.node).applied = func() error { panic(full) }
		step("short")
		rig(src.node).applied = func() error { panic(&column.TextError{Store: src.Cols[1].(*column.Strings), Bytes: 1 << 33}) }
		src.node.op = &riggedSource{*src.node.op.(*rigged), src.node.op.(*rigged).Op.(drainer)}
		step("short")
	}
	for tab, want := range map[*Table]string{src: "topic: column Payload: ", twice: "update: column Both: "} {
		if err := tab.Err(); err == nil || !strings.HasPrefix(err.Error(), want) || !strings.Contains(err.Error(), "bytes of text in") {
			t.Errorf("failed with %v, want %s", err, want)
		}
		if _, err := tab.Read(0, 9, nil); err != nil {
			t.Error(err)
		}
	}
	if n := twice.Size(); n != 1 {
		t.Errorf("%d rows, want the first", n)
	}
	if !invariants.Enabled {
		return
	}
	long := column.NewVec[string](column.String)
	long.V = append(long.V, strings.Repeat("y", 700_000), strings.Repeat("z", 700_000))
	fields := []column.Field{{Name: "S", Type: column.Of(column.String)}}
	if _, err := NewTable(NewGraph(), fields, []column.Vector{long}); err == nil || !strings.HasPrefix(err.Error(), "column S: ") {
		t.Errorf("new_table: %v", err)
	}
}
