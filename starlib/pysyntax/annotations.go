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

// def blanks the annotations of a function and notes them in Funcs, and drops
// the / of positional-only parameters.
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
	w.positional(params)
	if n.note != nil {
		f.Returns = n.note.text
		w.blank(n.note.pos, n.note.end, false)
	}
	if len(f.Params) > 0 || f.Returns != "" {
		w.funcs = append(w.funcs, f)
	}
}

// param renames a parameter that Starlark cannot have.
func param(w *writer, n *node) {
	pos := n.pos
	if len(n.toks) > 0 && !n.toks[0].is(",") {
		pos += strings.Index(w.src[pos:n.end], n.text)
	}
	w.name(pos, n.text)
}

// lambda drops a / as def does, and a comma at the end of the parameters.
func lambda(w *writer, n *node) {
	params := n.kids[:len(n.kids)-1]
	w.positional(params)
	if len(params) == 0 {
		return
	}
	last := params[len(params)-1]
	if last.text != "" && len(last.toks) > 0 && last.toks[len(last.toks)-1].is(",") {
		t := last.toks[len(last.toks)-1]
		w.blank(t.pos, t.end, true)
	}
}

// positional drops a / among the parameters, and one comma with it.
func (w *writer) positional(params []*node) {
	for i, p := range params {
		if len(p.toks) == 0 || !p.toks[0].is("/") {
			continue
		}
		if i == 0 {
			w.fail(p.pos, "at least one argument must precede /", "")
		}
		for _, t := range p.toks {
			w.blank(t.pos, t.end, true)
		}
		if last := params[i-1].toks; i == len(params)-1 {
			w.blank(last[len(last)-1].pos, last[len(last)-1].end, true)
		}
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
