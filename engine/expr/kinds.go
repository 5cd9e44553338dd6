package expr

import (
	"strings"

	"starling/engine/column"
)

// line is a function as it is written once for many kinds of values: T in its signature
// stands for the kind, W for the kind of its sums.
type line struct {
	name, doc, sig string
	kernel         kernel
	flags          flag
}

// kind is a kind of values and the lines for its Go type.
type kind struct {
	name, wide string
	lines      []line
}

// expand is the part of the function table that the lines of kinds make.
func expand(kinds ...kind) table {
	out := table{}
	for _, k := range kinds {
		for _, l := range k.lines {
			f := out[l.name]
			f.doc = l.doc
			f.of = append(f.of, overload{forKind(l.sig, k), l.kernel, l.flags})
			out[l.name] = f
		}
	}
	return out
}

// join is tables as one; functions of one name have the overloads of all of them, in order.
func join(tables ...table) table {
	out := table{}
	for _, t := range tables {
		for name, f := range t {
			g := out[name]
			if g.doc == "" {
				g.doc = f.doc
			}
			g.of = append(g.of, f.of...)
			out[name] = g
		}
	}
	return out
}

// forKind is the signature sig with the names of k for T and W.
func forKind(sig string, k kind) string {
	var b strings.Builder
	for i := range len(sig) {
		switch {
		case sig[i] != 'T' && sig[i] != 'W', i > 0 && letter(sig[i-1]), i+1 < len(sig) && letter(sig[i+1]):
			b.WriteByte(sig[i])
		case sig[i] == 'T':
			b.WriteString(k.name)
		default:
			b.WriteString(k.wide)
		}
	}
	return b.String()
}

func letter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// each are the overloads of a function for the numeric kinds, in their order; T in sig stands
// for the kind. A function without one for char gives six kernels.
func each(sig string, f flag, kernels ...kernel) []overload {
	out := make([]overload, len(kernels))
	for i, k := range kernels {
		out[i] = overload{forKind(sig, kind{name: elements[i]}), k, f}
	}
	return out
}

// elements are the numeric kinds and char.
var elements = []string{"byte", "short", "int", "long", "float", "double", "char"}

// objects are the kinds of objects that functions keep apart; others are Object.
var objects = []string{
	"BigDecimal", "BigInteger", "LocalDate", "LocalTime", "LocalDateTime", "ZonedDateTime", "Duration", "Period", "Object",
}

// objectKinds are the kinds that are objects in Java, with the lines for their Go types;
// others makes those of objects by their order.
func objectKinds(flags, instants, texts []line, others func(order func(x, y any) int32) []line) []kind {
	out := []kind{{"String", "", texts}, {"Instant", "", instants}, {"Boolean", "", flags}}
	for _, name := range objects {
		out = append(out, kind{name, "", others(objectOrder(mustType(name)))})
	}
	return out
}

// objectOrder orders objects of type t as Java's compareTo does, null first; those of which it
// has no order are equal or not.
func objectOrder(t column.Type) func(x, y any) int32 {
	return func(x, y any) int32 {
		switch {
		case column.Equal(x, y):
			return 0
		case x == nil:
			return -1
		case y == nil || !t.Ordered():
			return 1
		}
		return int32(t.Class.Compare(x, y))
	}
}

// groupType is the type of a signature's Vector<T>.
func groupType(name string) (column.Type, bool) {
	elem, ok := strings.CutPrefix(strings.TrimSuffix(name, ">"), "Vector<")
	if !ok {
		return column.Type{}, false
	}
	t, ok := classType(elem)
	return column.GroupOf(t), ok
}
