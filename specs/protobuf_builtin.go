package specs

import (
	"embed"
	"io"
	"io/fs"
	"strings"
)

// builtinProtos is the files that schemas import without saying where they are: those that
// Confluent's registry and serializers know, beside google/protobuf, which the parser has.
//
//go:embed protos
var builtinProtos embed.FS

// protoAccessor opens files to parse: those given by path, before those built in.
func protoAccessor(texts map[string]string) func(string) (io.ReadCloser, error) {
	return func(path string) (io.ReadCloser, error) {
		text, ok := texts[path]
		if !ok {
			b, err := builtinProtos.ReadFile("protos/" + path)
			if err != nil {
				return nil, fs.ErrNotExist
			}
			text = string(b)
		}
		return io.NopCloser(strings.NewReader(text)), nil
	}
}
