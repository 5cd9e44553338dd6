package native

import (
	"errors"
	"fmt"
	"reflect"

	"starling/engine/column"
	"starling/engine/expr"
)

// Func is a Go function as formulas call it: by column, a page of rows at a time. It is an
// expr.Func. A row in which an argument is null gives null without a call, as with the functions
// that formulas have themselves, unless the parameter is a pointer, which is nil then.
type Func struct {
	name     string
	fn       reflect.Value
	params   []column.Type
	pointers []bool // of params: null is nil
	result   column.Type
	fails    bool // it has an error as well
	kernel   kernel
}

// kernel appends n results to out: null where skip is set, unless that is nil. args have n values
// each, of the types of the parameters. The error of a row is an *expr.RowError.
type kernel func(args []column.Vector, skip []bool, n int, out column.Vector) error

// NewFunc is fn, a function of the types that TypeOf knows, which gives one result, or one and an
// error. If all of its parameters and the result are slices it is by column: it gets the values of
// many rows and gives as many. The error says what of its type is wrong.
func NewFunc(name string, fn any) (*Func, error) {
	v := reflect.ValueOf(fn)
	if v.Kind() != reflect.Func || v.IsNil() {
		return nil, fmt.Errorf("%T is no function", fn)
	}
	if expr.IsFunction(name) {
		return nil, errors.New("formulas have a function of that name themselves; give it another one")
	}
	t := v.Type()
	f := &Func{name: name, fn: v, fails: t.NumOut() == 2 && t.Out(1) == errorType}
	switch {
	case t.IsVariadic():
		return nil, fmt.Errorf("%v has any number of arguments; take a slice in place of them", t)
	case t.NumOut() != 1 && !f.fails:
		return nil, fmt.Errorf("%v gives %d results: it is to give one, or one and an error", t, t.NumOut())
	}
	slices := byColumn(t)
	value := func(t reflect.Type) reflect.Type { // what a row has
		if slices {
			return t.Elem()
		}
		return t
	}
	for i := range t.NumIn() {
		p, err := TypeOf(value(t.In(i)))
		if err != nil {
			return nil, fmt.Errorf("parameter %d of %v: %w", i+1, t, err)
		}
		_, pointer := nullable(value(t.In(i)))
		f.params, f.pointers = append(f.params, p), append(f.pointers, pointer)
	}
	var err error
	if f.result, err = TypeOf(value(t.Out(0))); err != nil {
		return nil, fmt.Errorf("the result of %v: %w", t, err)
	}
	switch {
	case slices:
		f.kernel = f.columnar()
	case typed(f, fn) != nil:
		f.kernel = typed(f, fn)
	default:
		f.kernel = f.rowwise()
	}
	return f, nil
}

// byColumn reports whether a function takes and gives columns; []byte is a value.
func byColumn(t reflect.Type) bool {
	column := func(t reflect.Type) bool { return t.Kind() == reflect.Slice && t != bytesType }
	for i := range t.NumIn() {
		if !column(t.In(i)) {
			return false
		}
	}
	return t.NumIn() > 0 && column(t.Out(0))
}

// Name is what scripts and formulas call it.
func (f *Func) Name() string { return f.name }

// Result is the type of the values that it gives.
func (f *Func) Result() (column.Type, bool) { return f.result, true }

// Params is the types of the values that it takes.
func (f *Func) Params() []column.Type { return f.params }

// Check is an error if it does not take arguments of these types.
func (f *Func) Check(args []column.Type) error {
	if len(args) != len(f.params) {
		plural := "s"
		if len(f.params) == 1 {
			plural = ""
		}
		return fmt.Errorf("%s takes %d argument%s, got %d", f.name, len(f.params), plural, len(args))
	}
	for i, a := range args {
		if !fits(a, f.params[i]) {
			return fmt.Errorf("%s: argument %d is %s, want %s; cast it, as in (%[4]s) X", f.name, i+1, a, f.params[i])
		}
	}
	return nil
}

// Call calls the function for n rows, and appends what it gives to out. A panic is an error.
func (f *Func) Call(args []expr.Values, n int, out column.Vector) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: %w", f.name, newPanic(p))
		}
	}()
	cols, skip := make([]column.Vector, len(args)), []bool(nil)
	for i, a := range args {
		cols[i] = widened(a, f.params[i], n)
		if f.pointers[i] {
			continue
		}
		for k := range n {
			if cols[i].Null(k) {
				if skip == nil {
					skip = make([]bool, n)
				}
				skip[k] = true
			}
		}
	}
	return f.kernel(cols, skip, n, out)
}

// rowError is the error of row i.
func (f *Func) rowError(i int, err error) error {
	return &expr.RowError{Index: i, Err: fmt.Errorf("%s: %w", f.name, err)}
}
