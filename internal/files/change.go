package files

import (
	"os"
	"path/filepath"
)

// mayRead is the error of a path outside of the folders to read.
func (a *Access) mayRead(path string) error {
	for _, name := range names(path) {
		for _, f := range a.read {
			if _, ok := f.holds(name); ok {
				return nil
			}
		}
	}
	return &Outside{path, "--allow-read"}
}

// change does something to what is at a path, with leave to write.
func (a *Access) change(path string, free func(path string) error, within func(root *os.Root, name string) error) error {
	if a == nil {
		return free(path)
	}
	_, err := a.open(path, a.write, "--allow-write", func(root *os.Root, name string) (*os.File, error) { return nil, within(root, name) })
	return err
}

// Remove removes a file, or a folder that is empty.
func (a *Access) Remove(path string) error {
	return a.change(path, os.Remove, func(root *os.Root, name string) error { return root.Remove(name) })
}

// Mkdir makes a folder.
func (a *Access) Mkdir(path string) error {
	return a.change(path, func(path string) error { return os.Mkdir(path, 0o777) }, func(root *os.Root, name string) error { return root.Mkdir(name, 0o777) })
}

// Rename gives what is at a path another, in the place of what is there. With an Access both are in one folder that
// may be written to.
func (a *Access) Rename(from, to string) error {
	if a == nil {
		return os.Rename(from, to)
	}
	var refused error = &Outside{to, "--allow-write"}
	err := a.change(from, nil, func(root *os.Root, name string) error {
		for _, f := range a.write {
			if f.root != root {
				continue
			}
			for _, target := range []string{to, filepath.Join(resolved(filepath.Dir(to)), filepath.Base(to))} {
				if there, ok := f.holds(target); ok {
					refused = nil
					return root.Rename(name, there)
				}
			}
		}
		return nil
	})
	if err == nil {
		err = refused
	}
	return err
}

// resolved is a folder without symbolic links, as it is where it cannot be told.
func resolved(dir string) string {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	return dir
}
