package py

import (
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// wrapOptions is THE list of what TextWrapper and the functions of the module take, after width.
const wrapOptions = "initial_indent=\"\", subsequent_indent=\"\", expand_tabs=True, replace_whitespace=True, fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8, max_lines=None, placeholder=\" [...]\""

// textwrapEntries is the module textwrap.
func textwrapEntries() []Entry {
	return []Entry{
		{Sig: "TextWrapper(width=70, " + wrapOptions + ")", Class: "textwrap.TextWrapper", Doc: "Breaks texts into lines, with wrap(text) and fill(text).", Fn: func(c *Call) (starlark.Value, error) {
			w := newTextWrapper(c.Interp)
			return w, w.change(c, c.Args, c.Kwargs)
		}},
		{Sig: "dedent(text) -> str", Doc: "The text without the blanks that all its lines begin with.", Fn: func(c *Call) (starlark.Value, error) {
			var text string
			err := c.Unpack("text", &text)
			return starlark.String(dedented(text)), err
		}},
		{Sig: "fill(text, width=70, " + wrapOptions + ") -> str", Doc: "The lines of wrap, joined.", Fn: wrapping(func(w *textWrapper, c *Call, text string) (starlark.Value, error) {
			lines, err := w.wrap(text)
			return starlark.String(strings.Join(lines, "\n")), err
		})},
		{Sig: "indent(text, prefix, predicate=None) -> str", Doc: "The text with a prefix before its lines, those that are not blank or for which predicate is true.", Fn: indented},
		{Sig: "shorten(text, width, " + wrapOptions + ") -> str", Doc: "The text on one line, with a placeholder for what is too much.", Fn: wrapping(func(w *textWrapper, c *Call, text string) (starlark.Value, error) {
			w.maxLines = 1
			lines, err := w.wrap(strings.Join(strings.Fields(text), " "))
			return starlark.String(strings.Join(lines, "\n")), err
		})},
		{Sig: "wrap(text, width=70, " + wrapOptions + ")", Doc: "The text as lines of at most so many characters.", Fn: wrapping(func(w *textWrapper, c *Call, text string) (starlark.Value, error) {
			return w.list(text)
		})},
	}
}

// wrapping is a function of a text, a width and options.
func wrapping(do func(w *textWrapper, c *Call, text string) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		v, args, kwargs, err := c.split("text")
		if err != nil {
			return nil, err
		}
		if v["text"] == nil {
			return nil, Raise("TypeError", "%s: missing argument for text", c.EntryName())
		}
		if _, ok := bytesLike(v["text"]); ok {
			return nil, Raise("TypeError", "%s takes a text, not a bytes-like object", c.EntryName())
		}
		text, ok := starlark.AsString(v["text"])
		if !ok {
			return nil, Raise("AttributeError", "'%s' object has no attribute 'expandtabs'; %s takes a text", TypeOf(v["text"]), c.EntryName())
		}
		w := newTextWrapper(c.Interp)
		if err := w.change(c, args, kwargs); err != nil {
			return nil, err
		}
		return do(w, c, text)
	}
}

// dedented is textwrap.dedent(text).
func dedented(text string) string {
	lines := strings.Split(text, "\n")
	margin, known := "", false
	for i, line := range lines {
		rest := strings.TrimLeft(line, " \t")
		if rest == "" {
			lines[i] = ""
			continue
		}
		indent := line[:len(line)-len(rest)]
		switch {
		case !known:
			margin, known = indent, true
		default:
			n := 0
			for n < min(len(margin), len(indent)) && margin[n] == indent[n] {
				n++
			}
			margin = margin[:n]
		}
	}
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, margin)
	}
	return strings.Join(lines, "\n")
}

func indented(c *Call) (starlark.Value, error) {
	var text, prefix string
	var predicate starlark.Value = starlark.None
	if err := c.Unpack("text", &text, "prefix", &prefix, "predicate?", &predicate); err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, line := range keptLines(text) {
		does := strings.TrimSpace(line) != ""
		if predicate != starlark.None {
			v, err := c.apply(predicate, starlark.String(line))
			if err != nil {
				return nil, err
			}
			does = bool(v.Truth())
		}
		if does {
			b.WriteString(prefix)
		}
		b.WriteString(line)
		if err := c.bounds.Size(c.Name, b.Len()); err != nil {
			return nil, err
		}
	}
	return starlark.String(b.String()), nil
}

// keptLines is text.splitlines(True).
func keptLines(text string) (lines []string) {
	for text != "" {
		i := strings.IndexFunc(text, isPythonLineEnd)
		if i < 0 {
			return append(lines, text)
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		end := i + n
		if text[i] == '\r' && end < len(text) && text[end] == '\n' {
			end++
		}
		lines, text = append(lines, text[:end]), text[end:]
	}
	return lines
}

// isPythonLineEnd reports whether str.splitlines ends a line with r.
func isPythonLineEnd(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}
