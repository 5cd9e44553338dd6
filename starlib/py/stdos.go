package py

import (
	"path/filepath"
	"runtime"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/files"
)

// osEntries is the module os.
func osEntries() []Entry {
	all := []Entry{
		{Sig: "altsep", Value: starlark.None},
		{Sig: "cpu_count() -> int", Doc: "How many processors there are.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(runtime.NumCPU()), c.Unpack()
		}},
		{Sig: "curdir", Value: starlark.String(".")},
		{Sig: "devnull", Value: starlark.String("/dev/null")},
		{Sig: "environ", Doc: "The variables of the environment."},
		{Sig: "extsep", Value: starlark.String(".")},
		{Sig: "fspath(path) -> str", Doc: "The text of a path.", Fn: func(c *Call) (starlark.Value, error) {
			p, err := c.pathArg("path")
			return starlark.String(p), err
		}},
		{Sig: "get_terminal_size()", Doc: "The columns and lines of the terminal, 80 and 24 where there is none.", Fn: func(c *Call) (starlark.Value, error) {
			return terminalSize.New(ints(80, 24)), c.Unpack()
		}},
		{Sig: "getcwd() -> str", Doc: "The folder that relative paths start from.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.String(c.path(".")), c.Unpack()
		}},
		{Sig: "getenv(key, default=None)", Doc: "A variable of the environment.", Fn: getenv},
		{Sig: "getpid() -> int", Doc: "The number of the process.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(files.Process()), c.Unpack()
		}},
		{Sig: "linesep", Value: starlark.String("\n")},
		{Sig: "listdir(path=\".\")", Doc: "The names in a folder.", Fn: listdir},
		{Sig: "name", Value: starlark.String("posix")},
		{Sig: "pardir", Value: starlark.String("..")},
		{Sig: "pathsep", Value: starlark.String(":")},
		{Sig: "sep", Value: starlark.String("/")},
		{Sig: "stat(path)", Doc: "What a file is: st_size, st_mtime and st_mode.", Fn: statOf},
		{Sig: "urandom(n)", Doc: "n random bytes.", Fn: randomBytes},
		{Sig: "walk(top, topdown=True)", Doc: "For each folder below one the triple of its path, the folders in it and the files.", Fn: walk},
	}
	return inOrder(all, osChanges(), refusedOfOS())
}

// terminalSize is what get_terminal_size gives, statResult what stat does.
var (
	terminalSize = &NamedType{Name: "terminal_size", Module: "os", Fields: []string{"columns", "lines"}}
	statResult   = &NamedType{Name: "stat_result", Module: "os", Fields: []string{"st_mode", "st_size", "st_mtime"}}
)

func getenv(c *Call) (starlark.Value, error) {
	var key string
	var otherwise starlark.Value = starlark.None
	if err := c.Unpack("key", &key, "default?", &otherwise); err != nil {
		return nil, err
	}
	if d, ok := c.modules["os"].members["environ"].(*starlark.Dict); ok { // which the script may have changed
		if v, ok, err := d.Get(starlark.String(key)); ok || err != nil {
			return v, err
		}
	}
	if _, _, err := c.cfg.Files.LookupEnv(key); err != nil {
		return nil, Raise("PermissionError", "getenv: %w", err)
	}
	return otherwise, nil
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
	m["stdin"] = &inStream{ip}
	m["stdout"] = &stream{ip, "stdout", ip.cfg.Stdout}
	m["path"] = starlark.NewList([]starlark.Value{starlark.String(ip.path("."))})
}
