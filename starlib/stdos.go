package starlib

import (
	"errors"
	"path/filepath"
	"runtime"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/files"
)

// osEntries is the module os.
func osEntries() []entry {
	return []entry{
		{sig: "environ", doc: "The variables of the environment."},
		{sig: "getcwd() -> str", doc: "The folder that relative paths start from.", fn: func(c *call) (starlark.Value, error) {
			return starlark.String(c.path(".")), c.unpack()
		}},
		{sig: "getenv(key, default=None)", doc: "A variable of the environment.", fn: func(c *call) (starlark.Value, error) {
			var key string
			var otherwise starlark.Value = starlark.None
			if err := c.unpack("key", &key, "default?", &otherwise); err != nil {
				return nil, err
			}
			v, ok, err := c.cfg.Files.LookupEnv(key)
			switch {
			case err != nil:
				return nil, raise("PermissionError", "getenv: %w", err)
			case !ok:
				return otherwise, nil
			}
			return starlark.String(v), nil
		}},
	}
}

// environ is the environment as a dict.
func (h *Host) environ() starlark.Value {
	d := starlark.NewDict(64)
	for _, kv := range h.cfg.Files.Environ() {
		k, v, _ := strings.Cut(kv, "=")
		_ = d.SetKey(starlark.String(k), starlark.String(v)) // a new dict takes every string
	}
	return d
}

// path is a path of a script, from the folder that relative ones start from.
func (h *Host) path(p string) string {
	if !filepath.IsAbs(p) && h.cfg.Dir != "" {
		p = filepath.Join(h.cfg.Dir, p)
	}
	if abs, err := filepath.Abs(p); err == nil {
		return abs
	}
	return p
}

// pathEntries is the module os.path.
func pathEntries() []entry {
	text := func(f func(string) string) func(*call) (starlark.Value, error) {
		return func(c *call) (starlark.Value, error) {
			var p string
			err := c.unpack("path", &p)
			return starlark.String(f(p)), err
		}
	}
	return []entry{
		{sig: "abspath(path) -> str", doc: "The path from the root.", fn: func(c *call) (starlark.Value, error) {
			var p string
			err := c.unpack("path", &p)
			return starlark.String(c.path(p)), err
		}},
		{sig: "basename(path) -> str", doc: "The last part of a path.", fn: text(filepath.Base)},
		{sig: "dirname(path) -> str", doc: "A path without its last part.", fn: text(filepath.Dir)},
		{sig: "exists(path) -> bool", doc: "Whether there is such a file or folder.", fn: func(c *call) (starlark.Value, error) {
			var p string
			if err := c.unpack("path", &p); err != nil {
				return nil, err
			}
			_, err := c.cfg.Files.Stat(c.path(p))
			if errors.As(err, new(*files.Outside)) {
				return nil, raise("PermissionError", "exists: %w", err)
			}
			return starlark.Bool(err == nil), nil
		}},
		{sig: "join(path, *paths) -> str", doc: "Parts of a path, joined.", fn: func(c *call) (starlark.Value, error) {
			parts := make([]string, len(c.args))
			for i, v := range c.args {
				s, ok := starlark.AsString(v)
				if !ok {
					return nil, raise("TypeError", "join: got %s, want strings", pyType(v))
				}
				if filepath.IsAbs(s) {
					clear(parts)
				}
				parts[i] = s
			}
			return starlark.String(filepath.Join(parts...)), nil
		}},
	}
}

// sysEntries is the module sys.
func sysEntries() []entry {
	return []entry{
		{sig: "argv", doc: "The script and its arguments."},
		{sig: "exit(code=0)", doc: "Ends the script.", fn: exit},
		{sig: "maxsize", value: starlark.MakeInt64(int64(^uint64(0) >> 1))},
		{sig: "platform", value: starlark.String(runtime.GOOS)},
		{sig: "stderr", doc: "The standard error output."},
		{sig: "stdout", doc: "The standard output."},
	}
}

// setProcess gives the modules os and sys what belongs to the host.
func (h *Host) setProcess() {
	h.modules["os"].members["environ"] = h.environ()
	argv := make([]starlark.Value, len(h.cfg.Args))
	for i, a := range h.cfg.Args {
		argv[i] = starlark.String(a)
	}
	m := h.modules["sys"].members
	m["argv"] = starlark.NewList(argv)
	m["stderr"] = &stream{h, "stderr", h.cfg.Stderr}
	m["stdout"] = &stream{h, "stdout", h.cfg.Stdout}
}

// typingEntries is the module typing: names that annotations use.
func typingEntries() []entry {
	names := []string{"Any", "Callable", "Dict", "Final", "Iterable", "List", "Literal", "Mapping", "NamedTuple", "Optional", "Sequence", "Set", "Tuple", "Type", "Union"}
	out := make([]entry, len(names))
	for i, n := range names {
		out[i] = entry{sig: n, value: typeName(n)}
	}
	return out
}
