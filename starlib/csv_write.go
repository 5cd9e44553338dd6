package starlib

import (
	"bufio"
	"context"
	"errors"
	"math"
	"runtime"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/files"
	"starling/starlib/py"
)

const writeDoc = "Writes the rows of one moment to a CSV file, nulls as nothing; cols are the columns, all unless given."

// writeCSV is write_csv(table, path, cols=[]).
func writeCSV(c *call) (starlark.Value, error) {
	var t *Table
	var path string
	var cols texts
	if err := c.Unpack("table", &t, "path", &path, "cols?", &cols); err != nil {
		return nil, err
	}
	if len(cols) == 0 {
		cols = nil
	}
	ctx := c.Context()
	err := c.host.look(func() error { return saveCSV(ctx, t.t, c.host.cfg.Files, c.host.file(path), cols) })
	runtime.KeepAlive(t)
	if err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, nil
}

// saveCSV writes a table as of one cycle over what the file held.
func saveCSV(ctx context.Context, t *engine.Table, access *files.Access, path string, cols []string) error {
	if _, err := t.Read(0, 0, cols); err != nil { // the file stays
		return err
	}
	file, err := access.Create(path)
	if err != nil {
		return err
	}
	w := &csvWriter{w: bufio.NewWriter(file), Beat: py.Beat{Context: ctx}}
	err = export(t, cols, math.MaxInt, w)
	return errors.Join(err, w.w.Flush(), file.Close())
}

// CSV is the columns of a table, nil for all, as write_csv writes them. A builtin calls it.
func (t *Table) CSV(cols []string) (string, error) {
	f, err := t.read(allRows, cols)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	w := &csvWriter{w: bufio.NewWriter(&out), Beat: py.Beat{Context: t.host.Context()}}
	err = errors.Join(w.head(f), w.rows(f), w.w.Flush())
	return out.String(), err
}

// csvWriter writes rows.
type csvWriter struct {
	w    *bufio.Writer
	row  []byte
	cell []byte
	py.Beat
}

func (w *csvWriter) head(f *engine.Frame) error {
	w.row = w.row[:0]
	for j, field := range f.Schema {
		w.row = appendCell(separate(w.row, j), field.Name)
	}
	_, err := w.w.Write(append(w.row, '\n'))
	return err
}

func (w *csvWriter) rows(f *engine.Frame) error {
	texts := make([]column.Format, len(f.Cols))
	for j, field := range f.Schema {
		texts[j] = csvCells.Format(field.Type)
	}
	for i := range f.Len() {
		if err := w.Step(); err != nil {
			return err
		}
		row := w.row[:0]
		for j, text := range texts {
			row = separate(row, j)
			var some bool
			if w.cell, some = text(w.cell[:0], f.Cols[j], i); some {
				row = appendCell(row, string(w.cell))
			}
		}
		if len(row) == 0 && len(texts) == 1 {
			row = append(row, ' ') // a null alone in its line: not an empty line
		}
		w.row = append(row, '\n')
		if _, err := w.w.Write(w.row); err != nil {
			return err
		}
	}
	return nil
}

func (w *csvWriter) end() error { return nil }

func separate(row []byte, j int) []byte {
	if j > 0 {
		row = append(row, ',')
	}
	return row
}

// appendCell appends s, in quotes where it would not be read back as it is.
func appendCell(row []byte, s string) []byte {
	if s != "" && !strings.ContainsAny(s, ",\"\r\n") && s == strings.TrimSpace(s) {
		return append(row, s...)
	}
	return appendQuoted(row, s)
}

// A list is written as Deephaven does: [1.5,2.0], and a blank for null.
var (
	csvItems = &column.Style{Null: " ", Sep: ",", Text: appendItem, Object: csvObject(appendItem)}
	csvCells = &column.Style{Null: " ", Sep: ",", Object: csvObject(appendPlain), Inside: csvItems}
)

func appendPlain(b []byte, s string) []byte { return append(b, s...) }

// appendItem appends an element of a list, in quotes where it would not be read back as it
// is.
func appendItem(b []byte, s string) []byte {
	if s == strings.TrimSpace(s) && !strings.ContainsAny(s, ",\"[]\r\n") {
		return append(b, s...)
	}
	return appendQuoted(b, s)
}

func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	b = append(b, strings.ReplaceAll(s, `"`, `""`)...)
	return append(b, '"')
}

func csvObject(text func([]byte, string) []byte) func(b []byte, x any) ([]byte, bool) {
	return func(b []byte, x any) ([]byte, bool) {
		v, ok := x.(starlark.Value)
		if !ok {
			return b, false
		}
		return text(b, py.PlainText(v, math.MaxInt)), true
	}
}
