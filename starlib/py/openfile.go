package py

import (
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/files"
)

// openFile is open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None).
func openFile(c *Call) (starlark.Value, error) {
	var name, encoding, how, newline, opener starlark.Value
	mode, buffering, closefd := "r", -1, true
	if err := c.Unpack("file", &name, "mode?", &mode, "buffering?", &buffering, "encoding?", &encoding, "errors?", &how, "newline?", &newline, "closefd?", &closefd, "opener?", &opener); err != nil {
		return nil, err
	}
	switch {
	case opener != nil && opener != starlark.None:
		return nil, Raise("NotImplementedError", "open: opener is not available: give a path")
	case !closefd:
		return nil, Raise("ValueError", "Cannot use closefd=False with file name")
	}
	if _, ok := name.(starlark.Int); ok {
		return nil, Raise("NotImplementedError", "open: the number of a file is not available: give a path; sys.stdin, sys.stdout and sys.stderr are there already")
	}
	path, err := pathText(name)
	if err != nil {
		return nil, err
	}
	f := &diskFile{ip: c.Interp, name: name, mode: mode, text: !strings.Contains(mode, "b"), shown: "UTF-8", codec: "utf-8", how: "strict"}
	opening, err := f.opening(mode)
	if err != nil {
		return nil, err
	}
	if err := f.textOptions(encoding, how, newline); err != nil {
		return nil, err
	}
	if buffering == 0 && f.text {
		return nil, Raise("ValueError", "can't have unbuffered text I/O")
	}
	full := c.path(path)
	if strings.HasSuffix(path, "/") {
		full += "/"
	}
	if err := c.Waiting(func() (err error) { f.f, err = c.cfg.Files.OpenFile(full, opening); return err }); err != nil {
		return nil, fileError("open", err, path)
	}
	if opening&files.Append != 0 {
		if _, err := f.seek(0, 2); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// opening is what a mode opens a file for.
func (f *diskFile) opening(mode string) (files.Mode, error) {
	main, seen := byte(0), map[byte]bool{}
	for i := range len(mode) {
		m := mode[i]
		if seen[m] || !strings.ContainsRune("rwaxbt+", rune(m)) {
			return 0, Raise("ValueError", "invalid mode: %s", quoted(mode))
		}
		seen[m] = true
		if strings.ContainsRune("rwax", rune(m)) {
			if main != 0 {
				return 0, Raise("ValueError", "must have exactly one of create/read/write/append mode")
			}
			main = m
		}
	}
	if seen['b'] && seen['t'] {
		return 0, Raise("ValueError", "can't have text and binary mode at once")
	}
	if main == 0 {
		return 0, Raise("ValueError", "Must have exactly one of create/read/write/append mode and at most one plus")
	}
	f.reads, f.writes = main == 'r' || seen['+'], main != 'r' || seen['+']
	opening := map[byte]files.Mode{'w': files.Create | files.Empty, 'a': files.Create | files.Append, 'x': files.Create | files.Exclusive}[main]
	if f.reads {
		opening |= files.ToRead
	}
	if f.writes {
		opening |= files.ToWrite
	}
	return opening, nil
}

// textOptions is what open says of text, which files of bytes may not have.
func (f *diskFile) textOptions(encoding, how, newline starlark.Value) error {
	for _, o := range []struct {
		name string
		v    *starlark.Value
	}{{"encoding", &encoding}, {"errors", &how}, {"newline", &newline}} {
		if *o.v == starlark.None {
			*o.v = nil
		}
		if *o.v != nil && !f.text {
			return Raise("ValueError", "binary mode doesn't take %s argument", map[string]string{"encoding": "an encoding", "errors": "an errors", "newline": "a newline"}[o.name])
		}
	}
	if encoding != nil || how != nil {
		codec, handler, err := codecNames("open", encoding, how)
		if err != nil {
			return err
		}
		f.codec = codec
		if how != nil {
			f.how = handler
		}
		if s, ok := starlark.AsString(encoding); encoding != nil && ok {
			f.shown = s
		}
	}
	if newline == nil {
		return nil
	}
	s, ok := starlark.AsString(newline)
	if !ok {
		return Raise("TypeError", "open() argument 'newline' must be str or None, not %s", TypeOf(newline))
	}
	if s != "" && s != "\n" && s != "\r" && s != "\r\n" {
		return Raise("ValueError", "illegal newline value: %s", s)
	}
	f.newline, f.given = s, true
	return nil
}
