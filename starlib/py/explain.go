package py

import (
	"errors"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
	"starling/starlib/lower"
)

// Explain names an error as Python would; the text has the way out behind it.
func (ip *Interp) Explain(err error) (kind, msg string) {
	if t := thrownIn(err); t != nil {
		return t.o.class.name, t.Error()
	}
	kind, args, hint := ip.explained(err)
	o := newException(ip.exceptionClass(kind), args)
	if s, bad := ip.printer().exceptionText(o); bad == nil {
		msg = s
	}
	return kind, msg + hint
}

// explained is the class of an error of Go code, the arguments of the exception that it becomes, and the way
// out, which its text does not have.
func (ip *Interp) explained(err error) (kind string, args starlark.Tuple, hint string) {
	msg := plainNames(err.Error())
	var k kinded
	if errors.As(err, &k) {
		r := k.(*raised)
		if r.args != nil {
			return r.kind, r.args, r.hint
		}
		msg = strings.TrimSuffix(msg, r.hint)
		if kind, args, own, ok := ip.worded(err, msg); ok && kind == r.kind {
			return kind, args, own + r.hint
		}
		return r.kind, textArgs(msg), r.hint
	}
	if errors.As(err, new(bounds.Error)) {
		return "MemoryError", textArgs(msg), ""
	}
	if kind, args, hint, ok := ip.worded(err, msg); ok {
		return kind, args, hint
	}
	return "Error", textArgs(msg), ""
}

func textArgs(msg string) starlark.Tuple {
	if msg == "" {
		return starlark.Tuple{}
	}
	return starlark.Tuple{starlark.String(msg)}
}

// plainNames is a text in which the names of functions are as the user gave them.
func plainNames(msg string) string {
	if !strings.Contains(msg, "\x00") {
		return msg
	}
	words := strings.Split(msg, " ")
	for i, w := range words {
		bare := strings.TrimRight(w, ",:()'\"")
		words[i] = lower.QualName(bare) + w[len(bare):]
	}
	return strings.Join(words, " ")
}

// worded is an error of Starlark's in Python's words; ok is false of what is no such.
func (ip *Interp) worded(err error, msg string) (kind string, args starlark.Tuple, hint string, ok bool) {
	x := &explaining{ip: ip, err: err, own: KindOf(err, "") != ""}
	if kind, args, ok = x.among(wordings(), msg); ok {
		return kind, args, x.hint, true
	}
	fn, rest, found := strings.Cut(msg, ": ")
	if !found || strings.ContainsAny(fn, " '\"") {
		return "", nil, "", false
	}
	x.fn = fn
	if kind, args, ok = x.among(argumentWordings(), rest); !ok {
		kind, args, ok = x.among(wordings(), rest)
	}
	return kind, args, x.hint, ok
}

// among is the error in the words of the first of a table that fits.
func (x *explaining) among(table []wording, msg string) (kind string, args starlark.Tuple, ok bool) {
	for i := range table {
		w := &table[i]
		if m, fits := fit(msg, w.like); fits {
			if said := w.say(x, m); said != nil {
				return w.kind, said, true
			}
		}
	}
	return "", nil, false
}

// explaining is an error that is put into words.
type explaining struct {
	ip   *Interp
	err  error
	fn   string // the builtin or method that failed, if its name stands before the text
	own  bool   // it is not Starlark's: methods of that name may be the host's
	hint string
}

// text is what the source has at the place of the error: the operator, the bracket.
func (x *explaining) text() string { return x.textAt(0) }

// textAt is text of a call around that of the error.
func (x *explaining) textAt(depth int) string {
	line, col := x.line(depth)
	if r := []rune(line); col >= 1 && col <= len(r) {
		return string(r[col-1:])
	}
	return ""
}

// line is the line of the error, and where in it that is.
func (x *explaining) line(depth int) (string, int) {
	ev := evalError(x.err)
	if ev == nil {
		return "", 0
	}
	for i := range ev.CallStack {
		if p, ok := x.ip.sources.place(ev.CallStack.At(i).Pos); ok {
			if depth--; depth < 0 {
				return p.Text, p.Col
			}
		}
	}
	return "", 0
}

// operator is the operator as the source has it there: with =, if it assigns.
func (x *explaining) operator(op string) string {
	if strings.HasPrefix(x.text(), op+"=") && !strings.HasPrefix(x.text(), op+"==") {
		return op + "="
	}
	return op
}

// assigns reports whether the error is of an assignment, to an element if the place is a bracket.
func (x *explaining) assigns() bool {
	at := x.text()
	if strings.HasPrefix(at, "[") {
		at = strings.TrimLeft(at[endOfBracket(at):], " ")
	}
	return strings.HasPrefix(at, "=") && !strings.HasPrefix(at, "==")
}

// endOfBracket is where the bracket ends that s begins with.
func endOfBracket(s string) int {
	depth := 0
	for i, r := range s {
		switch r {
		case '[', '(', '{':
			depth++
		case ']', ')', '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

// besideFloat reports whether the operator at the place stands beside a float, as far as the source tells.
func (x *explaining) besideFloat() bool {
	at := x.text()
	line, _ := x.line(0)
	before := strings.TrimRight(strings.TrimSuffix(line, at), " ")
	after := strings.TrimLeft(strings.TrimLeft(at, "/=%"), " ")
	return x.isFloat(before[strings.LastIndexAny(before, " (,=[{+-*/")+1:]) || x.isFloat(after[:firstOf(after, " ),]}+-*/")])
}

func firstOf(s, chars string) int {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return i
	}
	return len(s)
}

// isFloat reports whether an operand is the literal of a float, or a global that holds one.
func (x *explaining) isFloat(operand string) bool {
	if v, ok := x.ip.session.user[operand]; ok {
		_, ok = v.(starlark.Float)
		return ok
	}
	return operand != "" && operand[0] <= '9' && strings.Contains(operand, ".")
}

// fit splits a text by the parts of like around %.
func fit(msg, like string) ([]string, bool) {
	head, rest, more := strings.Cut(like, "%")
	msg, ok := strings.CutPrefix(msg, head)
	if !ok || !more {
		return nil, ok && msg == ""
	}
	var out []string
	for more {
		var part string
		part, rest, more = strings.Cut(rest, "%")
		i := strings.Index(msg, part)
		if part == "" || !more {
			i = len(msg) - len(part)
			if !strings.HasSuffix(msg, part) {
				return nil, false
			}
		}
		if i < 0 {
			return nil, false
		}
		out = append(out, msg[:i])
		msg = msg[i+len(part):]
	}
	return out, true
}

// pyType is a type of Starlark's by its name in Python.
func pyType(name string) string {
	switch name {
	case "string":
		return "str"
	case "range_iterator":
		return "range"
	}
	return name
}
