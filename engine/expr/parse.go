package expr

import (
	"strings"
)

// maxDepth bounds how deep the parts of a formula nest.
const maxDepth = 400

type parser struct {
	src    string
	toks   []token
	i      int
	depth  int
	filter bool // True is a name
}

// parse turns a formula into a tree.
func parse(src string) (Node, error) {
	p, err := newParser(src)
	if err != nil {
		return nil, err
	}
	n, err := p.expr()
	if err != nil {
		return nil, err
	}
	return n, p.end()
}

func newParser(src string) (*parser, error) {
	toks, err := lex(src)
	if err != nil {
		return nil, err
	}
	if len(toks) == 1 {
		return nil, errAt(0, "the formula is empty")
	}
	return &parser{src: src, toks: toks}, nil
}

func (p *parser) tok() token { return p.toks[p.i] }

func (p *parser) peek(k int) token { return p.toks[min(p.i+k, len(p.toks)-1)] }

func (p *parser) is(op string) bool { return p.tok().kind == tokOp && p.tok().text == op }

func (p *parser) word(name string) bool { return p.tok().kind == tokName && p.tok().text == name }

func (p *parser) accept(op string) bool {
	if p.is(op) {
		p.i++
		return true
	}
	return false
}

func (p *parser) expect(op, after string) error {
	if p.accept(op) {
		return nil
	}
	return errAt(p.tok().at, "expected %s %s, found %s", op, after, p.found())
}

func (p *parser) found() string {
	t := p.tok()
	if t.kind == tokEnd {
		return "the end of the formula"
	}
	return p.src[t.at:t.end]
}

// end checks that the formula ends here.
func (p *parser) end() error {
	t := p.tok()
	if t.kind == tokEnd {
		return nil
	}
	if t.kind == tokOp && t.text == ";" {
		return errAt(t.at, "a formula is one expression, not statements: leave out the ;")
	}
	if t.kind == tokName {
		switch t.text {
		case "in", "not", "icase", "includes":
			return errAt(t.at, "%q belongs to a filter of its own, such as where(\"Sym in `A`, `B`\"); in a formula write in(X, 1, 2) or X == 1 || X == 2", t.text)
		}
	}
	found := p.found()
	return errAt(t.at, "unexpected %s after the expression%s", found, javaFor[found])
}

func (p *parser) expr() (Node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, errAt(p.tok().at, "the formula nests deeper than %d levels; split it into several columns", maxDepth)
	}
	defer func() { p.depth-- }()
	cond, err := p.binary(1)
	if err != nil || !p.is("?") {
		return cond, err
	}
	at := p.tok().at
	p.i++
	then, err := p.expr()
	if err != nil {
		return nil, err
	}
	if err := p.expect(":", "between the values of ? :"); err != nil {
		return nil, err
	}
	els, err := p.expr()
	if err != nil {
		return nil, err
	}
	return &Cond{At: at, If: cond, Then: then, Else: els}, nil
}

// binaryPrec is the precedence of the binary operators; 0 for what is not one.
func binaryPrec(t token) int {
	if t.kind != tokOp {
		return 0
	}
	switch t.text {
	case "||":
		return 1
	case "&&":
		return 2
	case "|":
		return 3
	case "^":
		return 4
	case "&":
		return 5
	case "==", "!=":
		return 6
	case "<", "<=", ">", ">=":
		return 7
	case "+", "-":
		return 9
	case "*", "/", "%":
		return 10
	}
	return 0
}

func (p *parser) binary(least int) (Node, error) {
	x, err := p.unary()
	if err != nil {
		return nil, err
	}
	for {
		t := p.tok()
		if err := refused(t); err != nil {
			return nil, err
		}
		prec := binaryPrec(t)
		if prec < least || prec == 0 {
			return x, nil
		}
		p.i++
		y, err := p.binary(prec + 1)
		if err != nil {
			return nil, err
		}
		x = &Binary{At: t.at, Op: t.text, X: x, Y: y}
	}
}

