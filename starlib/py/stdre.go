package py

import (
	"slices"

	"go.starlark.net/starlark"
)

// reEntries is the module re.
func reEntries() []Entry {
	return inOrder(reFlags(), []Entry{
		{Sig: "Match", Doc: "The class of matches.", Value: TypeName("re.Match")},
		{Sig: "NOFLAG", Doc: "No flag.", Value: starlark.MakeInt(0)},
		{Sig: "Pattern", Doc: "The class of patterns.", Value: TypeName("re.Pattern")},
		{Sig: "compile(pattern, flags=0)", Doc: "A pattern with the functions of the module as methods.", Fn: reCompile},
		{Sig: "error", Doc: "The error of patterns.", Value: ExceptionClass{"re", "error", "Exception"}},
		{Sig: "escape(pattern) -> str", Doc: "A pattern that matches just this text.", Fn: reEscape},
		{Sig: "findall(pattern, string, flags=0)", Doc: "All matches, as texts; of a pattern with groups their texts.", Fn: reFindAll},
		{Sig: "finditer(pattern, string, flags=0)", Doc: "All matches, one after the other.", Fn: reFindIter},
		{Sig: "fullmatch(pattern, string, flags=0)", Doc: "The match of the whole text, or None.", Fn: reFullMatch},
		{Sig: "match(pattern, string, flags=0)", Doc: "The match at the beginning of the text, or None.", Fn: reMatch},
		{Sig: "purge()", Doc: "Forgets the patterns that were compiled.", Fn: func(c *Call) (starlark.Value, error) {
			c.regexes = nil
			return starlark.None, c.Unpack()
		}},
		{Sig: "search(pattern, string, flags=0)", Doc: "The first match, or None.", Fn: reSearch},
		{Sig: "split(pattern, string, maxsplit=0, flags=0)", Doc: "What is between the matches, and their groups.", Fn: reSplit},
		{Sig: "sub(pattern, repl, string, count=0, flags=0) -> str", Doc: "The text with its matches replaced by a text, in which \\1 and \\g<name> are groups, or by what a function makes of each.", Fn: reSub},
		{Sig: "subn(pattern, repl, string, count=0, flags=0)", Doc: "The text with its matches replaced, and how many they are.", Fn: reSubN},
	})
}

// reFlags is the flags of patterns, in their order by name.
func reFlags() []Entry {
	var out []Entry
	for _, f := range []struct {
		name, doc string
		flag      int
	}{
		{"A", "ASCII.", reASCII},
		{"ASCII", `\w, \d and \s are those of ASCII alone.`, reASCII},
		{"DOTALL", "A dot matches newlines too.", reDotAll},
		{"I", "IGNORECASE.", reIgnoreCase},
		{"IGNORECASE", "Capital and small letters are the same.", reIgnoreCase},
		{"M", "MULTILINE.", reMultiline},
		{"MULTILINE", "^ and $ match at each line.", reMultiline},
		{"S", "DOTALL.", reDotAll},
		{"U", "UNICODE.", reUnicode},
		{"UNICODE", "What patterns are without a flag.", reUnicode},
		{"VERBOSE", "Blanks and comments in the pattern are left out.", reVerbose},
		{"X", "VERBOSE.", reVerbose},
	} {
		out = append(out, Entry{Sig: f.name, Doc: f.doc, Value: starlark.MakeInt(f.flag)})
	}
	return out
}

// regexMethods is what a compiled pattern has.
func regexMethods() []Entry {
	return []Entry{
		{Sig: "findall(string)", Doc: "All matches, as texts; of a pattern with groups their texts.", Fn: reFindAll},
		{Sig: "finditer(string)", Doc: "All matches, one after the other.", Fn: reFindIter},
		{Sig: "flags", Doc: "The flags, as one number.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(c.Recv.(*regex).flags), nil
		}},
		{Sig: "fullmatch(string, pos=0, endpos=None)", Doc: "The match of the whole text, or None.", Fn: reFullMatch},
		{Sig: "groupindex", Doc: "The numbers of the groups by their names.", Fn: func(c *Call) (starlark.Value, error) {
			d := new(starlark.Dict)
			for i, name := range c.Recv.(*regex).search.SubexpNames() {
				if name != "" {
					_ = d.SetKey(starlark.String(name), starlark.MakeInt(i)) // a new dict takes every string
				}
			}
			return d, nil
		}},
		{Sig: "groups", Doc: "How many groups the pattern has.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(c.Recv.(*regex).search.NumSubexp()), nil
		}},
		{Sig: "match(string, pos=0, endpos=None)", Doc: "The match at the beginning of the text, or None.", Fn: reMatch},
		{Sig: "pattern", Doc: "The text of the pattern.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.String(c.Recv.(*regex).pattern), nil
		}},
		{Sig: "search(string, pos=0, endpos=None)", Doc: "The first match, or None.", Fn: reSearch},
		{Sig: "split(string, maxsplit=0)", Doc: "What is between the matches, and their groups.", Fn: reSplit},
		{Sig: "sub(repl, string, count=0) -> str", Doc: "The text with its matches replaced.", Fn: reSub},
		{Sig: "subn(repl, string, count=0)", Doc: "The text with its matches replaced, and how many they are.", Fn: reSubN},
	}
}

// regexOf takes the arguments of a function of the module, or of a pattern's method.
func (c *Call) regexOf(pairs ...any) (*regex, error) {
	if r, ok := c.Recv.(*regex); ok {
		return r, c.Unpack(pairs...)
	}
	var pattern starlark.Value
	flags := 0
	if err := c.Unpack(slices.Concat([]any{"pattern", &pattern}, pairs, []any{"flags?", &flags})...); err != nil {
		return nil, err
	}
	switch p := pattern.(type) {
	case *regex:
		if flags != 0 {
			return nil, Raise("ValueError", "cannot process flags argument with a compiled pattern")
		}
		return p, nil
	case starlark.String:
		return c.regexes.of(c.Interp, string(p), flags)
	case starlark.Bytes:
		return nil, Raise("TypeError", "%s: patterns of bytes are not available; decode the bytes first", c.Name)
	}
	return nil, Raise("TypeError", "first argument must be string or compiled pattern")
}

// regexKey is what a pattern is compiled of.
type regexKey struct {
	pattern string
	flags   int
}

// regexes is the patterns that were compiled last. It is used with the session lock held.
type regexes map[regexKey]*regex

const regexesMost = 256

func (m *regexes) of(ip *Interp, pattern string, flags int) (*regex, error) {
	key := regexKey{pattern, flags}
	if r := (*m)[key]; r != nil {
		return r, nil
	}
	r, err := ip.compileRegex(pattern, flags)
	if err != nil {
		return nil, err
	}
	if *m == nil || len(*m) >= regexesMost {
		*m = regexes{}
	}
	(*m)[key] = r
	return r, nil
}
