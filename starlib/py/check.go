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

// Check says without running it what of a script will not work here: what cannot be parsed, modules and
// names that are not there, arguments that a function does not take. What only running tells is not
// found. The errors are in the order of their places, each with the one Place that it is about.
func (ip *Interp) Check(filename, text string) []*Error {
	src := ip.sources.add(filename, text)
	k := &checker{Interp: ip, src: src}
	r, errs := pysyntax.RewriteAll(filename, text)
	for _, err := range errs {
		k.found = append(k.found, ip.syntaxError(src, err).(*Error))
	}
	if r != nil {
		src.rewritten = r
		k.text(r.Source)
	}
	slices.SortStableFunc(k.found, func(a, b *Error) int {
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
	guarded int                       // within try statements that catch what is missing
	found   []*Error
}

// text checks the rewritten script.
func (k *checker) text(text string) {
	f, err := fileOptions.Parse(k.src.path, text, 0)
	if err != nil {
		k.found = append(k.found, k.syntaxError(k.src, err).(*Error))
		return
	}
	k.bound, k.modules = map[string]bool{}, map[string]starlark.Value{}
	k.bind(f)
	for _, s := range f.Stmts {
		k.visit(s)
	}
	k.lowered(text)
}

// lowered reports what only the statements as they run show.
func (k *checker) lowered(text string) {
	f, err := fileOptions.Parse(k.src.path, text, 0)
	if err != nil {
		return
	}
	r, err := lower.Statements(f.Stmts)
	if err != nil {
		k.found = append(k.found, k.syntaxError(k.src, err).(*Error))
		return
	}
	for _, group := range r.Groups {
		one := &syntax.File{Path: k.src.path, Options: fileOptions, Stmts: group}
		var list resolve.ErrorList
		if err := resolve.File(one, func(string) bool { return true }, func(string) bool { return true }); errors.As(err, &list) {
			k.found = append(k.found, k.syntaxError(k.src, list).(*Error))
		}
	}
}

// report notes an error of a kind at a place of the rewritten text.
func (k *checker) report(at syntax.Position, kind, msg string) {
	if k.guarded > 0 {
		return
	}
	e := &Error{Kind: kind}
	e.at(k.Interp, at, msg)
	k.found = append(k.found, e)
}

func (k *checker) reportError(at syntax.Position, err error) {
	kind, msg := k.Explain(err)
	k.report(at, kind, msg)
}
