package py

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/files"
)

// pathEntries is the module os.path: posixpath, whose words it has.
func pathEntries() []Entry {
	text := func(name string, f func(string) string) func(*Call) (starlark.Value, error) {
		return func(c *Call) (starlark.Value, error) {
			p, err := c.pathArg(name)
			return starlark.String(f(p)), err
		}
	}
	pair := func(name string, f func(string) (string, string)) func(*Call) (starlark.Value, error) {
		return func(c *Call) (starlark.Value, error) {
			p, err := c.pathArg(name)
			a, b := f(p)
			return starlark.Tuple{starlark.String(a), starlark.String(b)}, err
		}
	}
	absolute := func(c *Call) (starlark.Value, error) {
		p, err := c.pathArg("path")
		return starlark.String(c.path(p)), err
	}
	return []Entry{
		{Sig: "abspath(path) -> str", Doc: "The path from the root.", Fn: absolute},
		{Sig: "altsep", Value: starlark.None},
		{Sig: "basename(p) -> str", Doc: "The last part of a path.", Fn: text("p", func(p string) string { _, b := pathSplit(p); return b })},
		{Sig: "commonpath(paths) -> str", Doc: "The longest path in which all are.", Fn: commonPath},
		{Sig: "commonprefix(m) -> str", Doc: "The longest text with which all begin.", Fn: commonPrefix},
		{Sig: "curdir", Value: starlark.String(".")},
		{Sig: "devnull", Value: starlark.String("/dev/null")},
		{Sig: "dirname(p) -> str", Doc: "A path without its last part.", Fn: text("p", func(p string) string { d, _ := pathSplit(p); return d })},
		{Sig: "exists(path) -> bool", Doc: "Whether there is such a file or folder.", Fn: asksFile("path", func(fs.FileInfo) bool { return true })},
		{Sig: "expanduser(path) -> str", Doc: "A path with the home folder for a ~ at its beginning.", Fn: expandUser},
		{Sig: "expandvars(path) -> str", Doc: "A path with the variables of the environment for $name and ${name}.", Fn: expandVars},
		{Sig: "extsep", Value: starlark.String(".")},
		{Sig: "getmtime(filename) -> float", Doc: "When a file was changed, in seconds since 1970.", Fn: tellsFile(modified)},
		{Sig: "getsize(filename) -> int", Doc: "How large a file is.", Fn: tellsFile(func(i fs.FileInfo) starlark.Value { return starlark.MakeInt64(i.Size()) })},
		{Sig: "isabs(s) -> bool", Doc: "Whether a path starts from the root.", Fn: func(c *Call) (starlark.Value, error) {
			p, err := c.pathArg("s")
			return starlark.Bool(strings.HasPrefix(p, "/")), err
		}},
		{Sig: "isdir(s) -> bool", Doc: "Whether there is such a folder.", Fn: asksFile("s", fs.FileInfo.IsDir)},
		{Sig: "isfile(path) -> bool", Doc: "Whether there is such a file.", Fn: asksFile("path", func(i fs.FileInfo) bool { return i.Mode().IsRegular() })},
		{Sig: "islink(path) -> bool", Doc: "Whether there is such a symbolic link.", Fn: asksEntry("path", func(i fs.FileInfo) bool { return i.Mode()&fs.ModeSymlink != 0 })},
		{Sig: "join(a, *p) -> str", Doc: "Parts of a path, joined.", Fn: pathJoin},
		{Sig: "lexists(path) -> bool", Doc: "Whether there is such a file, folder or link, wherever that leads.", Fn: asksEntry("path", func(fs.FileInfo) bool { return true })},
		{Sig: "normcase(s) -> str", Doc: "The path as it is.", Fn: text("s", func(p string) string { return p })},
		{Sig: "normpath(path) -> str", Doc: "The path without . and .. and slashes that say nothing.", Fn: text("path", normPath)},
		{Sig: "pardir", Value: starlark.String("..")},
		{Sig: "pathsep", Value: starlark.String(":")},
		{Sig: "realpath(filename) -> str", Doc: "The path from the root; links are not followed.", Fn: func(c *Call) (starlark.Value, error) {
			p, err := c.pathArg("filename")
			return starlark.String(c.path(p)), err
		}},
		{Sig: "relpath(path, start=None) -> str", Doc: "The way to a path from a folder.", Fn: relPath},
		{Sig: "sep", Value: starlark.String("/")},
		{Sig: "split(p)", Doc: "The pair of a path without its last part, and that.", Fn: pair("p", pathSplit)},
		{Sig: "splitdrive(p)", Doc: "The pair of nothing and the path.", Fn: pair("p", func(p string) (string, string) { return "", p })},
		{Sig: "splitext(p)", Doc: "The pair of a path without its ending, and that.", Fn: pair("p", splitExt)},
	}
}

