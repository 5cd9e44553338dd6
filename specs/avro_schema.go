package specs

import (
	"slices"
	"strings"
)

// maxAvroBranches bounds unions: each type of a writer's is looked for among the reader's.
const maxAvroBranches = 1000

// shownBranches is how many types of a union an error names.
const shownBranches = 20

// avroKind is a type of Avro.
type avroKind uint8

const (
	avroNull avroKind = iota
	avroBool
	avroInt
	avroLong
	avroFloat
	avroDouble
	avroBytes
	avroString
	avroEnum
	avroFixed
	avroArray
	avroMap
	avroRecord
	avroUnion
)

// avroSchema is a parsed schema; see parseAvro.
type avroSchema struct {
	kind     avroKind
	name     string // full name of a record, enum or fixed
	aliases  []string
	logical  string // logical type, "" for none or one that does not fit
	prec     int    // of a decimal
	scale    int
	size     int // of a fixed
	symbols  []string
	fallback any // an enum's default as in the text, nil for none; it need not be a symbol
	fields   []avroField
	elem     *avroSchema // an array's items, a map's values
	branches []*avroSchema
}

// avroField is a field of a record.
type avroField struct {
	name    string
	aliases []string
	typ     *avroSchema
	def     any // as in the JSON text, numbers as json.Number
	hasDef  bool
	data    []byte // the default in binary form
	bad     error  // why there is none, which matters where the default is used
}

var avroNames = [...]string{
	"null", "boolean", "int", "long", "float", "double", "bytes", "string", "enum", "fixed", "array", "map", "record", "union",
}

// String is the type as an error names it.
func (s *avroSchema) String() string {
	switch s.kind {
	case avroRecord, avroEnum, avroFixed:
		return avroNames[s.kind] + " " + s.name
	case avroArray, avroMap:
		return avroNames[s.kind] + " of " + s.elem.shallow()
	case avroUnion:
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
		return avroNames[s.kind] + " (" + s.logical + ")"
	}
	return avroNames[s.kind]
}

// shallow is String without what is inside.
func (s *avroSchema) shallow() string {
	if s.kind == avroArray || s.kind == avroMap || s.kind == avroUnion {
		return avroNames[s.kind]
	}
	return s.String()
}

// means reports whether records of other are read as those of s: by the full name, or by
// an alias.
func (s *avroSchema) means(other *avroSchema) bool {
	return s.name == other.name || slices.Contains(s.aliases, other.name)
}

// called reports whether s goes by the name of other, or by an alias of it: either by
// the full name or, where spaces differ, by its last part.
func (s *avroSchema) called(other *avroSchema) bool {
	return s.means(other) || lastPart(s.name) == lastPart(other.name)
}

func lastPart(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// nonNull is the other branch of a union of null and one more type, s itself if it is
// no such union. null is the number of the branch null, -1 if there is none.
func (s *avroSchema) nonNull() (other *avroSchema, null int) {
	if s.kind != avroUnion {
		return s, -1
	}
	if len(s.branches) == 1 {
		return s.branches[0], -1
	}
	if len(s.branches) == 2 {
		for i, b := range s.branches {
			if b.kind == avroNull {
				return s.branches[1-i], i
			}
		}
	}
	return s, -1
}
