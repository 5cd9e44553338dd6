package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// dictReader makes dicts of rows.
type dictReader struct {
	rows    *csvReader
	names   starlark.Tuple // nil before the first row, which has them
	restKey starlark.Value
	restVal starlark.Value
}

// split takes the arguments of these names, by place or name, out of those of a call.
func (c *Call) split(names ...string) (values map[string]starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple, err error) {
	values, args = map[string]starlark.Value{}, c.Args
	for _, name := range names {
		if len(args) > 0 {
			values[name], args = args[0], args[1:]
		}
	}
	for _, kv := range c.Kwargs {
		name := string(kv[0].(starlark.String))
		if !slices.Contains(names, name) {
			kwargs = append(kwargs, kv)
			continue
		}
		if values[name] != nil {
			return nil, nil, nil, Raise("TypeError", "%s() got multiple values for argument '%s'", c.EntryName(), name)
		}
		values[name] = kv[1]
	}
	return values, args, kwargs, nil
}

func newDictReader(c *Call) (starlark.Value, error) {
	v, args, kwargs, err := c.split("f", "fieldnames", "restkey", "restval")
	if err != nil {
		return nil, err
	}
	if v["f"] == nil {
		return nil, Raise("TypeError", "DictReader.__init__() missing 1 required positional argument: 'f'")
	}
	rows, err := c.csvReader(v["f"], args, kwargs)
	if err != nil {
		return nil, err
	}
	r := &dictReader{rows: rows, restKey: orNone(v["restkey"]), restVal: orNone(v["restval"])}
	if names := orNone(v["fieldnames"]); names != starlark.None {
		if r.names, err = c.valuesOf(names); err != nil {
			return nil, err
		}
		r.names = append(starlark.Tuple{}, r.names...)
	}
	return r, nil
}

func (r *dictReader) String() string        { return "<csv.DictReader object>" }
func (r *dictReader) Class() string         { return "csv.DictReader" }
func (r *dictReader) Type() string          { return "DictReader" }
func (r *dictReader) Freeze()               {}
func (r *dictReader) Truth() starlark.Bool  { return true }
func (r *dictReader) Hash() (uint32, error) { return uint32(PointerOf(r) >> 4), nil }

// fields is the names of the columns: those of the first row, if none were given.
func (r *dictReader) fields() error {
	if r.names != nil {
		return nil
	}
	row, err := r.rows.record()
	if err != nil || row == nil {
		return err
	}
	r.names = starlark.Tuple{}
	for i := range row.Len() {
		r.names = append(r.names, row.Index(i))
	}
	return nil
}

// Attr is what a reader tells of itself.
func (r *dictReader) Attr(name string) (starlark.Value, error) {
	switch name {
	case "fieldnames":
		if err := r.fields(); err != nil || r.names == nil {
			return starlark.None, err
		}
		return starlark.NewList(slices.Clone(r.names)), nil
	case "line_num":
		return starlark.MakeInt(r.rows.lines), nil
	case "dialect":
		return r.rows.dialect, nil
	case "reader":
		return r.rows, nil
	case "restkey":
		return r.restKey, nil
	case "restval":
		return r.restVal, nil
	}
	return nil, nil
}

// AttrNames is the names of that.
func (r *dictReader) AttrNames() []string {
	return []string{"dialect", "fieldnames", "line_num", "reader", "restkey", "restval"}
}

// Iterate goes on with the next row.
func (r *dictReader) Iterate() starlark.Iterator { return r }

// Done leaves the rest for later.
func (r *dictReader) Done() {}

// Next is the next row as a dict. Empty ones are passed over.
func (r *dictReader) Next(p *starlark.Value) bool {
	d, err := r.row()
	if err != nil {
		run := r.rows.ip.gil.holder
		run.stop(run.blame(err))
		return false
	}
	if d == nil {
		return false
	}
	*p = d
	return true
}

func (r *dictReader) row() (*starlark.Dict, error) {
	if err := r.fields(); err != nil {
		return nil, err
	}
	var row *starlark.List
	for row == nil || row.Len() == 0 {
		var err error
		if row, err = r.rows.record(); err != nil || row == nil {
			return nil, err
		}
	}
	d := starlark.NewDict(row.Len())
	for i, name := range r.names {
		v := r.restVal
		if i < row.Len() {
			v = row.Index(i)
		}
		if err := d.SetKey(name, v); err != nil {
			return nil, err
		}
	}
	if row.Len() <= len(r.names) {
		return d, nil
	}
	var rest []starlark.Value
	for i := len(r.names); i < row.Len(); i++ {
		rest = append(rest, row.Index(i))
	}
	return d, d.SetKey(r.restKey, starlark.NewList(rest))
}

