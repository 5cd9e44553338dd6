package recording

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/twmb/franz-go/pkg/sr"
)

// Schema is a version of a subject.
type Schema struct {
	Subject    string      `json:"subject"`
	Version    int         `json:"version"`
	ID         int         `json:"id"`
	Type       string      `json:"type"` // AVRO, PROTOBUF or JSON
	Schema     string      `json:"schema"`
	References []Reference `json:"references,omitempty"`
}

// Reference is another schema that one needs, by the name that it has there.
type Reference struct {
	Name    string `json:"name"`
	Subject string `json:"subject"`
	Version int    `json:"version"`
}

// Text is the schema as registries take it.
func (s *Schema) Text() (sr.Schema, error) {
	out := sr.Schema{Schema: s.Schema}
	if err := out.Type.UnmarshalText([]byte(s.Type)); err != nil {
		return out, fmt.Errorf("subject %s: %w", s.Subject, err)
	}
	for _, r := range s.References {
		out.References = append(out.References, sr.SchemaReference{Name: r.Name, Subject: r.Subject, Version: r.Version})
	}
	return out, nil
}

// schemaOf is a version as it is kept.
func schemaOf(s sr.SubjectSchema) Schema {
	out := Schema{Subject: s.Subject, Version: s.Version, ID: s.ID, Type: s.Type.String(), Schema: s.Schema.Schema}
	for _, r := range s.References {
		out.References = append(out.References, Reference{r.Name, r.Subject, r.Version})
	}
	return out
}

// writeSchemas writes schemas, each after those that it needs.
func writeSchemas(w io.Writer, all []Schema) error {
	out := bufio.NewWriter(w)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	for _, s := range all {
		if err := e.Encode(s); err != nil {
			return err
		}
	}
	return out.Flush()
}

func readSchemas(text []byte) (all []Schema, err error) {
	n := 0
	for row := range bytes.Lines(text) {
		n++
		if len(bytes.TrimSpace(row)) == 0 {
			continue
		}
		var s Schema
		if err := strict(row, &s); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		all = append(all, s)
	}
	return all, nil
}
