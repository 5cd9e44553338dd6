package py

import (
	"unsafe"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// nesting is a value of ours that holds others and writes its repr with theirs. String would begin anew and
// never end where it is within itself.
type nesting interface {
	starlark.Value
	write(w *reprWriter) error
}

// inside writes what v holds, between brackets; again is all there is of v where it is within itself.
func (w *reprWriter) inside(open string, v starlark.Value, end, again string, content func() error) error {
	if w.holds(v) {
		w.WriteString(again)
		return nil
	}
	if err := w.enter(v); err != nil {
		return err
	}
	w.WriteString(open)
	err := content()
	w.leave()
	if err == nil {
		w.WriteString(end)
	}
	return err
}

// call writes what makes a value: its name with arguments.
func (w *reprWriter) call(name string, args ...starlark.Value) error {
	w.WriteString(name)
	open := "("
	for _, v := range args {
		w.WriteString(open)
		if err := w.value(v); err != nil {
			return err
		}
		open = ", "
	}
	w.WriteString(")")
	return nil
}

// enter notes that v is being written, until leave is called.
func (w *reprWriter) enter(v starlark.Value) error {
	if len(w.path) >= bounds.Depth {
		return Raise("RecursionError", "maximum recursion depth exceeded while getting the repr of an object")
	}
	w.path = append(w.path, v)
	return nil
}

func (w *reprWriter) leave() { w.path = w.path[:len(w.path)-1] }

// holds reports whether v is being written: by w, or by those that called the script's __repr__ that w is for.
func (w *reprWriter) holds(v starlark.Value) bool {
	return within(w.path, v) || w.p.r != nil && within(w.p.r.writing, v)
}

func within(path []starlark.Value, v starlark.Value) bool {
	if t, ok := v.(starlark.Tuple); ok {
		for _, x := range path {
			if x, ok := x.(starlark.Tuple); ok && len(x) == len(t) && unsafe.SliceData(x) == unsafe.SliceData(t) {
				return true
			}
		}
		return false
	}
	for _, x := range path {
		if _, ok := x.(starlark.Tuple); !ok && x == v {
			return true
		}
	}
	return false
}

// ask calls a special method of o that gives a text. What w is writing is known to all that is written until it
// is through, also where a generator runs for it.
func (w *reprWriter) ask(o *instance, name string) (starlark.Value, bool, error) {
	r := o.class.ip.gil.holder
	if r == nil || len(w.path) == 0 {
		return o.ask(name)
	}
	n := len(r.writing)
	r.writing = append(r.writing, w.path...)
	defer func() {
		clear(r.writing[n:])
		r.writing = r.writing[:n]
	}()
	return o.ask(name)
}
