package guess

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"starling/engine/column"
	"starling/specs/wire"
)

// nestMost is how deep a document may be.
const nestMost = 100

var errDeep = errors.New("too deep")

// add looks through a document. ok says that it is JSON and nothing else follows, object that
// it is an object.
func (n *node) add(doc []byte) (ok, object bool) {
	doc = bytes.TrimPrefix(doc, wire.ByteOrderMark)
	if !json.Valid(doc) {
		return false, false
	}
	s := &sight{most: nestMost}
	before := n.kinds[anObject]
	if err := s.document(n, doc); err != nil {
		return false, false
	}
	if _, err := s.dec.ReadToken(); err != io.EOF {
		return false, false
	}
	return true, n.kinds[anObject] > before
}

// sight goes through documents, one after the other.
type sight struct {
	dec  jsontext.Decoder
	most int  // how deep they may be
	room *int // how many fields more there may be; nil is any number
	num  wire.Number
	zone wire.ZoneCache
}

// document takes the value that doc begins with for n.
func (s *sight) document(n *node, doc []byte) error {
	s.dec.Reset(bytes.NewBuffer(doc), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	return s.value(n, 0)
}

// value takes the next value for n, if that is not nil.
func (s *sight) value(n *node, depth int) error {
	tok, err := s.dec.ReadToken()
	if err != nil {
		return err
	}
	if depth > s.most {
		return errDeep
	}
	k := aNull
	if n != nil {
		k = s.kind(tok)
		n.kinds[k]++
	}
	switch tok.Kind() {
	case '{':
		if n != nil && n.flat {
			n = nil
		}
		return s.object(n, depth)
	case '[':
		return s.array(n, depth)
	}
	return nil
}

func (s *sight) object(n *node, depth int) error {
	for s.dec.PeekKind() != '}' {
		name, err := s.dec.ReadToken()
		if err != nil {
			return err
		}
		var c *node
		if n != nil {
			if c, err = n.at(name.String(), s.room); err != nil {
				return err
			}
		}
		if err := s.value(c, depth+1); err != nil {
			return err
		}
	}
	_, err := s.dec.ReadToken()
	return err
}

// array counts the kinds of elements; what is within those is of no column.
func (s *sight) array(n *node, depth int) error {
	var elem *node
	if n != nil {
		elem = &node{flat: true}
	}
	for s.dec.PeekKind() != ']' {
		if err := s.value(elem, depth+1); err != nil {
			return err
		}
	}
	if n != nil {
		for k, c := range elem.kinds {
			n.elems[k] += c
		}
	}
	_, err := s.dec.ReadToken()
	return err
}

func (s *sight) kind(tok jsontext.Token) kind {
	switch tok.Kind() {
	case '{':
		return anObject
	case '[':
		return anArray
	case 't', 'f':
		return aBool
	case '"':
		switch text := tok.String(); {
		case text == "NaN" || text == "Infinity" || text == "-Infinity":
			return aNonNumber
		case isInstant(text, &s.num, &s.zone):
			return anInstant
		}
		return aText
	case '0':
		text := tok.String()
		if strings.ContainsAny(text, ".eE") {
			return aFloat
		}
		if n, err := strconv.ParseInt(text, 10, 64); err != nil || n == column.NullLong {
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
