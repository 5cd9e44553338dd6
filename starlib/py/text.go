package py

import (
	endian "encoding/binary"
	"strings"
	"unicode/utf8"
	"unsafe"

	"go.starlark.net/starlark"
)

// Starlark counts texts in bytes of UTF-8, Python in characters. Where each character is a byte
// that is the same, so a text is looked at first, and Starlark's own way taken if it is ASCII.
// Else characters stands in for it: s[i] and s[i:j] ask a guard for it (guard.go), and so do
// loops. What is long is looked at once and remembered while the statement runs, for a loop asks
// for its length or its next character again and again.

// characters is a text as a sequence of characters. A byte that is part of none counts as one.
type characters struct {
	s     string
	n     int
	ascii bool
	marks []int // where each stride-th character begins; nil: it is ASCII or short
}

const (
	stride   = 64
	longText = 256 // bytes
)

func charactersOf(s string) *characters {
	n := utf8.RuneCountInString(s)
	c := &characters{s: s, n: n, ascii: n == len(s)}
	if c.ascii || len(s) < longText {
		return c
	}
	c.marks = make([]int, 0, n/stride+1)
	k := 0
	for i := range s {
		if k%stride == 0 {
			c.marks = append(c.marks, i)
		}
		k++
	}
	return c
}

// offset is the byte at which character i begins, for i = n the end.
func (c *characters) offset(i int) int {
	if c.ascii {
		return i
	}
	at := 0
	if k := i / stride; k < len(c.marks) {
		at, i = c.marks[k], i%stride
	}
	for ; i > 0 && at < len(c.s); i-- {
		_, n := utf8.DecodeRuneInString(c.s[at:])
		at += n
	}
	return at
}

func (c *characters) String() string        { return quoted(c.s) }
func (c *characters) Type() string          { return "string" }
func (c *characters) Freeze()               {}
func (c *characters) Truth() starlark.Bool  { return c.n > 0 }
func (c *characters) Hash() (uint32, error) { return starlark.String(c.s).Hash() }

// Len is the number of characters.
func (c *characters) Len() int { return c.n }

// Index is character i.
func (c *characters) Index(i int) starlark.Value {
	at := c.offset(i)
	_, n := utf8.DecodeRuneInString(c.s[at:])
	return starlark.String(c.s[at : at+n])
}

// Slice is c[start:end:step].
func (c *characters) Slice(start, end, step int) starlark.Value {
	if step == 1 {
		from := c.offset(start)
		return starlark.String(c.s[from : from+(&characters{s: c.s[from:], ascii: c.ascii}).offset(end-start)])
	}
	var b strings.Builder
	if step > 0 {
		for rest, i := c.s[c.offset(start):], start; i < end; i++ {
			_, n := utf8.DecodeRuneInString(rest)
			if (i-start)%step == 0 {
				b.WriteString(rest[:n])
			}
			rest = rest[n:]
		}
		return starlark.String(b.String())
	}
	for rest, i := c.s[:c.offset(start+1)], start; i > end; i-- {
		_, n := utf8.DecodeLastRuneInString(rest)
		if (start-i)%-step == 0 {
			b.WriteString(rest[len(rest)-n:])
		}
		rest = rest[:len(rest)-n]
	}
	return starlark.String(b.String())
}

// Iterate goes through the characters.
func (c *characters) Iterate() starlark.Iterator { return &characterIterator{c.s} }

type characterIterator struct{ rest string }

// Next is the next character.
func (it *characterIterator) Next(p *starlark.Value) bool {
	if it.rest == "" {
		return false
	}
	_, n := utf8.DecodeRuneInString(it.rest)
	*p, it.rest = starlark.String(it.rest[:n]), it.rest[n:]
	return true
}

// Done has nothing to end.
func (*characterIterator) Done() {}

// lookedAt remembers the long texts that were looked at last. It is used with the session lock held.
type lookedAt struct {
	last [4]*characters
	next int
}

// forget lets the texts go.
func (t *lookedAt) forget() { *t = lookedAt{} }

// of is the characters of s. A text is known by its place in memory, which it has for as long as
// it is remembered.
func (t *lookedAt) of(s string) *characters {
	if len(s) < longText {
		return charactersOf(s)
	}
	for _, c := range t.last {
		if c != nil && len(c.s) == len(s) && unsafe.StringData(c.s) == unsafe.StringData(s) {
			return c
		}
	}
	c := charactersOf(s)
	t.last[t.next%len(t.last)] = c
	t.next++
	return c
}

// length is len(s).
func (t *lookedAt) length(s string) int {
	if len(s) < longText {
		return utf8.RuneCountInString(s)
	}
	return t.of(s).n
}

// isASCII reports whether each character of s is a byte.
func isASCII(s string) bool {
	const high = 0x8080808080808080
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	for ; len(b) >= 8; b = b[8:] {
		if endian.NativeEndian.Uint64(b)&high != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// textGuards is THE table of the guards of texts.
func textGuards(ip *Interp) []starlark.Value {
	return []starlark.Value{&textGuard{"__text__", ip}}
}

// textGuard stands before s[i] and s[i:j].
type textGuard struct {
	guard
	ip *Interp
}

// Get is v, or its characters if it is a text for which that makes a difference.
func (g *textGuard) Get(v starlark.Value) (starlark.Value, bool, error) {
	s, ok := v.(starlark.String)
	if !ok {
		switch x := v.(type) {
		case starlark.Bytes:
			return byteNumbers{x}, true, nil
		case *starlark.Dict:
			if g.ip.truthKeys {
				return &equalKeys{x, g.ip}, true, nil
			}
		}
		return v, true, nil
	}
	if len(s) < longText && isASCII(string(s)) {
		return v, true, nil
	}
	if c := g.ip.texts.of(string(s)); !c.ascii {
		return c, true, nil
	}
	return v, true, nil
}

// looped is v, or its characters if it is a text.
func looped(v starlark.Value) starlark.Value {
	switch v := v.(type) {
	case starlark.String:
		return charactersOf(string(v))
	case starlark.Bytes:
		return byteNumbers{v}
	}
	return v
}

// length is len(x).
func (ip *Interp) length(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args) != 1 || len(kwargs) > 0 {
		return starlark.Universe["len"].(*starlark.Builtin).CallInternal(nil, args, kwargs)
	}
	if s, ok := args[0].(starlark.String); ok {
		return starlark.MakeInt(ip.texts.length(string(s))), nil
	}
	n := starlark.Len(args[0])
	if o, ok := args[0].(*instance); ok {
		size, has, err := o.length()
		if err != nil {
			return nil, err
		}
		if has {
			n = size
		}
	}
	if k, ok := args[0].(*class); ok && k.enum != nil {
		n = len(k.enum.canonical())
	}
	if n < 0 {
		return nil, Raise("TypeError", "object of type '%s' has no len()%s", TypeOf(args[0]), ip.library.instead("len(%s)", args[0].Type()))
	}
	return starlark.MakeInt(n), nil
}
