package py

import (
	"errors"
	"io/fs"
	"path/filepath"

	"go.starlark.net/starlark"

	"starling/internal/files"
)

// osChanges is what the module os does to files and folders, as far as the script may write.
func osChanges() []Entry {
	return []Entry{
		{Sig: "makedirs(name, mode=0o777, exist_ok=False)", Doc: "Makes a folder and those it is in.", Fn: makedirs},
		{Sig: "mkdir(path, mode=0o777)", Doc: "Makes a folder.", Fn: func(c *Call) (starlark.Value, error) {
			var v starlark.Value
			mode := int(usualRights)
			if err := c.Unpack("path", &v, "mode?", &mode); err != nil {
				return nil, err
			}
			if err := c.rights(mode); err != nil {
				return nil, err
			}
			path, err := pathText(v)
			if err != nil {
				return nil, err
			}
			return starlark.None, c.mkdir(path)
		}},
		{Sig: "remove(path)", Doc: "Removes a file.", Fn: removing(false)},
		{Sig: "rename(src, dst)", Doc: "Gives a file or a folder another name.", Fn: renaming},
		{Sig: "replace(src, dst)", Doc: "rename, in the place of what is there.", Fn: renaming},
		{Sig: "rmdir(path)", Doc: "Removes a folder that is empty.", Fn: removing(true)},
		{Sig: "unlink(path)", Doc: "Removes a file.", Fn: removing(false)},
	}
}

// usualRights is the mode of a folder that is made, less what the mask of the process takes.
const usualRights = 0o777

// rights is the error of another mode.
func (c *Call) rights(mode int) error {
	if mode == usualRights {
		return nil
	}
	return Raise("NotImplementedError", "os.%s: mode is not available: scripts leave the rights of files as they are", c.EntryName())
}

// mkdir makes a folder.
func (c *Call) mkdir(path string) error {
	if err := c.cfg.Files.Mkdir(c.path(path)); err != nil {
		return fileError(c.EntryName(), err, path)
	}
	return nil
}

func makedirs(c *Call) (starlark.Value, error) {
	var v starlark.Value
	mode, exists := int(usualRights), false
	if err := c.Unpack("name", &v, "mode?", &mode, "exist_ok?", &exists); err != nil {
		return nil, err
	}
	if err := c.rights(mode); err != nil {
		return nil, err
	}
	path, err := pathText(v)
	if err != nil {
		return nil, err
	}
	return starlark.None, c.makeAll(path, exists)
}

// makeAll makes a folder and those above it that are not there.
func (c *Call) makeAll(path string, exists bool) error {
	var missing []string
	for at := filepath.Clean(path); ; at = filepath.Dir(at) {
		info, err := c.fileInfo(at)
		if err == nil && at == filepath.Clean(path) {
			if exists && info.IsDir() {
				return nil
			}
			return fileError(c.EntryName(), fs.ErrExist, path)
		}
		if !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			if at == filepath.Clean(path) {
				missing = append(missing, path)
			}
			break // it is there, or nobody may look: making the next one tells
		}
		missing = append(missing, at)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		if err := c.cfg.Files.Mkdir(c.path(missing[i])); err != nil && (i == 0 || !errors.Is(err, fs.ErrExist)) {
			if i == 0 && exists && errors.Is(err, fs.ErrExist) {
				return nil
			}
			return fileError(c.EntryName(), err, missing[i])
		}
	}
	return nil
}

// removing is the removal of files, or of folders.
func removing(folders bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		path, err := c.pathArg("path")
		if err != nil {
			return nil, err
		}
		if info, err := c.cfg.Files.Lstat(c.path(path)); err == nil && info.IsDir() != folders { // of a link, not of what it leads to
			if folders {
				return nil, fileError(c.EntryName(), files.ErrNoFolder, path)
			}
			return nil, fileError(c.EntryName(), files.ErrFolder, path)
		}
		if err := c.cfg.Files.Remove(c.path(path)); err != nil {
			return nil, fileError(c.EntryName(), err, path)
		}
		return starlark.None, nil
	}
}

func renaming(c *Call) (starlark.Value, error) {
	var src, dst starlark.Value
	if err := c.Unpack("src", &src, "dst", &dst); err != nil {
		return nil, err
	}
	from, err := pathText(src)
	if err != nil {
		return nil, err
	}
	to, err := pathText(dst)
	if err != nil {
		return nil, err
	}
	if err := c.cfg.Files.Rename(c.path(from), c.path(to)); err != nil {
		if errors.As(err, new(*files.Outside)) {
			return nil, fileError(c.EntryName(), err, from)
		}
		number, text := files.Number(err)
		kind := osErrorClasses[number]
		if kind == "" {
			kind = "OSError"
		}
		return nil, throw(kind, starlark.MakeInt(number), starlark.String(firstUpper(text)), starlark.String(from), starlark.None, starlark.String(to))
	}
	return starlark.None, nil
}
