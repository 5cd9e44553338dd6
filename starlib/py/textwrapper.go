package py

import (
	"slices"
	"strings"
	"unicode"

	"go.starlark.net/starlark"
)

// textWrapper breaks texts into lines.
type textWrapper struct {
	ip                               *Interp
	width, tabSize                   int
	maxLines                         int // unlimited: none is too many
	initial, subsequent              string
	placeholder                      string
	expand, replace, drop            bool
	fixSentences, breakLong, hyphens bool
}

func newTextWrapper(ip *Interp) *textWrapper {
	return &textWrapper{ip: ip, width: 70, tabSize: 8, maxLines: unlimited, placeholder: " [...]", expand: true, replace: true, drop: true, breakLong: true, hyphens: true}
}

// texts, numbers and flags are the options by their names.
func (w *textWrapper) texts() map[string]*string {
	return map[string]*string{"initial_indent": &w.initial, "subsequent_indent": &w.subsequent, "placeholder": &w.placeholder}
}

func (w *textWrapper) numbers() map[string]*int {
	return map[string]*int{"width": &w.width, "tabsize": &w.tabSize, "max_lines": &w.maxLines}
}

func (w *textWrapper) flags() map[string]*bool {
	return map[string]*bool{
		"expand_tabs": &w.expand, "replace_whitespace": &w.replace, "fix_sentence_endings": &w.fixSentences, "break_long_words": &w.breakLong,
		"drop_whitespace": &w.drop, "break_on_hyphens": &w.hyphens,
	}
}

// change sets options: the width, and others by their places or names.
func (w *textWrapper) change(c *Call, args starlark.Tuple, kwargs []starlark.Tuple) error {
	names := []string{
		"width", "initial_indent", "subsequent_indent", "expand_tabs", "replace_whitespace", "fix_sentence_endings", "break_long_words",
		"drop_whitespace", "break_on_hyphens", "tabsize", "max_lines", "placeholder",
	}
	if most := 1 + 9*boolInt(c.EntryName() == "TextWrapper"); len(args) > most {
		return Raise("TypeError", "%s() takes from 1 to 2 positional arguments", c.EntryName())
	}
	for i, v := range args {
		if err := w.SetField(names[i], v); err != nil {
			return err
		}
	}
	for _, kv := range kwargs {
		name := string(kv[0].(starlark.String))
		if !slices.Contains(names, name) {
			return Raise("TypeError", "TextWrapper.__init__() got an unexpected keyword argument '%s'", name)
		}
		if err := w.SetField(name, kv[1]); err != nil {
			return err
		}
	}
	return nil
}

// SetField changes an option.
func (w *textWrapper) SetField(name string, v starlark.Value) error {
	if p := w.texts()[name]; p != nil {
		s, ok := starlark.AsString(v)
		if !ok {
			return Raise("TypeError", "%s: got %s, want a string", name, TypeOf(v))
		}
		*p = s
		return nil
	}
	if p := w.flags()[name]; p != nil {
		*p = bool(v.Truth())
		return nil
	}
	p := w.numbers()[name]
	if p == nil {
		return Raise("AttributeError", "'TextWrapper' object has no attribute '%s'", name)
	}
	if name == "max_lines" && v == starlark.None {
		*p = unlimited
		return nil
	}
	n, err := starlark.AsInt32(v)
	if err != nil {
		return Raise("TypeError", "%s: got %s, want int", name, TypeOf(v))
	}
	*p = n
	return nil
}

func (w *textWrapper) String() string        { return "<textwrap.TextWrapper object>" }
func (w *textWrapper) Class() string         { return "textwrap.TextWrapper" }
func (w *textWrapper) Type() string          { return "TextWrapper" }
func (w *textWrapper) Freeze()               {}
func (w *textWrapper) Truth() starlark.Bool  { return true }
func (w *textWrapper) Hash() (uint32, error) { return uint32(PointerOf(w) >> 4), nil }

