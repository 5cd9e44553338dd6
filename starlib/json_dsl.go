package starlib

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/specs/json"
	"starling/starlib/py"
)

// jsonValue is a JsonValue: which values of JSON are taken and what columns they become.
type jsonValue struct {
	name  string // of what made it: "int_val"
	value json.Value
}

func (v *jsonValue) String() string        { return fmt.Sprintf("<JsonValue %s>", v.name) }
func (v *jsonValue) Type() string          { return "JsonValue" }
func (v *jsonValue) Freeze()               {}
func (v *jsonValue) Truth() starlark.Bool  { return true }
func (v *jsonValue) Hash() (uint32, error) { return uint32(py.PointerOf(v)), nil }

// jsonValueEntries is the module deephaven.json.
func jsonValueEntries() []py.Entry {
	of := column.Of
	return []py.Entry{
		{Sig: "JsonValue", Doc: "The type of what the functions of this module give.", Value: py.TypeName("JsonValue")},
		{Sig: "JsonValueType", Doc: "The type of what stands for a JsonValue: str, {\"name\": int}, [float], dht.int32.", Value: py.TypeName("JsonValueType")},
		{Sig: "ObjectField(value_type, aliases=[], repeated_behavior=RepeatedFieldBehavior.ERROR, case_sensitive=True)", Doc: "A field of an object that has other names too, may be there twice, or in any case.", Fn: newObjectField},
		{Sig: "RepeatedFieldBehavior", Doc: "What a field is that an object has twice: USE_FIRST or ERROR.", Value: py.Enums("RepeatedFieldBehavior", "ERROR", "USE_FIRST")},
		{Sig: "any_val()", Doc: "Any value, kept as its text.", Fn: does(anyVal)},
		{Sig: "array_val(element, allow_missing=True, allow_null=True)", Doc: "An array of like elements: an array for each column of the element.", Fn: does(arrayVal)},
		scalarVal("big_decimal_val", "A decimal number of any size.", column.BigDecimal, "allow_string"),
		scalarVal("big_integer_val", "A whole number of any size.", column.BigInteger, "allow_string", "allow_decimal"),
		scalarVal("bool_val", "A boolean.", of(column.Bool), "allow_string"),
		scalarVal("byte_val", "A whole number of 8 bits.", of(column.Byte), "allow_decimal", "allow_string"),
		scalarVal("char_val", "A string of one character.", of(column.Char)),
		scalarVal("double_val", "A number, as a double.", of(column.Double), "allow_string"),
		scalarVal("float_val", "A number, as a float.", of(column.Float), "allow_string"),
		{Sig: "instant_val(allow_missing=True, allow_null=True, number_format=None, allow_decimal=False, allow_string=False, on_missing=None, on_null=None)", Doc: "An instant in ISO 8601, or with number_format a number of \"s\", \"ms\", \"us\" or \"ns\" since 1970.", Fn: does(instantVal)},
		scalarVal("int_val", "A whole number of 32 bits.", of(column.Int), "allow_decimal", "allow_string"),
		{Sig: "json_val(json_value_type)", Doc: "The JsonValue that a type stands for: int, \"a\": str in a dict, [float], (int, str), dht.int32.", Fn: does(jsonVal)},
		scalarVal("long_val", "A whole number of 64 bits.", of(column.Long), "allow_decimal", "allow_string"),
		{Sig: "object_entries_val(value_type, key_type=str, allow_missing=True, allow_null=True)", Doc: "An object of any fields: an array of their names, and arrays of their values.", Fn: does(entriesVal)},
		{Sig: "object_val(fields, allow_unknown_fields=True, allow_missing=True, allow_null=True, repeated_field_behavior=RepeatedFieldBehavior.ERROR, case_sensitive=True)", Doc: "An object: the columns of its fields, as {\"name\": str, \"age\": int}.", Fn: does(objectVal)},
		scalarVal("short_val", "A whole number of 16 bits.", of(column.Short), "allow_decimal", "allow_string"),
		{Sig: "skip_val(allow_missing=None, allow_null=None, allow_int=None, allow_decimal=None, allow_string=None, allow_bool=None, allow_object=None, allow_array=None, allow_by_default=True)", Doc: "A value without a column.", Fn: does(skipVal)},
		scalarVal("string_val", "A string.", of(column.String), "allow_int", "allow_decimal", "allow_bool"),
		{Sig: "tuple_val(values, allow_missing=True, allow_null=True)", Doc: "An array of a certain length: the columns of its elements, as (str, int) or {\"name\": str, \"age\": int}.", Fn: does(tupleVal)},
		{Sig: "typed_object_val(type_field, shared_fields, objects, allow_unknown_types=True, allow_missing=True, allow_null=True, on_missing=None, on_null=None)", Doc: "An object whose fields depend on the text in one of them.", Fn: does(typedVal)},
	}
}

// newJSONValue is a value that c made, if it is sound.
func (c *call) newJSONValue(v json.Value) (starlark.Value, error) {
	if err := json.Check(v); err != nil {
		return nil, c.failed(err)
	}
	return &jsonValue{c.EntryName(), v}, nil
}

