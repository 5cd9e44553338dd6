package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// open calls do with the folder that a path is in, and its name there.
func (a *Access) open(path string, folders []*folder, flag string, do func(*os.Root, string) (*os.File, error)) (*os.File, error) {
	outside := &Outside{path, flag}
	var last error = outside
	for _, name := range names(path) {
		for _, f := range folders {
			within, ok := f.holds(name)
			if !ok {
				continue
			}
			file, err := do(f.root, within)
			if err == nil {
				return file, nil
			}
			if file != nil {
				file.Close() //nolint:errcheck // it was not used
			}
			if escapes(err) {
				continue // its symbolic links may lead to another folder
			}
			last = &fs.PathError{Op: "open", Path: path, Err: cause(err)}
		}
	}
	return nil, last
}

// names is the absolute paths that lead to the same: as it is given, and without symbolic
// links, of the folder alone if the file is still to come.
func names(path string) []string {
	name, err := filepath.Abs(path)
	if err != nil {
		return nil
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		return slices.Compact([]string{name, real})
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(name)); err == nil {
		return slices.Compact([]string{name, filepath.Join(dir, filepath.Base(name))})
	}
	return []string{name}
}

// holds is the name within the folder of an absolute path, if it is there.
func (f *folder) holds(name string) (within string, ok bool) {
	for _, dir := range f.names {
		if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(rel) {
			return rel, true
		}
	}
	return "", false
}

// regular refuses devices, pipes and sockets: they may never end, and writing to one is
// more than writing a file.
func regular(f *os.File, err error) (*os.File, error) {
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = syscall.EISDIR
	}
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("is not a regular file")
	}
	return f, err
}

// escapes reports whether os.Root refused a path that leaves it, for which it has no error
// of its own.
func escapes(err error) bool { return strings.Contains(err.Error(), "escapes from parent") }

// cause is an error of the system without the path, which may be another than was given.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
