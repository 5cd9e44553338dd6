package starlib

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// oneOrMore is the values of a list or another iterable; any other value, text too, is one.
func oneOrMore(v starlark.Value) []starlark.Value {
	seq, ok := v.(starlark.Iterable)
	if _, isBytes := v.(starlark.Bytes); !ok || isBytes {
		return []starlark.Value{v}
	}
	var list []starlark.Value
	for x := range starlark.Elements(seq) {
		list = append(list, x)
	}
	return list
}

// texts takes a string or a list of strings; None is none.
type texts []string

// Unpack implements starlark.Unpacker.
func (t *texts) Unpack(v starlark.Value) error {
	switch v := v.(type) {
	case starlark.NoneType:
		return nil
	case starlark.String:
		*t = texts{string(v)}
		return nil
	case starlark.Iterable:
		*t = texts{}
		for x := range starlark.Elements(v) {
			s, ok := starlark.AsString(x)
			if !ok {
				return fmt.Errorf("got a list with %s (%s), want strings", py.Short(x), py.TypeOf(x))
			}
			*t = append(*t, s)
		}
		return nil
	}
	return fmt.Errorf("got %s, want a string or a list of strings", py.TypeOf(v))
}

// pairs takes names and "New = Old", one or a list; None is none.
type pairs []engine.Pair

// Unpack implements starlark.Unpacker.
func (p *pairs) Unpack(v starlark.Value) error {
	var list texts
	if err := list.Unpack(v); err != nil {
		return err
	}
	return p.take(list)
}

// take adds the pairs of a list.
func (p *pairs) take(list texts) error {
	for _, s := range list {
		left, right, two := strings.Cut(strings.Replace(s, "==", "=", 1), "=")
		pair := engine.Pair{New: strings.TrimSpace(left), Old: strings.TrimSpace(right)}
		if !two {
			pair.Old = pair.New
		}
		if pair.New == "" || pair.Old == "" || strings.ContainsAny(pair.Old, "=") {
			return fmt.Errorf("%q is neither a name nor \"New = Old\"", s)
		}
		*p = append(*p, pair)
	}
	return nil
}

// matches takes pairs as joins do: several in a text too, "A, B = C".
type matches pairs

// Unpack implements starlark.Unpacker.
func (m *matches) Unpack(v starlark.Value) error {
	var list texts
	if err := list.Unpack(v); err != nil {
		return err
	}
	return (*pairs)(m).take(list.split())
}

// split is the parts of texts between commas, without empty ones.
func (t texts) split() (parts texts) {
	for _, s := range t {
		for part := range strings.SplitSeq(s, ",") {
			if part = strings.TrimSpace(part); part != "" {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// names takes the names of keys, which keep them; None is none.
type names []engine.Pair

// Unpack implements starlark.Unpacker.
func (n *names) Unpack(v starlark.Value) error {
	var list texts
	if err := list.Unpack(v); err != nil {
		return err
	}
	for _, s := range list {
		if strings.Contains(s, "=") {
			return fmt.Errorf("%q is no name of a column; update or rename_columns gives the key another name first", s)
		}
	}
	*n = engine.Names(list)
	return nil
}

func (n names) others(t *engine.Table, but string) []engine.Pair { return pairs(n).others(t, but) }

// others is every column of t that is neither a key nor the given one, as it is.
func (p pairs) others(t *engine.Table, but string) []engine.Pair {
	skip := map[string]bool{but: true}
	for _, k := range p {
		skip[k.New], skip[k.Old] = true, true
	}
	var out []engine.Pair
	for _, f := range t.Schema {
		if !skip[f.Name] {
			out = append(out, engine.Pair{New: f.Name, Old: f.Name})
		}
	}
	return out
}

// sortKeys is the columns to sort by; order is None, a SortDirection or one per column.
func sortKeys(cols []string, order starlark.Value) ([]engine.SortKey, error) {
	dirs := []starlark.Value{order}
	if list, ok := order.(starlark.Iterable); ok {
		dirs = dirs[:0]
		for v := range starlark.Elements(list) {
			dirs = append(dirs, v)
		}
	}
	if len(dirs) != len(cols) && order != starlark.None {
		return nil, fmt.Errorf("%d columns to sort by have %d directions", len(cols), len(dirs))
	}
	keys := make([]engine.SortKey, len(cols))
	for i, name := range cols {
		d, err := py.Choice(dirs[min(i, len(dirs)-1)], "SortDirection", 0)
		if err != nil {
			return nil, fmt.Errorf("order: %w", err)
		}
		keys[i] = engine.SortKey{Column: name, Descending: d == 1}
	}
	return keys, nil
}
