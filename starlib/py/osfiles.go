package py

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/files"
)

// refusals is THE table of what os has in CPython and scripts may not do here, by why.
var refusals = []struct{ why, names string }{
	{"remove, rmdir and rename do it for one path", "removedirs renames"},
	{"scripts start no other processes", "abort execv execve fork kill killpg popen posix_spawn spawnl spawnv system wait waitpid"},
	{"relative paths start from the folder of the script", "chdir fchdir chroot"},
	{"scripts leave the rights of files as they are", "chmod chown lchown umask utime"},
	{"scripts make no links", "link readlink symlink"},
	{"open and with read and write files", "close dup dup2 fdopen pipe read write"},
	{"exit() and sys.exit() end a script", "_exit"},
}

// refusedOfOS is their entries.
func refusedOfOS() (out []Entry) {
	for _, r := range refusals {
		for _, name := range strings.Fields(r.names) {
			out = append(out, refused(name+"(*args, **kwargs)", "An error: "+r.why+".", fmt.Sprintf("os.%s is not available: %s", name, r.why)))
		}
	}
	return out
}

// pathText is a path as a text.
func pathText(v starlark.Value) (string, error) {
	if s, ok := starlark.AsString(valueOf(v)); ok {
		return s, nil
	}
	if o, ok := v.(*instance); ok {
		if p, ok, err := o.ask("__fspath__"); ok || err != nil {
			if err != nil {
				return "", err
			}
			return pathText(p)
		}
	}
	if _, ok := v.(starlark.Bytes); ok {
		return "", Raise("TypeError", "paths are texts here, not bytes")
	}
	return "", Raise("TypeError", "expected str, bytes or os.PathLike object, not %s", TypeOf(v))
}

// pathArg takes the one argument, a path.
func (c *Call) pathArg(name string) (string, error) {
	var v starlark.Value
	if err := c.Unpack(name, &v); err != nil {
		return "", err
	}
	return pathText(v)
}

// fileError is an error of the system about a path, or of one that is not allowed.
func fileError(what string, err error, path string) error {
	if errors.As(err, new(*files.Outside)) {
		return Raise("PermissionError", "%s: %w", what, err)
	}
	number, text := files.Number(err)
	return throw(cmp.Or(osErrorClasses[number], "OSError"), starlark.MakeInt(number), starlark.String(firstUpper(text)), starlark.String(path))
}

func firstUpper(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// fileInfo is what there is at a path of a script.
func (c *Call) fileInfo(path string) (fs.FileInfo, error) { return c.cfg.Files.Stat(c.path(path)) }

func listdir(c *Call) (starlark.Value, error) {
	var v starlark.Value = starlark.String(".")
	if err := c.Unpack("path?", &v); err != nil {
		return nil, err
	}
	if v == starlark.None {
		v = starlark.String(".")
	}
	path, err := pathText(v)
	if err != nil {
		return nil, err
	}
	entries, err := c.cfg.Files.List(c.path(path))
	if err != nil {
		return nil, fileError("listdir", err, path)
	}
	names := make([]starlark.Value, len(entries))
	for i, e := range entries {
		names[i] = starlark.String(e.Name())
	}
	return starlark.NewList(names), nil
}

func statOf(c *Call) (starlark.Value, error) {
	path, err := c.pathArg("path")
	if err != nil {
		return nil, err
	}
	info, err := c.fileInfo(path)
	if err != nil {
		return nil, fileError("stat", err, path)
	}
	return statResult.New(starlark.Tuple{starlark.MakeInt(statMode(info)), starlark.MakeInt64(info.Size()), modified(info)}), nil
}

// statMode is the mode as C has it.
func statMode(info fs.FileInfo) int {
	kind := 0o100000
	if info.IsDir() {
		kind = 0o040000
	}
	return kind | int(info.Mode().Perm())
}

// modified is the time of the last change.
func modified(info fs.FileInfo) starlark.Value {
	return starlark.Float(float64(info.ModTime().UnixNano()) / 1e9)
}

// walk is os.walk, all at once.
func walk(c *Call) (starlark.Value, error) {
	var top starlark.Value
	down := true
	if err := c.Unpack("top", &top, "topdown?", &down); err != nil {
		return nil, err
	}
	path, err := pathText(top)
	if err != nil {
		return nil, err
	}
	var out []starlark.Value
	p := c.Pace()
	var visit func(dir string) error
	visit = func(dir string) error {
		if err := p.Step(); err != nil {
			return err
		}
		entries, err := c.cfg.Files.List(c.path(dir))
		if errors.As(err, new(*files.Outside)) {
			return fileError("walk", err, dir)
		}
		if err != nil { // as CPython: what cannot be listed is left out
			return nil
		}
		var dirs, names []starlark.Value
		for _, e := range entries {
			if e.IsDir() {
				dirs = append(dirs, starlark.String(e.Name()))
			} else {
				names = append(names, starlark.String(e.Name()))
			}
		}
		row := starlark.Tuple{starlark.String(dir), starlark.NewList(dirs), starlark.NewList(names)}
		if down {
			out = append(out, row)
		}
		for _, d := range dirs {
			if err := visit(filepath.Join(dir, string(d.(starlark.String)))); err != nil {
				return err
			}
		}
		if !down {
			out = append(out, row)
		}
		return nil
	}
	if err := visit(path); err != nil {
		return nil, err
	}
	return starlark.NewList(out), nil
}
