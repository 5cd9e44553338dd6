package py

import (
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// dialect is how lines of CSV are written. A character that is not set is -1.
type dialect struct {
	delimiter, quote, escape rune
	doubled                  bool
	skipSpace                bool
	end                      string
	quoting                  int
	strict                   bool
}

// csvDialects is the dialects that there are at the beginning.
var csvDialects = map[string]*dialect{
	"excel":     {delimiter: ',', quote: '"', escape: -1, doubled: true, end: "\r\n"},
	"excel-tab": {delimiter: '\t', quote: '"', escape: -1, doubled: true, end: "\r\n"},
	"unix":      {delimiter: ',', quote: '"', escape: -1, doubled: true, end: "\n", quoting: quoteAll},
}

func (d *dialect) String() string        { return "<_csv.Dialect object>" }
func (d *dialect) Class() string         { return "_csv.Dialect" }
func (d *dialect) Type() string          { return "Dialect" }
func (d *dialect) Freeze()               {}
func (d *dialect) Truth() starlark.Bool  { return true }
func (d *dialect) Hash() (uint32, error) { return uint32(PointerOf(d) >> 4), nil }

// Attr is a parameter.
func (d *dialect) Attr(name string) (starlark.Value, error) {
	char := func(r rune) starlark.Value {
		if r < 0 {
			return starlark.None
		}
		return starlark.String(string(r))
	}
	switch name {
	case "delimiter":
		return char(d.delimiter), nil
	case "quotechar":
		return char(d.quote), nil
	case "escapechar":
		return char(d.escape), nil
	case "doublequote":
		return starlark.Bool(d.doubled), nil
	case "skipinitialspace":
		return starlark.Bool(d.skipSpace), nil
	case "lineterminator":
		return starlark.String(d.end), nil
	case "quoting":
		return starlark.MakeInt(d.quoting), nil
	case "strict":
		return starlark.Bool(d.strict), nil
	}
	return nil, nil
}

// AttrNames is the names of the parameters.
func (d *dialect) AttrNames() []string {
	return []string{"delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"}
}

// dialectOf is a dialect by its name, changed by keywords.
func (c *Call) dialectOf(args starlark.Tuple, kwargs []starlark.Tuple) (*dialect, error) {
	base := starlark.Value(starlark.String("excel"))
	if len(args) > 1 {
		return nil, Raise("TypeError", "%s expected at most 2 arguments, got %d", c.EntryName(), len(args)+1)
	}
	if len(args) == 1 && args[0] != starlark.None {
		base = args[0]
	}
	for _, kv := range kwargs {
		if kv[0] == starlark.String("dialect") {
			base = kv[1]
		}
	}
	from, own := base.(*dialect)
	if _, named := base.(starlark.String); named {
		var err error
		if from, err = c.namedDialect(base); err != nil {
			return nil, err
		}
	} else if !own {
		return c.dialectOfClass(base, kwargs)
	}
	d := *from
	for _, kv := range kwargs {
		name := string(kv[0].(starlark.String))
		if name == "dialect" {
			continue
		}
		if err := d.set(name, kv[1]); err != nil {
			return nil, err
		}
	}
	return &d, d.check()
}

// dialectOfClass is the dialect that a class of the script has as attributes.
func (c *Call) dialectOfClass(class starlark.Value, kwargs []starlark.Tuple) (*dialect, error) {
	of, ok := class.(starlark.HasAttrs)
	if !ok {
		return nil, Raise("TypeError", "\"dialect\" is a name or a class, got %s", TypeOf(class))
	}
	d := *csvDialects["excel"]
	for _, name := range d.AttrNames() {
		if v, err := of.Attr(name); err == nil && v != nil {
			if err := d.set(name, v); err != nil {
				return nil, err
			}
		}
	}
	for _, kv := range kwargs {
		if name := string(kv[0].(starlark.String)); name != "dialect" {
			if err := d.set(name, kv[1]); err != nil {
				return nil, err
			}
		}
	}
	return &d, d.check()
}

// set changes a parameter.
func (d *dialect) set(name string, v starlark.Value) error {
	switch name {
	case "delimiter", "quotechar", "escapechar":
		place := map[string]*rune{"delimiter": &d.delimiter, "quotechar": &d.quote, "escapechar": &d.escape}[name]
		s, ok := starlark.AsString(v)
		switch {
		case v == starlark.None:
			*place = -1
			return nil
		case !ok && name == "delimiter":
			return Raise("TypeError", "\"delimiter\" must be string, not %s", TypeOf(v))
		case !ok:
			return Raise("TypeError", "\"%s\" must be string or None, not %s", name, TypeOf(v))
		case s == "" && name != "delimiter":
			*place = -1
			return nil
		case utf8.RuneCountInString(s) != 1:
			return Raise("TypeError", "\"%s\" must be a 1-character string", name)
		}
		*place, _ = utf8.DecodeRuneInString(s)
	case "doublequote":
		d.doubled = bool(v.Truth())
	case "skipinitialspace":
		d.skipSpace = bool(v.Truth())
	case "strict":
		d.strict = bool(v.Truth())
	case "lineterminator":
		s, ok := starlark.AsString(v)
		if !ok {
			return Raise("TypeError", "\"lineterminator\" must be a string, not %s", TypeOf(v))
		}
		d.end = s
	case "quoting":
		n, err := starlark.AsInt32(v)
		if err != nil {
			return Raise("TypeError", "\"quoting\" must be an integer")
		}
		if n < quoteMinimal || n > quoteNone {
			return Raise("TypeError", "bad \"quoting\" value")
		}
		d.quoting = n
		return nil
	default:
		return Raise("TypeError", "'%s' is an invalid keyword argument for this function", name)
	}
	return nil
}

// check is the error of parameters that do not go together.
func (d *dialect) check() error {
	switch {
	case d.delimiter < 0:
		return Raise("TypeError", "\"delimiter\" must be a 1-character string")
	case d.quote < 0 && d.quoting != quoteNone && d.quoting != quoteMinimal:
		return Raise("TypeError", "quotechar must be set if quoting enabled")
	case d.quote < 0:
		d.quoting = quoteNone
	}
	return nil
}
