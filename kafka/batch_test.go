package kafka

import (
	"slices"
	"testing"

	"starling/engine/column"
)

// TestBatchLetsGo: a batch that waits to be filled again keeps the room of usual batches, and
// neither that of the largest record ever nor its objects.
func TestBatchLetsGo(t *testing.T) {
	text, objects := column.NewText(column.String), column.NewVec[any](column.Object)
	b := &batch{cols: []column.Builder{text, objects}}
	for _, c := range []struct{ size, least, most int }{{batchBytes, batchBytes, 2 * batchBytes}, {20 * batchBytes, 0, 2 * batchBytes}, {10, 10, 2 * batchBytes}} {
		text.Buf = slices.Grow(text.Buf, c.size)
		text.AppendString("x")
		objects.Append(new(int))
		b.reset()
		if n := cap(text.Buf); text.Len() != 0 || n < c.least || n > c.most {
			t.Errorf("of room for %d bytes of text that for %d is kept", c.size, n)
		}
		if objects.Len() != 0 || objects.V[:1][0] != nil {
			t.Error("an object is kept")
		}
	}
	text.AppendString("again")
	if text.At(0) != "again" {
		t.Errorf("text %q", text.At(0))
	}
}
