package repl

import (
	"regexp"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/starlib"
)

// inFormula is how a formula goes on: with columns, functions and the script's variables, and
// after a dot with the methods of what is in front of it.
func (a *asking) inFormula() (part string, list []Candidate) {
	text := a.quoted.text
	if strings.Count(text, "`")%2 == 1 {
		return "", nil // in a text of the formula
	}
	part = lastName(text)
	before := strings.TrimRight(strings.TrimSuffix(text, part), " ")
	t, _ := a.tables()
	if of, ok := strings.CutSuffix(before, "."); ok {
		return part, a.methods(t, operand(of))
	}
	if list = fields(t); part == "" {
		return part, list
	}
	column := slices.ContainsFunc(list, func(c Candidate) bool { return strings.HasPrefix(c.Text, part) })
	for _, f := range starlib.Functions() {
		name, _, static := strings.Cut(f.Name, ".")
		switch {
		case !static:
			list = append(list, Candidate{f.Name, f.About})
		case !column: // else they are in the way: both begin with capital letters
			list = append(list, Candidate{name, "a class with functions"})
		}
	}
	return part, append(list, a.variables(func(v starlark.Value) bool {
		switch v.(type) {
		case *starlib.Table, *starlib.PartitionedTable, starlark.NoneType:
			return false
		}
		return v.Type() != "module"
	})...)
}

// methods is the methods of the values of a part of a formula, or the functions of a class.
func (a *asking) methods(t *starlib.Table, of string) (list []Candidate) {
	for _, f := range starlib.Functions() {
		if name, ok := strings.CutPrefix(f.Name, of+"."); ok && !strings.Contains(name, ".") {
			list = append(list, Candidate{name, f.About})
		}
	}
	if list != nil || t == nil || of == "" {
		return list
	}
	if typ, ok := a.h.Types(t, of)[of]; ok {
		return candidates(starlib.Methods(typ))
	}
	return nil
}

// operand is the name or call at the end of a formula, with what it is a method of.
func operand(text string) string {
	depth, at := 0, len(text)
	for at > 0 {
		c := text[at-1]
		switch {
		case c == ')' || c == ']':
			depth++
		case (c == '(' || c == '[') && depth > 0:
			depth--
		case depth == 0 && !strings.ContainsRune("._`\"'", rune(c)) && !partOfName.MatchString(text[at-1:at]):
			return text[at:]
		}
		at--
	}
	return text
}

// partOfName is a byte that names in formulas have.
var partOfName = regexp.MustCompile(`[\w\x80-\xff]`)
