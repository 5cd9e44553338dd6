package py

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// guardedMethods is THE table of the methods of texts. They are bounded: see guard.go.
func guardedMethods() map[string]guardedMethod {
	return map[string]guardedMethod{
		"capitalize":   {fn: capitalized},
		"casefold":     {fn: casefolded},
		"center":       {fn: padded(halfLeft)},
		"count":        {fn: countText, quick: quickCount},
		"elems":        {fn: elements},
		"encode":       {fn: encoded},
		"endswith":     {fn: fixedText(strings.HasSuffix), quick: quickFix(strings.HasSuffix)},
		"expandtabs":   {fn: expandedTabs},
		"find":         {fn: findText, quick: quickFind(strings.Index)},
		"format":       {fn: formatted},
		"format_map":   {fn: formattedMap},
		"index":        {fn: findText, quick: quickIndex(strings.Index)},
		"isalnum":      {fn: isAll(isAlnum)},
		"isalpha":      {fn: isAll(unicode.IsLetter)},
		"isascii":      {fn: isASCIIText},
		"isdecimal":    {fn: isAll(isDecimal)},
		"isdigit":      {fn: isAll(isDigit)},
		"isidentifier": {fn: isIdentifier},
		"islower":      {fn: isCased(isLower, isUpperOrTitle)},
		"isnumeric":    {fn: isAll(isNumeric)},
		"isprintable":  {fn: isPrintable},
		"isspace":      {fn: isAll(isSpace)},
		"istitle":      {fn: isTitle},
		"isupper":      {fn: isCased(isUpper, isLowerOrTitle)},
		"join":         {fn: joined, quick: quickJoin},
		"ljust":        {fn: padded(noneLeft)},
		"lower":        {fn: cased(lowered), quick: quickCase(lowered)},
		"lstrip":       {fn: stripped(true, false)},
		"partition":    {fn: partitioned(strings.Index, false)},
		"removeprefix": {fn: removedFix(strings.TrimPrefix)},
		"removesuffix": {fn: removedFix(strings.TrimSuffix)},
		"replace":      {fn: replaced, quick: quickReplace},
		"rfind":        {fn: findText, quick: quickFind(strings.LastIndex)},
		"rindex":       {fn: findText, quick: quickIndex(strings.LastIndex)},
		"rjust":        {fn: padded(allLeft)},
		"rpartition":   {fn: partitioned(strings.LastIndex, true)},
		"rsplit":       {fn: splitRight},
		"rstrip":       {fn: stripped(false, true)},
		"split":        {fn: split, quick: quickSplit},
		"splitlines":   {fn: splitLinesOf},
		"startswith":   {fn: fixedText(strings.HasPrefix), quick: quickFix(strings.HasPrefix)},
		"strip":        {fn: stripped(true, true), quick: quickStrip},
		"swapcase":     {fn: swappedCase},
		"title":        {fn: titled},
		"translate":    {fn: translated},
		"upper":        {fn: cased(upper), quick: quickCase(upper)},
		"zfill":        {fn: zeroFilled},
	}
}

type guardedMethod struct {
	fn    func(c *Call, s string) (starlark.Value, error)
	quick func(s string, args starlark.Tuple) (v starlark.Value, ok bool) // what needs no look, nil: nothing
}

// methodGuard is the name of the guard of a method.
func methodGuard(method string) string { return "__str_" + method + "__" }

// boundedMethod is the guard of a method: s.replace is a bounded one if s is a text. What is not of
// Python's own types has its attributes by itself.
type boundedMethod struct {
	guard
	ip   *Interp
	name string
	guardedMethod
	by [valueKinds]*valueMethod
}

// Get is the method of x.
func (m *boundedMethod) Get(x starlark.Value) (starlark.Value, bool, error) {
	if v := m.by[valueKindOf(x)]; v != nil {
		a, err := v.of(x)
		return a, true, err
	}
	v, err := attributeOf(x, m.name)
	return v, true, err
}

// call is a call of the method of a text.
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

// attributeOf is x.name as Starlark has it, with Python's words for what is not there.
func attributeOf(x starlark.Value, name string) (starlark.Value, error) {
	var names []string
	if a, ok := x.(starlark.HasAttrs); ok {
		v, err := a.Attr(name)
		if _, missing := err.(starlark.NoSuchAttrError); err != nil && !missing || v != nil {
			return v, err
		}
		names = a.AttrNames()
	}
	return nil, noAttribute("'%s' object has no attribute '%s'", TypeOf(x), name, didYouMean(meant(name, names)))
}

// positional is the error of named arguments, and of less or more than so many.
func (c *Call) positional(least, most int) error {
	n, name := len(c.Args), c.Name
	if c.Recv != nil {
		name = TypeOf(c.Recv) + "." + name
	}
	switch {
	case len(c.Kwargs) > 0:
		return Raise("TypeError", "%s() takes no keyword arguments", name)
	case n != most && most == 0 && c.Recv != nil:
		return Raise("TypeError", "%s() takes no arguments (%d given)", name, n)
	case n != 1 && least == 1 && most == 1 && c.Recv != nil:
		return Raise("TypeError", "%s() takes exactly one argument (%d given)", name, n)
	case n < least && most == 3 && c.Recv != nil && !isListed(c.Recv):
		return Raise("TypeError", "%s() takes at least %d argument%s (%d given)", c.Name, least, plural(least), n)
	case n < least && least == most || n > most && least == most:
		return Raise("TypeError", "%s expected %d argument%s, got %d", c.Name, most, plural(most), n)
	case n < least:
		return Raise("TypeError", "%s expected at least %d argument%s, got %d", c.Name, least, plural(least), n)
	case n > most:
		return Raise("TypeError", "%s expected at most %d argument%s, got %d", c.Name, most, plural(most), n)
	}
	return nil
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
	var of starlark.Value
	if err := unpackPositional(c.Name, c.Args, c.Kwargs, 1, &of); err != nil {
		return nil, err
	}
	seq, ok := looped(of).(starlark.Iterable)
	if !ok {
		return nil, Raise("TypeError", "can only join an iterable")
	}
	var b strings.Builder
	var err error
	n := 0
	for v := range c.Each(seq, c.bounds.Elements, &err) {
		s, ok := starlark.AsString(valueOf(v))
		if !ok {
			return nil, Raise("TypeError", "sequence item %d: expected str instance, %s found", n, TypeOf(v))
		}
		if err := c.bounds.Size("join", b.Len()+len(sep)+len(s)); err != nil {
			return nil, err
		}
		if n > 0 {
			b.WriteString(sep)
		}
		n++
		b.WriteString(s)
	}
	return starlark.String(b.String()), err
}

// replaced is s.replace(old, new, count).
func replaced(c *Call, s string) (starlark.Value, error) {
	var old, with string
	count := -1
	if err := unpackPositional(c.Name, c.Args, c.Kwargs, 2, &old, &with, &count); err != nil {
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
		if err := c.positional(0, 0); err != nil {
			return nil, err
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
	out, err := c.strFormat(s)
	return starlark.String(out), err
}

// plural is the s of more than one.
func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// isListed reports whether v is a list or a tuple, whose methods are counted in other words than those of texts.
func isListed(v starlark.Value) bool {
	switch v.(type) {
	case *starlark.List, starlark.Tuple:
		return true
	}
	return false
}
