package expr

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/internal/stable"
)

// function is an entry of the function table: one line of help and the overloads.
type function struct {
	doc string
	of  []overload
}

// overload is one way to call a function: "double(double, double)" takes two doubles,
// "long(int...)" ints or one int[]. A method has its receiver first: "int(String#)".
type overload struct {
	sig    string
	kernel kernel
	flags  flag
}

// flag says what a kernel may do besides giving a value.
type flag uint8

const (
	fails   flag = 1 << iota // some arguments are an error
	impure                   // not the same each time
	present                  // never null
	apart                    // the arguments of T... stay apart and are not made one array
	unboxed                  // an array of another type is no argument of T...
)

// table is a part of the function table, by name: "abs", "Math.abs" for a static
// function of a class, "String#length" for a method.
type table map[string]function

// tables are the parts of THE function table, by theme.
var tables = []table{
	mathFuncs,
	objectFuncs,
	parseFuncs,
	valueFuncs,
	castFuncs,
	searchFuncs,
	randomFuncs,
	logicFuncs,
	javaArrayFuncs,
	comparatorFuncs,
	bigFuncs,
	bigIntegerFuncs,
	stringFuncs,
	timeFuncs,
	localFuncs,
	zonedFuncs,
	instantFuncs,
	durationFuncs,
	moreTimeFuncs,
	clockFuncs,
	dateFuncs,
	dateFormatFuncs,
	calendarFuncs,
	colorFuncs,
	streamFuncs,
	classFuncs,
	javaFuncs,
	randomObjects,
}

// valueFuncs are the functions of values and of arrays of them, whose overloads are in several
// places, by what they take.
var valueFuncs = join(arrayFuncs, numberFuncs, scalarFuncs, exactFuncs, objectArrayFuncs, basicFuncs, table{
	"lowerBin": {"", timeBins(lowerWhole[int64])},
	"upperBin": {"", timeBins(upperWhole[int64])},
})

func lookup(name string) (function, bool) {
	for _, t := range tables {
		if f, ok := t[name]; ok {
			return f, true
		}
	}
	return function{}, false
}

// IsFunction reports whether formulas have a function of that name.
func IsFunction(name string) bool { _, ok := lookup(name); return ok }

