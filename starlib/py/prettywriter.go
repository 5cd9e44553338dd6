package py

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/bounds"
)

// prettyWriter lays out one value, as CPython's pprint does.
type prettyWriter struct {
	strings.Builder
	*prettyPrinter
	c         *Call
	within    map[starlark.Value]bool // what is being written, which are pointers
	readable  bool
	recursive bool
}

func (p *prettyPrinter) writer(c *Call) *prettyWriter {
	return &prettyWriter{prettyPrinter: p, c: c, within: map[starlark.Value]bool{}, readable: true}
}

// String is what was written.
func (w *prettyWriter) String() string { return w.Builder.String() }

// isHolder reports whether v may hold itself.
func isHolder(v starlark.Value) bool {
	switch v.(type) {
	case *starlark.List, *starlark.Dict, *instance, *mapping, *deque:
		return true
	}
	return false
}

func (w *prettyWriter) recursion(v starlark.Value) string {
	w.recursive, w.readable = true, false
	return fmt.Sprintf("<Recursion on %s with id=%d>", TypeOf(v), PointerOf(v))
}

// format writes v, of which the line has so many characters before it and after it.
func (w *prettyWriter) format(v starlark.Value, indent, allowance, level int) error {
	if isHolder(v) && w.within[v] {
		w.WriteString(w.recursion(v))
		return nil
	}
	rep, err := w.repr(v, level)
	if err != nil {
		return err
	}
	if err := w.c.bounds.Size("the text", w.Len()+len(rep)); err != nil {
		return err
	}
	if utf8.RuneCountInString(rep) > w.width-indent-allowance {
		if isHolder(v) {
			w.within[v] = true
			defer delete(w.within, v)
		}
		if done, err := w.spread(v, rep, indent, allowance, level+1); done || err != nil {
			return err
		}
	}
	w.WriteString(rep)
	return nil
}

// spread writes v over several lines; done is false if there is no way to.
func (w *prettyWriter) spread(v starlark.Value, rep string, indent, allowance, level int) (done bool, err error) {
	switch v := v.(type) {
	case *starlark.Dict:
		return true, w.dict(v, indent, allowance, level)
	case *mapping:
		return true, w.mapping(v, rep, indent, allowance, level)
	case *starlark.List:
		w.WriteString("[")
		err = w.items(elementsIn(v), indent, allowance+1, level)
		w.WriteString("]")
	case starlark.Tuple:
		end := ")"
		if len(v) == 1 {
			end = ",)"
		}
		w.WriteString("(")
		err = w.items(v, indent, allowance+len(end), level)
		w.WriteString(end)
	case *starlark.Set:
		if v.Len() == 0 {
			return false, nil
		}
		all := w.sorted(elementsIn(v), func(v starlark.Value) starlark.Value { return v })
		w.WriteString("{")
		err = w.items(all, indent, allowance+1, level)
		w.WriteString("}")
	case *deque:
		if v.Len() == 0 {
			return false, nil
		}
		w.WriteString("deque([")
		indent += len("deque") + 1
		if v.most == unlimited {
			err = w.items(v.values(), indent, allowance+2, level)
			w.WriteString("])")
		} else {
			err = w.items(v.values(), indent, 2, level)
			fmt.Fprintf(w, "],\n%smaxlen=%d)", strings.Repeat(" ", indent), v.most)
		}
	case starlark.String:
		return true, w.string(string(v), indent, allowance, level)
	case starlark.Bytes:
		w.bytes(string(v), indent, allowance, level)
	case *mappingProxy:
		w.WriteString("mappingproxy(")
		err = w.format(v.of, indent+13, allowance+1, level)
		w.WriteString(")")
	case *instance:
		return w.instance(v, indent, allowance, level)
	default:
		return false, nil
	}
	return true, err
}

func elementsIn(v starlark.Iterable) starlark.Tuple {
	var all starlark.Tuple
	for x := range starlark.Elements(v) {
		all = append(all, x)
	}
	return all
}

// sorted is values in the order of what key gives of them; what cannot be compared goes by its type.
func (w *prettyWriter) sorted(all starlark.Tuple, key func(v starlark.Value) starlark.Value) starlark.Tuple {
	less := func(a, b starlark.Value) bool {
		before, err := compare(syntax.LT, a, b, starlark.CompareLimit)
		if err != nil {
			return TypeOf(a) < TypeOf(b)
		}
		return before
	}
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b starlark.Value) int {
		switch x, y := key(a), key(b); {
		case less(x, y):
			return -1
		case less(y, x):
			return 1
		}
		return 0
	})
	return out
}

