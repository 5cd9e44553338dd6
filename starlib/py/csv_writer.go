package py

import (
	"strings"

	"go.starlark.net/starlark"
)

// csvWriter writes rows as lines.
type csvWriter struct {
	ip      *Interp
	dialect *dialect
	write   starlark.Value
}

func newCSVWriter(c *Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		return nil, Raise("TypeError", "expected at least 1 argument, got 0")
	}
	return c.csvWriter(c.Args[0], c.Args[1:], c.Kwargs)
}

func (c *Call) csvWriter(file starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple) (*csvWriter, error) {
	d, err := c.dialectOf(args, kwargs)
	if err != nil {
		return nil, err
	}
	write, err := GetAttr(file, "write")
	if err != nil {
		return nil, Raise("TypeError", "argument 1 must have a \"write\" method")
	}
	return &csvWriter{c.Interp, d, write}, nil
}

func (w *csvWriter) String() string        { return "<_csv.writer object>" }
func (w *csvWriter) Class() string         { return "_csv.writer" }
func (w *csvWriter) Type() string          { return "writer" }
func (w *csvWriter) Freeze()               {}
func (w *csvWriter) Truth() starlark.Bool  { return true }
func (w *csvWriter) Hash() (uint32, error) { return uint32(PointerOf(w) >> 4), nil }

// Attr is a method or the dialect.
func (w *csvWriter) Attr(name string) (starlark.Value, error) {
	return w.ip.Attribute(csvWriterMethods(), w, name)
}

// AttrNames is the names of these.
func (w *csvWriter) AttrNames() []string { return EntryNames(csvWriterMethods()) }

// csvWriterMethods is the table of what a writer has.
func csvWriterMethods() []Entry {
	return []Entry{
		{Sig: "dialect", Doc: "How it writes.", Fn: func(c *Call) (starlark.Value, error) { return c.Recv.(*csvWriter).dialect, nil }},
		{Sig: "writerow(row)", Doc: "Writes a row.", Fn: func(c *Call) (starlark.Value, error) {
			var row starlark.Value
			if err := c.Unpack("row", &row); err != nil {
				return nil, err
			}
			return c.Recv.(*csvWriter).row(c, row)
		}},
		{Sig: "writerows(rows)", Doc: "Writes several rows.", Fn: func(c *Call) (starlark.Value, error) {
			var rows starlark.Value
			if err := c.Unpack("rows", &rows); err != nil {
				return nil, err
			}
			next, err := c.cursorOf(rows)
			if err != nil {
				return nil, err
			}
			var row starlark.Value
			for next(&row) {
				if _, err := c.Recv.(*csvWriter).row(c, row); err != nil {
					return nil, err
				}
			}
			return starlark.None, nil
		}},
	}
}

// row writes a row.
func (w *csvWriter) row(c *Call, row starlark.Value) (starlark.Value, error) {
	seq, ok := looped(row).(starlark.Iterable)
	if !ok {
		return nil, Raise("csv.Error", "iterable expected, not %s", TypeOf(row))
	}
	fields, err := c.valuesOf(seq)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for i, v := range fields {
		if i > 0 {
			b.WriteRune(w.dialect.delimiter)
		}
		if err := w.field(c, &b, v); err != nil {
			return nil, err
		}
	}
	if len(fields) == 1 && b.Len() == 0 {
		if w.dialect.quoting == quoteNone {
			return nil, Raise("csv.Error", "single empty field record must be quoted")
		}
		b.WriteString(strings.Repeat(string(w.dialect.quote), 2))
	}
	b.WriteString(w.dialect.end)
	return c.apply(w.write, starlark.String(b.String()))
}

// field writes a field, in quotes if it needs them.
func (w *csvWriter) field(c *Call, b *strings.Builder, v starlark.Value) error {
	d := w.dialect
	quote := d.quoting == quoteAll
	if d.quoting == quoteNonnumeric {
		_, library := v.(numeric)
		quote = !isNumberValue(asNumber(v)) && !library
	}
	text := ""
	if v != starlark.None {
		s, err := c.printer().str(v)
		if err != nil {
			return err
		}
		text = s
	}
	var out strings.Builder
	for _, ch := range text {
		if ch == d.delimiter || ch == d.escape || ch == d.quote || strings.ContainsRune(d.end, ch) {
			escape := false
			switch {
			case d.quoting == quoteNone:
				escape = true
			case ch == d.quote && d.doubled:
				out.WriteRune(ch)
			case ch == d.quote, ch == d.escape:
				escape = true
			}
			if escape {
				if d.escape < 0 {
					return Raise("csv.Error", "need to escape, but no escapechar set")
				}
				out.WriteRune(d.escape)
			} else {
				quote = true
			}
		}
		out.WriteRune(ch)
	}
	if quote {
		b.WriteRune(d.quote)
		b.WriteString(out.String())
		b.WriteRune(d.quote)
		return nil
	}
	b.WriteString(out.String())
	return nil
}
