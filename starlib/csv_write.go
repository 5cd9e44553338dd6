package starlib

import (
	"bufio"
	"context"
	"errors"
	"math"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/starlib/py"
)

const writeDoc = "Writes the rows of one moment to a CSV file, nulls as nothing; cols are the columns, all unless given. With append they come below what the file has, whose header has to be the same."

func writeSig(name string) string { return name + "(table, path, cols=[], append=False)" }

// writeCSV is write_csv(table, path, cols=[], append=False).
func writeCSV(c *call) (starlark.Value, error) {
	var s saving
	if err := s.unpack(c, "append?", &s.append); err != nil {
		return nil, err
	}
	return s.save(c, func(ctx context.Context, schema []column.Field, w *bufio.Writer) (exporter, error) {
		to := &csvWriter{w: w, Beat: py.Beat{Context: ctx}}
		if s.size > 0 {
			to.headless = true
			return to, s.sameHeader(schema)
		}
		return to, nil
	})
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
	// headless writes rows alone, below a header that is there.
	headless bool
	py.Beat
}

func (w *csvWriter) head(f *engine.Frame) error {
	if w.headless {
		return nil
	}
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

// CellTexts is how values are written as text where a format has no type for them.
func CellTexts() *column.Style { return csvCells }

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
