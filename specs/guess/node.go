package guess

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"starling/engine/column"
	"starling/specs/wire"
)

// kind is a kind of JSON values.
type kind uint8

const (
	aNull kind = iota
	aBool
	anInt
	aLarge // a whole number that no long holds
	aFloat
	aText
	anInstant
	anArray
	anObject
	kinds
)

// kindNames is what they are called.
var kindNames = [kinds]string{aBool: "boolean", anInt: "number", aLarge: "number", aFloat: "number", aText: "String", anInstant: "String", anArray: "array", anObject: "object"}

// node is a field of JSON objects, or the document: how often its values are of which kind.
type node struct {
	name     string
	hidden   bool
	kinds    [kinds]int
	elems    [kinds]int // of its arrays
	order    []*node    // fields of its objects, as they first came
	children map[string]*node
}

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

// at is the field of a name.
func (n *node) at(name string) *node {
	c := n.children[name]
	if c == nil {
		if n.children == nil {
			n.children = map[string]*node{}
		}
		c = &node{name: name}
		n.children[name], n.order = c, append(n.order, c)
	}
	return c
}

func (n *node) child(name string) bool { return n.children[name] != nil }

// only reports whether all values are of these kinds, or null, and some are.
func (n *node) only(these ...kind) bool {
	all, of := 0, 0
	for k, c := range n.kinds {
		if kind(k) != aNull {
			all += c
		}
	}
	for _, k := range these {
		of += n.kinds[k]
	}
	return all > 0 && all == of
}

// mapLike reports whether the objects are maps: many fields, of which most have few.
func (n *node) mapLike() bool {
	const many, share = 20, 4
	values := 0
	for _, c := range n.order {
		for _, k := range c.kinds {
			values += k
		}
	}
	return len(n.order) > many && values*share < n.kinds[anObject]*len(n.order)
}

// enveloped reports whether the documents are Kafka Connect's, with their schema beside them.
func (n *node) enveloped() bool {
	return len(n.order) == 2 && n.child("schema") && n.child("payload") && n.children["payload"].only(anObject)
}

// column is what the values become, and what more is to be said of them.
func (n *node) column() (k column.Kind, of string) {
	switch {
	case n.only(aBool):
		return column.Bool, ""
	case n.only(anInt):
		return column.Long, ""
	case n.only(anInt, aFloat):
		return column.Double, ""
	case n.only(anInstant):
		return column.Instant, ""
	case n.only(aText, anInstant):
		return column.String, ""
	case n.only(anArray):
		return column.String, "array of " + mixed(n.elems)
	}
	return column.String, mixed(n.kinds)
}

// mixed names the kinds that there are.
func mixed(counts [kinds]int) string {
	var out []string
	for k, c := range counts {
		if name := kindNames[k]; c > 0 && name != "" && (len(out) == 0 || out[len(out)-1] != name) {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		return "null"
	}
	return strings.Join(out, " or ")
}
