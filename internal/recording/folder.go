package recording

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"starling/internal/files"
)

// Recording is what a folder keeps.
type Recording struct {
	Topics  []*Topic
	Schemas []Schema // each after those that it needs
}

// Read reads a folder.
func Read(access *files.Access, dir string) (*Recording, error) {
	out := &Recording{}
	err := access.Walk(dir, func(path string) error {
		if filepath.Dir(path) != filepath.Clean(dir) || !strings.HasSuffix(path, ending) {
			return nil
		}
		text, err := access.ReadFile(path)
		if err != nil {
			return err
		}
		if filepath.Base(path) == schemasFile {
			out.Schemas, err = readSchemas(text)
		} else {
			var t *Topic
			if t, err = readTopic(text); err == nil {
				out.Topics = append(out.Topics, t)
			}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	})
	if err == nil && len(out.Topics) == 0 {
		err = fmt.Errorf("%s: there is no recorded topic in it, as starling record writes them", dir)
	}
	sortTopics(out.Topics)
	return out, err
}

// Write writes a folder, which is made if it is missing. Files of the same topics are replaced.
func (r *Recording) Write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, t := range r.Topics {
		if err := save(filepath.Join(dir, t.Name+ending), t.Write); err != nil {
			return err
		}
	}
	path := filepath.Join(dir, schemasFile)
	if len(r.Schemas) == 0 {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	return save(path, func(w io.Writer) error { return writeSchemas(w, r.Schemas) })
}

// save writes a file.
func save(path string, write func(w io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
