package expr

import (
	"fmt"
	"strings"

	"starling/engine/column"
)

// Formula is a compiled formula. It is immutable: many Evals may use it at once.
type Formula struct {
	Type     column.Type
	Columns  []string // columns read, in the order of Input.Cols
	Arrays   []string // columns read whole, as Name_, in the order of Input.Arrays
	Position bool     // uses i or ii
	RowKey   bool     // uses k
	Pure     bool     // the same inputs give the same output
	Script   bool     // calls the script
	Fallible bool     // some value of the inputs is an error
	Tree     Node     // the formula as parsed

	src  string
	root *op
	ops  int
}

// String is the formula as written.
func (f *Formula) String() string { return f.src }

// Compile compiles the formula src: an expression, without "Name =".
func Compile(src string, s Scope, o Objects) (*Formula, error) {
	f, err := compile(src, false, s, o)
	if err != nil {
		return nil, within(src, err)
	}
	return f, nil
}

// CompileFilter compiles a filter: a boolean expression, or a match such as
// "Sym in `A`, `B`". The rows to keep are those where it gives 1.
func CompileFilter(src string, s Scope, o Objects) (*Formula, error) {
	f, err := compile(src, true, s, o)
	if err != nil {
		return nil, within(src, err)
	}
	if f.Type.Kind != column.Bool {
		way := ""
		if isScript(f.Type) {
			way = ": cast it, as in (boolean) my_test(A)"
		}
		return nil, &Error{Formula: src, Col: 1, Err: fmt.Errorf("a filter gives boolean, this is %s%s", typeName(f.Type), way)}
	}
	return f, nil
}

func compile(src string, filter bool, s Scope, o Objects) (*Formula, error) {
	read := parse
	if filter {
		read = parseFilter
	}
	tree, err := read(src)
	if err != nil {
		return nil, err
	}
	f := &Formula{Tree: tree, src: src}
	c := &compiler{f: f, scope: s, objects: o, filter: filter}
	root, err := c.result(tree)
	if err != nil {
		return nil, err
	}
	if root.typ == nullType {
		root = c.null(root.at, objectType)
	}
	f.root = c.perRow(root)
	f.Type, f.Script, f.Fallible, f.ops = root.typ, root.script, root.fails, c.ops
	f.Pure = !root.impure && !root.script
	return f, nil
}

// ParseAssignment splits "X = A + 1" into the column X and the formula; "X" alone is
// "X = X".
func ParseAssignment(src string) (name, formula string, err error) {
	trimmed := strings.TrimSpace(src)
	if trimmed == "" {
		return "", "", fmt.Errorf("the formula is empty; write \"New = A + 1\"")
	}
	end := strings.IndexFunc(trimmed, func(r rune) bool { return !isNamePart(r) })
	if end < 0 {
		return trimmed, trimmed, CheckName(trimmed)
	}
	rest := strings.TrimLeft(trimmed[end:], " \t\r\n")
	if strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, "==") {
		name, formula = trimmed[:end], strings.TrimSpace(rest[1:])
		if formula == "" {
			return "", "", fmt.Errorf("formula %q: nothing follows the =", src)
		}
		return name, formula, CheckName(name)
	}
	if i := strings.IndexByte(trimmed, '='); i > 0 && !strings.ContainsAny(trimmed[:i], "`\"'()!<>=") {
		if err := CheckName(strings.TrimSpace(trimmed[:i])); err != nil {
			return "", "", err
		}
	}
	return "", "", fmt.Errorf("formula %q has no name for its column; write \"New = %s\"", src, trimmed)
}

// CheckName is an error if name cannot be the name of a column in a formula.
func CheckName(name string) error {
	if column.Reserved(name) {
		return fmt.Errorf("invalid column name %q: %q is a reserved keyword", name, name)
	}
	for i, r := range name {
		if i == 0 && !isNameStart(r) || !isNamePart(r) {
			return fmt.Errorf("invalid column name %q: %q is not allowed there; a name has letters, digits and _ and does not start with a digit", name, r)
		}
	}
	if name == "" {
		return fmt.Errorf("invalid column name %q: it is empty", name)
	}
	return nil
}
