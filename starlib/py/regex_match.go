package py

import (
	"strconv"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// found is a match of a pattern.
type found struct {
	re       *regex
	s        string
	from, to int   // the part of s that was searched, in characters; both 0: all
	at       []int // where each group begins and ends, -1 where it is not in it; the first is the match
}

// matched is a match, or None.
func (r *regex) matched(s string, at []int) starlark.Value {
	if at == nil {
		return starlark.None
	}
	return newFound(r, s, at)
}

func newFound(r *regex, s string, at []int) *found { return &found{re: r, s: s, at: at} }

// shownOfMatch is how many characters of a match's text its repr has, quotes among them.
const shownOfMatch = 50

func (m *found) String() string {
	from, to := m.span(0)
	text := quoted(m.s[m.at[0]:m.at[1]])
	if r := []rune(text); len(r) > shownOfMatch {
		text = string(r[:shownOfMatch])
	}
	return "<re.Match object; span=(" + strconv.Itoa(from) + ", " + strconv.Itoa(to) + "), match=" + text + ">"
}

// IsA reports whether class is that of matches.
func (m *found) IsA(class string) bool { return class == "re.Match" }
func (m *found) Type() string          { return "Match" }
func (m *found) Freeze()               {}
func (m *found) Truth() starlark.Bool  { return true }
func (m *found) Hash() (uint32, error) { return uint32(PointerOf(m) >> 4), nil }

// Attr is a method or a property of the match.
func (m *found) Attr(name string) (starlark.Value, error) {
	return m.re.ip.Attribute(matchMethods(), m, name)
}

// AttrNames is the names of the methods and properties.
func (m *found) AttrNames() []string { return EntryNames(matchMethods()) }

// Get is m[group].
func (m *found) Get(v starlark.Value) (starlark.Value, bool, error) {
	i, err := m.index(v)
	if err != nil {
		return nil, false, err
	}
	return m.group(i, starlark.None), true, nil
}

// index is the number of a group by number or name.
func (m *found) index(v starlark.Value) (int, error) {
	i := -1
	switch v := v.(type) {
	case starlark.Int:
		if n, ok := v.Int64(); ok && n >= 0 && n < int64(len(m.at)/2) {
			i = int(n)
		}
	case starlark.String:
		i = m.re.search.SubexpIndex(string(v))
	}
	if i < 0 {
		return 0, Raise("IndexError", "no such group")
	}
	return i, nil
}

// group is the text of a group, otherwise if it is not in the match.
func (m *found) group(i int, otherwise starlark.Value) starlark.Value {
	if m.at[2*i] < 0 {
		return otherwise
	}
	return starlark.String(m.s[m.at[2*i]:m.at[2*i+1]])
}

// span is where a group begins and ends, in characters.
func (m *found) span(i int) (from, to int) {
	if m.at[2*i] < 0 {
		return -1, -1
	}
	from = utf8.RuneCountInString(m.s[:m.at[2*i]])
	return from, from + utf8.RuneCountInString(m.s[m.at[2*i]:m.at[2*i+1]])
}

// spanOf is a method that tells where a group is.
func spanOf(give func(from, to int) starlark.Value) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var group starlark.Value = starlark.MakeInt(0)
		if err := c.Unpack("group?", &group); err != nil {
			return nil, err
		}
		m := c.Recv.(*found)
		i, err := m.index(group)
		if err != nil {
			return nil, err
		}
		return give(m.span(i)), nil
	}
}