// textWrapperMethods is the table of the methods of a TextWrapper.
func textWrapperMethods() []Entry {
	return []Entry{
		{Sig: "fill(text) -> str", Doc: "The lines of wrap, joined.", Fn: func(c *Call) (starlark.Value, error) {
			var text string
			if err := c.Unpack("text", &text); err != nil {
				return nil, err
			}
			lines, err := c.Recv.(*textWrapper).wrap(text)
			return starlark.String(strings.Join(lines, "\n")), err
		}},
		{Sig: "wrap(text)", Doc: "The text as lines.", Fn: func(c *Call) (starlark.Value, error) {
			var text string
			if err := c.Unpack("text", &text); err != nil {
				return nil, err
			}
			return c.Recv.(*textWrapper).list(text)
		}},
	}
}

// Attr is a method or an option.
func (w *textWrapper) Attr(name string) (starlark.Value, error) {
	if p := w.texts()[name]; p != nil {
		return starlark.String(*p), nil
	}
	if p := w.flags()[name]; p != nil {
		return starlark.Bool(*p), nil
	}
	if p := w.numbers()[name]; p != nil {
		if *p == unlimited {
			return starlark.None, nil
		}
		return starlark.MakeInt(*p), nil
	}
	return w.ip.Attribute(textWrapperMethods(), w, name)
}

// AttrNames is the names of these.
func (w *textWrapper) AttrNames() []string {
	names := EntryNames(textWrapperMethods())
	for name := range w.texts() {
		names = append(names, name)
	}
	for name := range w.flags() {
		names = append(names, name)
	}
	for name := range w.numbers() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (w *textWrapper) list(text string) (starlark.Value, error) {
	lines, err := w.wrap(text)
	list := make([]starlark.Value, len(lines))
	for i, s := range lines {
		list[i] = starlark.String(s)
	}
	return starlark.NewList(list), err
}

const wrapBlanks = "\t\n\v\f\r "

// chunks is the pieces of a text between which lines may be broken.
func (w *textWrapper) chunks(text string) [][]rune {
	if w.expand {
		text = spacedTabs(text, w.tabSize)
	}
	if w.replace {
		text = strings.Map(func(r rune) rune {
			if strings.ContainsRune(wrapBlanks, r) {
				return ' '
			}
			return r
		}, text)
	}
	all := splitWords([]rune(text), w.hyphens)
	if w.fixSentences {
		for i := 0; i+1 < len(all); i++ {
			if string(all[i+1]) == " " && endsSentence(all[i]) {
				all[i+1] = []rune("  ")
				i++
			}
		}
	}
	return all
}

// endsSentence reports whether a word is the last one of a sentence.
func endsSentence(word []rune) bool {
	n := len(word)
	if n > 0 && (word[n-1] == '"' || word[n-1] == '\'') {
		n--
	}
	return n > 1 && strings.ContainsRune(".!?", word[n-1]) && word[n-2] >= 'a' && word[n-2] <= 'z'
}

// spacedTabs is text.expandtabs(size).
func spacedTabs(text string, size int) string {
	var b strings.Builder
	col := 0
	for _, r := range text {
		switch r {
		case '\t':
			if size > 0 {
				n := size - col%size
				b.WriteString(strings.Repeat(" ", n))
				col += n
			}
			continue
		case '\n', '\r':
			col = -1
		}
		b.WriteRune(r)
		col++
	}
	return b.String()
}

// splitWords splits a text at blanks, and at hyphens and dashes if hyphens is set.
func splitWords(s []rune, hyphens bool) (all [][]rune) {
	blank := func(i int) bool { return strings.ContainsRune(wrapBlanks, s[i]) }
	is := func(i int, f func(r rune) bool) bool { return i >= 0 && i < len(s) && f(s[i]) }
	dash := func(r rune) bool { return r == '-' }
	word := func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }
	letter := func(r rune) bool { return r == '_' || unicode.IsLetter(r) }
	punct := func(r rune) bool { return word(r) || strings.ContainsRune("!\"'&.,?", r) }
	// dashes is where two or more of them that begin at i end before a word, or i.
	dashes := func(i int) int {
		j := i
		for is(j, dash) {
			j++
		}
		if j-i >= 2 && is(j, word) {
			return j
		}
		return i
	}
	for i := 0; i < len(s); {
		j := i
		if blank(i) {
			for j < len(s) && blank(j) {
				j++
			}
		} else if k := dashes(i); hyphens && k > i && is(i-1, punct) {
			j = k
		} else {
			for j++; j < len(s) && !blank(j); j++ {
				if !hyphens {
					continue
				}
				before := is(j-1, letter) && is(j-2, letter) || is(j-1, letter) && is(j-2, dash) && is(j-3, letter)
				after := is(j+1, letter) && (is(j+2, letter) || is(j+2, dash) && is(j+3, letter))
				if s[j] == '-' && before && after {
					j++
					break
				}
				if is(j-1, punct) && dashes(j) > j {
					break
				}
			}
		}
		all = append(all, s[i:j])
		i = j
	}
	return all
}

