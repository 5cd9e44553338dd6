package wire

import (
	"fmt"
	"strings"
)

// What a schema may ask for. Schemas come from a registry, which others write to, or are
// named by a record; each bound is far above what schemas of people need, and what is
// within them is parsed in seconds and megabytes.
const (
	// MaxSchemaText is the bytes of a schema with all that it refers to. A registry on
	// Kafka keeps each schema in one record, of 1 MB unless the topic was told otherwise.
	MaxSchemaText = 4 << 20
	// maxReferences is the schemas that a schema refers to, each of them one question to
	// the registry, and those that they refer to.
	maxReferences = 500
	// maxReferenceDepth is how long a chain of references may be.
	maxReferenceDepth = 50
	// maxName is the bytes of the name of a type, a field or a symbol: names are joined to
	// paths and stand in columns, thousands of times.
	maxName = 1000
	// maxPath is the bytes of the names that lead to a field.
	maxPath = 2000
)

// What a record may ask for.
const (
	// MaxDepth is how deep objects and arrays of JSON may nest, as in Jackson.
	MaxDepth = 1000
	// DefaultBytes is how many bytes of text that is not in the record, but in a schema,
	// count as one value more.
	DefaultBytes = 4
)

// CheckSchemaText reports texts that are larger together than a schema may be.
func CheckSchemaText(text string, refs ...string) error {
	n := len(text)
	for _, ref := range refs {
		n += len(ref)
	}
	if n > MaxSchemaText {
		return fmt.Errorf("the schema has %d bytes with those that it refers to, more than the %d that are taken", n, MaxSchemaText)
	}
	return nil
}

// CheckName reports a name that is too long; what says of what.
func CheckName(what, name string) error {
	if len(name) > maxName {
		return fmt.Errorf("the name of a %s, %s, has %d bytes, more than %d", what, Quote([]byte(name)), len(name), maxName)
	}
	return nil
}

// CheckPath reports a path that is too long.
func CheckPath(path string) error {
	if len(path) > maxPath {
		return fmt.Errorf("field %s: the path has %d bytes, more than %d", Quote([]byte(path)), len(path), maxPath)
	}
	return nil
}

// Followed counts the schemas that were fetched because others refer to them.
type Followed struct{ schemas, bytes int }

// Follow begins to count, at a schema that may refer to others.
func Follow(s Schema) *Followed { return &Followed{bytes: len(s.Text)} }

// Add counts one more, at the end of a chain of the given length.
func (f *Followed) Add(s Schema, depth int) error {
	f.schemas++
	f.bytes += len(s.Text)
	switch {
	case depth > maxReferenceDepth:
		return fmt.Errorf("the chain of references is longer than %d", maxReferenceDepth)
	case f.schemas > maxReferences:
		return fmt.Errorf("the schema refers to more than %d others", maxReferences)
	case f.bytes > MaxSchemaText:
		return fmt.Errorf("the schemas that it refers to have more than %d bytes", MaxSchemaText)
	}
	return nil
}

// Clip is the beginning of a text that an error shows.
func Clip(text string) string {
	const most = 500
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