// asksFile is a question about what there is at a path; where there is nothing the answer is no.
func asksFile(name string, ask func(fs.FileInfo) bool) func(*Call) (starlark.Value, error) {
	return asks(name, (*files.Access).Stat, ask)
}

// asksEntry is asksFile of what is there itself, be it a link.
func asksEntry(name string, ask func(fs.FileInfo) bool) func(*Call) (starlark.Value, error) {
	return asks(name, (*files.Access).Lstat, ask)
}

func asks(name string, stat func(*files.Access, string) (fs.FileInfo, error), ask func(fs.FileInfo) bool) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		p, err := c.pathArg(name)
		if err != nil {
			return nil, err
		}
		info, err := stat(c.cfg.Files, c.path(p))
		if errors.As(err, new(*files.Outside)) {
			return nil, Raise("PermissionError", "%s: %w", c.EntryName(), err)
		}
		return starlark.Bool(err == nil && ask(info)), nil
	}
}

// tellsFile is something about a file that has to be there.
func tellsFile(tell func(fs.FileInfo) starlark.Value) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		p, err := c.pathArg("filename")
		if err != nil {
			return nil, err
		}
		info, err := c.fileInfo(p)
		if err != nil {
			return nil, fileError(c.EntryName(), err, p)
		}
		return tell(info), nil
	}
}

func pathSplit(p string) (head, tail string) {
	i := strings.LastIndexByte(p, '/') + 1
	head, tail = p[:i], p[i:]
	if strings.Trim(head, "/") != "" {
		head = strings.TrimRight(head, "/")
	}
	return head, tail
}

// splitExt: dots at the beginning of a name end none.
func splitExt(p string) (root, ext string) {
	base := p[strings.LastIndexByte(p, '/')+1:]
	name := strings.TrimLeft(base, ".")
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return p, ""
	}
	at := len(p) - len(name) + dot
	return p[:at], p[at:]
}

func pathJoin(c *Call) (starlark.Value, error) {
	if len(c.Kwargs) > 0 {
		return nil, Raise("TypeError", "join() got an unexpected keyword argument %s", c.Kwargs[0][0])
	}
	if len(c.Args) == 0 {
		return nil, Raise("TypeError", "join() missing 1 required positional argument: 'a'")
	}
	path := ""
	for i, v := range c.Args {
		p, err := pathText(v)
		if err != nil {
			return nil, Raise("TypeError", "join() argument must be str, bytes, or os.PathLike object, not '%s'", TypeOf(v))
		}
		switch {
		case i == 0 || strings.HasPrefix(p, "/"):
			path = p
		case path == "" || strings.HasSuffix(path, "/"):
			path += p
		default:
			path += "/" + p
		}
	}
	return starlark.String(path), nil
}

func normPath(p string) string {
	if p == "" {
		return "."
	}
	root := ""
	if strings.HasPrefix(p, "/") {
		root = "/"
		if strings.HasPrefix(p, "//") && !strings.HasPrefix(p, "///") {
			root = "//"
		}
	}
	var out []string
	for part := range strings.SplitSeq(p, "/") {
		switch {
		case part == "" || part == ".":
		case part != "..", root == "" && len(out) == 0, len(out) > 0 && out[len(out)-1] == "..":
			out = append(out, part)
		case len(out) > 0:
			out = out[:len(out)-1]
		}
	}
	if s := root + strings.Join(out, "/"); s != "" {
		return s
	}
	return "."
}

