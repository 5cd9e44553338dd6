package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// missingValue is dataclasses.MISSING.
type missingValue struct{}

func (missingValue) String() string        { return "<dataclasses._MISSING_TYPE object>" }
func (missingValue) Type() string          { return "_MISSING_TYPE" }
func (missingValue) Freeze()               {}
func (missingValue) Truth() starlark.Bool  { return true }
func (missingValue) Hash() (uint32, error) { return 5, nil }

func (f *dataField) String() string {
	return fmt.Sprintf("Field(name=%s,type=%s)", quoted(f.name), f.typ)
}
func (f *dataField) Type() string          { return "Field" }
func (f *dataField) Freeze()               {}
func (f *dataField) Truth() starlark.Bool  { return true }
func (f *dataField) Hash() (uint32, error) { return uint32(PointerOf(f) >> 4), nil }

// Attr is a part of the field.
func (f *dataField) Attr(name string) (starlark.Value, error) {
	orMissing := func(v starlark.Value) starlark.Value {
		if v == nil {
			return missingValue{}
		}
		return v
	}
	switch name {
	case "name":
		return starlark.String(f.name), nil
	case "type":
		return starlark.String(f.typ), nil
	case "default":
		return orMissing(f.value), nil
	case "default_factory":
		return orMissing(f.factory), nil
	case "init":
		return starlark.Bool(f.init), nil
	case "repr":
		return starlark.Bool(f.repr), nil
	case "compare":
		return starlark.Bool(f.compare), nil
	case "hash":
		return f.hash, nil
	case "kw_only":
		return starlark.Bool(f.kwOnly), nil
	case "metadata":
		return f.metadata, nil
	}
	return nil, nil
}

// AttrNames is the names of the parts.
func (f *dataField) AttrNames() []string {
	return []string{"compare", "default", "default_factory", "hash", "init", "kw_only", "metadata", "name", "repr", "type"}
}

// newDataField is dataclasses.field.
func newDataField(c *Call) (starlark.Value, error) {
	f := &dataField{init: true, repr: true, compare: true, hash: starlark.None, metadata: new(starlark.Dict)}
	var keyword, meta starlark.Value
	if len(c.Args) > 0 {
		return nil, Raise("TypeError", "field() takes 0 positional arguments but %d was given", len(c.Args))
	}
	if err := c.Unpack("default?", &f.value, "default_factory?", &f.factory, "init?", &f.init, "repr?", &f.repr,
		"hash?", &f.hash, "compare?", &f.compare, "metadata?", &meta, "kw_only?", &keyword); err != nil {
		return nil, err
	}
	if _, none := f.value.(missingValue); none {
		f.value = nil
	}
	if _, none := f.factory.(missingValue); none {
		f.factory = nil
	}
	if meta != nil && meta != starlark.None {
		f.metadata = meta
	}
	if f.value != nil && f.factory != nil {
		return nil, Raise("ValueError", "cannot specify both default and default_factory")
	}
	if f.factory != nil {
		if _, ok := f.factory.(starlark.Callable); !ok {
			return nil, Raise("TypeError", "'%s' object is not callable", TypeOf(f.factory))
		}
	}
	if _, none := keyword.(missingValue); keyword != nil && !none {
		f.kwOnly, f.givenKwOnly = bool(keyword.Truth()), true
	}
	return f, nil
}
