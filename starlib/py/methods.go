package py

import (
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// guardedMethods is THE table of the methods of texts that are bounded: see guard.go. What
// they do else, and how they fail, is Starlark's.
var guardedMethods = map[string]guardedMethod{
	"center":     {fn: padded(halfLeft)},
	"count":      {fn: countText, quick: quickCount},
	"elems":      {fn: elements},
	"endswith":   {fn: fixedText, quick: quickFix(strings.HasSuffix)},
	"expandtabs": {fn: expandedTabs},
	"find":       {fn: findText, quick: quickFind(strings.Index)},
	"format":     {fn: formatted},
	"index":      {fn: findText, quick: quickIndex(strings.Index)},
	"join":       {fn: joined, quick: quickJoin},
	"ljust":      {fn: padded(noneLeft)},
	"lower":      {fn: cased(strings.ToLower), quick: quickCase(strings.ToLower)},
	"replace":    {fn: replaced, quick: quickReplace},
	"rfind":      {fn: findText, quick: quickFind(strings.LastIndex)},
	"rindex":     {fn: findText, quick: quickIndex(strings.LastIndex)},
	"rjust":      {fn: padded(allLeft)},
	"rsplit":     {fn: split, long: true},
	"split":      {fn: split, long: true},
	"splitlines": {fn: splitLinesOf},
	"startswith": {fn: fixedText, quick: quickFix(strings.HasPrefix)},
	"swapcase":   {fn: swappedCase},
	"translate":  {fn: translated},
	"upper":      {fn: cased(upper), quick: quickCase(upper)},
	"zfill":      {fn: zeroFilled},
}

type guardedMethod struct {
	fn    func(c *Call, s string) (starlark.Value, error)
	quick func(s string, args starlark.Tuple) (v starlark.Value, ok bool) // what needs no look, nil: nothing
	long  bool                                                            // nothing does unless s is long
}

// methodGuard is the name of the guard of a method.
func methodGuard(method string) string { return "__str_" + method + "__" }

// boundedMethod is the guard of a method: s.replace is a bounded one if s is a text.
type boundedMethod struct {
	guard
	ip      *Interp
	name    string
	unbound *starlark.Builtin
	guardedMethod
}

func (ip *Interp) boundedMethods() []*boundedMethod {
	var all []*boundedMethod
	for name, m := range guardedMethods {
		b := &boundedMethod{guard: guard(methodGuard(name)), ip: ip, name: name, guardedMethod: m}
		b.unbound = starlark.NewBuiltin(name, b.call)
		all = append(all, b)
	}
	return all
}

// Get is the method of x.
func (m *boundedMethod) Get(x starlark.Value) (starlark.Value, bool, error) {
	s, ok := x.(starlark.String)
	switch {
	case !ok:
		v, err := attributeOf(x, m.name)
		return v, true, err
	case m.long && len(s) <= shortList:
		v, err := s.Attr(m.name)
		return v, true, err
	}
	return m.unbound.BindReceiver(s), true, nil
}

// call is a call of the method.
func (m *boundedMethod) call(th *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (v starlark.Value, err error) {
	defer rescue(&err)
	s := string(b.Receiver().(starlark.String))
	if m.quick != nil && len(kwargs) == 0 {
		if v, ok := m.quick(s, args); ok {
			return v, nil
		}
	}
	return m.fn(&Call{Interp: m.ip, Thread: th, Name: m.name, Recv: b.Receiver(), Args: args, Kwargs: kwargs}, s)
}

// attributeOf is x.name as Starlark has it, with its words for what is not there.
func attributeOf(x starlark.Value, name string) (starlark.Value, error) {
	msg := fmt.Sprintf("%s has no .%s field or method", x.Type(), name)
	a, ok := x.(starlark.HasAttrs)
	if !ok {
		return nil, fmt.Errorf("%s", msg)
	}
	v, err := a.Attr(name)
	if _, missing := err.(starlark.NoSuchAttrError); err != nil && !missing || v != nil {
		return v, err
	}
	if near := meant(name, a.AttrNames()); near != "" {
		msg += fmt.Sprintf(" (did you mean .%s?)", near)
	}
	return nil, fmt.Errorf("%s", msg)
}

// own calls Starlark's method, with these arguments.
func (c *Call) own(args ...starlark.Value) (starlark.Value, error) {
	m, err := c.Recv.(starlark.String).Attr(c.Name)
	if err != nil {
		return nil, err
	}
	return m.(*starlark.Builtin).CallInternal(c.Thread, args, c.Kwargs)
}

// quickMost is up to how many bytes a text is made without a look.
const quickMost = 1 << 20

// quickJoin is sep.join of a list of texts that are short altogether.
func quickJoin(sep string, args starlark.Tuple) (starlark.Value, bool) {
	if len(args) != 1 {
		return nil, false
	}
	list, ok := args[0].(*starlark.List)
	if !ok || list.Len() > shortList {
		return nil, false
	}
	size := 0
	for i := range list.Len() {
		s, ok := list.Index(i).(starlark.String)
		if size += len(sep) + len(s); !ok || size > quickMost {
			return nil, false
		}
	}
	var b strings.Builder
	b.Grow(size)
	for i := range list.Len() {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(string(list.Index(i).(starlark.String)))
	}
	return starlark.String(b.String()), true
}

// quickReplace is s.replace(old, new) of short texts.
func quickReplace(s string, args starlark.Tuple) (starlark.Value, bool) {
	if len(args) != 2 {
		return nil, false
	}
	old, ok1 := args[0].(starlark.String)
	with, ok2 := args[1].(starlark.String)
	if !ok1 || !ok2 || len(s) > quickMost || (len(s)+1)*(len(with)+1) > quickMost {
		return nil, false
	}
	return starlark.String(strings.ReplaceAll(s, string(old), string(with))), true
}

// joined is sep.join(iterable).
func joined(c *Call, sep string) (starlark.Value, error) {
	if len(c.Args) != 1 || len(c.Kwargs) > 0 {
		return c.own(c.Args...)
	}
	seq, ok := looped(c.Args[0]).(starlark.Iterable)
	if !ok {
		return c.own(c.Args...)
	}
	var b strings.Builder
	var err error
	first := true
	for v := range c.Each(seq, c.bounds.Elements, &err) {
		s, ok := starlark.AsString(v)
		if !ok {
			return nil, fmt.Errorf("join: in list, want string, got %s", v.Type())
		}
		if err := c.bounds.Size("join", b.Len()+len(sep)+len(s)); err != nil {
			return nil, err
		}
		if !first {
			b.WriteString(sep)
		}
		first = false
		b.WriteString(s)
	}
	return starlark.String(b.String()), err
}

// replaced is s.replace(old, new, count).
func replaced(c *Call, s string) (starlark.Value, error) {
	var old, with string
	count := -1
	if err := starlark.UnpackPositionalArgs(c.Name, c.Args, c.Kwargs, 2, &old, &with, &count); err != nil {
		return nil, err
	}
	if len(with) > len(old) {
		n := strings.Count(s, old)
		if count >= 0 {
			n = min(n, count)
		}
		if err := c.bounds.Times("replace", len(with), n); err != nil {
			return nil, err
		}
		if err := c.bounds.Size("replace", len(s)+n*(len(with)-len(old))); err != nil {
			return nil, err
		}
	}
	return starlark.String(strings.Replace(s, old, with, count)), nil
}

// split is s.split(sep, maxsplit) or s.rsplit of a long text.
func split(c *Call, s string) (starlark.Value, error) {
	if len(c.Kwargs) > 0 || len(c.Args) > 1 {
		return c.own(c.Args...)
	}
	if len(c.Args) == 0 || c.Args[0] == starlark.None {
		return c.textList(strings.FieldsSeq(s))
	}
	if sep, ok := starlark.AsString(c.Args[0]); ok && sep != "" {
		return c.textList(strings.SplitSeq(s, sep))
	}
	return c.own(c.Args...)
}

// textList is a list of texts.
func (c *Call) textList(seq iter.Seq[string]) (starlark.Value, error) {
	var list []starlark.Value
	p := c.Pace()
	for part := range seq {
		if err := p.Step(); err != nil {
			return nil, err
		}
		if len(list) == c.bounds.Elements {
			return nil, c.bounds.More(c.Name)
		}
		list = append(list, starlark.String(part))
	}
	return starlark.NewList(list), nil
}

// stretch is how much of a long text is worked on without a look.
const stretch = 1 << 20

// indexIn is where sub begins in s, -1 for nowhere.
func (c *Call) indexIn(s, sub string) (int, error) {
	for at := 0; at+len(sub) <= len(s); at += stretch {
		if i := strings.Index(s[at:min(at+stretch+len(sub)-1, len(s))], sub); i >= 0 {
			return at + i, nil
		}
		if err := c.gil.holder.err(); err != nil {
			return -1, err
		}
	}
	return -1, nil
}

// cased is s.upper() or s.lower() of a long text.
func cased(convert func(string) string) func(c *Call, s string) (starlark.Value, error) {
	return func(c *Call, s string) (starlark.Value, error) {
		if len(c.Args)+len(c.Kwargs) > 0 {
			return c.own(c.Args...)
		}
		var b strings.Builder
		for s != "" {
			n := min(stretch, len(s))
			for n < len(s) && !utf8.RuneStart(s[n]) {
				n++
			}
			b.WriteString(convert(s[:n]))
			s = s[n:]
			err := c.gil.holder.err()
			if err == nil {
				err = c.bounds.Size(c.Name, b.Len())
			}
			if err != nil {
				return nil, err
			}
		}
		return starlark.String(b.String()), nil
	}
}

// formatted is s.format(*args, **kwargs).
func formatted(c *Call, s string) (starlark.Value, error) {
	out, err := c.printer().strFormat(s, c.Args, c.Kwargs)
	return starlark.String(out), err
}
