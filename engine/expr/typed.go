package expr

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"

	"starling/engine/column"
)

// The makers of overloads from Go functions, whose types say the signature. Those named j
// are Java's: primitive nulls are values like others, a null object is an error. Those
// named q give null where an argument is null. An e says that the function may fail.
// methods makes the first parameter of those of a method its receiver.

// instant is what a function of Instants takes: nanoseconds since 1970.
type instant int64

// none stands for a parameter that there is not.
type none struct{}

var errNullObject = errors.New("an argument is null; guard it with isNull")

func j0[R any](f func() (R, error)) []overload {
	return typed(fails|present, func(none, none, none, none, none) (R, error) { return f() })
}

func j1[A, R any](f func(A) R) []overload {
	return typed(present, func(a A, _, _, _, _ none) (R, error) { return f(a), nil })
}

func je1[A, R any](f func(A) (R, error)) []overload {
	return typed(fails|present, func(a A, _, _, _, _ none) (R, error) { return f(a) })
}

func j2[A, B, R any](f func(A, B) R) []overload {
	return typed(fails|present, func(a A, b B, _, _, _ none) (R, error) { return f(a, b), nil })
}

func je2[A, B, R any](f func(A, B) (R, error)) []overload {
	return typed(fails|present, func(a A, b B, _, _, _ none) (R, error) { return f(a, b) })
}

func je3[A, B, C, R any](f func(A, B, C) (R, error)) []overload {
	return typed(fails|present, func(a A, b B, c C, _, _ none) (R, error) { return f(a, b, c) })
}

func je4[A, B, C, D, R any](f func(A, B, C, D) (R, error)) []overload {
	return typed(fails|present, func(a A, b B, c C, d D, _ none) (R, error) { return f(a, b, c, d) })
}

func je5[A, B, C, D, E, R any](f func(A, B, C, D, E) (R, error)) []overload {
	return typed(fails|present, f)
}

func q1[A, R any](f func(A) (R, error)) []overload {
	return typed(fails, func(a A, _, _, _, _ none) (R, error) { return f(a) })
}

func q2[A, B, R any](f func(A, B) (R, error)) []overload {
	return typed(fails, func(a A, b B, _, _, _ none) (R, error) { return f(a, b) })
}

func q3[A, B, C, R any](f func(A, B, C) (R, error)) []overload {
	return typed(fails, func(a A, b B, c C, _, _ none) (R, error) { return f(a, b, c) })
}

// typed is the overload that f is. Without present it is null where an argument is.
func typed[A, B, C, D, E, R any](flags flag, f func(A, B, C, D, E) (R, error)) []overload {
	t := reflect.TypeOf(f)
	sig, n := javaName(t.Out(0))+"(", 0
	for ; n < t.NumIn() && t.In(n) != reflect.TypeFor[none](); n++ {
		if n > 0 {
			sig += ", "
		}
		sig += javaName(t.In(n))
	}
	quiet := flags&present == 0
	k := func(c *call) error {
		a, b, d, e, g := readerOf[A](c.args, 0, quiet), readerOf[B](c.args, 1, quiet), readerOf[C](c.args, 2, quiet), readerOf[D](c.args, 3, quiet), readerOf[E](c.args, 4, quiet)
		put := writerOf[R](c.out, c.n)
		for i := range c.n {
			x, ok := a(i)
			y, ok2 := b(i)
			z, ok3 := d(i)
			u, ok4 := e(i)
			v, ok5 := g(i)
			switch null := !ok || !ok2 || !ok3 || !ok4 || !ok5; {
			case null && quiet:
				put(i, nil, true)
				continue
			case null:
				return &RowError{Index: i, Err: errNullObject}
			}
			r, err := f(x, y, z, u, v)
			if err != nil {
				return &RowError{Index: i, Err: err}
			}
			put(i, &r, false)
		}
		return nil
	}
	return []overload{{sig + ")", k, flags}}
}

// readerOf gives the values of argument k; ok is false for a null object, and for any null
// where strict.
func readerOf[A any](args []column.Vector, k int, strict bool) func(i int) (a A, ok bool) {
	var zero A
	if _, no := any(zero).(none); no {
		return func(int) (A, bool) { return zero, true }
	}
	var read any
	switch any(zero).(type) {
	case instant:
		v := vals[int64](args[k])
		read = func(i int) (instant, bool) { return instant(v[i]), v[i] != column.NullLong }
	case bool:
		v := vals[int8](args[k])
		read = func(i int) (bool, bool) { return v[i] == 1, v[i] != column.NullByte }
	case string:
		v := vals[string](args[k])
		read = func(i int) (string, bool) { return v[i], !column.IsNullString(v[i]) }
	case int32, int64, float32, float64, uint16:
		v := args[k].(*column.Vec[A])
		return func(i int) (A, bool) { return v.V[i], !strict || !v.Null(i) }
	default:
		v := vals[any](args[k])
		return func(i int) (A, bool) { a, ok := v[i].(A); return a, ok }
	}
	return read.(func(int) (A, bool))
}

