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

var errNullObject = errors.New("an argument is null; guard it with isNull")

func j0[R any](f func() (R, error)) []overload { return typed0(fails|present, f) }

func j1[A, R any](f func(A) R) []overload {
	return typed1(present, func(a A) (R, error) { return f(a), nil })
}

func je1[A, R any](f func(A) (R, error)) []overload { return typed1(fails|present, f) }

func j2[A, B, R any](f func(A, B) R) []overload {
	return typed2(fails|present, func(a A, b B) (R, error) { return f(a, b), nil })
}

func je2[A, B, R any](f func(A, B) (R, error)) []overload { return typed2(fails|present, f) }

func je3[A, B, C, R any](f func(A, B, C) (R, error)) []overload { return typed3(fails|present, f) }

func je4[A, B, C, D, R any](f func(A, B, C, D) (R, error)) []overload {
	return typed4(fails|present, f)
}

func je5[A, B, C, D, E, R any](f func(A, B, C, D, E) (R, error)) []overload {
	return typed5(fails|present, f)
}

func q1[A, R any](f func(A) (R, error)) []overload { return typed1(fails, f) }

func q2[A, B, R any](f func(A, B) (R, error)) []overload { return typed2(fails, f) }

func q3[A, B, C, R any](f func(A, B, C) (R, error)) []overload { return typed3(fails, f) }

// typed0 to typed5 are the overload that f is. Without present it is null where an argument
// is. They are compiled for each signature, so what they share is in eachRow.

func typed0[R any](flags flag, f func() (R, error)) []overload {
	return overloadOf(f, flags, func(c *call) error {
		r := new(result[R])
		return eachRow(c, flags, r, func() (err error) { r.v, err = f(); return err })
	})
}

func typed1[A, R any](flags flag, f func(A) (R, error)) []overload {
	return overloadOf(f, flags, func(c *call) error {
		a, r := new(arg[A]), new(result[R])
		return eachRow(c, flags, r, func() (err error) { r.v, err = f(a.v); return err }, a)
	})
}

func typed2[A, B, R any](flags flag, f func(A, B) (R, error)) []overload {
	return overloadOf(f, flags, func(c *call) error {
		a, b, r := new(arg[A]), new(arg[B]), new(result[R])
		return eachRow(c, flags, r, func() (err error) { r.v, err = f(a.v, b.v); return err }, a, b)
	})
}

func typed3[A, B, C, R any](flags flag, f func(A, B, C) (R, error)) []overload {
	return overloadOf(f, flags, func(c *call) error {
		a, b, d, r := new(arg[A]), new(arg[B]), new(arg[C]), new(result[R])
		return eachRow(c, flags, r, func() (err error) { r.v, err = f(a.v, b.v, d.v); return err }, a, b, d)
	})
}

func typed4[A, B, C, D, R any](flags flag, f func(A, B, C, D) (R, error)) []overload {
	return overloadOf(f, flags, func(c *call) error {
		a, b, d, e, r := new(arg[A]), new(arg[B]), new(arg[C]), new(arg[D]), new(result[R])
		return eachRow(c, flags, r, func() (err error) { r.v, err = f(a.v, b.v, d.v, e.v); return err }, a, b, d, e)
	})
}

func typed5[A, B, C, D, E, R any](flags flag, f func(A, B, C, D, E) (R, error)) []overload {
	return overloadOf(f, flags, func(c *call) error {
		a, b, d, e, g, r := new(arg[A]), new(arg[B]), new(arg[C]), new(arg[D]), new(arg[E]), new(result[R])
		return eachRow(c, flags, r, func() (err error) { r.v, err = f(a.v, b.v, d.v, e.v, g.v); return err }, a, b, d, e, g)
	})
}

// overloadOf is the overload with the signature of the function f.
func overloadOf(f any, flags flag, k kernel) []overload {
	t := reflect.TypeOf(f)
	sig := javaName(t.Out(0)) + "("
	for n := range t.NumIn() {
		if n > 0 {
			sig += ", "
		}
		sig += javaName(t.In(n))
	}
	return []overload{{sig + ")", k, flags}}
}

// eachRow reads the arguments of each row, applies, and writes the result.
func eachRow(c *call, flags flag, r writer, apply func() error, args ...reader) error {
	quiet := flags&present == 0
	for k, a := range args {
		a.bind(c.args[k], quiet)
	}
	r.bind(c.out, c.n)
	for i := range c.n {
		null := false
		for _, a := range args {
			null = !a.read(i) || null
		}
		switch {
		case null && quiet:
			r.write(i, true)
			continue
		case null:
			return &RowError{Index: i, Err: errNullObject}
		}
		if err := apply(); err != nil {
			return &RowError{Index: i, Err: err}
		}
		r.write(i, false)
	}
	return nil
}

// reader reads an argument row by row; read is false for a null object, and for any
// null if it was bound strict.
type reader interface {
	bind(from column.Vector, strict bool)
	read(i int) bool
}

// arg is the argument of the row that was read last.
type arg[A any] struct {
	v  A
	at func(i int) (A, bool)
}

func (a *arg[A]) bind(from column.Vector, strict bool) { a.at = readerOf[A](from, strict) }

func (a *arg[A]) read(i int) (ok bool) {
	a.v, ok = a.at(i)
	return ok
}

// writer takes the results row by row.
type writer interface {
	bind(out column.Vector, n int)
	write(i int, null bool)
}

// result is the result of the row at hand.
type result[R any] struct {
	v   R
	put func(i int, r *R, null bool)
}

func (r *result[R]) bind(out column.Vector, n int) { r.put = writerOf[R](out, n) }

func (r *result[R]) write(i int, null bool) {
	if null {
		r.put(i, nil, true)
		return
	}
	r.put(i, &r.v, false)
}

// readerOf gives the values of an argument; ok is false for a null object, and for any null
// where strict.
func readerOf[A any](from column.Vector, strict bool) func(i int) (a A, ok bool) {
	var zero A
	var read any
	switch any(zero).(type) {
	case instant:
		v := vals[int64](from)
		read = func(i int) (instant, bool) { return instant(v[i]), v[i] != column.NullLong }
	case bool:
		v := vals[int8](from)
		read = func(i int) (bool, bool) { return v[i] == 1, v[i] != column.NullByte }
	case string:
		v := vals[string](from)
		read = func(i int) (string, bool) { return v[i], !column.IsNullString(v[i]) }
	case int32, int64, float32, float64, uint16:
		v := from.(*column.Vec[A])
		return func(i int) (A, bool) { return v.V[i], !strict || !v.Null(i) }
	default:
		v := vals[any](from)
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
