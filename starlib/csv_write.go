package starlib

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"math"
	"runtime"
	"strconv"
	"strings"
	"unicode/utf16"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/files"
)

const writeDoc = "Writes the rows of one moment to a CSV file, nulls as nothing; cols are the columns, all unless given."

// writeCSV is write_csv(table, path, cols=[]).
func writeCSV(c *call) (starlark.Value, error) {
	var t *Table
	var path string
	var cols texts
	if err := c.unpack("table", &t, "path", &path, "cols?", &cols); err != nil {
		return nil, err
	}
	if len(cols) == 0 {
		cols = nil
	}
	ctx := c.Context()
	err := c.look(func() error { return saveCSV(ctx, t.t, c.cfg.Files, c.file(path), cols) })
	runtime.KeepAlive(t)
	if err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, nil
}

// saveCSV writes a table as of one cycle over what the file held.
func saveCSV(ctx context.Context, t *engine.Table, access *files.Access, path string, cols []string) error {
	portion := math.MaxInt
	if !t.Attrs.Refreshing { // one moment is as another
		portion = savedPortion
	}
	f, err := t.Read(0, portion, cols)
	if err != nil {
		return err
	}
	file, err := access.Create(path)
	if err != nil {
		return err
	}
	w := &csvWriter{w: bufio.NewWriter(file), beat: beat{ctx: ctx}}
	err = w.head(f)
	for err == nil {
		if err = w.rows(f); err != nil || f.Hi >= f.Size {
			break
		}
		f, err = t.Read(f.Hi, f.Hi+portion, cols)
	}
	return errors.Join(err, w.w.Flush(), file.Close())
}

// savedPortion is how many rows of a static table are written at a time.
const savedPortion = 1 << 18

// csvWriter writes rows.
type csvWriter struct {
	w    *bufio.Writer
	row  []byte
	cell []byte
	beat
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
	texts := make([]func([]byte, int) []byte, len(f.Cols))
	for j, v := range f.Cols {
		texts[j] = csvText(v)
	}
	for i := range f.Len() {
		if err := w.step(); err != nil {
			return err
		}
		row := w.row[:0]
		for j, text := range texts {
			row = separate(row, j)
			if f.Cols[j].Null(i) {
				continue
			}
			w.cell = text(w.cell[:0], i)
			row = appendCell(row, string(w.cell))
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
	row = append(row, '"')
	row = append(row, strings.ReplaceAll(s, `"`, `""`)...)
	return append(row, '"')
}

// csvText appends the text of a value of v that is not null.
func csvText(v column.Vector) func([]byte, int) []byte {
	switch v := v.(type) {
	case *column.Vec[int8]:
		if v.Kind() == column.Bool {
			return func(b []byte, i int) []byte { return strconv.AppendBool(b, v.V[i] != 0) }
		}
		return wholeText(v)
	case *column.Vec[int16]:
		return wholeText(v)
	case *column.Vec[int32]:
		return wholeText(v)
	case *column.Vec[int64]:
		if v.Kind() == column.Instant {
			return func(b []byte, i int) []byte { return column.AppendInstant(b, v.V[i]) }
		}
		return wholeText(v)
	case *column.Vec[uint16]:
		return func(b []byte, i int) []byte { return append(b, string(utf16.Decode(v.V[i:i+1]))...) }
	case *column.Vec[float32]:
		return func(b []byte, i int) []byte { return column.AppendFloat(b, v.V[i]) }
	case *column.Vec[float64]:
		return func(b []byte, i int) []byte { return column.AppendDouble(b, v.V[i]) }
	case *column.Vec[string]:
		if v.Kind() == column.Bytes {
			return func(b []byte, i int) []byte { return base64.StdEncoding.AppendEncode(b, []byte(v.V[i])) }
		}
		return func(b []byte, i int) []byte { return append(b, v.V[i]...) }
	}
	return func(b []byte, i int) []byte { return append(b, objectText(v.Any(i))...) }
}

func wholeText[T int8 | int16 | int32 | int64](v *column.Vec[T]) func([]byte, int) []byte {
	return func(b []byte, i int) []byte { return strconv.AppendInt(b, int64(v.V[i]), 10) }
}