func matchMethods() []Entry {
	return []Entry{
		{Sig: "end(group=0) -> int", Doc: "Where a group ends; -1 if it is not in the match.", Fn: spanOf(func(_, to int) starlark.Value { return starlark.MakeInt(to) })},
		{Sig: "endpos", Doc: "Where the part of the text ends that was searched.", Fn: func(c *Call) (starlark.Value, error) {
			m := c.Recv.(*found)
			if m.from == 0 && m.to == 0 {
				return starlark.MakeInt(utf8.RuneCountInString(m.s)), nil
			}
			return starlark.MakeInt(m.to), nil
		}},
		{Sig: "expand(template) -> str", Doc: "A text in which \\1 and \\g<name> are groups.", Fn: func(c *Call) (starlark.Value, error) {
			var s string
			if err := c.Unpack("template", &s); err != nil {
				return nil, err
			}
			m := c.Recv.(*found)
			parts, err := m.re.template(s)
			if err != nil {
				return nil, err
			}
			return starlark.String(m.filled(parts)), nil
		}},
		{Sig: "group(*groups)", Doc: "The text of a group by its number or name, of the match without one; a tuple of several.", Fn: matchGroup},
		{Sig: "groupdict(default=None)", Doc: "The texts of the groups with names, as a dict.", Fn: matchDict},
		{Sig: "groups(default=None)", Doc: "The texts of all groups, as a tuple.", Fn: matchGroups},
		{Sig: "lastgroup", Doc: "The name of the group that was closed last, None without one.", Fn: matchLastGroup},
		{Sig: "lastindex", Doc: "The number of the group that was closed last, None without one.", Fn: matchLastIndex},
		{Sig: "pos", Doc: "Where the part of the text begins that was searched.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(c.Recv.(*found).from), nil
		}},
		{Sig: "re", Doc: "The pattern.", Fn: func(c *Call) (starlark.Value, error) { return c.Recv.(*found).re, nil }},
		{Sig: "regs", Doc: "Where all groups begin and end.", Fn: func(c *Call) (starlark.Value, error) {
			m := c.Recv.(*found)
			out := starlark.Tuple{}
			for i := range len(m.at) / 2 {
				from, to := m.span(i)
				out = append(out, starlark.Tuple{starlark.MakeInt(from), starlark.MakeInt(to)})
			}
			return out, nil
		}},
		{Sig: "span(group=0)", Doc: "Where a group begins and ends.", Fn: spanOf(func(from, to int) starlark.Value {
			return starlark.Tuple{starlark.MakeInt(from), starlark.MakeInt(to)}
		})},
		{Sig: "start(group=0) -> int", Doc: "Where a group begins; -1 if it is not in the match.", Fn: spanOf(func(from, _ int) starlark.Value { return starlark.MakeInt(from) })},
		{Sig: "string", Doc: "The text that was searched.", Fn: func(c *Call) (starlark.Value, error) { return starlark.String(c.Recv.(*found).s), nil }},
	}
}

func matchGroup(c *Call) (starlark.Value, error) {
	if len(c.Kwargs) > 0 {
		return nil, Raise("TypeError", "group: unexpected keyword argument %s", c.Kwargs[0][0])
	}
	m, out := c.Recv.(*found), starlark.Tuple{}
	for _, v := range c.Args {
		i, err := m.index(v)
		if err != nil {
			return nil, err
		}
		out = append(out, m.group(i, starlark.None))
	}
	switch len(out) {
	case 0:
		return m.group(0, starlark.None), nil
	case 1:
		return out[0], nil
	}
	return out, nil
}

func matchGroups(c *Call) (starlark.Value, error) {
	var otherwise starlark.Value = starlark.None
	if err := c.Unpack("default?", &otherwise); err != nil {
		return nil, err
	}
	m := c.Recv.(*found)
	out := starlark.Tuple{}
	for i := 1; i < len(m.at)/2; i++ {
		out = append(out, m.group(i, otherwise))
	}
	return out, nil
}

func matchDict(c *Call) (starlark.Value, error) {
	var otherwise starlark.Value = starlark.None
	if err := c.Unpack("default?", &otherwise); err != nil {
		return nil, err
	}
	m, d := c.Recv.(*found), new(starlark.Dict)
	for i, name := range m.re.search.SubexpNames() {
		if name != "" {
			_ = d.SetKey(starlark.String(name), m.group(i, otherwise)) // a new dict takes every string
		}
	}
	return d, nil
}