// pairs is the entries of a dict, in the order in which they are written.
func (w *prettyWriter) pairs(d *starlark.Dict) starlark.Tuple {
	var all starlark.Tuple
	for _, kv := range d.Items() {
		all = append(all, kv)
	}
	if !w.sort {
		return all
	}
	return w.sorted(all, func(v starlark.Value) starlark.Value { return v.(starlark.Tuple)[0] })
}

func (w *prettyWriter) dict(d *starlark.Dict, indent, allowance, level int) error {
	w.WriteString("{" + strings.Repeat(" ", max(w.indent-1, 0)))
	err := w.entries(w.pairs(d), indent, allowance+1, level)
	w.WriteString("}")
	return err
}

func (w *prettyWriter) entries(items starlark.Tuple, indent, allowance, level int) error {
	indent += w.indent
	for i, item := range items {
		kv := item.(starlark.Tuple)
		rep, err := w.repr(kv[0], level)
		if err != nil {
			return err
		}
		w.WriteString(rep + ": ")
		room := 1
		if i == len(items)-1 {
			room = allowance
		}
		if err := w.format(kv[1], indent+utf8.RuneCountInString(rep)+2, room, level); err != nil {
			return err
		}
		if i < len(items)-1 {
			w.WriteString(",\n" + strings.Repeat(" ", indent))
		}
	}
	return nil
}

func (w *prettyWriter) mapping(m *mapping, rep string, indent, allowance, level int) error {
	if m.Len() == 0 {
		w.WriteString(rep)
		return nil
	}
	name := m.Type()
	inner := indent + len(name) + 1
	var err error
	switch m.kind {
	case orderedKind:
		w.WriteString(name + "(")
		list := new(starlark.List)
		for _, kv := range m.Items() {
			_ = list.Append(kv) // a new list takes everything
		}
		err = w.format(list, inner, allowance+1, level)
		w.WriteString(")")
	case defaultKind:
		factory, bad := w.repr(m.factory, level)
		if bad != nil {
			return bad
		}
		fmt.Fprintf(w, "%s(%s,\n%s", name, factory, strings.Repeat(" ", inner))
		err = w.dict(m.Dict, inner, allowance+1, level)
		w.WriteString(")")
	default:
		w.WriteString(name + "({" + strings.Repeat(" ", max(w.indent-1, 0)))
		common, bad := m.common()
		if bad != nil {
			return bad
		}
		var items starlark.Tuple
		for _, kv := range common {
			items = append(items, kv)
		}
		err = w.entries(items, inner, allowance+2, level)
		w.WriteString("})")
	}
	return err
}

// items writes elements, each on a line, or as many on a line as there is room for if compact.
func (w *prettyWriter) items(all starlark.Tuple, indent, allowance, level int) error {
	indent += w.indent
	w.WriteString(strings.Repeat(" ", max(w.indent-1, 0)))
	between := ",\n" + strings.Repeat(" ", indent)
	sep := ""
	width := w.width - indent + 1
	most := width
	for i, v := range all {
		last := i == len(all)-1
		if last {
			most -= allowance
			width -= allowance
		}
		if w.compact {
			rep, err := w.repr(v, level)
			if err != nil {
				return err
			}
			n := utf8.RuneCountInString(rep) + 2
			if width < n {
				width = most
				if sep != "" {
					sep = between
				}
			}
			if width >= n {
				width -= n
				w.WriteString(sep + rep)
				sep = ", "
				continue
			}
		}
		w.WriteString(sep)
		sep = between
		room := 1
		if last {
			room = allowance
		}
		if err := w.format(v, indent, room, level); err != nil {
			return err
		}
	}
	return nil
}

// textParts is words with the blanks behind them.
var textParts = regexp.MustCompile(`[^\s\v\x1c-\x1f\x85\x{a0}]*[\s\v\x1c-\x1f\x85\x{a0}]*`)

func (w *prettyWriter) string(s string, indent, allowance, level int) error {
	if level == 1 {
		indent++
		allowance++
	}
	var chunks []string
	wide := func(s string) int { return utf8.RuneCountInString(quoted(s)) }
	most := w.width - indent
	lines := keptLines(s)
	for i, line := range lines {
		lastLine := i == len(lines)-1
		room := most
		if lastLine {
			room -= allowance
		}
		if wide(line) <= room {
			chunks = append(chunks, quoted(line))
			continue
		}
		parts := slices.DeleteFunc(textParts.FindAllString(line, -1), func(s string) bool { return s == "" })
		room, current := most, ""
		for j, part := range parts {
			if j == len(parts)-1 && lastLine {
				room -= allowance
			}
			if wide(current+part) > room {
				if current != "" {
					chunks = append(chunks, quoted(current))
				}
				current = part
			} else {
				current += part
			}
		}
		if current != "" {
			chunks = append(chunks, quoted(current))
		}
	}
	if len(chunks) == 1 {
		w.WriteString(quoted(s))
		return nil
	}
	text := strings.Join(chunks, "\n"+strings.Repeat(" ", indent))
	if level == 1 {
		text = "(" + text + ")"
	}
	w.WriteString(text)
	return nil
}

