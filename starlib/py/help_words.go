package py

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"starling/internal/nearest"
)

// NamedEntry is an entry with the name by which a script gets at it: "kc.consume", "Table.where",
// "deephaven.column.string_col", "len".
type NamedEntry struct {
	Name string
	Call string // its signature with that name
	*Entry
}

// All is what help knows: builtins, what is in modules, what classes have, and last, of formulas,
// the functions, as "abs in formulas".
func (l *Library) All() iter.Seq[NamedEntry] {
	return func(yield func(NamedEntry) bool) {
		for owner, entries := range l.owners() {
			for i := range entries {
				if e := &entries[i]; !strings.HasPrefix(e.Sig, "__") && !yield(NamedEntry{owner.of(e), owner.before + e.Sig + owner.after, e}) {
					return
				}
			}
		}
	}
}

// owner is where entries are: their names begin with before and end with after.
type owner struct{ name, before, after string }

func (o owner) of(e *Entry) string { return o.before + e.Name() + o.after }

// owners is the tables of entries, each with where it is.
func (l *Library) owners() iter.Seq2[owner, []Entry] {
	short := map[string]string{}
	for _, p := range l.Prelude {
		if p.Name == "" {
			short[p.Module] = p.As
		}
	}
	return func(yield func(owner, []Entry) bool) {
		if !yield(owner{}, l.Builtins) {
			return
		}
		for _, m := range l.Modules {
			before := m.Name
			if as := short[m.Name]; as != "" {
				before = as
			}
			if !yield(owner{m.Name, before + ".", ""}, m.Entries) {
				return
			}
		}
		for _, c := range l.Classes {
			if !yield(owner{c.Name, c.Name + ".", ""}, c.Entries()) {
				return
			}
		}
		if l.Formulas != nil {
			yield(owner{"", "", " in formulas"}, l.Formulas())
		}
	}
}

// named tells of what has a name, and of what has to do with it.
func (l *Library) named(b *strings.Builder, word string) {
	begin := b.Len()
	for _, s := range l.subjects() {
		if s.Name == word {
			l.page(b, &s)
		}
	}
	page := b.Len() > begin
	for _, m := range l.Modules {
		if m.Name == word {
			fmt.Fprintf(b, "%s: %s\n\n", m.Name, m.Doc)
			list(b, m.Entries)
		}
	}
	for e := range l.All() {
		if e.Entry.Name() == word || e.Name == word {
			describe(b, &Entry{Sig: e.Call, Doc: e.Doc})
		}
	}
	if !page {
		l.search(b, word)
	}
	if b.Len() == begin {
		fmt.Fprintf(b, "Nothing is called %s, and nothing speaks of it%s\n", strconv.Quote(word), l.askFor(word))
	}
}

// askFor is what to ask for instead of a word that nothing has to do with.
func (l *Library) askFor(word string) string {
	var names []string
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for _, s := range l.subjects() {
		add(s.Name)
	}
	for e := range l.All() {
		add(e.Entry.Name())
	}
	if hint := nearest.Hint(word, names); hint != "" {
		return hint
	}
	return "; help() lists subjects."
}

// search lists what has the word in its name or its documentation.
func (l *Library) search(b *strings.Builder, word string) {
	word = strings.ToLower(word)
	if len(word) < 3 {
		return
	}
	begin := b.Len()
	for _, s := range l.subjects() {
		if s.Name != word && (strings.Contains(s.Name, word) || speaks(s.Also+" "+s.Doc, word)) {
			fmt.Fprintf(b, "  help(%q)  %s\n", s.Name, s.Doc)
		}
	}
	for e := range l.All() {
		if name := e.Entry.Name(); !strings.EqualFold(name, word) && (strings.Contains(strings.ToLower(name), word) || speaks(e.Doc, word)) {
			fmt.Fprintf(b, "  %-32s  %s\n", e.Name, sentence(e.Doc))
		}
	}
	if found := b.String()[begin:]; found != "" {
		rest := b.String()[:begin]
		b.Reset()
		if rest != "" {
			rest += "\n"
		}
		fmt.Fprintf(b, "%sWhat has to do with %q:\n%s", rest, word, found)
	}
}

// speaks reports whether one of the words of a text begins with word.
func speaks(text, word string) bool {
	text = " " + strings.ToLower(text)
	for i := strings.Index(text, word); i > 0; {
		if c := text[i-1]; c == ' ' || c == '(' || c == '"' || c == '.' {
			return true
		}
		next := strings.Index(text[i+1:], word)
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// sentence is the first sentence of a text.
func sentence(text string) string {
	if first, _, more := strings.Cut(text, ". "); more {
		return first + "."
	}
	return text
}
