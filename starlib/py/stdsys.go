package py

import (
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// The Python that scripts are written for.
var pythonVersion = [3]int{3, 11, 7}

// versionInfo is sys.version_info, floatInfo sys.float_info.
var (
	versionInfo = &NamedType{Name: "version_info", Module: "sys", Fields: []string{"major", "minor", "micro", "releaselevel", "serial"}}
	floatInfo   = &NamedType{Name: "float_info", Module: "sys", Fields: []string{"max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"}}
)

// sysEntries is the module sys.
func sysEntries() []Entry {
	v := pythonVersion
	encoding := func(c *Call) (starlark.Value, error) { return starlark.String("utf-8"), c.Unpack() }
	const limit = 1000
	return []Entry{
		{Sig: "argv", Doc: "The script and its arguments."},
		{Sig: "byteorder", Value: starlark.String("little")},
		{Sig: "exc_info()", Doc: "The class, the exception and the traceback of what is being handled; three times None without it.", Fn: excInfo},
		{Sig: "executable", Value: starlark.String("")},
		{Sig: "exit(code=0)", Doc: "Ends the script.", Fn: exit},
		{Sig: "float_info", Value: floatInfo.New(starlark.Tuple{
			starlark.Float(math.MaxFloat64), starlark.MakeInt(1024), starlark.MakeInt(308), starlark.Float(0x1p-1022),
			starlark.MakeInt(-1021), starlark.MakeInt(-307), starlark.MakeInt(15), starlark.MakeInt(53), starlark.Float(0x1p-52), starlark.MakeInt(2), starlark.MakeInt(1),
		})},
		{Sig: "getdefaultencoding() -> str", Doc: "The encoding of texts: utf-8.", Fn: encoding},
		{Sig: "getfilesystemencoding() -> str", Doc: "The encoding of the names of files: utf-8.", Fn: encoding},
		{Sig: "getrecursionlimit() -> int", Doc: "What CPython says: 1000. Calls may nest deeper here.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(limit), c.Unpack()
		}},
		refused("getsizeof(*args, **kwargs)", "An error: how much memory a value takes is not known.", "sys.getsizeof is not available: how much memory a value takes is not CPython's, and not known"),
		{Sig: "hexversion", Value: starlark.MakeInt(v[0]<<24 | v[1]<<16 | v[2]<<8 | 0xf0)},
		{Sig: "intern(string) -> str", Doc: "The text itself.", Fn: func(c *Call) (starlark.Value, error) {
			var s string
			err := c.Unpack("string", &s)
			return starlark.String(s), err
		}},
		{Sig: "maxsize", Value: starlark.MakeInt64(int64(^uint64(0) >> 1))},
		{Sig: "maxunicode", Value: starlark.MakeInt(0x10ffff)},
		{Sig: "path", Doc: "The folder that relative paths start from; modules are not found by it."},
		{Sig: "platform", Value: starlark.String(runtime.GOOS)},
		{Sig: "setrecursionlimit(limit)", Doc: "Nothing: calls may nest as deep as memory allows.", Fn: func(c *Call) (starlark.Value, error) {
			var n int
			if err := c.Unpack("limit", &n); err != nil {
				return nil, err
			}
			if n < 1 {
				return nil, Raise("ValueError", "recursion limit must be greater or equal than 1")
			}
			return starlark.None, nil
		}},
		{Sig: "stderr", Doc: "The standard error output."},
		{Sig: "stdin", Doc: "The standard input: a loop over it gives its lines."},
		{Sig: "stdout", Doc: "The standard output."},
		{Sig: "version", Value: starlark.String(fmt.Sprintf("%d.%d.%d (Starling)", v[0], v[1], v[2]))},
		{Sig: "version_info", Value: versionInfo.New(starlark.Tuple{starlark.MakeInt(v[0]), starlark.MakeInt(v[1]), starlark.MakeInt(v[2]), starlark.String("final"), zero})},
	}
}

// inStream is sys.stdin.
type inStream struct{ ip *Interp }

func (s *inStream) String() string {
	return "<_io.TextIOWrapper name='<stdin>' mode='r' encoding='utf-8'>"
}
func (s *inStream) Type() string          { return "TextIOWrapper" }
func (s *inStream) Freeze()               {}
func (s *inStream) Truth() starlark.Bool  { return true }
func (s *inStream) Hash() (uint32, error) { return starlark.String("stdin").Hash() }

// Attr is a method.
func (s *inStream) Attr(name string) (starlark.Value, error) {
	return s.ip.Attribute(inStreamMethods(), s, name)
}

// AttrNames is the names of the methods.
func (s *inStream) AttrNames() []string { return EntryNames(inStreamMethods()) }

// Iterate gives the lines, with their ends.
func (s *inStream) Iterate() starlark.Iterator {
	return &lazy{ip: s.ip, kind: "TextIOWrapper", make: func(p *starlark.Value) (bool, error) {
		line, err := s.ip.inputLine()
		*p = starlark.String(line)
		return line != "", err
	}}
}

// inputLine is the next line of the standard input with its end, "" where there is no more.
func (ip *Interp) inputLine() (string, error) {
	if ip.cfg.Stdin == nil {
		return "", nil
	}
	if ip.stdin == nil {
		ip.stdin = newStdin(ip.cfg.Stdin, ip.bounds)
	}
	var l line
	ctx, in := ip.Context(), ip.stdin
	if err := ip.Waiting(func() (err error) { l, err = in.read(ctx); return err }); err != nil {
		return "", err
	}
	switch {
	case errors.As(l.err, new(bounds.Error)):
		return "", l.err
	case l.err != nil && !errors.Is(l.err, io.EOF):
		return "", Raise("OSError", "stdin: %w", l.err)
	}
	return strings.Replace(l.text, "\r\n", "\n", 1), nil
}

// inStreamMethods is the table of what the standard input has.
func inStreamMethods() []Entry {
	lines := func(c *Call) (all []starlark.Value, err error) {
		size := 0
		for {
			l, err := c.inputLine()
			if err != nil || l == "" {
				return all, err
			}
			if size += len(l); size > c.bounds.Bytes {
				return nil, c.bounds.Size("stdin."+c.EntryName(), size)
			}
			all = append(all, starlark.String(l))
		}
	}
	return []Entry{
		{Sig: "isatty() -> bool", Doc: "Whether somebody types it: no.", Fn: func(c *Call) (starlark.Value, error) { return starlark.False, c.Unpack() }},
		{Sig: "read() -> str", Doc: "All that is left.", Fn: func(c *Call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			all, err := lines(c)
			var b strings.Builder
			for _, l := range all {
				b.WriteString(string(l.(starlark.String)))
			}
			return starlark.String(b.String()), err
		}},
		{Sig: "readline() -> str", Doc: "The next line with its end, \"\" where there is no more.", Fn: func(c *Call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			l, err := c.inputLine()
			return starlark.String(l), err
		}},
		{Sig: "readlines()", Doc: "The lines that are left, with their ends.", Fn: func(c *Call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			all, err := lines(c)
			return starlark.NewList(all), err
		}},
	}
}

func excInfo(c *Call) (starlark.Value, error) {
	if h := c.gil.holder.current(); h != nil {
		return exceptionTriple(h.o), c.Unpack()
	}
	return starlark.Tuple{starlark.None, starlark.None, starlark.None}, c.Unpack()
}
