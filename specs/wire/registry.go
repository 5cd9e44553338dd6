package wire

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Registry is a schema registry as specs see it. One value serves one consumer or
// producer: what "latest" meant when it was first asked for, it means as long as the
// value lives. It is safe for use by several goroutines.
type Registry interface {
	// Schema is a subject's schema; version Latest is its newest. It tries again for
	// a while if the registry does not answer; for a Decoder it may wait as ByID does.
	Schema(ctx context.Context, subject string, version int) (Schema, error)
	// ByID is the schema of an id that stands in a record. While the registry does
	// not answer it waits, until ctx ends: not to know a schema yet says nothing
	// against the record. ErrNoSchema is the registry's answer that there is none.
	ByID(ctx context.Context, id int) (Schema, error)
	// ByGUID is ByID for a GUID, as text of 36 characters in small letters.
	ByGUID(ctx context.Context, guid string) (Schema, error)
	// Register puts a schema under a subject, unless it is there, and gives it with its id.
	Register(ctx context.Context, subject string, s Schema) (Schema, error)
}

// Latest is the version that a subject got last.
const Latest = 0

// ErrNoSchema says that a registry has answered, and has no such schema.
var ErrNoSchema = errors.New("schema not found")

// ErrTooLarge says that a registry's answer is larger than any schema may be: to ask
// again would not change it.
var ErrTooLarge = errors.New("too large")

// SchemaType is the language a schema is written in.
type SchemaType string

// The languages, as registries name them.
const (
	AvroSchema     SchemaType = "AVRO"
	ProtobufSchema SchemaType = "PROTOBUF"
	JSONSchema     SchemaType = "JSON"
)

// readers is the spec that reads each language.
var readers = map[SchemaType]string{
	AvroSchema: "kc.avro_spec", ProtobufSchema: "kc.protobuf_spec", JSONSchema: "kc.json_spec",
}

// Schema is a schema of a registry.
type Schema struct {
	Subject    string // where it was asked for by name
	Version    int    // of the subject; 0 where it was asked for by id
	ID         int
	Type       SchemaType
	Text       string
	References []Reference // schemas that the text names, to be had from the same registry
}

// Identity tells schemas apart, also those of several registries.
func (s Schema) Identity() string {
	if len(s.References) == 0 {
		return s.Text
	}
	return fmt.Sprint(s.Text, s.References) // the same text may name other schemas
}

// LookupError says that a schema could not be fetched; it may be that it is there.
type LookupError struct {
	Ref string // what it is called where it is referred to
	Err error
}

func (e *LookupError) Error() string { return fmt.Sprintf("reference %q: %v", e.Ref, e.Err) }
func (e *LookupError) Unwrap() error { return e.Err }

// Reference is a schema that another one names.
type Reference struct {
	Name    string // as the text has it: a full name in Avro, a path to import in Protobuf
	Subject string
	Version int
}

// Check reports a schema of another language than want.
func (s Schema) Check(want SchemaType) error {
	if s.Type == want {
		return nil
	}
	err := fmt.Errorf("is a schema of type %s, not %s", s.Type, want)
	if spec, ok := readers[s.Type]; ok {
		err = fmt.Errorf("%w; %s reads those", err, spec)
	}
	return err
}

// ParseVersion reads a version as scripts write it: "latest" or a number from 1 on.
func ParseVersion(text string) (int, error) {
	if text == "" || strings.EqualFold(text, "latest") {
		return Latest, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fmt.Errorf(`schema_version %q: must be "latest" or a number from 1 on`, text)
	}
	return n, nil
}
