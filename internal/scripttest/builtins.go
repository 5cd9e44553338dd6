package scripttest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/nearest"
	"starling/starlib"
	"starling/starlib/py"
)

// builtins is THE table of what tests know beside what all scripts have.
func (b *bench) builtins() []py.Entry {
	return []py.Entry{
		{Sig: "advance(duration)", Doc: "Lets time pass, as \"5s\", \"2m\", seconds or a timedelta: for time tables, windows, now() and time.sleep.", Fn: b.advance},
		{Sig: "assert_table(table, want, any_order=False)", Doc: "Fails unless the table has the rows wanted: a list of dicts or of lists, or the name of a CSV file. Columns that are not named do not count.", Fn: b.assertTable},
		{Sig: "recorded(dir)", Doc: "Fills topics and the schema registry with what starling record kept in a folder, and has the clock show the time of the newest record.", Fn: b.recorded},
		{Sig: "run(path)", Doc: "Runs a script, with all that is in the topics; its variables are attributes of the result.", Fn: b.run},
	}
}

// Builtins is what tests know beside what all scripts have, to check a test with: none of it can be called.
func Builtins() []py.Entry { return new(bench).builtins() }

// IsTest reports whether a file of that name has tests.
func IsTest(name string) bool {
	return strings.HasSuffix(name, "_test.star") || strings.HasSuffix(name, "_test.py")
}

// raise is err as a failure of the builtin that is called.
func raise(c *py.Call, err error) error {
	if err == nil || errors.As(err, new(*py.Exit)) {
		return err
	}
	return py.OfKind(py.KindOf(err, "DHError"), fmt.Errorf("%s: %w", c.Name, err))
}

func (b *bench) recorded(c *py.Call) (starlark.Value, error) {
	var dir string
	if err := c.Unpack("dir", &dir); err != nil {
		return nil, err
	}
	n := 0
	err := b.waiting(c, func(ctx context.Context) (err error) {
		if n, err = b.play(ctx, dir); err == nil {
			err = b.settle(ctx)
		}
		return err
	})
	return starlark.MakeInt(n), raise(c, err)
}

func (b *bench) advance(c *py.Call) (starlark.Value, error) {
	var by starlark.Value
	if err := c.Unpack("duration", &by); err != nil {
		return nil, err
	}
	d, err := duration(by)
	if err != nil {
		return nil, raise(c, err)
	}
	ctx := c.Context()
	return starlark.None, raise(c, c.Waiting(func() error { return b.pass(ctx, d) }))
}

// duration takes "5s", seconds or a timedelta.
func duration(v starlark.Value) (d time.Duration, err error) {
	switch v := v.(type) {
	case starlark.String:
		d, err = time.ParseDuration(string(v))
	case py.Timedelta:
		d, err = v.Duration()
	case starlark.Int, starlark.Float:
		s, _ := starlark.AsFloat(v)
		d = time.Duration(s * float64(time.Second))
	default:
		err = errors.New("no time")
	}
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%s is no time to advance by, such as \"5s\" or \"2m\"", py.Short(v))
	}
	return d, nil
}

// waiting runs f, which waits for the tables, with the session lock released.
func (b *bench) waiting(c *py.Call, f func(ctx context.Context) error) error {
	ctx, cancel := b.within(c.Context())
	defer cancel()
	return c.Waiting(func() error { return b.why(ctx, f(ctx)) })
}

// run is run(path): rows wait until the script is through, as in starling run.
func (b *bench) run(c *py.Call) (starlark.Value, error) {
	var path string
	if err := c.Unpack("path", &path); err != nil {
		return nil, err
	}
	text, err := b.read(path)
	if err != nil {
		return nil, raise(c, err)
	}
	ctx := c.Context()
	var end func(error)
	if err := c.Outside(func() error { end = b.host.Begin(ctx); return nil }); err != nil {
		return nil, err
	}
	names, err := c.Include(path, string(text))
	var exit *py.Exit
	if errors.As(err, &exit) && exit.Code == 0 {
		err = nil
	}
	if over := c.Outside(func() error { end(err); return nil }); err == nil {
		err = over
	}
	if exit != nil && exit.Code != 0 {
		return nil, raise(c, fmt.Errorf("%s ended itself with status %d", path, exit.Code))
	}
	if err != nil {
		return nil, err
	}
	return &outcome{path, names}, raise(c, b.waiting(c, b.settle))
}

// outcome is the variables of a script that has run.
type outcome struct {
	path  string
	names starlark.StringDict
}

func (o *outcome) String() string        { return fmt.Sprintf("<the variables of %s>", o.path) }
func (o *outcome) Type() string          { return "script" }
func (o *outcome) Freeze()               {}
func (o *outcome) Truth() starlark.Bool  { return true }
func (o *outcome) Hash() (uint32, error) { return 0, errors.New("unhashable type: script") }

// Attr is a variable of the script.
func (o *outcome) Attr(name string) (starlark.Value, error) {
	if v, ok := o.names[name]; ok {
		return v, nil
	}
	has := o.AttrNames()
	return nil, py.Raise("AttributeError", "%s has no variable %s%s", filepath.Base(o.path), name, cmp.Or(nearest.Hint(name, has), "; it has "+strings.Join(has, ", ")))
}

// AttrNames is the names of the script's variables.
func (o *outcome) AttrNames() []string {
	var names []string
	for name := range o.names {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// assertTable is assert_table(table, want, any_order=False).
func (b *bench) assertTable(c *py.Call) (starlark.Value, error) {
	var t *starlib.Table
	var want starlark.Value
	a := assertion{bench: b}
	if err := c.Unpack("table", &t, "want", &want, "any_order?", &a.anyOrder); err != nil {
		return nil, err
	}
	a.table = t
	if err := b.waiting(c, b.settle); err != nil {
		return nil, raise(c, err)
	}
	var err error
	if path, ok := starlark.AsString(want); ok {
		err = a.file(path)
	} else {
		err = a.rows(c, want)
	}
	return starlark.None, raise(c, err)
}
