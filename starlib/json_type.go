package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/specs/json"
	"starling/starlib/py"
)

// jsonType takes what stands for a JsonValue: one itself, a type of Python or of
// columns, a dict, a list of one element, a tuple.
type jsonType struct{ value json.Value }

// Unpack implements starlark.Unpacker.
func (t *jsonType) Unpack(v starlark.Value) error {
	switch v := v.(type) {
	case *jsonValue:
		t.value = v.value
		return nil
	case *DType:
		return t.column(v)
	case *starlark.Dict:
		fields, err := jsonFields(v, json.Field{})
		t.value = &json.Object{Fields: fields, Allow: json.Optional}
		return err
	case *starlark.List:
		if v.Len() != 1 {
			return fmt.Errorf("a list as a JSON type must have exactly one element, got %d", v.Len())
		}
		var element jsonType
		err := element.Unpack(v.Index(0))
		t.value = &json.Array{Element: element.value, Allow: json.Optional}
		return err
	case starlark.Tuple:
		tuple, err := jsonTuple(v)
		t.value = tuple
		return err
	}
	return t.python(v)
}

// scalarOf is a value of type t that may be missing or null.
func scalarOf(t column.Type) *json.Scalar {
	return &json.Scalar{Type: t, Allow: json.Optional}
}

// python takes one of Python's types.
func (t *jsonType) python(v starlark.Value) error {
	switch v := v.(type) {
	case *py.TypeObject:
		kinds := map[string]column.Kind{"bool": column.Bool, "float": column.Double, "int": column.Long, "str": column.String}
		if k, ok := kinds[v.Name()]; ok {
			t.value = scalarOf(column.Of(k))
			return nil
		}
	case *py.Constructor:
		if v.Name() == "datetime" {
			t.value = scalarOf(column.Of(column.Instant))
			return nil
		}
	case *py.ModuleValue:
		if v.Name() == "datetime" {
			return fmt.Errorf("got the module datetime, want its type: datetime.datetime")
		}
	}
	if py.IsObject(v) {
		t.value = json.Any{}
		return nil
	}
	return fmt.Errorf("%s is no type of JSON; there are bool, int, float, str, datetime.datetime, object, types such as dht.int32, a dict, a list of one element, and tuples", py.Short(v))
}

// column takes a type of columns.
func (t *jsonType) column(d *DType) error {
	v, ok := jsonOf(d.typ)
	if !ok {
		return fmt.Errorf("type %s is no type of JSON", d.java)
	}
	t.value = v
	return nil
}

// jsonOf is what becomes a column of a type; what becomes a list of such may be missing or null.
func jsonOf(t column.Type) (v json.Value, ok bool) {
	if t == column.Anything {
		return json.Any{}, true
	}
	if t.Kind != column.Object && t.Kind != column.List && t.Kind != column.Bytes || t.Big() {
		return scalarOf(t), true
	}
	elem, ok := t.Elem()
	if !ok || elem.Kind == column.Object {
		return nil, false
	}
	return &json.Array{Element: scalarOf(elem), Allow: json.Optional}, true
}

// jsonFields is the fields of a dict of names and types; those that are no ObjectField
// are as rule says.
func jsonFields(d *starlark.Dict, rule json.Field) ([]json.Field, error) {
	out := make([]json.Field, 0, d.Len())
	for _, kv := range d.Items() {
		name, ok := starlark.AsString(kv[0])
		if !ok {
			return nil, fmt.Errorf("field %s: a name must be a string, not %s", py.Short(kv[0]), py.TypeOf(kv[0]))
		}
		f := rule
		if own, ok := kv[1].(*objectField); ok {
			f = own.Field
		} else {
			var t jsonType
			if err := t.Unpack(kv[1]); err != nil {
				return nil, fmt.Errorf("field %q: %w", name, err)
			}
			f.Value = t.value
		}
		f.Name = name
		out = append(out, f)
	}
	return out, nil
}

// jsonItems is the values of a dict of names and types.
func jsonItems(d *starlark.Dict) ([]json.Item, error) {
	out := make([]json.Item, 0, d.Len())
	for _, kv := range d.Items() {
		name, ok := starlark.AsString(kv[0])
		if !ok {
			return nil, fmt.Errorf("%s: a name must be a string, not %s", py.Short(kv[0]), py.TypeOf(kv[0]))
		}
		var t jsonType
		if err := t.Unpack(kv[1]); err != nil {
			return nil, fmt.Errorf("%q: %w", name, err)
		}
		out = append(out, json.Item{Name: name, Value: t.value})
	}
	return out, nil
}

// jsonTuple is a tuple of a tuple of types, or of a dict of their names and types.
func jsonTuple(v starlark.Value) (*json.Tuple, error) {
	out := &json.Tuple{Allow: json.Optional}
	switch v := v.(type) {
	case *starlark.Dict:
		var err error
		out.Items, err = jsonItems(v)
		return out, err
	case starlark.Tuple:
		for i, x := range v {
			var t jsonType
			if err := t.Unpack(x); err != nil {
				return nil, fmt.Errorf("element %d: %w", i, err)
			}
			out.Items = append(out.Items, json.Item{Name: fmt.Sprint(i), Value: t.value})
		}
		return out, nil
	}
	return nil, fmt.Errorf("got %s, want a tuple or a dict", py.TypeOf(v))
}

func jsonVal(c *call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("json_value_type", &v); err != nil {
		return nil, err
	}
	if _, ok := v.(*jsonValue); ok {
		return v, nil
	}
	var t jsonType
	if err := t.Unpack(v); err != nil {
		return nil, py.Raise("TypeError", "%s: %w", c.Name, err)
	}
	return c.newJSONValue(t.value)
}
