package arrow

import (
	"context"
	"errors"
	"io"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/ipc"

	"starling/engine"
	"starling/engine/column"
	"starling/starlib"
)

// Files is files and streams of Arrow's, for scripts.
type Files struct{}

var _ starlib.ArrowFiles = Files{}

// Write begins a file, which is also known as Feather's second version, or a stream, which can be read as it
// comes. ctx ends it.
func (Files) Write(ctx context.Context, out io.Writer, schema []column.Field, texts *column.Style, stream bool) (starlib.ArrowWriter, error) {
	w := &writer{ctx: ctx, writing: Writing{Texts: texts}}
	if stream {
		w.out = ipc.NewWriter(out, ipc.WithSchema(Schema(schema)))
		return w, nil
	}
	file, err := ipc.NewFileWriter(out, ipc.WithSchema(Schema(schema)))
	w.out = file
	return w, err
}

// writer writes windows of one schema, one after the other.
type writer struct {
	ctx     context.Context
	writing Writing
	out     interface {
		Write(arrow.RecordBatch) error
		Close() error
	}
}

// Rows writes a window.
func (w *writer) Rows(f *engine.Frame) error {
	for b, err := range w.writing.Batches(f) {
		if err == nil {
			err = errors.Join(w.ctx.Err(), w.out.Write(b))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Close writes the end.
func (w *writer) Close() error { return w.out.Close() }
