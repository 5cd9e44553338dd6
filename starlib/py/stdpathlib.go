package py

import (
	"errors"
	"path/filepath"
	"slices"

	"go.starlark.net/starlark"

	"starling/internal/files"
)

// pathlibEntries is the module pathlib.
func pathlibEntries() []Entry {
	return []Entry{
		{Sig: "Path", Doc: "A class of paths: Path(\"a\") / \"b.csv\", .name, .suffix, .exists(), .read_text()."},
		{Sig: "PosixPath", Doc: "Path."},
		{Sig: "PurePath", Doc: "A class of paths that are no files yet."},
		{Sig: "PurePosixPath", Doc: "PurePath."},
		{Sig: "_kind(path) -> str", Doc: "What is at a path.", Fn: fileKind},
		{Sig: "_list(path)", Doc: "What is in a folder.", Fn: fileList},
		{Sig: "_read(path)", Doc: "The bytes of a file.", Fn: fileRead},
		{Sig: "_size(path) -> int", Doc: "How many bytes a file has.", Fn: fileSize},
		{Sig: "_write(path, data)", Doc: "Writes a file.", Fn: fileWrite},
	}
}

// globEntries is the module glob.
func globEntries() []Entry {
	return []Entry{
		{Sig: "escape", Doc: "A pattern that matches just this path: escape(pathname)."},
		{Sig: "glob", Doc: "The paths that a pattern with *, ? and ** matches: glob(pathname, recursive=False)."},
		{Sig: "iglob", Doc: "glob, one path after the other."},
	}
}

// filePath is the one argument, a path.
func (c *Call) filePath(more ...any) (string, error) {
	var p string
	err := c.Unpack(append([]any{"path", &p}, more...)...)
	return p, err
}

func fileKind(c *Call) (starlark.Value, error) {
	p, err := c.filePath()
	if err != nil {
		return nil, err
	}
	info, err := c.cfg.Files.Stat(c.path(p))
	switch {
	case errors.As(err, new(*files.Outside)):
		return nil, fileError(c.EntryName(), err, p)
	case err != nil:
		return starlark.String(""), nil
	case info.IsDir():
		return starlark.String("dir"), nil
	case info.Mode().IsRegular():
		return starlark.String("file"), nil
	}
	return starlark.String("other"), nil
}

func fileSize(c *Call) (starlark.Value, error) {
	p, err := c.filePath()
	if err != nil {
		return nil, err
	}
	info, err := c.cfg.Files.Stat(c.path(p))
	if err != nil {
		return nil, fileError(c.EntryName(), err, p)
	}
	return starlark.MakeInt64(info.Size()), nil
}

func fileList(c *Call) (starlark.Value, error) {
	p, err := c.filePath()
	if err != nil {
		return nil, err
	}
	list, err := c.cfg.Files.List(c.path(p))
	if err != nil {
		return nil, fileError(c.EntryName(), err, p)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	slices.Sort(names)
	return texts(names), c.bounds.Count(c.Name, len(names))
}

func fileRead(c *Call) (starlark.Value, error) {
	p, err := c.filePath()
	if err != nil {
		return nil, err
	}
	full := c.path(p)
	info, err := c.cfg.Files.Stat(full)
	if err != nil {
		return nil, fileError(c.EntryName(), err, p)
	}
	if info.IsDir() {
		return nil, Raise("IsADirectoryError", "[Errno 21] Is a directory: %s", quoted(p))
	}
	if err := c.bounds.Size(c.Name, int(info.Size())); err != nil {
		return nil, err
	}
	var b []byte
	if err := c.Waiting(func() (err error) { b, err = c.cfg.Files.ReadFile(full); return err }); err != nil {
		return nil, fileError(c.EntryName(), err, p)
	}
	return starlark.Bytes(b), nil
}

func fileWrite(c *Call) (starlark.Value, error) {
	var data starlark.Bytes
	p, err := c.filePath("data", bytesOf{&data})
	if err != nil {
		return nil, err
	}
	full := c.path(filepath.Clean(p))
	err = c.Waiting(func() error {
		f, err := c.cfg.Files.Create(full)
		if err != nil {
			return err
		}
		_, err = f.Write([]byte(data))
		return errors.Join(err, f.Close())
	})
	if err != nil {
		return nil, fileError(c.EntryName(), err, p)
	}
	return starlark.MakeInt(len(data)), nil
}
