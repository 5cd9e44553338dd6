package starlib

import (
	"bufio"
	"context"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/specs/json"
	"starling/specs/wire"
	"starling/starlib/py"
)

const (
	writeJSONDoc  = "Writes the rows of one moment to a file as a JSON array, an object a line, with values as pk.json_spec writes them, null for null; cols are the columns, all unless given."
	writeJSONLDoc = "Writes the rows of one moment to a file of JSON lines, an object each, with values as pk.json_spec writes them, null for null; cols are the columns, all unless given. With append they come after what the file has."
)

// writeJSONFile is write_json(table, path, cols=[]).
func writeJSONFile(c *call) (starlark.Value, error) {
	var s saving
	if err := s.unpack(c); err != nil {
		return nil, err
	}
	return s.save(c, func(ctx context.Context, schema []column.Field, w *bufio.Writer) (exporter, error) {
		return newJSONWriter(ctx, w, schema, true)
	})
}

// writeJSONLines is write_jsonl(table, path, cols=[], append=False).
func writeJSONLines(c *call) (starlark.Value, error) {
	var s saving
	if err := s.unpack(c, "append?", &s.append); err != nil {
		return nil, err
	}
	return s.save(c, func(ctx context.Context, schema []column.Field, w *bufio.Writer) (exporter, error) {
		return newJSONWriter(ctx, w, schema, false)
	})
}

// jsonWriter writes a JSON object a line, of a list if it says so.
type jsonWriter struct {
	w     *bufio.Writer
	rowOf wire.Encoder
	list  bool
	some  bool
	row   []byte
	py.Beat
}

// newJSONWriter is a writer of rows of such columns, as pk.json_spec writes values and with null
// for null.
func newJSONWriter(ctx context.Context, w *bufio.Writer, schema []column.Field, list bool) (*jsonWriter, error) {
	spec, err := json.Writer(json.WriterOptions{OutputNulls: true, Text: objectText})
	if err != nil {
		return nil, err
	}
	e, err := spec.Encoder(ctx, wire.Env{}, schema)
	if err != nil {
		return nil, err
	}
	return &jsonWriter{w: w, Beat: py.Beat{Context: ctx}, rowOf: e, list: list}, nil
}

func (w *jsonWriter) head(*engine.Frame) (err error) {
	if w.list {
		_, err = w.w.WriteString("[")
	}
	return err
}

func (w *jsonWriter) rows(f *engine.Frame) (err error) {
	for i := range f.Len() {
		if err := w.Step(); err != nil {
			return err
		}
		w.row = w.row[:0]
		if w.list {
			if w.some {
				w.row = append(w.row, ',')
			}
			w.row = append(w.row, '\n')
		}
		w.some = true
		if w.row, _, err = w.rowOf.Append(w.row, f.Cols, i); err != nil {
			return err
		}
		if !w.list {
			w.row = append(w.row, '\n')
		}
		if _, err := w.w.Write(w.row); err != nil {
			return err
		}
	}
	return nil
}

func (w *jsonWriter) end() (err error) {
	switch {
	case w.list && w.some:
		_, err = w.w.WriteString("\n]\n")
	case w.list:
		_, err = w.w.WriteString("]\n")
	}
	return err
}
