package repl

import (
	"slices"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/safe"
	"starling/starlib"
	"starling/starlib/py"
)

// Completer says how what is typed may go on. before is the text of the statement up to the
// cursor, all its lines. Its methods are called while a line is edited, by one goroutine at a
// time, and take 200 ms at most, whatever a broker or a script does meanwhile.
type Completer interface {
	// Complete is the words that part, the end of before, may be replaced by, in the order in
	// which they are to be shown.
	Complete(before string) (part string, list []Candidate)
	// Signature is how the call is written in whose brackets the cursor is, on one line; "" if
	// it is in none, or nothing is known of it.
	Signature(before string) string
}

// Candidate is a word of a completion, and a line about it, which may be empty.
type Candidate struct{ Text, About string }

// patience is what a completion may take; what is late is not waited for.
const patience = 200 * time.Millisecond

// NewCompleter completes by what host knows, which is asked for once something is to be completed.
func NewCompleter(host func() *starlib.Host) Completer { return completer{host} }

type completer struct{ host func() *starlib.Host }

// Complete implements Completer.
func (c completer) Complete(before string) (part string, list []Candidate) {
	type words struct {
		part string
		list []Candidate
	}
	got := inTime(func() words {
		part, list := (&asking{c.host(), find(before)}).complete()
		return words{part, begun(part, list)}
	})
	return got.part, got.list
}

// Signature implements Completer.
func (c completer) Signature(before string) string {
	return inTime(func() string { return (&asking{c.host(), find(before)}).signature() })
}

// inTime is what f gives, or nothing if that takes too long. A failure of f is no reason to end
// a session: it gives nothing too.
func inTime[T any](f func() T) (x T) {
	got := make(chan T, 1)
	go func() {
		var x T
		defer func() {
			_ = recover() // then x is nothing
			got <- x
		}()
		x = f()
	}()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case x = <-got:
	case <-late.C:
	}
	return x
}

// begun is the candidates that begin with part; if none does, those that do in another case. What
// a terminal would take for more than text is left out.
func begun(part string, list []Candidate) []Candidate {
	for _, begins := range []func(s string) bool{
		func(s string) bool { return strings.HasPrefix(s, part) },
		func(s string) bool { return len(s) >= len(part) && strings.EqualFold(s[:len(part)], part) },
	} {
		seen := map[string]bool{}
		var out []Candidate
		for _, c := range list {
			if !seen[c.Text] && begins(c.Text) && safe.Clean(c.Text) {
				seen[c.Text] = true
				out = append(out, Candidate{c.Text, safe.Text(c.About)})
			}
		}
		if out != nil {
			return out
		}
	}
	return nil
}

// asking is one completion.
type asking struct {
	h *starlib.Host
	place
}

func (a *asking) complete() (part string, list []Candidate) {
	if a.comment {
		return "", nil
	}
	if part, list, ok := a.imports(); ok {
		return part, list
	}
	switch {
	case a.quoted != nil:
		return a.inText()
	case a.dotted:
		v, _ := a.h.Foresee(a.of)
		return a.word, shown(a.word, candidates(a.h.Members(v)))
	}
	list = a.inCall()
	if a.word != "" {
		names := append(a.h.Visibles(a.h.About), reserved...)
		slices.SortFunc(names, func(x, y py.Known) int { return strings.Compare(x.Name, y.Name) })
		list = append(list, shown(a.word, candidates(names))...)
	}
	return a.word, list
}

// reserved is the words of the language that are worth completing.
var reserved = []py.Known{{Name: "continue"}, {Name: "import"}, {Name: "lambda"}, {Name: "return"}, {Name: "while"}}

func candidates(known []py.Known) []Candidate {
	out := make([]Candidate, len(known))
	for i, k := range known {
		out[i] = Candidate{k.Name, k.About}
	}
	return out
}

// shown is names without those that begin with _, unless part does.
func shown(part string, list []Candidate) []Candidate {
	return slices.DeleteFunc(list, func(c Candidate) bool {
		return strings.HasPrefix(c.Text, "_") && !strings.HasPrefix(part, "_")
	})
}

// table is the table that an expression gives, without rows or with them; nil if it is none.
func (a *asking) table(src string) *starlib.Table {
	if strings.TrimSpace(src) == "" {
		return nil
	}
	v, _ := a.h.Foresee(src)
	t, _ := v.(*starlib.Table)
	return t
}

// variables is the script's names of values for which is holds.
func (a *asking) variables(is func(v starlark.Value) bool) (list []Candidate) {
	globals := a.h.Globals()
	for _, k := range a.h.Visibles(a.h.About) {
		if v, ok := globals[k.Name]; ok && k.Name != "_" && is(v) {
			list = append(list, Candidate{k.Name, k.About})
		}
	}
	return list
}
