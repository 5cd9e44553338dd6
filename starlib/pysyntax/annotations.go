package pysyntax

import "strings"

// Func is the annotations of a function. Types are as written, with the usual
// spacing and without the quotes around a whole type: int, np.int32,
// Optional[int].
type Func struct {
	Name string
	// Line and Col are where its def stands, in the Python text and in
	// Source alike, as (*starlark.Function).Position reports it.
	Line, Col int
	// Params lists the parameters that have a type, in order.
	Params []Param
	// Returns is the type after ->, or "".
	Returns string

	pos int
}

// Param is a parameter and its type.
type Param struct{ Name, Type string }

// pass puts pass in the place of n.
func (w *writer) pass(n *node) {
	text := "pass"
	if l := w.lines(n.pos, n.end, false); l != "" {
		text += l + " " // a text must not end in a continued line
	}
	w.replace(n.pos, n.end, text)
}

// def blanks the annotations of a function and notes them in Funcs.
func def(w *writer, n *node) {
	f := Func{Name: n.text, pos: n.pos}
	params := n.kids[:len(n.kids)-1]
	w.name(n.toks[1].pos, n.text)
	for _, p := range params {
		if p.note != nil {
			f.Params = append(f.Params, Param{p.text, p.note.text})
			w.blank(p.note.pos, p.note.end, true)
		}
	}
	if n.note != nil {
		f.Returns = n.note.text
		w.blank(n.note.pos, n.note.end, false)
	}
	if len(f.Params) > 0 || f.Returns != "" {
		w.funcs = append(w.funcs, f)
	}
}

// param renames a parameter that Starlark cannot have, and makes one of the / behind those that
// are positional only.
func param(w *writer, n *node) {
	pos := n.pos
	if n.text == "" && n.toks[0].is("/") {
		w.replace(pos, n.toks[0].end, "__slash__")
		return
	}
	if len(n.toks) > 0 && !n.toks[0].is(",") {
		pos += strings.Index(w.src[pos:n.end], n.text)
	}
	w.name(pos, n.text)
}

// lambda drops a comma at the end of the parameters.
func lambda(w *writer, n *node) {
	params := n.kids[:len(n.kids)-1]
	if len(params) == 0 {
		return
	}
	toks := params[len(params)-1].toks
	if t := toks[max(len(toks)-1, 0):]; len(t) > 0 && t[0].is(",") {
		w.blank(t[0].pos, t[0].end, true)
	}
}

// annotated: `x: int = 5` is `x = 5`, and `x: int` is pass.
func annotated(w *writer, n *node) {
	if w.class && n.kids[0].kind == kName {
		classField(w, n)
		return
	}
	if len(n.kids) == 1 {
		w.pass(n)
		n.kids = nil
		return
	}
	w.blank(n.note.pos, n.note.end, false)
}
