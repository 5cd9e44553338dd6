package py

import (
	"errors"
	"path/filepath"
	"runtime"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/files"
)

// osEntries is the module os.
func osEntries() []Entry {
	return []Entry{
		{Sig: "environ", Doc: "The variables of the environment."},
		{Sig: "getcwd() -> str", Doc: "The folder that relative paths start from.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.String(c.path(".")), c.Unpack()
		}},
		{Sig: "getenv(key, default=None)", Doc: "A variable of the environment.", Fn: func(c *Call) (starlark.Value, error) {
			var key string
			var otherwise starlark.Value = starlark.None
			if err := c.Unpack("key", &key, "default?", &otherwise); err != nil {
				return nil, err
			}
			v, ok, err := c.cfg.Files.LookupEnv(key)
			switch {
			case err != nil:
				return nil, Raise("PermissionError", "getenv: %w", err)
			case !ok:
				return otherwise, nil
			}
			return starlark.String(v), nil
		}},
	}
}

// environ is the environment as a dict.
func (ip *Interp) environ() starlark.Value {
	d := starlark.NewDict(64)
	for _, kv := range ip.cfg.Files.Environ() {
		k, v, _ := strings.Cut(kv, "=")
		_ = d.SetKey(starlark.String(k), starlark.String(v)) // a new dict takes every string
	}
	return d
}

// path is a path of a script, from the folder that relative ones start from.
func (ip *Interp) path(p string) string {
	if !filepath.IsAbs(p) && ip.cfg.Dir != "" {
		p = filepath.Join(ip.cfg.Dir, p)
	}
	if abs, err := filepath.Abs(p); err == nil {
		return abs
	}
	return p
}

// pathEntries is the module os.path.
func pathEntries() []Entry {
	text := func(f func(string) string) func(*Call) (starlark.Value, error) {
		return func(c *Call) (starlark.Value, error) {
			var p string
			err := c.Unpack("path", &p)
			return starlark.String(f(p)), err
		}
	}
	return []Entry{
		{Sig: "abspath(path) -> str", Doc: "The path from the root.", Fn: func(c *Call) (starlark.Value, error) {
			var p string
			err := c.Unpack("path", &p)
			return starlark.String(c.path(p)), err
		}},
		{Sig: "basename(path) -> str", Doc: "The last part of a path.", Fn: text(filepath.Base)},
		{Sig: "dirname(path) -> str", Doc: "A path without its last part.", Fn: text(filepath.Dir)},
		{Sig: "exists(path) -> bool", Doc: "Whether there is such a file or folder.", Fn: func(c *Call) (starlark.Value, error) {
			var p string
			if err := c.Unpack("path", &p); err != nil {
				return nil, err
			}
			_, err := c.cfg.Files.Stat(c.path(p))
			if errors.As(err, new(*files.Outside)) {
				return nil, Raise("PermissionError", "exists: %w", err)
			}
			return starlark.Bool(err == nil), nil
		}},
		{Sig: "join(path, *paths) -> str", Doc: "Parts of a path, joined.", Fn: func(c *Call) (starlark.Value, error) {
			parts := make([]string, len(c.Args))
			for i, v := range c.Args {
				s, ok := starlark.AsString(v)
				if !ok {
					return nil, Raise("TypeError", "join: got %s, want strings", TypeOf(v))
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
func sysEntries() []Entry {
	return []Entry{
		{Sig: "argv", Doc: "The script and its arguments."},
		{Sig: "exc_info()", Doc: "The class, the exception and the traceback of what is being handled; three times None without it.", Fn: excInfo},
		{Sig: "exit(code=0)", Doc: "Ends the script.", Fn: exit},
		{Sig: "maxsize", Value: starlark.MakeInt64(int64(^uint64(0) >> 1))},
		{Sig: "platform", Value: starlark.String(runtime.GOOS)},
		{Sig: "stderr", Doc: "The standard error output."},
		{Sig: "stdout", Doc: "The standard output."},
	}
}

func excInfo(c *Call) (starlark.Value, error) {
	if h := c.gil.holder.current(); h != nil {
		return exceptionTriple(h.o), c.Unpack()
	}
	return starlark.Tuple{starlark.None, starlark.None, starlark.None}, c.Unpack()
}

// setProcess gives the modules os and sys what belongs to the host.
func (ip *Interp) setProcess() {
	if m, ok := ip.modules["os"]; ok {
		m.members["environ"] = ip.environ()
	}
	sys, ok := ip.modules["sys"]
	if !ok {
		return
	}
	argv := make([]starlark.Value, len(ip.cfg.Args))
	for i, a := range ip.cfg.Args {
		argv[i] = starlark.String(a)
	}
	m := sys.members
	m["argv"] = starlark.NewList(argv)
	m["stderr"] = &stream{ip, "stderr", ip.cfg.Stderr}
	m["stdout"] = &stream{ip, "stdout", ip.cfg.Stdout}
}
