package py

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/bounds"
)

// printer makes texts of values as str and repr do. Starlark's own way recurses for as deep as
// values nest, which ends the process, knows no bound and cannot be interrupted.
type printer struct {
	max bounds.Bounds
	r   *runner // nil: nobody can interrupt it
}

// printer is that of what runs now.
func (ip *Interp) printer() printer { return printer{ip.bounds, ip.gil.holder} }

// str is str(v).
func (p printer) str(v starlark.Value) (string, error) {
	if o, ok := v.(*instance); ok {
		return o.str(p)
	}
	if m, ok := v.(*mappingProxy); ok {
		return p.repr(m.of)
	}
	if s, ok := ownText(v); ok {
		return s, nil
	}
	return p.repr(v)
}

// ownText is str(v) of a value that has another repr, or a quick one.
func ownText(v starlark.Value) (string, bool) {
	switch v := v.(type) {
	case starlark.String:
		return string(v), true
	case starlark.Float:
		return floatText(float64(v)), true
	case ownRepr:
		return v.String(), true
	}
	return "", false
}

// ownRepr is a value with a repr that is not its str.
type ownRepr interface {
	starlark.Value
	repr() string
}

// repr is repr(v).
func (p printer) repr(v starlark.Value) (string, error) {
	w := &reprWriter{p: Pace{r: p.r}, most: p.max.Bytes, quote: quoted}
	if err := w.value(v); err != nil {
		return "", err
	}
	return w.String(), nil
}

// plain is repr(v) without an error: it is cut where it is longer than so many bytes or nests
// too deep, and nobody can interrupt it.
func plain(v starlark.Value, most int) string { return plainAs(v, most, quoted) }

// plainAs is plain with another way to quote texts.
func plainAs(v starlark.Value, most int, quote func(string) string) string {
	w := &reprWriter{most: most, cut: true, quote: quote}
	if err := w.value(v); err != nil {
		w.WriteString("...")
	}
	return w.String()
}

// PlainText is str(v), cut as plain is.
func PlainText(v starlark.Value, most int) string {
	if s, ok := ownText(v); ok {
		return s
	}
	return plain(v, most)
}

// PlainMost is for values that are shown within others.
const PlainMost = 1 << 16

// reprWriter writes a value as Python does.
type reprWriter struct {
	strings.Builder
	p     Pace
	most  int
	cut   bool // a text that is too long is begun
	quote func(string) string
	path  []starlark.Value // what is being written here, from the outside in; what is around it: see reprpath.go
}

func (w *reprWriter) value(v starlark.Value) error {
	if err := w.p.Step(); err != nil {
		return err
	}
	size := w.Len()
	s, isText := v.(starlark.String)
	if isText {
		size += len(s)
	}
	if err := (bounds.Bounds{Bytes: w.most}).Size("str", size); err != nil {
		if left := w.most - w.Len(); w.cut && isText && left > 0 {
			w.WriteString(w.quote(string(s[:left])))
		}
		return err
	}
	switch v := v.(type) {
	case starlark.String:
		w.WriteString(w.quote(string(v)))
	case *starlark.List:
		return w.inside("[", v, "]", "[...]", func() error { return w.elements(v) })
	case starlark.Tuple:
		end := ")"
		if len(v) == 1 {
			end = ",)"
		}
		return w.inside("(", v, end, "(...)", func() error { return w.elements(v) })
	case *starlark.Dict:
		return w.inside("{", v, "}", "{...}", func() error { return w.entries(v) })
	case *mapping:
		return w.mapping(v)
	case *dictView:
		return w.inside(v.Type()+"([", v, "])", "...", func() error { return w.elements(v) })
	case *deque:
		end := "])"
		if v.most != unlimited {
			end = fmt.Sprintf("], maxlen=%d)", v.most)
		}
		return w.inside("deque([", v, end, "[...]", func() error { return w.elements(v) })
	case *starlark.Set:
		if v.Len() == 0 {
			w.WriteString("set()")
			return nil
		}
		return w.inside("{", v, "}", "set(...)", func() error { return w.elements(v) })
	case starlark.Float:
		w.WriteString(floatText(float64(v)))
	case *frozenset:
		if v.Len() == 0 {
			w.WriteString("frozenset()")
			return nil
		}
		return w.inside("frozenset({", v, "})", "frozenset(...)", func() error { return w.elements(v) })
	case *slice:
		w.WriteString("slice")
		return w.value(v.parts())
	case starlark.Bytes:
		w.WriteString(quotedBytes(string(v)))
	case nesting:
		return v.write(w)
	case *lazy:
		return w.lazy(v)
	case ownRepr:
		w.WriteString(v.repr())
	case *instance:
		return w.instance(v)
	case *method:
		return w.method(v)
	case *starlark.Function:
		fmt.Fprintf(w, "<function %s at 0x%x>", qualName(v), PointerOf(v))
	case *Named:
		return w.named(v.of.fullName(), v)
	default:
		w.WriteString(v.String())
	}
	return nil
}

func (w *reprWriter) elements(list starlark.Iterable) error {
	sep := ""
	for v := range starlark.Elements(list) {
		w.WriteString(sep)
		if err := w.value(v); err != nil {
			return err
		}
		sep = ", "
	}
	return nil
}

func (w *reprWriter) entries(d *starlark.Dict) error {
	sep := ""
	for k, v := range d.Entries() {
		w.WriteString(sep)
		if err := w.value(k); err != nil {
			return err
		}
		w.WriteString(": ")
		if err := w.value(v); err != nil {
			return err
		}
		sep = ", "
	}
	return nil
}

// all is str of each value, all together no more than one text may have.
func (p printer) all(values []starlark.Value) ([]string, error) {
	parts, size, pace := make([]string, len(values)), 0, Pace{r: p.r}
	for i, v := range values {
		s, err := p.str(v)
		if err == nil {
			err = pace.Step()
		}
		if err == nil {
			size += len(s)
			err = p.max.Size("the text", size)
		}
		if err != nil {
			return nil, err
		}
		parts[i] = s
	}
	return parts, nil
}

// Short is the text of v as messages have it, in double quotes, cut where it is long.
func Short(v starlark.Value) string {
	const most = 60
	s := plainAs(v, 4*most, func(s string) string { return syntax.Quote(s, false) })
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most-3]) + "..."
	}
	return s
}