// presence is the arguments allow_missing and allow_null, which are true.
type presence struct{ missing, null bool }

func (p *presence) pairs() []any {
	*p = presence{true, true}
	return []any{"allow_missing?", &p.missing, "allow_null?", &p.null}
}

func (p *presence) allow() json.Types {
	return only(p.missing, json.Missing) | only(p.null, json.Null)
}

func only(ok bool, t json.Types) json.Types {
	if ok {
		return t
	}
	return 0
}

// allowed is what the arguments allow.
var allowed = map[string]json.Types{
	"allow_missing": json.Missing, "allow_null": json.Null, "allow_int": json.Int, "allow_decimal": json.Decimal,
	"allow_string": json.String, "allow_bool": json.Bool, "allow_object": json.Objects, "allow_array": json.Arrays,
}

// scalarVal is the line of a value of type t, whose options come first among the arguments.
func scalarVal(name, doc string, t column.Type, options ...string) py.Entry {
	var sig strings.Builder
	for _, o := range options {
		sig.WriteString(o + "=False, ")
	}
	return py.Entry{Sig: name + "(" + sig.String() + "allow_missing=True, allow_null=True, on_missing=None, on_null=None)", Doc: doc, Fn: does(func(c *call) (starlark.Value, error) {
		var p presence
		set := make([]bool, len(options))
		var pairs []any
		for i, o := range options {
			pairs = append(pairs, o+"?", &set[i])
		}
		missing, null := standIn{typ: t}, standIn{typ: t}
		if err := c.Unpack(append(append(pairs, p.pairs()...), "on_missing?", &missing, "on_null?", &null)...); err != nil {
			return nil, err
		}
		s := &json.Scalar{Type: t, Allow: p.allow(), OnMissing: missing.value, OnNull: null.value}
		for i, o := range options {
			s.Allow |= only(set[i], allowed[o])
		}
		return c.newJSONValue(s)
	})}
}

// standIn takes a value of a type, which stands in for no value or null; None is null.
type standIn struct {
	typ   column.Type
	value any
}

// Unpack implements starlark.Unpacker.
func (s *standIn) Unpack(v starlark.Value) (err error) {
	if v == starlark.None {
		return nil
	}
	if s.typ.Kind == column.Object {
		s.value, err = json.ParseNumber(s.typ, py.PlainText(v, py.PlainMost))
		return err
	}
	vec := column.NewVector(s.typ)
	put := sinkOf(vec)
	if s.typ.Kind == column.Instant {
		put = instants(vec.(*column.Vec[int64]))
	}
	if err := put(v); err != nil {
		return err
	}
	s.value = vec.Any(0)
	return nil
}

// instantUnits is how many nanoseconds the number formats count.
var instantUnits = map[string]int64{"": 0, "s": 1e9, "ms": 1e6, "us": 1e3, "ns": 1}

func instantVal(c *call) (starlark.Value, error) {
	var p presence
	var format string
	var asDecimal, asString bool
	t := column.Of(column.Instant)
	missing, null := standIn{typ: t}, standIn{typ: t}
	if err := c.Unpack(append(p.pairs(), "number_format?", py.NoneOr(&format), "allow_decimal?", &asDecimal, "allow_string?", &asString,
		"on_missing?", &missing, "on_null?", &null)...); err != nil {
		return nil, err
	}
	unit, ok := instantUnits[format]
	switch {
	case !ok:
		return nil, py.Raise("TypeError", "%s: Invalid number format: %s; there are s, ms, us and ns", c.Name, format)
	case asDecimal && unit == 0:
		return nil, py.Raise("TypeError", "%s: allow_decimal is only valid when using number_format", c.Name)
	}
	return c.newJSONValue(&json.Scalar{
		Type: t, Unit: unit, OnMissing: missing.value, OnNull: null.value,
		Allow: p.allow() | only(asDecimal, json.Decimal) | only(asString, json.String),
	})
}

func anyVal(c *call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	return c.newJSONValue(json.Any{})
}

func skipVal(c *call) (starlark.Value, error) {
	names := []string{"allow_missing", "allow_null", "allow_int", "allow_decimal", "allow_string", "allow_bool", "allow_object", "allow_array"}
	given := make([]starlark.Value, len(names))
	byDefault := true
	var pairs []any
	for i, name := range names {
		pairs = append(pairs, name+"?", &given[i])
	}
	if err := c.Unpack(append(pairs, "allow_by_default?", &byDefault)...); err != nil {
		return nil, err
	}
	s := &json.Skip{}
	for i, name := range names {
		ok := starlark.Bool(byDefault)
		if given[i] != nil && given[i] != starlark.None {
			var is bool
			if ok, is = given[i].(starlark.Bool); !is {
				return nil, py.Raise("TypeError", "%s: for parameter %s: got %s, want bool or None", c.Name, name, py.TypeOf(given[i]))
			}
		}
		s.Allow |= only(bool(ok), allowed[name])
	}
	return c.newJSONValue(s)
}

