package starlib

import (
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/bounds"
	"starling/starlib/py"
)

// readOptions is how read_csv reads; the fields are its arguments.
type readOptions struct {
	header       definitions // names and types of the columns; nil: the file says
	headless     bool
	headerRow    int
	skipRows     int
	numRows      int64
	skipEmpty    bool
	allowMissing bool
	ignoreExcess bool
	delimiter    string
	spaces       bool // around values are not part of them
	trim         bool // nor those within quotes

	max  bounds.Bounds
	beat *py.Beat
}

const readDoc = "A table of a CSV file; header={\"Price\": dht.double} names the columns and their types, else values tell them."

func readSig(name string) string {
	return name + "(path, header=None, headless=False, header_row=0, skip_rows=0, num_rows=MAX_LONG, ignore_empty_lines=False, allow_missing_columns=False, ignore_excess_columns=False, delimiter=\",\", quote='\"', ignore_surrounding_spaces=True, trim=False)"
}

// readCSV is read_csv(path, header=None, headless=False, …).
func readCSV(c *call) (starlark.Value, error) {
	o := readOptions{numRows: math.MaxInt64, delimiter: ",", spaces: true}
	var path string
	quote := `"`
	var header orNone[definitions, *definitions]
	if err := c.Unpack("path", &path, "header?", &header, "headless?", &o.headless, "header_row?", &o.headerRow, "skip_rows?", &o.skipRows,
		"num_rows?", &o.numRows, "ignore_empty_lines?", &o.skipEmpty, "allow_missing_columns?", &o.allowMissing,
		"ignore_excess_columns?", &o.ignoreExcess, "delimiter?", &o.delimiter, "quote?", &quote,
		"ignore_surrounding_spaces?", &o.spaces, "trim?", &o.trim); err != nil {
		return nil, err
	}
	o.header = header.v
	switch {
	case quote != `"`:
		return nil, c.failed(fmt.Errorf("quote: only the double quote is supported, got %q", quote))
	case len([]rune(o.delimiter)) != 1:
		return nil, c.failed(fmt.Errorf("delimiter: want one character, got %q", o.delimiter))
	case o.headerRow < 0 || o.skipRows < 0 || o.numRows < 0:
		return nil, c.failed(errors.New("header_row, skip_rows and num_rows must not be negative"))
	case o.headless && o.headerRow > 0:
		return nil, c.failed(errors.New("header_row has no meaning together with headless=True"))
	case strings.Contains(path, "://"):
		return nil, c.failed(fmt.Errorf("path: only files can be read, got %q", path))
	}
	o.max.Bytes, o.beat = c.host.cfg.Graph.MaxBytes, &py.Beat{Context: c.Context()}
	return c.table(func() (*engine.Table, error) {
		var text strings.Builder
		from := textFile{path: c.host.file(path), max: o.max, ctx: o.beat.Context}
		if err := from.load(c.host.cfg.Files, &text); err != nil {
			return nil, err
		}
		t, err := o.table(c.host.cfg.Graph, strings.TrimPrefix(text.String(), "\ufeff"))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return t, nil
	})
}

// file is where a relative path of a script leads.
func (h *Host) file(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(h.cfg.Dir, path)
}

// orNone takes what T takes, or None.
type orNone[T any, P interface {
	*T
	starlark.Unpacker
}] struct{ v T }

// Unpack implements starlark.Unpacker.
func (o *orNone[T, P]) Unpack(v starlark.Value) error {
	if v == starlark.None {
		return nil
	}
	return P(&o.v).Unpack(v)
}

// cellBytes is what a value takes in cells.
const cellBytes = 24

// cells is the values of a column as text, column.NullString where there is none.
type cells struct {
	text  []string
	lines []int // of the file, one per row; shared by all columns
}

func (o *readOptions) table(g *engine.Graph, text string) (*engine.Table, error) {
	if err := checkUTF8(text); err != nil {
		return nil, err
	}
	r := newCSVRows(o, text)
	names, first, err := o.names(r)
	if err != nil {
		return nil, err
	}
	cols := make([]cells, len(names))
	if err := o.rows(r, cols, first); err != nil {
		return nil, err
	}
	fields := make([]column.Field, len(names))
	values := make([]column.Vector, len(names))
	for i, name := range names {
		fields[i].Name = name
		if o.header != nil {
			fields[i].Type = o.header[i].Type
			values[i], err = parseCells(fields[i].Type, cols[i], o.beat)
		} else if values[i], err = inferCells(cols[i], o.beat); err == nil {
			fields[i].Type = column.Of(values[i].Kind())
		}
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", name, err)
		}
	}
	return engine.NewTable(g, fields, values)
}

// names is the columns; first is a row of values that had to be read to know them.
func (o *readOptions) names(r *csvRows) (names, first []string, err error) {
	var head []string
	if !o.headless {
		for range o.headerRow + 1 {
			if head, err = r.next(); err != nil {
				return nil, nil, o.noHeader(err)
			}
		}
	}
	switch {
	case o.header != nil:
		for _, f := range o.header {
			names = append(names, f.Name)
		}
		if len(head) > len(names) && !o.ignoreExcess || head != nil && len(head) < len(names) && !o.allowMissing {
			return nil, nil, fmt.Errorf("header: %d columns are named, the file has %d", len(names), len(head))
		}
		return names, nil, nil
	case !o.headless:
		return legalNames(head), nil, nil
	}
	if first, err = r.next(); err != nil {
		return nil, nil, o.noHeader(err)
	}
	for i := range first {
		names = append(names, fmt.Sprintf("Column%d", i+1))
	}
	return names, first, nil
}

func (o *readOptions) noHeader(err error) error {
	if errors.Is(err, io.EOF) {
		return errors.New("no columns: the file ends before its first row")
	}
	return err
}

// rows reads all rows; first, if not nil, is the first one.
func (o *readOptions) rows(r *csvRows, cols []cells, first []string) (err error) {
	row, skip := first, o.skipRows
	for n := int64(0); n < o.numRows; {
		if err = o.beat.Step(); err == nil {
			err = o.max.Times("the values", len(cols)*cellBytes, int(n))
		}
		if err != nil {
			return err
		}
		if row == nil {
			if row, err = r.next(); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
		}
		if skip > 0 {
			skip--
			row = nil
			continue
		}
		switch {
		case len(row) > len(cols) && !o.ignoreExcess:
			return fmt.Errorf("line %d: %d values for %d columns; ignore_excess_columns=True leaves out the rest", r.line, len(row), len(cols))
		case len(row) < len(cols) && !o.allowMissing:
			return fmt.Errorf("line %d: %d values for %d columns; allow_missing_columns=True takes the missing ones as null", r.line, len(row), len(cols))
		}
		for i := range cols {
			v := column.NullString
			if i < len(row) {
				v = row[i]
			}
			cols[i].text = append(cols[i].text, v)
			cols[i].lines = append(cols[i].lines, r.line)
		}
		n++
		row = nil
	}
	return nil
}