// wrap is the lines of a text.
func (w *textWrapper) wrap(text string) (lines []string, err error) {
	if w.width <= 0 {
		return nil, Raise("ValueError", "invalid width %d (must be > 0)", w.width)
	}
	size := func(s string) int { return len([]rune(s)) }
	if w.maxLines != unlimited {
		indent := w.initial
		if w.maxLines > 1 {
			indent = w.subsequent
		}
		if size(indent)+size(strings.TrimLeft(w.placeholder, wrapBlanks)) > w.width {
			return nil, Raise("ValueError", "placeholder too large for max width")
		}
	}
	rest := w.chunks(text)
	blank := func(c []rune) bool { return strings.TrimSpace(string(c)) == "" }
	for p := w.ip.Pace(); len(rest) > 0; {
		if err := p.Step(); err != nil {
			return nil, err
		}
		indent := w.initial
		if len(lines) > 0 {
			indent = w.subsequent
		}
		room := w.width - size(indent)
		if w.drop && blank(rest[0]) && len(lines) > 0 {
			rest = rest[1:]
		}
		var line [][]rune
		n := 0
		for len(rest) > 0 && n+len(rest[0]) <= room {
			line, n, rest = append(line, rest[0]), n+len(rest[0]), rest[1:]
		}
		if len(rest) > 0 && len(rest[0]) > room {
			line, rest = w.longWord(line, rest, n, room)
			n = 0
			for _, c := range line {
				n += len(c)
			}
		}
		if w.drop && len(line) > 0 && blank(line[len(line)-1]) {
			n -= len(line[len(line)-1])
			line = line[:len(line)-1]
		}
		if len(line) == 0 {
			continue
		}
		if w.maxLines == unlimited || len(lines)+1 < w.maxLines || (len(rest) == 0 || w.drop && len(rest) == 1 && blank(rest[0])) && n <= room {
			lines = append(lines, indent+joinRunes(line))
			continue
		}
		return w.lastLine(lines, line, indent, n, room), nil
	}
	return lines, nil
}

func joinRunes(parts [][]rune) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(string(p))
	}
	return b.String()
}

// lastLine ends the lines with the placeholder for the rest.
func (w *textWrapper) lastLine(lines []string, line [][]rune, indent string, n, room int) []string {
	for len(line) > 0 {
		last := line[len(line)-1]
		if strings.TrimSpace(string(last)) != "" && n+len([]rune(w.placeholder)) <= room {
			return append(lines, indent+joinRunes(line)+w.placeholder)
		}
		n -= len(last)
		line = line[:len(line)-1]
	}
	if len(lines) > 0 {
		before := strings.TrimRight(lines[len(lines)-1], wrapBlanks)
		if len([]rune(before))+len([]rune(w.placeholder)) <= w.width {
			lines[len(lines)-1] = before + w.placeholder
			return lines
		}
	}
	return append(lines, indent+strings.TrimLeft(w.placeholder, wrapBlanks))
}

// longWord takes a word that is longer than a line, or a part of it.
func (w *textWrapper) longWord(line, rest [][]rune, n, room int) ([][]rune, [][]rune) {
	left := max(room-n, 0)
	if room < 1 {
		left = 1
	}
	if !w.breakLong {
		if len(line) == 0 {
			return append(line, rest[0]), rest[1:]
		}
		return line, rest
	}
	word, end := rest[0], left
	if w.hyphens && len(word) > left {
		// After the last hyphen that fits, with something else than hyphens before it.
		for i := left - 1; i > 0; i-- {
			if word[i] == '-' {
				if strings.Trim(string(word[:i]), "-") != "" {
					end = i + 1
				}
				break
			}
		}
	}
	line = append(line, word[:end])
	return line, append([][]rune{word[end:]}, rest[1:]...)
}