// writerOf gives the function that takes the results, or null. Arrays come in order.
func writerOf[R any](out column.Vector, n int) func(i int, r *R, null bool) {
	var zero R
	var write any
	switch any(zero).(type) {
	case instant:
		v := grow[int64](out, n)
		write = func(i int, r *instant, null bool) {
			if v[i] = column.NullLong; !null {
				v[i] = int64(*r)
			}
		}
	case bool:
		v := grow[int8](out, n)
		write = func(i int, r *bool, null bool) {
			switch {
			case null:
				v[i] = column.NullByte
			default:
				v[i] = bit(*r)
			}
		}
	case truth:
		v := grow[int8](out, n)
		write = func(i int, r *truth, null bool) { v[i] = bit(!null && bool(*r)) }
	case *instant:
		v := grow[int64](out, n)
		write = func(i int, r **instant, null bool) {
			if v[i] = column.NullLong; !null && *r != nil {
				v[i] = int64(**r)
			}
		}
	case []string:
		write = func(_ int, r *[]string, null bool) { appendArrayTo(out, deref(r), !null) }
	case []LocalDate:
		write = func(_ int, r *[]LocalDate, null bool) { appendArrayTo(out, boxes(deref(r)), !null) }
	case []int32:
		write = func(_ int, r *[]int32, null bool) { appendArrayTo(out, deref(r), !null) }
	case string, int32, int64, float32, float64, uint16:
		v, nil := grow[R](out, n), column.Null[R]()
		return func(i int, r *R, null bool) {
			if v[i] = nil; !null {
				v[i] = *r
			}
		}
	default:
		v := grow[any](out, n)
		return func(i int, r *R, null bool) {
			if v[i] = nil; !null {
				v[i] = any(*r)
			}
		}
	}
	return write.(func(int, *R, bool))
}

func deref[T any](p *[]T) []T {
	if p == nil {
		return nil
	}
	return *p
}

// boxes are the values as objects.
func boxes[T any](s []T) []any {
	out := make([]any, len(s))
	for i, x := range s {
		out[i] = x
	}
	return out
}

// javaNames are the types of signatures by their Go types; other objects are called as here.
var javaNames = map[reflect.Type]string{
	reflect.TypeFor[instant](): "Instant", reflect.TypeFor[bool](): "boolean", reflect.TypeFor[string](): "String",
	reflect.TypeFor[int32](): "int", reflect.TypeFor[int64](): "long", reflect.TypeFor[uint16](): "char",
	reflect.TypeFor[float32](): "float", reflect.TypeFor[float64](): "double", reflect.TypeFor[any](): "Object",
	reflect.TypeFor[ZoneID](): "ZoneId", reflect.TypeFor[truth](): "boolean", reflect.TypeFor[*instant](): "Instant",
	reflect.TypeFor[BusinessCalendar](): "BusinessCalendar", reflect.TypeFor[Holidays](): "Map",
	reflect.TypeFor[ObjectList](): "List",
}

func javaName(t reflect.Type) string {
	if name, ok := javaNames[t]; ok {
		return name
	}
	if t.Kind() == reflect.Slice {
		return javaName(t.Elem()) + "[]"
	}
	return t.Name()
}

// methods makes the first parameter of the overloads of methods their receiver.
func methods(t table) table {
	for name, f := range t {
		if !isMethod(name) {
			continue
		}
		of := make([]overload, len(f.of))
		for i, o := range f.of {
			of[i] = o
			of[i].sig = withReceiver(o.sig)
		}
		t[name] = function{f.doc, of}
	}
	return t
}

func isMethod(name string) bool { return strings.Contains(name, "#") }

// withReceiver is "int(LocalDate#, int)" for "int(LocalDate, int)".
func withReceiver(sig string) string {
	if strings.Contains(sig, "#") {
		return sig
	}
	at := strings.IndexAny(sig, ",)")
	return sig[:at] + "#" + sig[at:]
}

// joined are all overloads of one function.
func joined(of ...[]overload) []overload { return slices.Concat(of...) }

// joinedTables is one table of many.
func joinedTables(of ...table) table {
	all := table{}
	for _, t := range of {
		maps.Copy(all, t)
	}
	return all
}
