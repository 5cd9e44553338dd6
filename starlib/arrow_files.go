package starlib

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/bounds"
)

// ArrowFiles is how tables become files of Arrow's and files tables. Arrow's library is large, so
// it is the program's to bring along, see Config.
type ArrowFiles interface {
	// Write begins a file of such columns, or a stream, which can be read as it comes. Objects for
	// which Arrow has no type are written as texts. ctx ends it.
	Write(ctx context.Context, out io.Writer, schema []column.Field, texts *column.Style, stream bool) (ArrowWriter, error)
	// Read reads either as columns of the same length. ctx ends it.
	Read(ctx context.Context, in ArrowSource, how ArrowReading) ([]column.Field, []column.Vector, error)
}

// ArrowWriter writes rows, portion after portion, and at last the end.
type ArrowWriter interface {
	Rows(f *engine.Frame) error
	Close() error
}

// ArrowSource is a file to read.
type ArrowSource interface {
	io.Reader
	io.Seeker
	io.ReaderAt
}

// ArrowReading is what is asked while a file is read.
type ArrowReading struct {
	Names func(fields []string) []string // the names of the columns
	Room  func(rows, columns int) error  // whether so many can be
	Bytes int64                          // that a batch may take
}

const (
	readArrowDoc  = "A table of a file or a stream of Apache Arrow's, as pyarrow, polars and DuckDB write them; names of columns are made legal as read_csv makes them."
	writeArrowDoc = "Writes the rows of one moment to a file of Apache Arrow's (Feather, version 2), which pyarrow, polars, pandas and DuckDB read; cols are the columns, all unless given."
)

// errNoArrow is the error of a program that did not bring Arrow along.
var errNoArrow = errors.New("this program has no Arrow; write_csv and write_jsonl write files without it")

// readArrow is read_arrow(path).
func readArrow(c *call) (starlark.Value, error) {
	var path string
	if err := c.Unpack("path", &path); err != nil {
		return nil, err
	}
	arrow, ctx, max := c.host.cfg.Arrow, c.Context(), bounds.Bounds{Bytes: c.host.cfg.Graph.MaxBytes}
	if arrow == nil {
		return nil, c.failed(errNoArrow)
	}
	return c.table(func() (*engine.Table, error) {
		file, err := c.host.cfg.Files.Open(c.host.file(path))
		if err != nil {
			return nil, err
		}
		defer file.Close()
		fields, cols, err := arrow.Read(ctx, file, ArrowReading{
			Names: legalNames, Bytes: int64(max.Bytes),
			Room: func(rows, columns int) error { return max.Times("the values", columns*cellBytes, rows) },
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return engine.NewTable(c.host.cfg.Graph, fields, cols)
	})
}

// writeArrow is write_arrow(table, path, cols=[]).
func writeArrow(c *call) (starlark.Value, error) {
	var s saving
	if err := s.unpack(c); err != nil {
		return nil, err
	}
	arrow := c.host.cfg.Arrow
	if arrow == nil {
		return nil, c.failed(errNoArrow)
	}
	return s.save(c, func(ctx context.Context, schema []column.Field, w *bufio.Writer) (exporter, error) {
		return newArrowExporter(ctx, arrow, w, schema, false)
	})
}

// arrowExporter is an ArrowWriter as an exporter.
type arrowExporter struct{ ArrowWriter }

func newArrowExporter(ctx context.Context, arrow ArrowFiles, w io.Writer, schema []column.Field, stream bool) (exporter, error) {
	to, err := arrow.Write(ctx, w, schema, csvCells, stream)
	return arrowExporter{to}, err
}

func (arrowExporter) head(*engine.Frame) error     { return nil }
func (a arrowExporter) rows(f *engine.Frame) error { return a.Rows(f) }
func (a arrowExporter) end() error                 { return a.Close() }