func relPath(c *Call) (starlark.Value, error) {
	var path, start starlark.Value
	if err := c.Unpack("path", &path, "start?", &start); err != nil {
		return nil, err
	}
	p, err := pathText(path)
	if err != nil {
		return nil, err
	}
	if p == "" {
		return nil, Raise("ValueError", "no path specified")
	}
	from := "."
	if start != nil && start != starlark.None {
		if from, err = pathText(start); err != nil {
			return nil, err
		}
	}
	parts := func(p string) []string {
		return slices.DeleteFunc(strings.Split(c.path(p), "/"), func(s string) bool { return s == "" })
	}
	a, b := parts(from), parts(p)
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	way := append(slices.Repeat([]string{".."}, len(a)-same), b[same:]...)
	if len(way) == 0 {
		return starlark.String("."), nil
	}
	return starlark.String(strings.Join(way, "/")), nil
}

// pathList takes paths.
func (c *Call) pathList(name string) ([]string, error) {
	var v starlark.Value
	if err := c.Unpack(name, &v); err != nil {
		return nil, err
	}
	seq, ok := v.(starlark.Iterable)
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not iterable", TypeOf(v))
	}
	var out []string
	var err error
	for x := range c.Each(seq, c.bounds.Elements, &err) {
		p, err := pathText(x)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, err
}

func commonPrefix(c *Call) (starlark.Value, error) {
	list, err := c.pathList("m")
	if err != nil || len(list) == 0 {
		return starlark.String(""), err
	}
	low, high := slices.Min(list), slices.Max(list)
	n := 0
	for n < min(len(low), len(high)) && low[n] == high[n] {
		n++
	}
	return starlark.String(strings.ToValidUTF8(low[:n], "")), nil
}

func commonPath(c *Call) (starlark.Value, error) {
	list, err := c.pathList("paths")
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, Raise("ValueError", "commonpath() arg is an empty sequence")
	}
	var common []string
	root := strings.HasPrefix(list[0], "/")
	for i, p := range list {
		if strings.HasPrefix(p, "/") != root {
			return nil, Raise("ValueError", "Can't mix absolute and relative paths")
		}
		parts := slices.DeleteFunc(strings.Split(p, "/"), func(s string) bool { return s == "" || s == "." })
		n := 0
		for i > 0 && n < min(len(common), len(parts)) && common[n] == parts[n] {
			n++
		}
		if common = parts; i > 0 {
			common = parts[:n]
		}
	}
	s := strings.Join(common, "/")
	if root {
		s = "/" + s
	}
	return starlark.String(s), nil
}

// variable is a variable of the environment, as the script sees it.
func (c *Call) variable(name string) (string, bool) {
	d, _ := c.modules["os"].members["environ"].(*starlark.Dict)
	if d == nil {
		return "", false
	}
	v, ok, _ := d.Get(starlark.String(name)) // a text has a hash
	s, _ := starlark.AsString(v)
	return s, ok
}

func expandUser(c *Call) (starlark.Value, error) {
	p, err := c.pathArg("path")
	if err != nil || p != "~" && !strings.HasPrefix(p, "~/") {
		return starlark.String(p), err
	}
	home, ok := c.variable("HOME")
	if !ok {
		return starlark.String(p), nil
	}
	if p = strings.TrimRight(home, "/") + p[1:]; p == "" {
		p = "/"
	}
	return starlark.String(p), nil
}

var pathVariable = regexp.MustCompile(`\$(\w+|\{[^}]*\})`)

func expandVars(c *Call) (starlark.Value, error) {
	p, err := c.pathArg("path")
	return starlark.String(pathVariable.ReplaceAllStringFunc(p, func(s string) string {
		if v, ok := c.variable(strings.Trim(s[1:], "{}")); ok {
			return v
		}
		return s
	})), err
}