// refused is the error for an operator that the language leaves out.
func refused(t token) error {
	switch {
	case t.kind == tokName && t.text == "instanceof":
		return errAt(t.at, "instanceof is not supported; compare a value instead")
	case t.kind != tokOp:
		return nil
	}
	switch t.text {
	case "<<":
		return errAt(t.at, "shift left (<<) is not supported; multiply by a power of two, such as (long) (A * pow(2, 3))")
	case ">>", ">>>":
		return errAt(t.at, "shift right (%s) is not supported; divide by a power of two, such as (long) (A / pow(2, 3))", t.text)
	case "~":
		return errAt(t.at, "bitwise complement (~) is not supported; write -A - 1")
	case "**":
		return errAt(t.at, "** is not supported; write pow(A, B)")
	case "++", "--":
		return errAt(t.at, "%s is not supported: a formula changes nothing; write A + 1 or A - 1", t.text)
	case "->", "::":
		return errAt(t.at, "functions cannot be written inside a formula (%s); define one in the script and call it", t.text)
	case "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", ">>>=":
		return errAt(t.at, "assignment (%s) is not supported; give the result a column of its own", t.text)
	}
	return nil
}

func (p *parser) unary() (Node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, errAt(p.tok().at, "the formula nests deeper than %d levels; split it into several columns", maxDepth)
	}
	defer func() { p.depth-- }()
	t := p.tok()
	if t.kind == tokOp {
		switch t.text {
		case "-", "+", "!":
			p.i++
			if t.text == "-" && p.tok().kind == tokNumber && !isPostfix(p.peek(1)) {
				return p.number(t.at)
			}
			x, err := p.unary()
			if err != nil {
				return nil, err
			}
			return &Unary{At: t.at, Op: t.text, X: x}, nil
		case "(":
			if class, n := p.castType(); n > 0 {
				p.i += n
				x, err := p.unary()
				if err != nil {
					return nil, err
				}
				return &Cast{At: t.at, Class: class, X: x}, nil
			}
		}
		if err := refused(t); err != nil {
			return nil, err
		}
	}
	return p.postfix()
}

func isPostfix(t token) bool { return t.kind == tokOp && (t.text == "." || t.text == "[") }

// castType is the class of the cast at "(" and how many tokens it takes; 0 if it is no cast.
func (p *parser) castType() (class string, n int) {
	k := 1
	if p.peek(k).kind != tokName {
		return "", 0
	}
	class = p.peek(k).text
	for k++; p.peek(k).kind == tokOp && p.peek(k).text == "." && p.peek(k+1).kind == tokName; k += 2 {
		class += "." + p.peek(k+1).text
	}
	array := false
	for p.peek(k).kind == tokOp && p.peek(k).text == "[" && p.peek(k+1).kind == tokOp && p.peek(k+1).text == "]" {
		class, array = class+"[]", true
		k += 2
	}
	if t := p.peek(k); t.kind != tokOp || t.text != ")" {
		return "", 0
	}
	next := p.peek(k + 1)
	switch {
	case array, primitive(class):
	case next.kind == tokName && next.text == "instanceof":
		return "", 0
	case next.kind != tokOp && next.kind != tokEnd:
	case next.kind == tokOp && (next.text == "(" || next.text == "!"):
		if _, ok := classType(class); !ok {
			return "", 0
		}
	default:
		return "", 0
	}
	return class, k + 1
}

func (p *parser) postfix() (Node, error) {
	x, err := p.primary()
	for err == nil {
		t := p.tok()
		switch {
		case p.accept("."):
			name := p.tok()
			if p.is(".") || name.kind == tokNumber {
				return nil, errAt(t.at, "ranges (..) are not supported; write inRange(X, low, high)")
			}
			if name.kind != tokName {
				return nil, errAt(name.at, "expected a name after the dot, found %s", p.found())
			}
			p.i++
			if !p.is("(") {
				x = &Field{At: name.at, X: x, Name: name.text}
				continue
			}
			var args []Node
			args, err = p.args()
			x = &Call{At: name.at, On: x, Name: name.text, Args: args}
		case p.accept("["):
			var index Node
			if index, err = p.expr(); err == nil {
				err = p.expect("]", "after the index")
			}
			x = &Index{At: t.at, X: x, I: index}
		default:
			return x, nil
		}
	}
	return nil, err
}

// args reads (a, b, …).
func (p *parser) args() ([]Node, error) {
	p.i++
	var out []Node
	if p.accept(")") {
		return out, nil
	}
	for {
		n, err := p.expr()
		if err != nil {
			return nil, err
		}
		out = append(out, n)
		if p.accept(")") {
			return out, nil
		}
		if err := p.expect(",", "or ) after an argument"); err != nil {
			return nil, err
		}
	}
}

