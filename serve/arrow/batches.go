package arrow

import (
	"errors"
	"fmt"
	"iter"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"starling/engine"
	"starling/engine/column"
)

// Writing makes record batches of windows.
type Writing struct {
	Texts *column.Style // how objects are written that Arrow has no type for
	Rows  int           // of a batch at most; 0 is BatchRows
}

// BatchRows is how many rows a batch has, unless others are asked for.
const BatchRows = 1 << 16

// Batches is the rows of a window, one batch after the other, none if it has no rows. They lend the window's
// memory, which must not change as long as they live; nothing has to be released.
func (w *Writing) Batches(f *engine.Frame) iter.Seq2[arrow.RecordBatch, error] {
	schema, most := Schema(f.Schema), w.Rows
	if most == 0 {
		most = BatchRows
	}
	return func(yield func(arrow.RecordBatch, error) bool) {
		for lo, n := 0, most; lo < f.Len(); {
			hi := min(lo+n, f.Len())
			b, err := w.batch(schema, f, lo, hi)
			if errors.Is(err, errTooMuch) && hi-lo > 1 {
				n = (hi - lo) / 2
				continue
			}
			if !yield(b, err) || err != nil {
				return
			}
			lo, n = hi, most
		}
	}
}

// batch is the rows [lo, hi) of a window.
func (w *Writing) batch(schema *arrow.Schema, f *engine.Frame, lo, hi int) (arrow.RecordBatch, error) {
	cols := make([]arrow.Array, len(f.Cols))
	for i, v := range f.Cols {
		var err error
		if cols[i], err = w.values(f.Schema[i].Type, v, lo, hi); err != nil {
			return nil, fmt.Errorf("column %s: %w", f.Schema[i].Name, err)
		}
	}
	return array.NewRecordBatch(schema, cols, int64(hi-lo)), nil
}
