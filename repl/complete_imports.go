package repl

import "regexp"

// The lines that import something, as far as they are typed.
var (
	importing = regexp.MustCompile(`^\s*(?:from\s+|import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*)([\w.]*)$`)
	fromWhich = regexp.MustCompile(`^\s*from\s+[\w.]+\s+(\w*)$`)
	fromModul = regexp.MustCompile(`^\s*from\s+([\w.]+)\s+import\b(?s:.*)$`)
)

// imports is the modules after from and import, and what a module has; ok is false in other lines.
func (a *asking) imports() (part string, list []Candidate, ok bool) {
	line := a.text[a.start:]
	if m := importing.FindStringSubmatch(line); m != nil {
		return m[1], candidates(a.h.Modules()), true
	}
	if m := fromWhich.FindStringSubmatch(line); m != nil {
		return m[1], []Candidate{{Text: "import"}}, true
	}
	if m := fromModul.FindStringSubmatch(line); m != nil {
		if module, ok := a.h.Module(m[1]); ok {
			return a.word, shown(a.word, candidates(a.h.Members(module))), true
		}
		return a.word, nil, true
	}
	return "", nil, false
}
