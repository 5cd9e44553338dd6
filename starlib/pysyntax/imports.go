package pysyntax

import (
	"fmt"
	"strings"
)

// importStmt: import a.b, c as d
//
//	a, d = __import__("a.b", None, top=True), __import__("c", None)
func importStmt(w *writer, n *node) {
	var names, values []string
	for _, a := range n.names {
		switch {
		case a.as != "":
			names = append(names, a.as)
			values = append(values, fmt.Sprintf("__import__(%q, None)", a.name))
		case strings.Contains(a.name, "."):
			top, _, _ := strings.Cut(a.name, ".")
			names = append(names, top)
			values = append(values, fmt.Sprintf("__import__(%q, None, top=True)", a.name))
		default:
			names = append(names, a.name)
			values = append(values, fmt.Sprintf("__import__(%q, None)", a.name))
		}
	}
	for i := range names {
		names[i] = starlarkName(names[i])
	}
	text := strings.Join(names, ", ") + " = " + w.lines(n.pos, n.end, false) + strings.Join(values, ", ")
	w.replace(n.pos, n.end, text)
}

// fromImport: from m import (x, y as z)
//
//	x, z = (__import__("m", "x"), __import__("m", "y"))
//
// each name staying on its line.
func fromImport(w *writer, n *node) {
	if n.text == "__future__" {
		w.pass(n)
		return
	}
	names := make([]string, len(n.names))
	for i, a := range n.names {
		names[i] = starlarkName(a.as)
		inside := w.src[n.end-1] == ')'
		w.replace(a.pos, a.end, w.lines(a.pos, a.end, inside)+fmt.Sprintf("__import__(%q, %q)", n.text, a.name))
	}
	imp := n.toks[1]
	w.replace(n.pos, imp.end, strings.Join(names, ", ")+" ="+w.lines(n.pos, imp.end, false))
	if last := n.toks[len(n.toks)-2]; len(names) == 1 && last.is(",") {
		w.replace(last.pos, last.end, "") // (x,) would be a tuple
	}
}

// importAll: from m import * is __import_all__("m").
func importAll(w *writer, n *node) {
	w.replace(n.pos, n.end, w.lines(n.pos, n.end, false)+fmt.Sprintf("__import_all__(%q)", n.text))
}
