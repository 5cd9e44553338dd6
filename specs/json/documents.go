package json

import (
	"bytes"
	"fmt"

	"starling/specs/wire"
)

// Documents is the property that says what becomes of a value with several JSON
// documents, one after the other or one per line: "one" is a bad record, "each" a row each.
const Documents = "starling.json.documents"

// What a record may become: documents of two bytes make rows of many columns.
const (
	maxDocuments      = 100_000
	maxDocumentValues = 4_000_000
)

// CheckDocuments is the error of a Documents among the properties that nothing which
// reads values does as it says: it is no value of it, or each where no row can be made of
// a document.
func CheckDocuments(props map[string]string, value wire.Reader) error {
	switch s, ok := props[Documents]; {
	case !ok || s == "one":
		return nil
	case s != "each":
		return fmt.Errorf(`property %q: %q is not supported, only "one" or "each"`, Documents, s)
	}
	switch value.(type) {
	case *reader, *objectReader:
		return nil
	case *envelopeReader:
		return fmt.Errorf(`property %q: "each" is not supported, a record is one change`, Documents)
	}
	return fmt.Errorf(`property %q: "each" is not supported, value_spec is not of JSON: json_spec and jackson make a row of each document of a value`, Documents)
}

// documents tells the documents of a record apart.
type documents struct {
	each bool   // there may be several
	hint string // how that can be had where there may not
	most int    // so many
	rows int    // documents of the last record so far
}

// newDocuments is by the properties, which CheckDocuments has seen, for a decoder of so many
// columns. A key is one document, and so is what is Single.
func newDocuments(e wire.Env, columns int) documents {
	d := documents{hint: fmt.Sprintf("; {%q: %q} makes a row of each", Documents, "each"), most: min(maxDocuments, maxDocumentValues/columns)}
	switch {
	case e.Part == "key" || e.Single:
		d.hint = ""
	case e.Props[Documents] == "each":
		d.each = true
	}
	return d
}

// Rows is how many rows the last record has become.
func (d *documents) Rows() int { return d.rows }

// opening is where the first document begins; the length of the record if it has none.
func (s *scanner) opening(d *documents) int {
	d.rows = 0
	i := 0
	if bytes.HasPrefix(s.p, wire.ByteOrderMark) {
		i = len(wire.ByteOrderMark)
	}
	if i = s.blank(i); d.each {
		i = s.separators(i)
	}
	return i
}

// recordSeparator precedes each document of a JSON text sequence.
const recordSeparator = 0x1e

// separators skips what may stand between documents, blanks aside.
func (s *scanner) separators(i int) int {
	for i < len(s.p) && s.p[i] == recordSeparator {
		i = s.blank(i + 1)
	}
	if bytes.HasPrefix(s.p[i:], wire.ByteOrderMark) {
		i = s.blank(i + len(wire.ByteOrderMark))
	}
	return i
}

// following is where the document after the one that ended at i begins; the length of the
// record if that was the last, and -1 if there must be none.
func (s *scanner) following(i int, d *documents) int {
	d.rows++
	next := s.blank(i)
	apart := next > i || i > 0 && closes(s.p[i-1])
	switch {
	case next == len(s.p):
		return next
	case d.each && d.rows == d.most:
		s.other = fmt.Errorf("more than %d JSON documents", d.most)
		return -1
	case d.each && apart:
		return s.separators(next)
	case !d.each && apart && s.skip(next, 0, new(wire.Number)) >= 0:
		s.other = fmt.Errorf("more than one JSON document: another begins at byte %d%s", next, d.hint)
		return -1
	}
	return s.fail(next, "expected the end")
}

// closes reports whether a value that ends with c needs nothing between it and the next.
func closes(c byte) bool { return c == '}' || c == ']' || c == '"' }
