package json

import (
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"starling/specs/wire"
)

// decoder reads a record in one pass straight into the builders. It remembers in
// which order the fields came, so that the name of a field is mostly one comparison.
type decoder struct {
	textScanner
	documents
	frames frames
	root   node
	cols   []target
	gen    uint64 // number of the record
	set    int    // columns that have their value of this record
	bad    int    // columns whose value did not fit
}

// textScanner is a scanner that hands out what it read.
type textScanner struct {
	scanner
	num   wire.Number
	raw   []byte // scratch for text with escapes
	clean []byte // scratch for text that is not UTF-8
}

// Decode appends the record's values; see Reader.
func (d *decoder) Decode(rec []byte) error {
	rec, err := d.frames.text(rec)
	if err != nil {
		return err
	}
	if len(rec) > wire.KeepBytes {
		defer d.forget()
	}
	d.p = rec
	for i := d.opening(&d.documents); ; {
		end, err := d.row(i)
		if err == nil {
			if i = d.following(end, &d.documents); i < 0 {
				err = d.err()
			}
		}
		if err != nil {
			return d.takeBack(err)
		}
		if i == len(rec) {
			return nil
		}
	}
}

// row reads the document at i, which may be the end of the record, into a row of its own.
func (d *decoder) row(i int) (end int, err error) {
	d.gen++
	d.set, d.bad = 0, 0
	if i < len(d.p) {
		if i = d.document(i); i < 0 {
			_ = d.rollback()
			return i, d.err()
		}
		if d.bad > 0 {
			return i, d.rollback()
		}
	}
	if d.set < len(d.cols) {
		for k := range d.cols {
			if c := &d.cols[k]; c.gen != d.gen {
				c.Dst.AppendNull()
			}
		}
	}
	return i, nil
}

// takeBack takes the rows back that are complete.
func (d *decoder) takeBack(err error) error {
	for k := range d.cols {
		dst := d.cols[k].Dst
		dst.Truncate(dst.Len() - d.rows)
	}
	return err
}

// forget gives up the memory that a large record needed.
func (d *textScanner) forget() { d.raw, d.clean = nil, nil }

// document reads the document at i.
func (d *decoder) document(i int) int {
	switch d.p[i] {
	case '{':
		return d.object(&d.root, i, 1)
	case '[':
		return d.array(&d.root, i, 1)
	}
	return d.skip(i, 0, &d.num)
}

// object reads the object at i, whose fields are the kids of n.
func (d *decoder) object(n *node, i, depth int) int {
	if depth > wire.MaxDepth {
		return d.fail(i, "expected less nesting")
	}
	if i = d.blank(i + 1); i < len(d.p) && d.p[i] == '}' {
		return i + 1
	}
	guess, follows := n.first, &n.first
	for {
		var kid *node
		if guess != nil && len(d.p)-i > len(guess.quoted) && string(d.p[i:i+len(guess.quoted)]) == guess.quoted {
			kid = guess
			if i += len(guess.quoted); d.p[i] <= ' ' {
				i = d.blank(i)
			}
		} else if kid, i = d.field(n, i); i < 0 {
			return -1
		}
		if kid == nil {
			i = d.skip(i, depth, &d.num)
		} else {
			if kid != guess {
				*follows = kid
			}
			guess, follows = kid.next, &kid.next
			if kid.leaf != nil {
				i = d.column(kid.leaf, i, depth)
			} else {
				i = d.value(kid, i, depth)
			}
		}
		if i < 0 {
			return -1
		}
		if i < len(d.p) && d.p[i] == ',' {
			if i++; i < len(d.p) && d.p[i] <= ' ' {
				i = d.blank(i)
			}
			continue
		}
		var more bool
		if i, more = d.next(i, '}'); !more {
			return i
		}
	}
}

// field reads a field's name and the colon, and finds its node.
func (d *decoder) field(n *node, i int) (*node, int) {
	if i >= len(d.p) || d.p[i] != '"' {
		return nil, d.fail(i, "expected a field")
	}
	end := d.str(i)
	if end < 0 {
		return nil, -1
	}
	kid := n.find(d.unquote(i, end))
	return kid, d.colon(end)
}

// array reads the array at i, whose elements are the kids of n by index.
func (d *decoder) array(n *node, i, depth int) int {
	if depth > wire.MaxDepth {
		return d.fail(i, "expected less nesting")
	}
	if i = d.blank(i + 1); i < len(d.p) && d.p[i] == ']' {
		return i + 1
	}
	for k := 0; ; k++ {
		if kid := n.at(k); kid != nil {
			i = d.value(kid, i, depth)
		} else {
			i = d.skip(i, depth, &d.num)
		}
		if i < 0 {
			return -1
		}
		var more bool
		if i, more = d.next(i, ']'); !more {
			return i
		}
	}
}

// value reads the value at i into the columns of n and below it.
func (d *decoder) value(n *node, i, depth int) int {
	end := -1
	for _, c := range n.cols {
		if end = d.column(c, i, depth); end < 0 {
			return -1
		}
	}
	if len(n.kids) == 0 {
		return end
	}
	d.unset(n)
	if i < len(d.p) && d.p[i] == '{' {
		return d.object(n, i, depth+1)
	}
	if i < len(d.p) && d.p[i] == '[' {
		return d.array(n, i, depth+1)
	}
	return d.skip(i, depth, &d.num)
}

// unset takes back what columns below n have got from a field that comes again.
func (d *decoder) unset(n *node) {
	for _, k := range n.kids {
		for _, c := range k.cols {
			d.clear(c)
		}
		d.unset(k)
	}
}

// clear takes back the value that c has got from this record.
func (d *decoder) clear(c *target) {
	if c.gen != d.gen {
		return
	}
	c.Dst.Truncate(c.Dst.Len() - 1)
	c.gen--
	d.set--
	if c.bad != nil {
		c.bad = nil
		d.bad--
	}
}

// rollback takes back all of this record and returns the error of the first column
// whose value did not fit.
func (d *decoder) rollback() (err error) {
	for k := range d.cols {
		c := &d.cols[k]
		if c.gen == d.gen {
			c.Dst.Truncate(c.Dst.Len() - 1)
		}
		if c.bad != nil && err == nil {
			err = c.bad
		}
		c.bad = nil
	}
	return err
}

// unquote is the text of the string at [i, end), which was just read. It is valid
// until the next call.
func (d *textScanner) unquote(i, end int) []byte {
	s, escaped := d.p[i:end], d.escaped
	if d.high && !utf8.Valid(s) {
		d.clean = wire.AppendText(d.clean[:0], s)
		s = d.clean
	}
	if !escaped {
		return s[1 : len(s)-1]
	}
	// Half a surrogate pair is an error and becomes U+FFFD; the scanner has seen to the rest.
	d.raw, _ = jsontext.AppendUnquote(d.raw[:0], s)
	return d.raw
}
