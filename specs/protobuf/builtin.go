package protobuf

import (
	"embed"
	"io"
	"io/fs"
	"strings"
)

// builtins is the files that schemas import without saying where they are: those that
// Confluent's registry and serializers know, beside google/protobuf, which the parser has.
//
//go:embed protos
var builtins embed.FS

// accessor opens files to parse: those given by path, before those built in.
func accessor(texts map[string]string) func(string) (io.ReadCloser, error) {
	return func(path string) (io.ReadCloser, error) {
		text, ok := texts[path]
		if !ok {
			b, err := builtins.ReadFile("protos/" + path)
			if err != nil {
				return nil, fs.ErrNotExist
			}
			text = string(b)
		}
		return io.NopCloser(strings.NewReader(text)), nil
	}
}
