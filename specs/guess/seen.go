package guess

import (
	"fmt"

	"starling/engine/column"
	"starling/specs/wire"
)

// Bounds of what is seen of a file: a table has few columns, and what has more fields is something
// else, such as an index by names.
const (
	mostFields      = 200_000
	mostFileColumns = 10_000
)

var errMany = fmt.Errorf("more than %d different fields", mostFields)

// Seen is what was seen of objects of JSON, all of them and not a sample. It names and types columns
// as guesses do: a field within an object is outer_inner, and what has values of several kinds,
// arrays, objects of ever other fields and what is deeper than four objects stay text.
type Seen struct {
	root  node
	sight sight
	room  int
}

// NewSeen has seen nothing.
func NewSeen() *Seen {
	s := &Seen{room: mostFields}
	s.sight.most, s.sight.room = wire.MaxDepth+1, &s.room
	return s
}

// Add sees one more object, which is JSON.
func (s *Seen) Add(object []byte) error { return s.sight.document(&s.root, object) }

// Columns is the columns of all that was seen, and the fields of those that are named otherwise, as
// json.Reader takes them. An error is that there are too many.
func (s *Seen) Columns() ([]column.Field, []wire.Mapping, error) {
	f := &fieldList{taken: wire.TakenNames{}, most: mostFileColumns}
	f.below(&s.root, nil, 0)
	if f.left > 0 {
		return nil, nil, fmt.Errorf("more than %d columns", mostFileColumns)
	}
	return f.columns, f.mapping, nil
}