func (p *parser) primary() (Node, error) {
	t := p.tok()
	switch t.kind {
	case tokNumber:
		return p.number(t.at)
	case tokText:
		p.i++
		return &Literal{At: t.at, Text: p.src[t.at:t.end], Type: stringType, Value: t.text}, nil
	case tokQuoted:
		p.i++
		return quoted(t), nil
	case tokName:
		return p.name()
	case tokOp:
		if p.accept("(") {
			n, err := p.expr()
			if err != nil {
				return nil, err
			}
			if f, ok := n.(*Call); ok {
				f.Paren = true
			}
			return n, p.expect(")", "to close the parenthesis")
		}
		if err := refused(t); err != nil {
			return nil, err
		}
	}
	return nil, errAt(t.at, "expected a value, found %s", p.found())
}

func (p *parser) name() (Node, error) {
	t := p.tok()
	p.i++
	switch t.text {
	case "true", "false":
		return &Literal{At: t.at, Text: t.text, Type: boolType, Value: t.text == "true"}, nil
	case "null":
		return &Literal{At: t.at, Text: t.text, Type: nullType}, nil
	case "new":
		return p.newExpr(t.at)
	case "True", "False", "None":
		if p.filter && t.text != "None" {
			break
		}
		return nil, errAt(t.at, "%s is Python; a formula takes %s", t.text, map[string]string{"True": "true", "False": "false", "None": "null"}[t.text])
	case "and", "or", "not":
		if !p.is("(") {
			return nil, errAt(t.at, "%s is Python; a formula takes %s", t.text, map[string]string{"and": "&&", "or": "||", "not": "!"}[t.text])
		}
	}
	if p.is("(") {
		args, err := p.args()
		return &Call{At: t.at, Name: t.text, Args: args}, err
	}
	return &Name{At: t.at, Name: t.text}, nil
}

// newExpr reads what follows new: Elem[]{…}, Elem[n] or Class(…).
func (p *parser) newExpr(at int) (Node, error) {
	var path []string
	for {
		t := p.tok()
		if t.kind != tokName {
			return nil, errAt(t.at, "expected a type after new, found %s", p.found())
		}
		path = append(path, t.text)
		if p.i++; !p.accept(".") {
			break
		}
	}
	class := strings.Join(path, ".")
	if p.is("(") {
		args, err := p.args()
		return &New{At: at, Class: class, Args: args}, err
	}
	if err := p.expect("[", "or ( after new "+class); err != nil {
		return nil, err
	}
	if !p.is("]") {
		size, err := p.expr()
		if err != nil {
			return nil, err
		}
		return &NewArray{At: at, Elem: class, Size: size}, p.expect("]", "after the length of the array")
	}
	p.i++
	for p.accept("[") {
		if err := p.expect("]", "after [ of an array of arrays"); err != nil {
			return nil, err
		}
		class += "[]"
	}
	if !p.is("{") {
		return nil, p.expect("{", "before the values of the array, as in new int[]{1, 2}")
	}
	return p.arrayItems(at, class)
}

// arrayItems reads the values of an array in braces; those of an array of arrays may be in
// braces too.
func (p *parser) arrayItems(at int, elem string) (Node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, errAt(p.tok().at, "the formula nests deeper than %d levels; split it into several columns", maxDepth)
	}
	defer func() { p.depth-- }()
	p.i++
	n := &NewArray{At: at, Elem: elem}
	for !p.accept("}") {
		if len(n.Items) > 0 {
			if err := p.expect(",", "or } after a value of the array"); err != nil {
				return nil, err
			}
			if p.accept("}") {
				break
			}
		}
		var x Node
		var err error
		if inner, array := strings.CutSuffix(elem, "[]"); array && p.is("{") {
			x, err = p.arrayItems(p.tok().at, inner)
		} else {
			x, err = p.expr()
		}
		if err != nil {
			return nil, err
		}
		n.Items = append(n.Items, x)
	}
	return n, nil
}

// javaFor is what to write for a word of Python's.
var javaFor = map[string]string{
	"and": "; Java's word for it is &&", "if": "; Java has condition ? x : y", "is": "; Java's word for it is ==", "or": "; Java's word for it is ||",
}
