package pysyntax

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// rewrites is the table of what is changed: by kind of node, the function that
// notes its edits. What it does not list stays as it is.
var rewrites = [kinds]func(*writer, *node){
	kAnnotated:   annotated,
	kAssert:      assert,
	kAssign:      assign,
	kAttr:        attr,
	kAugment:     augment,
	kBinary:      binary,
	kClause:      clause,
	kLoop:        loop,
	kSlice:       slice,
	kCall:        call,
	kCase:        caseClause,
	kClass:       class,
	kCompare:     compare,
	kDecorator:   decorator,
	kDef:         def,
	kDel:         del,
	kDict:        dict,
	kEllipsis:    ellipsis,
	kExpr:        exprStmt,
	kFromImport:  fromImport,
	kGenerator:   generator,
	kHandler:     handler,
	kImport:      importStmt,
	kImportAll:   importAll,
	kKeyword:     keyword,
	kLambda:      lambda,
	kName:        name,
	kParam:       param,
	kList:        list,
	kMatch:       match,
	kNumber:      number,
	kPart:        headed,
	kPatternAs:   patternAs,
	kPatternRest: patternRest,
	kPatternStar: patternStar,
	kPower:       power,
	kRaise:       raise,
	kScope:       scope,
	kSet:         set,
	kSetComp:     setComp,
	kString:      stringLit,
	kTuple:       tuple,
	kWalrus:      walrus,
	kWith:        with,
	kYield:       yield,
}

// Result is a rewritten script.
type Result struct {
	// Source is the Starlark text: as many lines as the Python text, and each
	// thing on the line it was on.
	Source string
	// Funcs lists the functions that have annotations, in source order.
	Funcs []Func
	// Omitted lists the names in the statements that RewriteAll left out.
	Omitted []string

	src       string
	spans     []span
	outLines  []int
	srcLines  []int
	unchanged bool
}

// Rewrite turns Python source text into Starlark source text. Valid Starlark
// comes back unchanged. An error is an *Error, which names the first place
// that cannot be rewritten; filename is used for that only.
func Rewrite(filename, src string) (*Result, error) {
	start := bomLen(src)
	w := &writer{edits: edits{src: src}}
	if f, ok := w.run(start); !ok {
		at := newLines(src, start).position(src, f.pos)
		return nil, &Error{Kind: kindOf(f.msg), File: filename, Line: at.line, Col: at.col, Msg: f.msg, Hint: f.hint}
	}
	return w.result(start), nil
}

// result applies the edits.
func (w *writer) result(start int) *Result {
	src := w.src
	r := &Result{src: src, Funcs: w.funcs, Omitted: w.omitted}
	r.Source, r.spans = w.apply(start)
	r.srcLines, r.outLines = newLines(src, start), newLines(r.Source, 0)
	r.unchanged = len(w.list) == 0
	for i := range r.Funcs {
		f := &r.Funcs[i]
		at := lines(r.srcLines).position(src, f.pos)
		f.Line, f.Col = at.line, at.col
	}
	return r
}

// maxText bounds a script: parsing it cannot be interrupted.
const maxText = 8 << 20

// writer walks the tree and notes edits.
type writer struct {
	edits
	funcs []Func

	all      bool // go on after a failure
	failures []failure
	omitted  []string // names in what was left out

	class bool // within the body of a class, and no function in it
}

// run parses the text, checks it, and rewrites its statements.
func (w *writer) run(start int) (failure, bool) {
	return attempt(func() { w.script(start) })
}

// script is run without the failures.
func (w *writer) script(start int) {
	if len(w.src) > maxText {
		w.fail(start, fmt.Sprintf("a text of %d bytes, more than %d", len(w.src), maxText), "keep data in a file and read it")
	}
	if i := strings.IndexByte(w.src, 0); i >= 0 {
		w.fail(i, "source code cannot contain null bytes", "")
	}
	if i := invalidUTF8(w.src); i >= 0 {
		w.fail(i, "the text is not UTF-8", "save the file as UTF-8")
	}
	toks, feeds := scan(w.src, start)
	w.src = unfeed(w.src, feeds)
	p := &parser{src: w.src, toks: toks}
	var all []*node
	for p.tok().kind != tokEOF {
		if p.tok().kind == tokNewline { // of an empty line after a backslash
			p.next()
			continue
		}
		from, block := p.i, &node{kind: kBlock}
		if f, ok := attempt(func() { p.statement(block); w.checkHeight(block) }); ok {
			all = append(all, block.kids...)
		} else if w.failed(f) {
			w.leaveOut(p, from)
		}
	}
	if f, ok := attempt(func() { checkNames(all) }); !ok {
		w.failed(f)
	}
	for _, n := range all {
		w.statement(n)
	}
}

// statement rewrites one. Where all failures are wanted one that fails is left out.
func (w *writer) statement(n *node) {
	edits, funcs := len(w.list), len(w.funcs)
	if f, ok := attempt(func() { w.walk(n) }); !ok && w.failed(f) {
		w.list, w.funcs, w.class = w.list[:edits], w.funcs[:funcs], false
		w.blank(n.pos, n.end, true)
	}
}

// failed notes a failure where all of them are wanted, and ends the rewriting otherwise.
func (w *writer) failed(f failure) bool {
	if !w.all {
		panic(f)
	}
	w.failures = append(w.failures, f)
	return true
}

// attempt does something that may fail.
func attempt(do func()) (f failure, ok bool) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case failure:
			f, ok = r, false
		default:
			panic(r)
		}
	}()
	do()
	return failure{}, true
}

// walk notes the edits of n and then those of its kids.
func (w *writer) walk(n *node) {
	if rewrite := rewrites[n.kind]; rewrite != nil {
		rewrite(w, n)
	}
	class := w.class
	if n.kind == kClass || n.kind == kDef {
		w.class = n.kind == kClass
	}
	defer func() { w.class = class }()
	for _, k := range n.kids {
		w.walk(k)
	}
}

func (w *writer) fail(pos int, msg, hint string) { panic(failure{pos, msg, hint}) }

// text is the source of n.
func (w *writer) text(n *node) string { return w.src[n.pos:n.end] }

// unfeed returns src with spaces in the places given.
func unfeed(src string, places []int) string {
	if len(places) == 0 {
		return src
	}
	b := []byte(src)
	for _, i := range places {
		b[i] = ' '
	}
	return string(b)
}

func invalidUTF8(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return i
			}
		}
	}
	return -1
}
