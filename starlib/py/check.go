package py

import (
	"errors"
	"slices"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/starlib/lower"
	"starling/starlib/pysyntax"
)

// Finding is something in a script that will not work here, with the one Place that it is about.
type Finding struct {
	*Error
	Handled bool // an import that fails in a try statement that handles it: something else runs than with Python
}

// Check says without running it what of a script will not work here: what cannot be parsed, modules and
// names that are not there, arguments that a function does not take. What only running tells is not
// found. The findings are in the order of their places.
func (ip *Interp) Check(filename, text string) []Finding {
	src := ip.sources.add(filename, text)
	k := &checker{Interp: ip, src: src}
	r, errs := pysyntax.RewriteAll(filename, text)
	for _, err := range errs {
		k.add(ip.syntaxError(src, err).(*Error))
	}
	if r != nil {
		src.rewritten = r
		k.text(r)
	}
	slices.SortStableFunc(k.found, func(a, b Finding) int {
		x, y := a.place(), b.place()
		if x.Line != y.Line {
			return x.Line - y.Line
		}
		return x.Col - y.Col
	})
	return k.found
}

// place is where the error is, the zero Place if it is nowhere.
func (e *Error) place() Place {
	if len(e.Frames) == 0 {
		return Place{}
	}
	return e.Frames[len(e.Frames)-1]
}

// checker is one check of a script.
type checker struct {
	*Interp
	src     *source
	bound   map[string]bool           // names that the script assigns somewhere
	modules map[string]starlark.Value // names that are only ever one module, or something of one
	named   bool                      // the script can make names while it runs
	guarded int                       // within try statements that catch what is missing
	found   []Finding
}

// text checks the rewritten script.
func (k *checker) text(r *pysyntax.Result) {
	f, err := fileOptions.Parse(k.src.path, r.Source, 0)
	if err != nil {
		k.add(k.syntaxError(k.src, err).(*Error))
		return
	}
	k.bound, k.modules = map[string]bool{}, map[string]starlark.Value{}
	for _, name := range r.Omitted { // which may be bound there
		k.bound[name] = true
	}
	k.bind(f)
	for _, s := range f.Stmts {
		k.visit(s)
	}
	k.lowered(r.Source)
}

// lowered reports what only the statements as they run show.
func (k *checker) lowered(text string) {
	f, err := fileOptions.Parse(k.src.path, text, 0)
	if err != nil {
		return
	}
	r, err := lower.Statements(f.Stmts)
	if err != nil {
		k.add(k.syntaxError(k.src, err).(*Error))
		return
	}
	for _, group := range r.Groups {
		one := &syntax.File{Path: k.src.path, Options: fileOptions, Stmts: group}
		var list resolve.ErrorList
		if err := resolve.File(one, func(string) bool { return true }, func(string) bool { return true }); errors.As(err, &list) {
			k.add(k.syntaxError(k.src, list).(*Error))
		}
	}
}

func (k *checker) add(e *Error) { k.append(Finding{Error: e}) }

// append notes what was found, once of a line: an import of several names from a module that is not there is one error.
func (k *checker) append(f Finding) {
	for _, g := range k.found {
		if g.place().Line == f.place().Line && g.Kind == f.Kind && g.Msg == f.Msg {
			return
		}
	}
	k.found = append(k.found, f)
}

// report notes an error of a kind at a place of the rewritten text. Of what a try statement handles, only imports tell.
func (k *checker) report(at syntax.Position, kind, msg string) {
	handled := k.guarded > 0
	if handled && kind != "ImportError" && kind != "ModuleNotFoundError" {
		return
	}
	e := &Error{Kind: kind}
	e.at(k.Interp, at, msg)
	k.append(Finding{e, handled})
}

func (k *checker) reportError(at syntax.Position, err error) {
	kind, msg := k.Explain(err)
	k.report(at, kind, msg)
}
