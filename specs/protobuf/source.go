package protobuf

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"starling/internal/files"
	"starling/specs/wire"
)

// file is a file of a schema.
type file struct {
	path     string
	messages []*message // each followed by those within it
}

// source finds messages and remembers what was parsed: readers of many partitions
// ask for the same one.
type source struct {
	mu    sync.Mutex
	files map[string][]*file // by the identity of a schema; "" is those of paths
}

// ofRegistry is the named message of a subject, its first one if name is "".
func (s *source) ofRegistry(ctx context.Context, env wire.Env, subject string, version int, name string) (*message, wire.Schema, error) {
	reg, err := env.NeedRegistry()
	if err != nil {
		return nil, wire.Schema{}, err
	}
	schema, err := reg.Schema(ctx, subject, version)
	if err != nil {
		return nil, wire.Schema{}, err
	}
	files, err := s.parsed(schema.Identity(), func() ([]*file, error) { return fetched(ctx, reg, schema) })
	if err != nil {
		return nil, wire.Schema{}, fmt.Errorf("subject %q: %w", subject, err)
	}
	m, err := files[0].message(name)
	if err != nil {
		return nil, wire.Schema{}, fmt.Errorf("subject %q: %w", subject, err)
	}
	return m, schema, nil
}

// parsed is the files of an identity, parsed the first time. Parsing may wait for the
// registry, so that two may do it at once; the first to be done counts.
func (s *source) parsed(identity string, parse func() ([]*file, error)) ([]*file, error) {
	s.mu.Lock()
	files, ok := s.files[identity]
	s.mu.Unlock()
	if ok {
		return files, nil
	}
	files, err := parse()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if first, ok := s.files[identity]; ok {
		return first, nil
	}
	if s.files == nil {
		s.files = map[string][]*file{}
	}
	s.files[identity] = files
	return files, nil
}

// message is the named message of the file, the first one if name is "".
func (f *file) message(name string) (*message, error) {
	for _, m := range f.messages {
		if name == "" || m.name == name {
			return m, nil
		}
	}
	if len(f.messages) == 0 {
		return nil, errors.New("the schema has no message")
	}
	return nil, fmt.Errorf("schema_message_name %q: there is no such message; there are %s", name, messageNames(f))
}

// messageNames lists messages for an error, so many as can be read.
func messageNames(files ...*file) string {
	var names []string
	for _, f := range files {
		for _, m := range f.messages {
			names = append(names, m.name)
		}
	}
	if len(names) > 20 {
		names = append(names[:20], "…")
	}
	return strings.Join(names, ", ")
}

// fetched parses a schema of a registry with those that it imports. Its own file
// comes first.
func fetched(ctx context.Context, reg wire.Registry, s wire.Schema) ([]*file, error) {
	if err := s.Check(wire.ProtobufSchema); err != nil {
		return nil, err
	}
	if err := wire.CheckSchemaText(s.Text); err != nil {
		return nil, err
	}
	texts := map[string]string{}
	if err := imports(ctx, reg, s, texts, wire.Follow(s), 1); err != nil {
		return nil, err
	}
	main := s.Subject
	if main == "" {
		main = "schema"
	}
	for texts[main] != "" {
		main += "'" // an import has the name
	}
	texts[main] = s.Text
	return parse(texts, main)
}

// imports adds the texts of what s imports, and of what that imports, by their paths.
// depth is the length of the chain from the first schema.
func imports(ctx context.Context, reg wire.Registry, s wire.Schema, texts map[string]string, so *wire.Followed, depth int) error {
	for _, ref := range s.References {
		if _, seen := texts[ref.Name]; seen {
			continue
		}
		other, err := reg.Schema(ctx, ref.Subject, ref.Version)
		if err == nil {
			err = other.Check(wire.ProtobufSchema)
		}
		if err != nil {
			return &wire.LookupError{Ref: ref.Name, Err: err}
		}
		if err := so.Add(other, depth); err != nil {
			return fmt.Errorf("reference %s: %w", wire.Quote([]byte(ref.Name)), err)
		}
		texts[ref.Name] = other.Text
		if err := imports(ctx, reg, other, texts, so, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// ofFiles is the named message of the files at paths, and the file that has it.
func (s *source) ofFiles(access *files.Access, name string, paths []string) (*message, *file, error) {
	files, err := s.parsed("", func() ([]*file, error) { return readFiles(access, paths) })
	if err != nil {
		return nil, nil, fmt.Errorf("proto_path: %w", err)
	}
	for _, f := range files {
		for _, m := range f.messages {
			if m.name == name {
				return m, f, nil
			}
		}
	}
	return nil, nil, fmt.Errorf("message_class %q: there is no such message in proto_path %q, which has %s; "+
		"message_class names a message of .proto files here, not a Java class", name, paths, messageNames(files...))
}

// readFiles parses .proto files, directories of them, which are the roots of what
// they import, and files of descriptor sets as protoc --descriptor_set_out makes them.
func readFiles(access *files.Access, paths []string) (files []*file, err error) {
	texts := map[string]string{}
	var names []string
	add := func(root, path string) error {
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if _, twice := texts[name]; twice { // of two roots the first counts, as with protoc
			return nil
		}
		b, err := access.ReadFile(path)
		texts[name] = string(b)
		names = append(names, name)
		return err
	}
	for _, p := range paths {
		info, err := access.Stat(p)
		switch {
		case err != nil:
		case info.IsDir():
			err = access.Walk(p, func(path string) error {
				if filepath.Ext(path) != ".proto" {
					return nil
				}
				return add(p, path)
			})
		case filepath.Ext(p) == ".proto":
			err = add(filepath.Dir(p), p)
		default:
			var set []*file
			set, err = readDescriptorSet(access, p)
			files = append(files, set...)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(names) == 0 {
		if len(files) == 0 {
			return nil, fmt.Errorf("%q: there are no .proto files", paths)
		}
		return files, nil
	}
	parsed, err := parse(texts, names...)
	return append(files, parsed...), err
}
