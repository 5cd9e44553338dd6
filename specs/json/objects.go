package json

import (
	"bytes"
	"fmt"

	"starling/specs/wire"
)

// EachObject calls each with every object of a text and the line that it begins in, from 1 on: the
// elements of one array, or objects one after the other, as in JSON lines, by what the text begins
// with. A byte order mark is passed over, and a text of nothing else has none. The first value that
// is no object and what is no JSON are errors that name the line, also those behind objects that
// each had; an error of each ends it and is its own.
func EachObject(text []byte, each func(object []byte, line int) error) error {
	w := &objectWalk{scanner: scanner{p: bytes.TrimPrefix(text, wire.ByteOrderMark)}, each: each, line: 1}
	i := w.blank(0)
	if i < len(w.p) && w.p[i] == '[' {
		return w.array(i)
	}
	for i < len(w.p) {
		end, err := w.object(i)
		if err != nil {
			return err
		}
		i = w.blank(end)
	}
	return nil
}

// objectWalk goes through the objects of a text.
type objectWalk struct {
	scanner
	each func([]byte, int) error
	num  wire.Number
	// of the place up to which lines were counted:
	counted, line int
}

// array goes through the array at i, which is all there is.
func (w *objectWalk) array(i int) error {
	i = w.blank(i + 1)
	for more := i >= len(w.p) || w.p[i] != ']'; more; {
		end, err := w.object(i)
		if err != nil {
			return err
		}
		i, more = w.next(end, ']')
		if i < 0 {
			return w.failed()
		}
		if !more {
			i-- // the bracket
		}
	}
	if i = w.blank(i + 1); i < len(w.p) {
		w.fail(i, "expected the end")
		return w.failed()
	}
	return nil
}

// object hands on the object at i.
func (w *objectWalk) object(i int) (end int, err error) {
	if i >= len(w.p) {
		w.fail(i, "expected an object")
		return 0, w.failed()
	}
	if end = w.skip(i, 0, &w.num); end < 0 {
		return 0, w.failed()
	}
	w.count(i)
	if w.p[i] != '{' {
		return 0, fmt.Errorf("line %d: %s is not an object", w.line, wire.Quote(w.p[i:end]))
	}
	return end, w.each(w.p[i:end:end], w.line)
}

// count makes line that of the byte i, which is not before the last one.
func (w *objectWalk) count(i int) {
	w.line += bytes.Count(w.p[w.counted:i], []byte{'\n'})
	w.counted = i
}

// failed is the last failure, by its place in its line.
func (w *objectWalk) failed() error {
	at := min(w.at, len(w.p))
	w.count(max(at, w.counted))
	begin := bytes.LastIndexByte(w.p[:at], '\n') + 1
	in := scanner{p: w.p[begin:], at: w.at - begin, what: w.what}
	return fmt.Errorf("line %d: %w", w.line, in.err())
}