// dictWriter writes dicts as rows.
type dictWriter struct {
	rows    *csvWriter
	names   starlark.Tuple
	restVal starlark.Value
	ignore  bool // what has no column
}

func newDictWriter(c *Call) (starlark.Value, error) {
	v, args, kwargs, err := c.split("f", "fieldnames", "restval", "extrasaction")
	if err != nil {
		return nil, err
	}
	if v["f"] == nil || v["fieldnames"] == nil {
		return nil, Raise("TypeError", "DictWriter.__init__() missing required positional arguments: 'f' and 'fieldnames'")
	}
	w := &dictWriter{restVal: starlark.String("")}
	if v["restval"] != nil {
		w.restVal = v["restval"]
	}
	if how := v["extrasaction"]; how != nil {
		s, _ := starlark.AsString(how)
		if s = strings.ToLower(s); s != "raise" && s != "ignore" {
			return nil, Raise("ValueError", "extrasaction (%s) must be 'raise' or 'ignore'", s)
		}
		w.ignore = s == "ignore"
	}
	if w.rows, err = c.csvWriter(v["f"], args, kwargs); err != nil {
		return nil, err
	}
	w.names, err = c.valuesOf(v["fieldnames"])
	return w, err
}

func (w *dictWriter) String() string        { return "<csv.DictWriter object>" }
func (w *dictWriter) Class() string         { return "csv.DictWriter" }
func (w *dictWriter) Type() string          { return "DictWriter" }
func (w *dictWriter) Freeze()               {}
func (w *dictWriter) Truth() starlark.Bool  { return true }
func (w *dictWriter) Hash() (uint32, error) { return uint32(PointerOf(w) >> 4), nil }

// Attr is a method or a property.
func (w *dictWriter) Attr(name string) (starlark.Value, error) {
	return w.rows.ip.Attribute(dictWriterMethods(), w, name)
}

// AttrNames is the names of these.
func (w *dictWriter) AttrNames() []string { return EntryNames(dictWriterMethods()) }

// dictWriterMethods is the table of what a writer of dicts has.
func dictWriterMethods() []Entry {
	return []Entry{
		{Sig: "fieldnames", Doc: "The names of the columns.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.NewList(slices.Clone(c.Recv.(*dictWriter).names)), nil
		}},
		{Sig: "writeheader()", Doc: "Writes a row of the names.", Fn: func(c *Call) (starlark.Value, error) {
			w := c.Recv.(*dictWriter)
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			return w.rows.row(c, w.names)
		}},
		{Sig: "writerow(rowdict)", Doc: "Writes a dict.", Fn: func(c *Call) (starlark.Value, error) {
			var d starlark.Value
			if err := c.Unpack("rowdict", &d); err != nil {
				return nil, err
			}
			return c.Recv.(*dictWriter).row(c, d)
		}},
		{Sig: "writerows(rowdicts)", Doc: "Writes several dicts.", Fn: func(c *Call) (starlark.Value, error) {
			var rows starlark.Value
			if err := c.Unpack("rowdicts", &rows); err != nil {
				return nil, err
			}
			next, err := c.cursorOf(rows)
			if err != nil {
				return nil, err
			}
			var d starlark.Value
			for next(&d) {
				if _, err := c.Recv.(*dictWriter).row(c, d); err != nil {
					return nil, err
				}
			}
			return starlark.None, nil
		}},
	}
}

func (w *dictWriter) row(c *Call, v starlark.Value) (starlark.Value, error) {
	d, ok := plainDict(v).(*starlark.Dict)
	if !ok {
		return nil, Raise("AttributeError", "'%s' object has no attribute 'keys'", TypeOf(v))
	}
	var extra []string
	for _, k := range d.Keys() {
		if in, err := isElement(w.names, k); err != nil {
			return nil, err
		} else if !in && !w.ignore {
			s, err := c.printer().repr(k)
			if err != nil {
				return nil, err
			}
			extra = append(extra, s)
		}
	}
	if len(extra) > 0 {
		return nil, Raise("ValueError", "dict contains fields not in fieldnames: %s", strings.Join(extra, ", "))
	}
	row := make(starlark.Tuple, len(w.names))
	for i, name := range w.names {
		v, found, err := d.Get(name)
		if err != nil {
			return nil, err
		}
		if !found {
			v = w.restVal
		}
		row[i] = v
	}
	return w.rows.row(c, row)
}
