package py

import (
	"strings"

	"go.starlark.net/starlark"
)

// csvReader makes rows of lines, by CPython's automaton.
type csvReader struct {
	ip      *Interp
	dialect *dialect
	next    cursor
	lines   int
	state   csvPlace
	field   strings.Builder
	length  int // of the field, in characters
	number  bool
	row     []starlark.Value
}

// csvPlace is where in a record the reader is.
type csvPlace int

const (
	atRecord csvPlace = iota
	atField
	escaped
	inField
	inQuoted
	escapedInQuoted
	quoteInQuoted
	atEnd
	afterEscapedEnd
)

// endOfLine stands behind the characters of a line.
const endOfLine rune = -2

func newCSVReader(c *Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		return nil, Raise("TypeError", "expected at least 1 argument, got 0")
	}
	return c.csvReader(c.Args[0], c.Args[1:], c.Kwargs)
}

func (c *Call) csvReader(lines starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple) (*csvReader, error) {
	d, err := c.dialectOf(args, kwargs)
	if err != nil {
		return nil, err
	}
	next, err := c.cursorOf(lines)
	return &csvReader{ip: c.Interp, dialect: d, next: next}, err
}

func (r *csvReader) String() string        { return "<_csv.reader object>" }
func (r *csvReader) Class() string         { return "_csv.reader" }
func (r *csvReader) Type() string          { return "reader" }
func (r *csvReader) Freeze()               {}
func (r *csvReader) Truth() starlark.Bool  { return true }
func (r *csvReader) Hash() (uint32, error) { return uint32(PointerOf(r) >> 4), nil }

// Attr is what a reader tells of itself.
func (r *csvReader) Attr(name string) (starlark.Value, error) {
	switch name {
	case "line_num":
		return starlark.MakeInt(r.lines), nil
	case "dialect":
		return r.dialect, nil
	}
	return nil, nil
}

// AttrNames is the names of that.
func (r *csvReader) AttrNames() []string { return []string{"dialect", "line_num"} }

// Iterate goes on with the next row.
func (r *csvReader) Iterate() starlark.Iterator { return r }

// Done leaves the rest for later.
func (r *csvReader) Done() {}

// Next is the next row.
func (r *csvReader) Next(p *starlark.Value) bool {
	row, err := r.record()
	if err != nil {
		run := r.ip.gil.holder
		run.stop(run.blame(err))
		return false
	}
	if row == nil {
		return false
	}
	*p = row
	return true
}

// record is the next row, nil at the end.
func (r *csvReader) record() (*starlark.List, error) {
	r.row, r.state = nil, atRecord
	r.begin()
	for {
		var line starlark.Value
		if !r.next(&line) {
			if r.length == 0 && r.state != inQuoted {
				return nil, nil
			}
			if r.dialect.strict {
				return nil, Raise("csv.Error", "unexpected end of data")
			}
			if err := r.save(); err != nil {
				return nil, err
			}
			break
		}
		s, ok := starlark.AsString(line)
		if !ok {
			return nil, Raise("csv.Error", "iterator should return strings, not %s (the file should be opened in text mode)", TypeOf(line))
		}
		r.lines++
		for _, ch := range s {
			if err := r.take(ch); err != nil {
				return nil, err
			}
		}
		if err := r.take(endOfLine); err != nil {
			return nil, err
		}
		if r.state == atRecord {
			break
		}
	}
	if r.row == nil {
		r.row = []starlark.Value{}
	}
	return starlark.NewList(r.row), nil
}

func (r *csvReader) begin() {
	r.field.Reset()
	r.length, r.number = 0, false
}

// save ends a field.
func (r *csvReader) save() error {
	v := starlark.Value(starlark.String(r.field.String()))
	if r.number {
		f, err := parseFloat(strings.TrimSpace(r.field.String()))
		if err != nil {
			return Raise("ValueError", "could not convert string to float: %s", quoted(r.field.String()))
		}
		v = starlark.Float(f)
	}
	r.row = append(r.row, v)
	r.begin()
	return r.ip.bounds.Count("csv.reader", len(r.row))
}