// names are all names in the table.
func names() []string {
	var out []string
	for _, t := range tables {
		for name := range t {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// FuncDoc describes a function for help.
type FuncDoc struct {
	Name       string   // "abs", "Math.abs", "String#length" for a method
	Signatures []string // "int abs(int)"
	Doc        string   // one line
}

// Calls is the ways to call it, "abs(int), abs(long)"; of many the first.
func (d *FuncDoc) Calls() string {
	const most = 7
	var calls []string
	for _, s := range d.Signatures {
		_, call, _ := strings.Cut(s, " ")
		if len(calls) == most {
			calls = append(calls, "…")
			break
		}
		calls = append(calls, call)
	}
	return strings.Join(calls, ", ")
}

// Functions are the functions and methods of formulas, by name.
func Functions() []FuncDoc {
	var out []FuncDoc
	for _, t := range tables {
		for name, f := range t {
			out = append(out, FuncDoc{name, f.texts(name), f.doc})
		}
	}
	stable.Sort(out, func(a, b FuncDoc) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// texts are the ways to call f, with results.
func (f function) texts(name string) (all []string) {
	for _, o := range f.of {
		all = append(all, signatureText(name, o.sig))
	}
	return all
}

// signatureText is "int abs(int)" for the name abs and the signature "int(int)".
func signatureText(name, sig string) string {
	result, params, _ := strings.Cut(sig, "(")
	if recv, rest, ok := strings.Cut(params, "#"); ok {
		params = strings.TrimPrefix(rest, ", ")
		name = recv + "." + name[strings.IndexByte(name, '#')+1:]
	}
	return result + " " + name + "(" + params
}

// signatures are the ways to call f, for an error.
func (f function) signatures(name string) string {
	var out []string
	for _, o := range f.of {
		_, params, _ := strings.Cut(o.sig, "(")
		if _, rest, ok := strings.Cut(params, "#"); ok {
			params = strings.TrimPrefix(rest, ", ")
		}
		out = append(out, name+"("+params)
	}
	if len(out) > 7 {
		out = append(out[:7], "…")
	}
	return strings.Join(out, ", ")
}

// takesNothing reports whether a call without arguments is more than one of T... without any.
func (f function) takesNothing() bool {
	for _, o := range f.of {
		if strings.HasSuffix(o.sig, "()") {
			return true
		}
	}
	return false
}

// signature is a parsed overload.sig.
type signature struct {
	result   column.Type
	params   []column.Type
	variadic bool
	receiver bool
}

func parseSignature(sig string) signature {
	result, params, _ := strings.Cut(strings.TrimSuffix(sig, ")"), "(")
	s := signature{result: mustType(result)}
	if params == "" {
		return s
	}
	for _, p := range strings.Split(params, ", ") {
		if rest, ok := strings.CutSuffix(p, "#"); ok {
			p, s.receiver = rest, true
		}
		if rest, ok := strings.CutSuffix(p, "..."); ok {
			p, s.variadic = rest+"[]", true
		}
		s.params = append(s.params, mustType(p))
	}
	return s
}

func mustType(name string) column.Type {
	t, ok := groupType(name)
	if !ok {
		t, ok = classType(name)
	}
	if !ok {
		t, ok = results[name]
	}
	if !ok {
		panic(fmt.Sprintf("expr: unknown type %q in the function table", name))
	}
	return t
}

// accepts reports whether s takes args, and how far they have to be widened.
func (s signature) accepts(args []*op) (cost int, ok bool) {
	n := len(s.params)
	if !s.variadic {
		if len(args) != n {
			return 0, false
		}
		return s.widened(args, n)
	}
	if len(args) < n-1 {
		return 0, false
	}
	cost, ok = s.widened(args[:n-1], n-1)
	if !ok {
		return 0, false
	}
	if len(args) == n && isArrayOf(args[n-1].typ, s.params[n-1]) {
		return cost, true
	}
	elem, _ := elemOf(s.params[n-1])
	for _, a := range args[n-1:] {
		k, ok := widens(a.typ, elem)
		if !ok || isScript(a.typ) && elem != objectType {
			return 0, false
		}
		cost += k
	}
	return cost + 100, true
}

// boxesArray reports whether an array among args, which s accepts, is one value of its T....
func (s signature) boxesArray(args []*op) bool {
	n := len(s.params)
	if !s.variadic || len(args) < n {
		return false
	}
	for _, a := range args[n-1:] {
		if _, array := elemOf(a.typ); array && !(len(args) == n && isArrayOf(a.typ, s.params[n-1])) {
			return true
		}
	}
	return false
}

func (s signature) widened(args []*op, n int) (cost int, ok bool) {
	for i, a := range args[:n] {
		k, ok := widens(a.typ, s.params[i])
		if !ok {
			return 0, false
		}
		cost += k
	}
	return cost, true
}

// checkReceiver is k with an error where the receiver, its first argument, is null.
func checkReceiver(k kernel, t column.Type) kernel {
	return func(c *call) error {
		switch v := c.args[0].(type) {
		case *column.Vec[string]:
			for i, s := range v.V {
				if column.IsNullString(s) {
					return rowErr(i, "a method of null; guard it, as in isNull(S) ? null : S.length()")
				}
			}
		case *column.Vec[any]:
			for i, x := range v.V {
				if x == nil {
					return rowErr(i, "a method of null (%s); guard it with isNull", typeName(t))
				}
			}
		default:
			for i := range c.n {
				if v.Null(i) {
					return rowErr(i, "a method of null (%s); guard it with isNull", typeName(t))
				}
			}
		}
		return k(c)
	}
}
