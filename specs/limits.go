package specs

import (
	"fmt"
	"strings"
)

// What a schema may ask for. Schemas come from a registry, which others write to, or are
// named by a record; each bound is far above what schemas of people need, and what is
// within them is parsed in seconds and megabytes.
const (
	// maxSchemaText is the bytes of a schema with all that it refers to. A registry on
	// Kafka keeps each schema in one record, of 1 MB unless the topic was told otherwise.
	maxSchemaText = 4 << 20
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
	// maxDepth is how deep objects and arrays of JSON may nest, as in Jackson.
	maxDepth = 1000
	// defaultBytes is how many bytes of text that is not in the record, but in a schema,
	// count as one value more.
	defaultBytes = 4
)

// checkSchemaText reports texts that are larger together than a schema may be.
func checkSchemaText(text string, refs ...string) error {
	n := len(text)
	for _, ref := range refs {
		n += len(ref)
	}
	if n > maxSchemaText {
		return fmt.Errorf("the schema has %d bytes with those that it refers to, more than the %d that are taken", n, maxSchemaText)
	}
	return nil
}

// checkName reports a name that is too long; what says of what.
func checkName(what, name string) error {
	if len(name) > maxName {
		return fmt.Errorf("the name of a %s, %s, has %d bytes, more than %d", what, quote([]byte(name)), len(name), maxName)
	}
	return nil
}

// checkPath reports a path that is too long.
func checkPath(path string) error {
	if len(path) > maxPath {
		return fmt.Errorf("field %s: the path has %d bytes, more than %d", quote([]byte(path)), len(path), maxPath)
	}
	return nil
}

// followed counts the schemas that were fetched because others refer to them.
type followed struct{ schemas, bytes int }

// add counts one more, at the end of a chain of the given length.
func (f *followed) add(s Schema, depth int) error {
	f.schemas++
	f.bytes += len(s.Text)
	switch {
	case depth > maxReferenceDepth:
		return fmt.Errorf("the chain of references is longer than %d", maxReferenceDepth)
	case f.schemas > maxReferences:
		return fmt.Errorf("the schema refers to more than %d others", maxReferences)
	case f.bytes > maxSchemaText:
		return fmt.Errorf("the schemas that it refers to have more than %d bytes", maxSchemaText)
	}
	return nil
}

// clip is the beginning of a text that an error shows.
func clip(text string) string {
	const most = 500
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
