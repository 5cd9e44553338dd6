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
		r := new(R)
		return eachRow(c, flags, resultIn(r), func() (err error) { *r, err = f(); return err })
	})
}

func typed1[A, R any](flags flag, f func(A) (R, error)) []overload {
	return overloadOf(f, flags, func(c *call) error {
		a, r := new(A), new(R)
		return eachRow(c, flags, resultIn(r), func() (err error) { *r, err = f(*a); return err }, argIn(a))
	})
}

func typed2[A, B, R any](flags flag, f func(A, B) (R, error)) []overload {
	return overloadOf(f, flags, func(c *call) error {
		a, b, r := new(A), new(B), new(R)
		return eachRow(c, flags, resultIn(r), func() (err error) { *r, err = f(*a, *b); return err }, argIn(a), argIn(b))
	})
}

func typed3[A, B, C, R any](flags flag, f func(A, B, C) (R, error)) []overload {
	return overloadOf(f, flags, func(c *call) error {
		a, b, d, r := new(A), new(B), new(C), new(R)
		return eachRow(c, flags, resultIn(r), func() (err error) { *r, err = f(*a, *b, *d); return err }, argIn(a), argIn(b), argIn(d))
	})
}

func typed4[A, B, C, D, R any](flags flag, f func(A, B, C, D) (R, error)) []overload {
	return overloadOf(f, flags, func(c *call) error {
		a, b, d, e, r := new(A), new(B), new(C), new(D), new(R)
		return eachRow(c, flags, resultIn(r), func() (err error) { *r, err = f(*a, *b, *d, *e); return err }, argIn(a), argIn(b), argIn(d), argIn(e))
	})
}

func typed5[A, B, C, D, E, R any](flags flag, f func(A, B, C, D, E) (R, error)) []overload {
	return overloadOf(f, flags, func(c *call) error {
		a, b, d, e, g, r := new(A), new(B), new(C), new(D), new(E), new(R)
		return eachRow(c, flags, resultIn(r), func() (err error) { *r, err = f(*a, *b, *d, *e, *g); return err }, argIn(a), argIn(b), argIn(d), argIn(e), argIn(g))
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
func eachRow(c *call, flags flag, r result, apply func() error, args ...arg) error {
	quiet := flags&present == 0
	var reads [5]func(i int) bool
	for k, a := range args {
		reads[k] = a.from(c.args[k], quiet)
	}
	write := r.to(c.out, c.n)
	for i := range c.n {
		null := false
		for _, read := range reads[:len(args)] {
			null = !read(i) || null
		}
		switch {
		case null && quiet:
			write(i, true)
			continue
		case null:
			return &RowError{Index: i, Err: errNullObject}
		}
		if err := apply(); err != nil {
			return &RowError{Index: i, Err: err}
		}
		write(i, false)
	}
	return nil
}

// arg is a variable, by its address, that takes an argument of each row; set is for objects.
type arg struct {
	to  any
	set func(x any) bool
}

func argIn[A any](a *A) arg {
	return arg{a, func(x any) (ok bool) { *a, ok = x.(A); return ok }}
}

// from gives the function that reads row i; it is false for a null object, and for any null
// where strict.
func (a arg) from(v column.Vector, strict bool) func(i int) bool {
	switch to := a.to.(type) {
	case *instant:
		v := vals[int64](v)
		return func(i int) bool { *to = instant(v[i]); return v[i] != column.NullLong }
	case *bool:
		v := vals[int8](v)
		return func(i int) bool { *to = v[i] == 1; return v[i] != column.NullByte }
	case *string:
		v := vals[string](v)
		return func(i int) bool { *to = v[i]; return !column.IsNullString(v[i]) }
	case *int32:
		return numberFrom(to, v, strict)
	case *int64:
		return numberFrom(to, v, strict)
	case *float32:
		return numberFrom(to, v, strict)
	case *float64:
		return numberFrom(to, v, strict)
	case *uint16:
		return numberFrom(to, v, strict)
	}
	objects := vals[any](v)
	return func(i int) bool { return a.set(objects[i]) }
}

func numberFrom[T numeric](to *T, from column.Vector, strict bool) func(i int) bool {
	v, null := vals[T](from), column.Null[T]()
	return func(i int) bool { *to = v[i]; return !strict || v[i] != null }
}

// result is a variable, by its address, that has the result of a row; get is for objects.
type result struct {
	of  any
	get func() any
}

func resultIn[R any](r *R) result { return result{r, func() any { return *r }} }

// to gives the function that writes the result of row i, or null. Arrays come in order.
func (r result) to(out column.Vector, n int) func(i int, null bool) {
	switch of := r.of.(type) {
	case *instant:
		return put(out, n, column.NullLong, func() int64 { return int64(*of) })
	case **instant:
		return put(out, n, column.NullLong, func() int64 {
			if *of == nil {
				return column.NullLong
			}
			return int64(**of)
		})
	case *bool:
		return put(out, n, column.NullByte, func() int8 { return bit(*of) })
	case *truth:
		return put(out, n, 0, func() int8 { return bit(bool(*of)) })
	case *string:
		return put(out, n, column.Null[string](), func() string { return *of })
	case *int32:
		return put(out, n, column.NullInt, func() int32 { return *of })
	case *int64:
		return put(out, n, column.NullLong, func() int64 { return *of })
	case *float32:
		return put(out, n, column.NullFloat, func() float32 { return *of })
	case *float64:
		return put(out, n, column.NullDouble, func() float64 { return *of })
	case *uint16:
		return put(out, n, column.NullChar, func() uint16 { return *of })
	case *[]string:
		return func(_ int, null bool) { appendArrayTo(out, *of, !null) }
	case *[]LocalDate:
		return func(_ int, null bool) { appendArrayTo(out, boxes(*of), !null) }
	case *[]int32:
		return func(_ int, null bool) { appendArrayTo(out, *of, !null) }
	}
	return put(out, n, nil, r.get)
}

func put[T any](out column.Vector, n int, null T, get func() T) func(i int, null bool) {
	v := grow[T](out, n)
	return func(i int, isNull bool) {
		if v[i] = null; !isNull {
			v[i] = get()
		}
	}
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
	reflect.TypeFor[ObjectList](): "List", reflect.TypeFor[*Random](): "Random",
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
