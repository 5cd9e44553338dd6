// Package files is the way of scripts to files and to the environment: everything that a
// script can name, by an argument, a property or a reference, is opened, made and looked up
// here. It imports nothing of the module.
//
// Without an Access all is allowed that the process may do. With one, files are reached
// through the folders that were allowed and cannot leave them, by .. as little as by
// symbolic links, also by such as change meanwhile: the system is asked for each part of a
// path from the folder on (os.Root). Only regular files are opened, and folders to be
// listed. Hard links and mounts within a folder belong to it.
package files

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// Access is what scripts may use. A nil Access allows everything.
type Access struct {
	read, write []*folder
	env         []string
}

// folder is a folder that is allowed, by the names that lead to it.
type folder struct {
	root  *os.Root
	names []string // absolute: as it was given, and without symbolic links
}

// Confine is the access to the folders in read and write and to the variables of the
// environment in env, and to nothing else. Reading does not come with writing.
func Confine(read, write, env []string) (*Access, error) {
	a := &Access{env: env}
	for _, list := range []struct {
		flag string
		dirs []string
		to   *[]*folder
	}{{"--allow-read", read, &a.read}, {"--allow-write", write, &a.write}} {
		for _, dir := range list.dirs {
			f, err := newFolder(dir)
			if err != nil {
				return nil, &FolderError{list.flag, dir, cause(err)}
			}
			*list.to = append(*list.to, f)
		}
	}
	return a, nil
}

// FolderError is the error of a folder that cannot be allowed.
type FolderError struct {
	Flag string // that names it
	Dir  string
	Err  error
}

func (e *FolderError) Error() string { return fmt.Sprintf("%s %s: %v", e.Flag, e.Dir, e.Err) }

func (e *FolderError) Unwrap() error { return e.Err }

func newFolder(dir string) (*folder, error) {
	name, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	real, err := filepath.EvalSymlinks(name)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(real)
	if err != nil {
		return nil, err
	}
	return &folder{root, slices.Compact([]string{name, real})}, nil
}

// Outside is the error of what is not allowed: a path, or a variable of the environment.
type Outside struct {
	What string
	Flag string // by which it could be
}

// Error is what is outside of what.
func (o *Outside) Error() string {
	return fmt.Sprintf("%q is outside of what %s allows", o.What, o.Flag)
}

// Is makes it a refusal to errors.Is, as one of the system.
func (o *Outside) Is(target error) bool { return target == fs.ErrPermission }

// Open opens a file for reading.
func (a *Access) Open(path string) (*os.File, error) {
	if a == nil {
		return os.Open(path)
	}
	return a.open(path, a.read, "--allow-read", func(root *os.Root, name string) (*os.File, error) {
		return regular(root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0))
	})
}

// ReadFile is the content of a file.
func (a *Access) ReadFile(path string) ([]byte, error) {
	if a == nil {
		return os.ReadFile(path)
	}
	f, err := a.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// Create makes a file, or empties the one that there is.
func (a *Access) Create(path string) (*os.File, error) {
	if a == nil {
		return os.Create(path)
	}
	return a.open(path, a.write, "--allow-write", func(root *os.Root, name string) (*os.File, error) {
		f, err := regular(root.OpenFile(name, os.O_RDWR|os.O_CREATE|syscall.O_NONBLOCK, 0o666))
		if err == nil {
			err = f.Truncate(0) // not before it is known to be a regular file
		}
		return f, err
	})
}

// Stat says what there is at a path, or at the one that a symbolic link there leads to.
func (a *Access) Stat(path string) (fs.FileInfo, error) {
	return a.tell(path, os.Stat, (*os.Root).Stat)
}

// Lstat says what there is at a path, be it a symbolic link.
func (a *Access) Lstat(path string) (fs.FileInfo, error) {
	return a.tell(path, os.Lstat, (*os.Root).Lstat)
}

// tell asks about a path, with leave to read.
func (a *Access) tell(path string, free func(path string) (fs.FileInfo, error), within func(root *os.Root, name string) (fs.FileInfo, error)) (fs.FileInfo, error) {
	if a == nil {
		return free(path)
	}
	var info fs.FileInfo
	_, err := a.open(path, a.read, "--allow-read", func(root *os.Root, name string) (_ *os.File, err error) {
		info, err = within(root, name)
		return nil, err
	})
	return info, err
}

// List is what there is in a folder, by name.
func (a *Access) List(dir string) (entries []fs.DirEntry, err error) {
	if a == nil {
		return os.ReadDir(dir)
	}
	_, err = a.open(dir, a.read, "--allow-read", func(root *os.Root, name string) (_ *os.File, err error) {
		entries, err = fs.ReadDir(root.FS(), filepath.ToSlash(name))
		return nil, err
	})
	return entries, err
}

// Walk calls visit for the files below a folder, in lexical order, but not below symbolic
// links. The paths begin with dir.
func (a *Access) Walk(dir string, visit func(path string) error) error {
	var visited error // as it is, whatever becomes of that of the walk
	each := func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		visited = visit(path)
		return visited
	}
	if a == nil {
		return filepath.WalkDir(dir, each)
	}
	_, err := a.open(dir, a.read, "--allow-read", func(root *os.Root, name string) (*os.File, error) {
		return nil, fs.WalkDir(root.FS(), filepath.ToSlash(name), func(path string, d fs.DirEntry, err error) error {
			below, relErr := filepath.Rel(name, filepath.FromSlash(path))
			return each(filepath.Join(dir, below), d, errors.Join(err, relErr))
		})
	})
	return cmp.Or(visited, err)
}
