package avro

import (
	"slices"
	"strings"
)

// maxBranches bounds unions: each type of a writer's is looked for among the reader's.
const maxBranches = 1000

// shownBranches is how many types of a union an error names.
const shownBranches = 20

// kind is a type of Avro.
type kind uint8

const (
	nullKind kind = iota
	boolKind
	intKind
	longKind
	floatKind
	doubleKind
	bytesKind
	stringKind
	enumKind
	fixedKind
	arrayKind
	mapKind
	recordKind
	unionKind
)

// schema is a parsed schema; see parse.
type schema struct {
	kind     kind
	name     string // full name of a record, enum or fixed
	aliases  []string
	logical  string // logical type, "" for none or one that does not fit
	prec     int    // of a decimal
	scale    int
	size     int // of a fixed
	symbols  []string
	fallback any // an enum's default as in the text, nil for none; it need not be a symbol
	fields   []field
	elem     *schema // an array's items, a map's values
	branches []*schema
}

// field is a field of a record.
type field struct {
	name    string
	aliases []string
	typ     *schema
	def     any // as in the JSON text, numbers as json.Number
	hasDef  bool
	data    []byte // the default in binary form
	bad     error  // why there is none, which matters where the default is used
}

var names = [...]string{
	"null", "boolean", "int", "long", "float", "double", "bytes", "string", "enum", "fixed", "array", "map", "record", "union",
}

// String is the type as an error names it.
func (s *schema) String() string {
	switch s.kind {
	case recordKind, enumKind, fixedKind:
		return names[s.kind] + " " + s.name
	case arrayKind, mapKind:
		return names[s.kind] + " of " + s.elem.shallow()
	case unionKind:
		var b strings.Builder
		for i, x := range s.branches {
			if i > 0 {
				b.WriteString(" or ")
			}
			if i == shownBranches {
				b.WriteString("…")
				break
			}
			b.WriteString(x.shallow())
		}
		return b.String()
	}
	if s.logical != "" {
		return names[s.kind] + " (" + s.logical + ")"
	}
	return names[s.kind]
}

// shallow is String without what is inside.
func (s *schema) shallow() string {
	if s.kind == arrayKind || s.kind == mapKind || s.kind == unionKind {
		return names[s.kind]
	}
	return s.String()
}

// means reports whether records of other are read as those of s: by the full name, or by
// an alias.
func (s *schema) means(other *schema) bool {
	return s.name == other.name || slices.Contains(s.aliases, other.name)
}

// called reports whether s goes by the name of other, or by an alias of it: either by
// the full name or, where spaces differ, by its last part.
func (s *schema) called(other *schema) bool {
	return s.means(other) || lastPart(s.name) == lastPart(other.name)
}

func lastPart(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// nonNull is the other branch of a union of null and one more type, s itself if it is
// no such union. null is the number of the branch null, -1 if there is none.
func (s *schema) nonNull() (other *schema, null int) {
	if s.kind != unionKind {
		return s, -1
	}
	if len(s.branches) == 1 {
		return s.branches[0], -1
	}
	if len(s.branches) == 2 {
		for i, b := range s.branches {
			if b.kind == nullKind {
				return s.branches[1-i], i
			}
		}
	}
	return s, -1
}
