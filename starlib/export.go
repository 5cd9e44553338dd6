package starlib

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math"
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/follow"
	"starling/internal/safe"
	"starling/starlib/py"
)

// Formats is the formats of Export.
func Formats() []string { return []string{"csv", "json", "jsonl", "markdown", "arrow", arrowStream} }

// arrowStream is the format of Arrow's that can be read as it comes.
const arrowStream = "arrow-stream"

// Binary reports whether a format is nothing for a terminal.
func Binary(format string) bool { return format == "arrow" || format == arrowStream }

// Export writes the first rows of a table as of one cycle in one of Formats; limit of 0 is all.
func (h *Host) Export(ctx context.Context, out io.Writer, t *engine.Table, format string, limit int) error {
	w := bufio.NewWriter(out)
	to, err := h.exporterOf(ctx, w, t.Schema, format)
	if err != nil {
		return err
	}
	if limit == 0 {
		limit = math.MaxInt
	}
	if err := export(ctx, t, nil, limit, to); err != nil {
		return err
	}
	return w.Flush()
}

// ExportFrame writes rows that were read, in one of Formats.
func (h *Host) ExportFrame(ctx context.Context, out io.Writer, f *engine.Frame, format string) error {
	w := bufio.NewWriter(out)
	to, err := h.exporterOf(ctx, w, f.Schema, format)
	if err != nil {
		return err
	}
	for _, write := range []func() error{func() error { return to.head(f) }, func() error { return to.rows(f) }, to.end, w.Flush} {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}

// exporterOf writes rows of such columns in one of Formats.
func (h *Host) exporterOf(ctx context.Context, w *bufio.Writer, schema []column.Field, format string) (exporter, error) {
	beat := py.Beat{Context: ctx}
	switch format {
	case "csv":
		return &csvWriter{w: w, Beat: beat}, nil
	case "json", "jsonl":
		return newJSONWriter(ctx, w, schema, format == "json")
	case "arrow", arrowStream:
		if h.cfg.Arrow == nil {
			return nil, errNoArrow
		}
		return newArrowExporter(ctx, h.cfg.Arrow, w, schema, format == arrowStream)
	case "markdown":
		return &markdownWriter{w: w, Beat: beat}, nil
	}
	return nil, fmt.Errorf("%q is not one of %s", format, strings.Join(Formats(), ", "))
}

// exporter writes rows one after the other.
type exporter interface {
	head(f *engine.Frame) error
	rows(f *engine.Frame) error
	end() error
}

// export hands the first rows of a table as of one cycle to w. Cycles go on meanwhile.
func export(ctx context.Context, t *engine.Table, cols []string, limit int, w exporter) error {
	portion := limit
	if !t.Attrs.Refreshing { // one moment is as another
		portion = min(portion, savedPortion)
	}
	f, err := firstRows(ctx, t, cols, portion)
	if err != nil {
		return err
	}
	if err := w.head(f); err != nil {
		return err
	}
	for {
		if err := w.rows(f); err != nil {
			return err
		}
		if f.Hi >= min(f.Size, limit) {
			return w.end()
		}
		if f, err = t.Read(f.Hi, min(f.Hi+portion, limit), cols); err != nil {
			return err
		}
	}
}

// firstRows is the first rows of a table as of one cycle, or all.
func firstRows(ctx context.Context, t *engine.Table, cols []string, n int) (*engine.Frame, error) {
	if n < math.MaxInt {
		return t.Read(0, n, cols)
	}
	f, err := follow.New(t.Graph(), t)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, err := f.Whole(ctx, cols)
	return all.Frame, err
}

// savedPortion is how many rows of a static table are written at a time.
const savedPortion = 1 << 18

// markdownWriter writes a table of GitHub's Markdown.
type markdownWriter struct {
	w *bufio.Writer
	py.Beat
}

func (w *markdownWriter) head(f *engine.Frame) error {
	var names, lines []string
	for _, field := range f.Schema {
		line := "---"
		if field.Type.Kind.Numeric() || field.Type.Big() {
			line = "---:"
		}
		names, lines = append(names, markdownText(field.Name)), append(lines, line)
	}
	if err := w.line(names); err != nil {
		return err
	}
	return w.line(lines)
}

func (w *markdownWriter) rows(f *engine.Frame) error {
	formats := make([]column.Format, len(f.Cols))
	for j, field := range f.Schema {
		formats[j] = csvCells.Format(field.Type)
	}
	cells := make([]string, len(formats))
	for i := range f.Len() {
		if err := w.Step(); err != nil {
			return err
		}
		for j, format := range formats {
			b, _ := format(nil, f.Cols[j], i) // nothing for null
			cells[j] = markdownText(string(b))
		}
		if err := w.line(cells); err != nil {
			return err
		}
	}
	return nil
}

func (w *markdownWriter) end() error { return nil }

func (w *markdownWriter) line(cells []string) error {
	_, err := w.w.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	return err
}

// markdownText is a text as a cell has it.
func markdownText(s string) string {
	return strings.ReplaceAll(safe.Text(strings.ReplaceAll(s, `\`, `\\`)), "|", `\|`)
}
