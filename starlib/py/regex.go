package py

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// The flags of patterns, as CPython numbers them.
const (
	reIgnoreCase = 2
	reMultiline  = 8
	reDotAll     = 16
	reUnicode    = 32
	reVerbose    = 64
	reASCII      = 256
)

// regex is a compiled pattern.
type regex struct {
	ip      *Interp
	pattern string
	flags   int
	search  *regexp.Regexp
	match   *regexp.Regexp // at the beginning
	full    *regexp.Regexp // of all
	onward  *regexp.Regexp // behind the first character, which is there for what looks at it
	dollar  bool           // whether it may end before a newline that ends the text
}

// compileRegex makes a regex of a pattern.
func (ip *Interp) compileRegex(pattern string, flags int) (*regex, error) {
	p, err := rePattern(pattern, flags)
	if err != nil {
		return nil, err
	}
	begin := "(?"
	for _, f := range []struct {
		flag int
		name string
	}{{reIgnoreCase, "i"}, {reMultiline, "m"}, {reDotAll, "s"}} {
		if flags&f.flag != 0 {
			begin += f.name
		}
	}
	begin += ":"
	if strings.HasPrefix(p, "(?") && len(p) > 2 && strings.ContainsRune("aimsux", rune(p[2])) {
		var global string
		if head, rest, ok := strings.Cut(p, ")"); ok && !strings.Contains(head, ":") {
			global, p = head[2:], rest
			begin = "(?" + strings.Trim(global, "aux") + strings.TrimPrefix(begin, "(?")
			if strings.ContainsAny(global, "ax") {
				return nil, Raise("error", "the flags (?a) and (?x) go into the argument flags: re.ASCII, re.VERBOSE")
			}
		}
	}
	r := &regex{ip: ip, pattern: pattern, flags: flags | reUnicode, dollar: strings.Contains(p, "$") && flags&reMultiline == 0}
	for _, v := range []struct {
		to   **regexp.Regexp
		text string
	}{
		{&r.search, begin + p + ")"},
		{&r.match, `\A` + begin + p + ")"},
		{&r.full, `\A` + begin + p + `)\z`},
		{&r.onward, `\A(?s:.)(?s:.*?)(` + begin + p + "))"},
	} {
		if *v.to, err = regexp.Compile(v.text); err != nil {
			if fault := patternFault(pattern); fault != "" {
				return nil, faultIn(pattern, fault)
			}
			return nil, badPattern(err)
		}
	}
	return r, nil
}

func badPattern(err error) error {
	var bad *syntax.Error
	if errors.As(err, &bad) {
		return Raise("error", "%s: %s", bad.Code, bad.Expr)
	}
	return OfKind("error", err)
}

// find is where the first match from a place on is, and its groups; nil is none. The text may
// end with a newline, before which $ matches too.
func (r *regex) find(re *regexp.Regexp, s string, from int) []int {
	at := r.findIn(re, s, from)
	if !r.dollar || !strings.HasSuffix(s, "\n") || from == len(s) || re == r.full {
		return at
	}
	before := r.findIn(re, s[:len(s)-1], from)
	if at == nil || before != nil && before[0] < at[0] {
		return before
	}
	return at
}

func (r *regex) findIn(re *regexp.Regexp, s string, from int) []int {
	if from == 0 {
		return re.FindStringSubmatchIndex(s)
	}
	_, n := utf8.DecodeLastRuneInString(s[:from])
	at := r.onward.FindStringSubmatchIndex(s[from-n:])
	if at == nil {
		return nil
	}
	for i := range at {
		if at[i] >= 0 {
			at[i] += from - n
		}
	}
	return at[2:]
}

// after is the next match behind one, nil for the first; a match of nothing may follow one of
// something, as in Python.
func (r *regex) after(s string, last []int) []int {
	if last == nil {
		return r.find(r.search, s, 0)
	}
	at := r.find(r.search, s, last[1])
	if at == nil || at[1] > at[0] || at[0] > last[1] || last[1] > last[0] {
		return at
	}
	if last[1] >= len(s) {
		return nil
	}
	_, n := utf8.DecodeRuneInString(s[last[1]:])
	return r.find(r.search, s, last[1]+n)
}

func (r *regex) String() string {
	s := "re.compile(" + quoted(r.pattern)
	names := []string{}
	for _, f := range reFlags() {
		if n, _ := starlark.AsInt32(f.Value); len(f.Name()) > 1 && n != reUnicode && r.flags&n != 0 {
			names = append(names, "re."+f.Name())
		}
	}
	if len(names) > 0 {
		s += ", " + strings.Join(names, "|")
	}
	return s + ")"
}

// IsA reports whether class is that of patterns.
func (r *regex) IsA(class string) bool { return class == "re.Pattern" }
func (r *regex) Type() string          { return "Pattern" }
func (r *regex) Freeze()               {}
func (r *regex) Truth() starlark.Bool  { return true }
func (r *regex) Hash() (uint32, error) { return starlark.String(r.pattern).Hash() }

// Attr is a method or a property of the pattern.
func (r *regex) Attr(name string) (starlark.Value, error) {
	return r.ip.Attribute(regexMethods(), r, name)
}

// AttrNames is the names of the methods and properties.
func (r *regex) AttrNames() []string { return EntryNames(regexMethods()) }
