package arrow

import (
	"errors"
	"fmt"
	"iter"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/util"

	"starling/engine"
	"starling/engine/column"
)

// Writing makes record batches of windows.
type Writing struct {
	Texts *column.Style // how objects are written that Arrow has no type for
	Rows  int           // of a batch at most; 0 is BatchRows
	Bytes int64         // of a batch at most, unless a row is larger; 0 is no bound
}

// BatchRows is how many rows a batch has, unless others are asked for.
const BatchRows = 1 << 16

// Batches is the rows of a window, one batch after the other, none if it has no rows. They lend the window's
// memory, which must not change as long as they live; nothing has to be released.
func (w *Writing) Batches(f *engine.Frame) iter.Seq2[arrow.RecordBatch, error] {
	if f.Len() == 0 {
		return func(func(arrow.RecordBatch, error) bool) {}
	}
	return w.AllBatches(f)
}

// AllBatches is Batches, with one that is empty of a window without rows.
func (w *Writing) AllBatches(f *engine.Frame) iter.Seq2[arrow.RecordBatch, error] {
	schema, most := Schema(f.Schema), w.Rows
	if most == 0 {
		most = BatchRows
	}
	return func(yield func(arrow.RecordBatch, error) bool) {
		for lo, n, more := 0, most, true; more; {
			hi := min(lo+n, f.Len())
			b, err := w.batch(schema, f, lo, hi)
			if hi-lo > 1 && (errors.Is(err, errTooMuch) || err == nil && w.tooLarge(b)) {
				n = (hi - lo) / 2 // the next ones too
				continue
			}
			if !yield(b, err) || err != nil {
				return
			}
			lo, more = hi, hi < f.Len()
		}
	}
}

func (w *Writing) tooLarge(b arrow.RecordBatch) bool {
	return w.Bytes > 0 && util.TotalRecordSize(b) > w.Bytes
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
