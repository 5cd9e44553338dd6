package guess

import (
	"strings"

	"starling/engine/column"
)

// kind is a kind of JSON values.
type kind uint8

const (
	aNull kind = iota
	aBool
	anInt
	aLarge // a whole number that no column of longs holds
	aFloat
	aNonNumber // a text that stands for one which JSON has not: NaN, Infinity
	aText
	anInstant
	anArray
	anObject
	kinds
)

// kindNames is what they are called.
var kindNames = [kinds]string{aBool: "boolean", anInt: "number", aLarge: "number", aFloat: "number", aNonNumber: "String", aText: "String", anInstant: "String", anArray: "array", anObject: "object"}

// node is a field of JSON objects, or the document: how often its values are of which kind.
type node struct {
	name     string
	hidden   bool
	flat     bool // fields of its objects are of no column
	kinds    [kinds]int
	elems    [kinds]int // of its arrays
	order    []*node    // fields of its objects, as they first came
	children map[string]*node
}

// at is the field of a name; room, unless nil, is how many more there may be.
func (n *node) at(name string, room *int) (*node, error) {
	c := n.children[name]
	if c != nil {
		return c, nil
	}
	if room != nil {
		if *room == 0 {
			return nil, errMany
		}
		*room--
	}
	if n.children == nil {
		n.children = map[string]*node{}
	}
	c = &node{name: name}
	n.children[name], n.order = c, append(n.order, c)
	return c, nil
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
	case n.only(anInt, aFloat, aNonNumber) && !n.only(aNonNumber):
		return column.Double, ""
	case n.only(anInstant):
		return column.Instant, ""
	case n.only(aText, anInstant, aNonNumber):
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