func arrayVal(c *call) (starlark.Value, error) {
	var p presence
	var element jsonType
	if err := c.Unpack(append([]any{"element", &element}, p.pairs()...)...); err != nil {
		return nil, err
	}
	return c.newJSONValue(&json.Array{Element: element.value, Allow: p.allow()})
}

func entriesVal(c *call) (starlark.Value, error) {
	var p presence
	var value jsonType
	key := jsonType{scalarOf(column.Of(column.String))}
	if err := c.Unpack(append([]any{"value_type", &value, "key_type?", &key}, p.pairs()...)...); err != nil {
		return nil, err
	}
	scalar, ok := key.value.(*json.Scalar)
	if !ok {
		return nil, py.Raise("TypeError", "%s: for parameter key_type: a name is one string, want a type such as str or int", c.Name)
	}
	return c.newJSONValue(&json.Entries{Key: scalar, Value: value.value, Allow: p.allow()})
}

func tupleVal(c *call) (starlark.Value, error) {
	var p presence
	var values starlark.Value
	if err := c.Unpack(append([]any{"values", &values}, p.pairs()...)...); err != nil {
		return nil, err
	}
	t, err := jsonTuple(values)
	if err != nil {
		return nil, py.Raise("TypeError", "%s: for parameter values: %w", c.Name, err)
	}
	t.Allow = p.allow()
	return c.newJSONValue(t)
}

func objectVal(c *call) (starlark.Value, error) {
	var p presence
	var fields *starlark.Dict
	unknown, cased := true, true
	var repeated starlark.Value = starlark.None
	pairs := append([]any{"fields", &fields, "allow_unknown_fields?", &unknown}, p.pairs()...)
	if err := c.Unpack(append(pairs, "repeated_field_behavior?", &repeated, "case_sensitive?", &cased)...); err != nil {
		return nil, err
	}
	first, err := py.Choice(repeated, "RepeatedFieldBehavior", 0)
	if err != nil {
		return nil, py.Raise("TypeError", "%s: for parameter repeated_field_behavior: %w", c.Name, err)
	}
	list, err := jsonFields(fields, json.Field{First: first == 1, AnyCase: !cased})
	if err != nil {
		return nil, py.Raise("TypeError", "%s: %w", c.Name, err)
	}
	return c.newJSONValue(&json.Object{Fields: list, Closed: !unknown, Allow: p.allow()})
}

func typedVal(c *call) (starlark.Value, error) {
	var p presence
	var field string
	var shared, objects *starlark.Dict
	unknown := true
	missing, null := standIn{typ: column.Of(column.String)}, standIn{typ: column.Of(column.String)}
	pairs := append([]any{"type_field", &field, "shared_fields", &shared, "objects", &objects, "allow_unknown_types?", &unknown}, p.pairs()...)
	if err := c.Unpack(append(pairs, "on_missing?", &missing, "on_null?", &null)...); err != nil {
		return nil, err
	}
	t := &json.Typed{Field: field, Closed: !unknown, Allow: p.allow()}
	t.OnMissing, t.OnNull = missing.text(), null.text()
	var err error
	if t.Shared, err = jsonFields(shared, json.Field{}); err != nil {
		return nil, py.Raise("TypeError", "%s: shared_fields: %w", c.Name, err)
	}
	items, err := jsonItems(objects)
	if err != nil {
		return nil, py.Raise("TypeError", "%s: objects: %w", c.Name, err)
	}
	for _, item := range items {
		o, ok := item.Value.(*json.Object)
		if !ok {
			return nil, py.Raise("TypeError", "%s: objects: %q: want an object such as {\"price\": float}", c.Name, item.Name)
		}
		t.Objects = append(t.Objects, json.TypedObject{Name: item.Name, Object: o})
	}
	return c.newJSONValue(t)
}

func (s *standIn) text() *string {
	if x, ok := s.value.(string); ok {
		return &x
	}
	return nil
}

// objectField is an ObjectField.
type objectField struct{ json.Field }

func (f *objectField) String() string        { return "<ObjectField>" }
func (f *objectField) Type() string          { return "ObjectField" }
func (f *objectField) Freeze()               {}
func (f *objectField) Truth() starlark.Bool  { return true }
func (f *objectField) Hash() (uint32, error) { return uint32(py.PointerOf(f)), nil }

func newObjectField(c *py.Call) (starlark.Value, error) {
	var value jsonType
	var aliases texts
	var repeated starlark.Value = starlark.None
	cased := true
	if err := c.Unpack("value_type", &value, "aliases?", &aliases, "repeated_behavior?", &repeated, "case_sensitive?", &cased); err != nil {
		return nil, err
	}
	first, err := py.Choice(repeated, "RepeatedFieldBehavior", 0)
	if err != nil {
		return nil, py.Raise("TypeError", "%s: for parameter repeated_behavior: %w", c.Name, err)
	}
	return &objectField{json.Field{Value: value.value, Aliases: slices.Clone(aliases), First: first == 1, AnyCase: !cased}}, nil
}