func (w *prettyWriter) bytes(b string, indent, allowance, level int) {
	if len(b) <= 4 {
		w.WriteString(quotedBytes(b))
		return
	}
	if level == 1 {
		indent++
		allowance++
	}
	width := w.width - indent
	var chunks []string
	current, last := "", len(b)/4*4
	for i := 0; i < len(b); i += 4 {
		part := b[i:min(i+4, len(b))]
		if i == last {
			width -= allowance
		}
		if len(quotedBytes(current+part)) > width {
			if current != "" {
				chunks = append(chunks, quotedBytes(current))
			}
			current = part
		} else {
			current += part
		}
	}
	if current != "" {
		chunks = append(chunks, quotedBytes(current))
	}
	text := strings.Join(chunks, "\n"+strings.Repeat(" ", indent))
	if level == 1 {
		text = "(" + text + ")"
	}
	w.WriteString(text)
}

// instance writes a dataclass or a SimpleNamespace over several lines.
func (w *prettyWriter) instance(o *instance, indent, allowance, level int) (done bool, err error) {
	fn, owner := o.class.find("__repr__")
	if _, ours := fn.(*slot); !ours {
		return false, nil
	}
	name, names := o.class.name, o.attrs.names()
	switch {
	case owner.fields != nil:
		names = nil
		for _, f := range owner.fields.list {
			if f.repr && o.attrs.get(f.name) != nil {
				names = append(names, f.name)
			}
		}
	case owner.module == "types" && owner.name == "SimpleNamespace":
		name = o.namespaceName()
	default:
		return false, nil
	}
	indent += len(name) + 1
	w.WriteString(name + "(")
	for i, field := range names {
		w.WriteString(field + "=")
		room := 1
		if i == len(names)-1 {
			room = allowance
		}
		v := o.attrs.get(field)
		if isHolder(v) && w.within[v] {
			w.WriteString("...")
		} else if err := w.format(v, indent+len(field)+1, room, level); err != nil {
			return true, err
		}
		if i < len(names)-1 {
			w.WriteString(",\n" + strings.Repeat(" ", indent))
		}
	}
	w.WriteString(")")
	return true, nil
}

// repr is v on one line, with dicts sorted and what is too deep left out.
func (w *prettyWriter) repr(v starlark.Value, level int) (string, error) {
	if err := w.c.gil.holder.err(); err != nil {
		return "", err
	}
	if level > bounds.Depth {
		return "", Raise("RecursionError", "maximum recursion depth exceeded")
	}
	switch v := v.(type) {
	case starlark.Int:
		if w.underscores {
			return w.c.printer().format(v, "_d")
		}
	case *starlark.Dict:
		return w.around("{", v, "}", v.Len(), level, func(add func(string)) error {
			for _, item := range w.pairs(v) {
				kv := item.(starlark.Tuple)
				key, err := w.repr(kv[0], level+1)
				if err != nil {
					return err
				}
				x, err := w.repr(kv[1], level+1)
				if err != nil {
					return err
				}
				add(key + ": " + x)
			}
			return nil
		})
	case *starlark.List:
		return w.around("[", v, "]", v.Len(), level, w.each(elementsIn(v), level))
	case starlark.Tuple:
		end := ")"
		if len(v) == 1 {
			end = ",)"
		}
		return w.around("(", v, end, len(v), level, w.each(v, level))
	}
	s, err := w.c.printer().repr(v)
	w.readable = w.readable && s != "" && s[0] != '<'
	return s, err
}

func (w *prettyWriter) each(all starlark.Tuple, level int) func(add func(string)) error {
	return func(add func(string)) error {
		for _, v := range all {
			s, err := w.repr(v, level+1)
			if err != nil {
				return err
			}
			add(s)
		}
		return nil
	}
}

// around is what a value of n elements holds, between brackets.
func (w *prettyWriter) around(open string, v starlark.Value, end string, n, level int, fill func(add func(string)) error) (string, error) {
	switch {
	case n == 0:
		return open + end, nil
	case w.depth > 0 && level >= w.depth:
		w.readable = false
		return open + "..." + end, nil
	case isHolder(v) && w.within[v]:
		return w.recursion(v), nil
	}
	if isHolder(v) {
		w.within[v] = true
		defer delete(w.within, v)
	}
	var parts []string
	size := 0
	err := fill(func(s string) {
		parts = append(parts, s)
		size += len(s)
	})
	if err == nil {
		err = w.c.bounds.Size("the text", size)
	}
	return open + strings.Join(parts, ", ") + end, err
}
