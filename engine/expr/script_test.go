package expr

import (
	"fmt"

	"starling/engine/column"
)

// person is a script object.
type person struct {
	age  int64
	name string
}

func (p person) String() string { return fmt.Sprintf("{%d %s}", p.age, p.name) }

// testObjects is the script of the tests: objects are person, int64, string and bool.
type testObjects struct{}

func (testObjects) Attr(out, obj *column.Vec[any], name string) error {
	for i, x := range obj.V {
		p, ok := x.(person)
		switch {
		case !ok:
			return &RowError{Index: i, Err: fmt.Errorf("%v has no attribute %s", x, name)}
		case name == "age":
			out.Append(p.age)
		case name == "name":
			out.Append(p.name)
		default:
			return &RowError{Index: i, Err: fmt.Errorf("no attribute %s", name)}
		}
	}
	return nil
}

func (testObjects) Index(out, obj *column.Vec[any], key column.Vector) error {
	for i, x := range obj.V {
		m, ok := x.(map[any]any)
		v, found := m[key.Any(i)]
		if !ok || !found {
			return &RowError{Index: i, Err: fmt.Errorf("key %v not found", key.Any(i))}
		}
		out.Append(v)
	}
	return nil
}

func (testObjects) Method(out, obj *column.Vec[any], name string, args []Values) error {
	for i, x := range obj.V {
		p, ok := x.(person)
		if !ok {
			return &RowError{Index: i, Err: fmt.Errorf("%v has no method %s", x, name)}
		}
		out.Append(fmt.Sprintf("%v.%s/%d", p.name, name, len(args)))
	}
	return nil
}

func (testObjects) Call(out, obj *column.Vec[any], args []Values) error {
	for range obj.V {
		out.Append(int64(len(args)))
	}
	return nil
}

func (testObjects) Cast(out column.Vector, obj *column.Vec[any]) error {
	for i, x := range obj.V {
		switch v := x.(type) {
		case int64:
			switch out.Kind() {
			case column.Int:
				out.(*column.Vec[int32]).Append(int32(v))
				continue
			case column.Double:
				out.(*column.Vec[float64]).Append(float64(v))
				continue
			case column.String:
				out.(*column.Vec[string]).Append(fmt.Sprint(v))
				continue
			}
		}
		if !out.AppendAny(x) {
			return &RowError{Index: i, Err: fmt.Errorf("cannot cast %T to %v", x, out.Kind())}
		}
	}
	return nil
}

func (testObjects) Wrap(out *column.Vec[any], v Values) error {
	for i := range v.Len() {
		out.Append(v.Any(i))
	}
	return nil
}

func (testObjects) Plain([]any) error { return nil }
