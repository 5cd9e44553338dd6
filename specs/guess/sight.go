package guess

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"starling/specs/wire"
)

// nestMost is how deep a document may be.
const nestMost = 100

var errDeep = errors.New("too deep")

// add looks through a document. ok says that it is JSON and nothing else follows, object that
// it is an object.
func (n *node) add(doc []byte) (ok, object bool) {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(doc, []byte(wire.ByteOrderMark))))
	d.UseNumber()
	if !json.Valid(bytes.TrimPrefix(doc, []byte(wire.ByteOrderMark))) {
		return false, false
	}
	s := &sight{dec: d}
	before := n.kinds[anObject]
	if err := s.value(n, 0); err != nil {
		return false, false
	}
	if _, err := d.Token(); err != io.EOF {
		return false, false
	}
	return true, n.kinds[anObject] > before
}

// sight goes through one document.
type sight struct {
	dec  *json.Decoder
	num  wire.Number
	zone wire.ZoneCache
}

// value takes the next value for n, if that is not nil.
func (s *sight) value(n *node, depth int) error {
	tok, err := s.dec.Token()
	if err != nil {
		return err
	}
	if depth > nestMost {
		return errDeep
	}
	k := s.kind(tok)
	if n != nil {
		n.kinds[k]++
	}
	switch k {
	case anObject:
		return s.object(n, depth)
	case anArray:
		return s.array(n, depth)
	}
	return nil
}

func (s *sight) object(n *node, depth int) error {
	for s.dec.More() {
		name, err := s.dec.Token()
		if err != nil {
			return err
		}
		var c *node
		if n != nil {
			c = n.at(name.(string))
		}
		if err := s.value(c, depth+1); err != nil {
			return err
		}
	}
	_, err := s.dec.Token()
	return err
}

// array counts the kinds of elements; what is within those is of no column.
func (s *sight) array(n *node, depth int) error {
	elem := &node{}
	for s.dec.More() {
		if err := s.value(elem, depth+1); err != nil {
			return err
		}
	}
	if n != nil {
		for k, c := range elem.kinds {
			n.elems[k] += c
		}
	}
	_, err := s.dec.Token()
	return err
}

func (s *sight) kind(tok json.Token) kind {
	switch tok := tok.(type) {
	case json.Delim:
		if tok == '{' {
			return anObject
		}
		return anArray
	case bool:
		return aBool
	case string:
		if isInstant(tok, &s.num, &s.zone) {
			return anInstant
		}
		return aText
	case json.Number:
		if strings.ContainsAny(string(tok), ".eE") {
			return aFloat
		}
		if _, err := tok.Int64(); err != nil {
			return aLarge
		}
		return anInt
	}
	return aNull
}

// isInstant tells text that is an instant: a day or more, and a time zone.
func isInstant(s string, n *wire.Number, z *wire.ZoneCache) bool {
	if len(s) < len("2006-01-02T15:04Z") || s[4] != '-' || !bytes.ContainsAny([]byte(s), "Tt") {
		return false
	}
	_, why := wire.ParseInstant([]byte(s), n, z)
	return why == ""
}
