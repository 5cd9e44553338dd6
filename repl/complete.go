package repl

import (
	"regexp"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/safe"
	"starling/starlib"
)

// Completer says how what is typed may go on. before is the text of the statement up to the
// cursor, all its lines. Its methods are called while a line is edited, by one goroutine at a
// time, and take 200 ms at most, whatever a broker or a script does meanwhile.
type Completer interface {
	// Complete is the words that part may become, the end of before, in the order in which they
	// are to be shown.
	Complete(before string) (part string, list []Candidate)
	// Signature is how the call is written in whose brackets the cursor is, on one line; "" if
	// it is in none, or nothing is known of it.
	Signature(before string) string
}

// Candidate is a word of a completion, and a line about it, which may be empty.
type Candidate struct{ Text, About string }

// words is a Completer for the editor. Tab at the beginning of a line indents.
type words struct{ Completer }

// Do implements readline.AutoCompleter.
func (w words) Do(line []rune, pos int) (endings [][]rune, length int) {
	before := string(line[:pos])
	if strings.TrimSpace(before) == "" {
		return [][]rune{[]rune("    ")}, 0
	}
	if w.Completer == nil {
		return nil, 0
	}
	part, list := w.Complete(before)
	for _, c := range list {
		if rest, ok := strings.CutPrefix(c.Text, part); ok && safe.Clean(rest) {
			endings = append(endings, []rune(rest))
		}
	}
	return endings, len([]rune(part))
}

// path is a name at the end of the text, with dots in it or not.
var path = regexp.MustCompile(`[\pL_][\pL\d_]*(\s*\.\s*[\pL_][\pL\d_]*)*\s*(\.\s*)?$`)

// NewCompleter completes names, attributes, keyword arguments and, within a text, the columns of
// the table whose method is called. host is asked for once something is to be completed.
func NewCompleter(host func() *starlib.Host) Completer { return completer{host} }

type completer struct{ host func() *starlib.Host }

// Complete implements Completer.
func (c completer) Complete(before string) (string, []Candidate) {
	part, list := names(c.host(), before)
	var out []Candidate
	for _, s := range list {
		if strings.HasPrefix(s, part) {
			out = append(out, Candidate{Text: s})
		}
	}
	return part, out
}

// Signature implements Completer.
func (c completer) Signature(before string) string {
	call, _, _ := openCall(before)
	if v, ok := value(c.host(), call); ok && call != "" {
		first, _, _ := strings.Cut(c.host().Help(v), "\n")
		return first
	}
	return ""
}

func names(h *starlib.Host, before string) (string, []string) {
	if columns, part, ok := inColumns(h, before); ok {
		return part, columns
	}
	at := path.FindStringIndex(before)
	if at == nil {
		return "", keywords(h, before)
	}
	name := strings.Join(strings.Fields(before[at[0]:]), "")
	i := strings.LastIndexByte(name, '.')
	if i >= 0 {
		v, ok := value(h, name[:i])
		if !ok {
			return "", nil
		}
		return name[i+1:], shown(h.AttrNames(v), name[i+1:])
	}
	if strings.HasSuffix(strings.TrimRight(before[:at[0]], " "), ".") {
		return "", nil
	}
	return name, append(keywords(h, before[:at[0]]), shown(append(h.Names(), reserved...), name)...)
}

// reserved is the words of the language that are worth completing.
var reserved = []string{"continue", "import", "lambda", "return", "while"}

// shown is names without those that begin with _, unless part does.
func shown(names []string, part string) []string {
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool {
		return strings.HasPrefix(n, "_") && !strings.HasPrefix(part, "_")
	})
	slices.Sort(names)
	return slices.Compact(names)
}

// value is what a dotted name stands for. Nothing is called for it but attributes.
func value(h *starlib.Host, dotted string) (v starlark.Value, ok bool) {
	for i, name := range strings.Split(dotted, ".") {
		if i == 0 {
			v, ok = h.Lookup(name)
		} else {
			v, ok = attr(h, v, name)
		}
		if !ok {
			return nil, false
		}
	}
	return v, true
}

// attr is an attribute of v now. Methods are not called.
func attr(h *starlib.Host, v starlark.Value, name string) (x starlark.Value, ok bool) {
	a, has := v.(starlark.HasAttrs)
	if !has {
		return nil, false
	}
	h.Locked(func() {
		var err error
		x, err = a.Attr(name)
		ok = err == nil && x != nil
	})
	return x, ok
}

// openCall is the name of the innermost call that is open at the end of the text, and
// what stands in its brackets; inside is whether the end is within a text there, and
// part what of the text there is.
func openCall(before string) (name string, part string, inside bool) {
	var open []int
	quote := -1
	for i := 0; i < len(before); i++ {
		c := before[i]
		switch {
		case quote >= 0 && c == '\\':
			i++
		case quote >= 0 && c == before[quote]:
			quote = -1
		case quote >= 0:
		case c == '"' || c == '\'':
			quote = i
		case c == '(' || c == '[' || c == '{':
			open = append(open, i)
		case (c == ')' || c == ']' || c == '}') && len(open) > 0:
			open = open[:len(open)-1]
		case c == '#':
			return "", "", false
		}
	}
	for n := len(open) - 1; n >= 0; n-- {
		if before[open[n]] != '(' {
			continue
		}
		if at := path.FindStringIndex(before[:open[n]]); at != nil {
			name = strings.Join(strings.Fields(before[at[0]:open[n]]), "")
		}
		break
	}
	if quote >= 0 {
		return name, before[quote+1:], true
	}
	return name, "", false
}

// signature finds the parameters in the first line of a value's documentation.
var signature = regexp.MustCompile(`^[\w.]+\(([^\n]*)\)`)

// keywords is the parameters, as "by=", of the call that is open at the end of the text.
func keywords(h *starlib.Host, before string) (names []string) {
	call, _, _ := openCall(before)
	if call == "" {
		return nil
	}
	v, ok := value(h, call)
	if !ok {
		return nil
	}
	m := signature.FindStringSubmatch(h.Help(v))
	if m == nil {
		return nil
	}
	for _, param := range strings.Split(m[1], ",") {
		name, _, _ := strings.Cut(strings.TrimSpace(param), "=")
		if word.MatchString(name) {
			names = append(names, name+"=")
		}
	}
	return names
}

var (
	word     = regexp.MustCompile(`^[A-Za-z]\w*$`)
	lastWord = regexp.MustCompile(`[\pL_][\pL\d_]*$`)
)

// inColumns is the columns of the table whose method is called with the text that is open
// at the end, and the word that is begun there.
func inColumns(h *starlib.Host, before string) (columns []string, part string, ok bool) {
	call, text, inside := openCall(before)
	i := strings.LastIndexByte(call, '.')
	if !inside {
		return nil, "", false
	}
	if i < 0 {
		return nil, "", true
	}
	v, _ := value(h, call[:i])
	t, isTable := v.(*starlib.Table)
	if !isTable {
		return nil, "", true
	}
	for _, f := range t.Engine().Schema {
		columns = append(columns, f.Name)
	}
	return columns, lastWord.FindString(text), true
}