// add adds a character to the field.
func (r *csvReader) add(ch rune) error {
	if r.length++; r.length > r.ip.csvLimit() {
		return Raise("csv.Error", "field larger than field limit (%d)", r.ip.csvLimit())
	}
	r.field.WriteRune(ch)
	return nil
}

// ends saves the field at the end of a line.
func (r *csvReader) ends(ch rune) error {
	r.state = atEnd
	if ch == endOfLine {
		r.state = atRecord
	}
	return r.save()
}

func isLineEnd(ch rune) bool { return ch == '\n' || ch == '\r' || ch == endOfLine }

// take goes on by a character.
func (r *csvReader) take(ch rune) error {
	d := r.dialect
	switch r.state {
	case atRecord:
		if ch == endOfLine {
			return nil
		}
		if isLineEnd(ch) {
			r.state = atEnd
			return nil
		}
		r.state = atField
		return r.takeFirst(ch)
	case atField:
		return r.takeFirst(ch)
	case escaped:
		if ch == '\n' || ch == '\r' {
			r.state = afterEscapedEnd
			return r.add(ch)
		}
		if ch == endOfLine {
			ch = '\n'
		}
		r.state = inField
		return r.add(ch)
	case afterEscapedEnd:
		if ch == endOfLine {
			return nil
		}
		return r.takeInField(ch)
	case inField:
		return r.takeInField(ch)
	case inQuoted:
		switch {
		case ch == endOfLine:
		case ch == d.escape:
			r.state = escapedInQuoted
		case ch == d.quote && d.quoting != quoteNone && d.doubled:
			r.state = quoteInQuoted
		case ch == d.quote && d.quoting != quoteNone:
			r.state = inField
		default:
			return r.add(ch)
		}
		return nil
	case escapedInQuoted:
		if ch == endOfLine {
			ch = '\n'
		}
		r.state = inQuoted
		return r.add(ch)
	case quoteInQuoted:
		return r.takeAfterQuote(ch)
	}
	switch ch { // atEnd
	case '\n', '\r':
		return nil
	case endOfLine:
		r.state = atRecord
		return nil
	}
	return Raise("csv.Error", "new-line character seen in unquoted field - do you need to open the file with newline=''?")
}

// takeFirst takes the first character of a field.
func (r *csvReader) takeFirst(ch rune) error {
	d := r.dialect
	switch {
	case isLineEnd(ch):
		return r.ends(ch)
	case ch == d.quote && d.quoting != quoteNone:
		r.state = inQuoted
	case ch == d.escape:
		r.state = escaped
	case ch == ' ' && d.skipSpace:
	case ch == d.delimiter:
		r.state = atField
		return r.save()
	default:
		r.number = d.quoting == quoteNonnumeric
		r.state = inField
		return r.add(ch)
	}
	return nil
}

func (r *csvReader) takeInField(ch rune) error {
	switch {
	case isLineEnd(ch):
		return r.ends(ch)
	case ch == r.dialect.escape:
		r.state = escaped
		return nil
	case ch == r.dialect.delimiter:
		r.state = atField
		return r.save()
	}
	r.state = inField
	return r.add(ch)
}

func (r *csvReader) takeAfterQuote(ch rune) error {
	d := r.dialect
	switch {
	case ch == d.quote && d.quoting != quoteNone:
		r.state = inQuoted
		return r.add(ch)
	case ch == d.delimiter:
		r.state = atField
		return r.save()
	case isLineEnd(ch):
		return r.ends(ch)
	case d.strict:
		return Raise("csv.Error", "'%c' expected after '%c'", d.delimiter, d.quote)
	}
	r.state = inField
	return r.add(ch)
}
