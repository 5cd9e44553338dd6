package json

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"starling/engine/column"
	"starling/specs/wire"
)

func (s *Scalar) columns(path []string) ([]objectColumn, error) {
	if _, ok := scalarOps[s.Type.Kind]; !ok || s.Type.Kind == column.Object && !s.Type.Big() {
		return nil, fmt.Errorf("type %s is not supported", wire.TypeName(s.Type))
	}
	if err := checkInstead(s.Allow, s.OnMissing != nil, s.OnNull != nil); err != nil {
		return nil, err
	}
	return []objectColumn{{path, s.Type}}, nil
}

// checkInstead reports what would stand in for a value that must be there.
func checkInstead(allow Types, onMissing, onNull bool) error {
	switch {
	case onMissing && allow&Missing == 0:
		return errors.New("on_missing needs allow_missing=True")
	case onNull && allow&Null == 0:
		return errors.New("on_null needs allow_null=True")
	}
	return nil
}

// scalarOps is what takes the kinds, and the types of JSON that each stands for.
var scalarOps = map[column.Kind]struct {
	op    objectOp
	takes Types
}{
	column.Bool: {takeBool, Bool}, column.Char: {takeChar, String}, column.String: {takeString, String},
	column.Byte: {takeWhole, Int}, column.Short: {takeWhole, Int}, column.Int: {takeWhole, Int}, column.Long: {takeWhole, Int},
	column.Float: {takeFloat, Int | Decimal}, column.Double: {takeDouble, Int | Decimal},
	column.Instant: {takeInstant, String}, column.Object: {takeDecimal, Int | Decimal},
}

func (s *Scalar) node(_ *[]column.Builder, path string, sinks []objectSink) *objectNode {
	op := scalarOps[s.Type.Kind]
	switch {
	case s.Unit != 0:
		op.takes = Int
	case s.Type == column.BigInteger:
		op.op, op.takes = takeBigInteger, Int
	}
	n := &objectNode{op: op.op, allow: s.Allow | op.takes, path: path, out: sinks, leaf: objectLeaf{Column: wire.Bind(sinks[0].dst)}}
	n.leaf.unit, n.leaf.onMissing, n.leaf.onNull = s.Unit, s.OnMissing, s.OnNull
	return n
}

func (Any) columns(path []string) ([]objectColumn, error) {
	return []objectColumn{{path, column.ObjectOf(AnyClass)}}, nil
}

func (Any) node(_ *[]column.Builder, path string, sinks []objectSink) *objectNode {
	return &objectNode{op: takeAny, allow: ^Types(0), path: path, out: sinks, leaf: objectLeaf{Column: wire.Bind(sinks[0].dst)}}
}

func (*Skip) columns([]string) ([]objectColumn, error) { return nil, nil }

func (s *Skip) node(_ *[]column.Builder, path string, sinks []objectSink) *objectNode {
	return &objectNode{op: takeSkip, allow: s.Allow, path: path, out: sinks}
}

func (a *Array) columns(path []string) ([]objectColumn, error) {
	cols, err := a.Element.columns(path)
	return arraysOf(cols), err
}

// arraysOf is columns of arrays of what is in cols.
func arraysOf(cols []objectColumn) []objectColumn {
	for i := range cols {
		cols[i].typ = column.ArrayOf(cols[i].typ)
	}
	return cols
}

func (a *Array) node(spare *[]column.Builder, path string, sinks []objectSink) *objectNode {
	inner, cuts := gather(spare, a.Element, sinks)
	return &objectNode{op: takeArray, allow: a.Allow, path: path, out: sinks, array: &objectArray{a.Element.node(spare, path, inner), cuts}}
}

// gather is a builder of the elements of each column of arrays of v.
func gather(spare *[]column.Builder, v Value, sinks []objectSink) ([]objectSink, []arrayCut) {
	cols, _ := v.columns(nil) // ObjectProcessor has seen to errors
	inner, cuts := make([]objectSink, len(cols)), make([]arrayCut, len(cols))
	for i, c := range cols {
		var b column.Builder
		if l, ok := sinks[i].dst.(*column.ListBuilder); ok {
			b = l.Elems
		} else {
			b = column.NewBuilder(c.typ)
			*spare = append(*spare, b)
		}
		inner[i], cuts[i] = objectSink{sinks[i].Field, b}, arrayCut{b, sinks[i].dst}
	}
	return inner, cuts
}

func (t *Tuple) columns(path []string) ([]objectColumn, error) {
	var all []objectColumn
	for _, item := range t.Items {
		at := below(path, item.Name)
		if len(t.Items) == 1 {
			at = path
		}
		cols, err := item.Value.columns(at)
		if err != nil {
			return nil, fmt.Errorf("element %q: %w", item.Name, err)
		}
		all = append(all, cols...)
	}
	return all, nil
}

func (t *Tuple) node(spare *[]column.Builder, path string, sinks []objectSink) *objectNode {
	n := &objectNode{op: takeTuple, allow: t.Allow, path: path, out: sinks}
	for _, item := range t.Items {
		n.tuple = append(n.tuple, part(spare, item.Value, pathTo(path, item.Name), &sinks))
	}
	return n
}

// part compiles v for as many of the sinks as it has columns, and leaves the rest.
func part(spare *[]column.Builder, v Value, path string, sinks *[]objectSink) *objectNode {
	cols, _ := v.columns(nil)
	own := (*sinks)[:len(cols):len(cols)]
	*sinks = (*sinks)[len(cols):]
	return v.node(spare, path, own)
}

func (e *Entries) columns(path []string) ([]objectColumn, error) {
	var all []objectColumn
	for _, part := range [...]struct {
		name  string
		value Value
	}{{"Key", e.Key}, {"Value", e.Value}} {
		cols, err := part.value.columns(path)
		if err != nil {
			return nil, err
		}
		if len(cols) == 1 && len(cols[0].path) == len(path) {
			cols[0].path = below(path, part.name)
		}
		all = append(all, arraysOf(cols)...)
	}
	return all, nil
}

func (e *Entries) node(spare *[]column.Builder, path string, sinks []objectSink) *objectNode {
	keys, keyCuts := gather(spare, e.Key, sinks[:1])
	values, valueCuts := gather(spare, e.Value, sinks[1:])
	key := e.Key.node(spare, path, keys)
	key.allow |= String // a name is one whatever it says
	return &objectNode{op: takeEntries, allow: e.Allow, path: path, out: sinks, entries: &objectEntries{
		key: key, value: e.Value.node(spare, path, values), cuts: append(keyCuts, valueCuts...),
	}}
}

func (o *Object) columns(path []string) ([]objectColumn, error) {
	if err := checkFields(o.Fields); err != nil {
		return nil, err
	}
	return fieldColumns(path, o.Fields)
}

func fieldColumns(path []string, fields []Field) ([]objectColumn, error) {
	var all []objectColumn
	for _, f := range fields {
		cols, err := f.Value.columns(below(path, f.Name))
		if err != nil {
			return nil, fmt.Errorf("field %q: %w", f.Name, err)
		}
		all = append(all, cols...)
	}
	return all, nil
}

// checkFields reports a name that two fields have.
func checkFields(fields []Field) error {
	for i, f := range fields {
		names := append([]string{f.Name}, f.Aliases...)
		for k, name := range names {
			if f.has(names[:k], name) {
				return fmt.Errorf("field %q has the alias %q twice", f.Name, name)
			}
			for _, g := range fields[:i] {
				if g.has(append([]string{g.Name}, g.Aliases...), name) || f.AnyCase && f.has(append([]string{g.Name}, g.Aliases...), name) {
					return fmt.Errorf("fields %q and %q are both called %q", g.Name, f.Name, name)
				}
			}
		}
	}
	return nil
}

// has reports whether name is among names, by the rule of f.
func (f *Field) has(names []string, name string) bool {
	if !f.AnyCase {
		return slices.Contains(names, name)
	}
	folded := string(appendFold(nil, name))
	return slices.ContainsFunc(names, func(s string) bool { return string(appendFold(nil, s)) == folded })
}

func (o *Object) node(spare *[]column.Builder, path string, sinks []objectSink) *objectNode {
	nodes := fieldNodes(spare, path, o.Fields, sinks)
	return &objectNode{op: takeObject, allow: o.Allow, path: path, out: sinks, object: newObjectFields(path, o.Closed, o.Fields, nodes)}
}

func fieldNodes(spare *[]column.Builder, path string, fields []Field, sinks []objectSink) []*objectNode {
	nodes := make([]*objectNode, len(fields))
	for i, f := range fields {
		nodes[i] = part(spare, f.Value, pathTo(path, f.Name), &sinks)
	}
	return nodes
}

func newObjectFields(path string, closed bool, fields []Field, nodes []*objectNode) *objectFields {
	o := &objectFields{path: path, closed: closed, fields: make([]objectField, len(fields)), nodes: nodes, byName: map[string]*objectKey{}}
	follows := &o.first
	for i, f := range fields {
		own := &o.fields[i]
		*own = objectField{node: nodes[i], name: f.Name, first: f.First}
		for k, name := range append([]string{f.Name}, f.Aliases...) {
			key := &objectKey{quoted: "\x00", field: own}
			if strings.IndexFunc(name, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' }) < 0 && utf8.ValidString(name) {
				key.quoted = `"` + name + `":`
			}
			o.byName[name] = key
			if f.AnyCase {
				if o.folded == nil {
					o.folded = map[string]*objectKey{}
				}
				o.folded[string(appendFold(nil, name))] = key
			}
			if k == 0 {
				*follows, follows = key, &key.next
			}
		}
	}
	return o
}

func (t *Typed) columns(path []string) ([]objectColumn, error) {
	if err := checkInstead(t.Allow, t.OnMissing != nil, t.OnNull != nil); err != nil {
		return nil, err
	}
	if err := checkFields(t.fields(&Object{})); err != nil {
		return nil, err
	}
	all := []objectColumn{{below(path, t.Field), column.Of(column.String)}}
	shared, err := fieldColumns(path, t.Shared)
	if err != nil {
		return nil, err
	}
	all = append(all, shared...)
	for _, o := range t.Objects {
		if err := checkFields(t.fields(o.Object)); err != nil {
			return nil, fmt.Errorf("type %q: %w", o.Name, err)
		}
		cols, err := o.Object.columns(below(path, o.Name))
		if err != nil {
			return nil, fmt.Errorf("type %q: %w", o.Name, err)
		}
		all = append(all, cols...)
	}
	return all, nil
}

// fields is all fields of an object of one type, that which tells the type among them.
func (t *Typed) fields(o *Object) []Field {
	all := []Field{{Name: t.Field, Value: &Skip{Allow: ^Types(0)}}}
	return append(append(all, t.Shared...), o.Fields...)
}

func (t *Typed) node(spare *[]column.Builder, path string, sinks []objectSink) *objectNode {
	shared, _ := fieldColumns(nil, t.Shared)
	types := &objectTypes{objectLeaf: objectLeaf{Column: wire.Bind(sinks[0].dst)}, field: t.Field, byName: map[string]*objectType{}, shared: sinks[1 : 1+len(shared)], closed: t.Closed}
	if t.OnMissing != nil {
		types.onMissing = *t.OnMissing
	}
	if t.OnNull != nil {
		types.onNull = *t.OnNull
	}
	rest := sinks[1+len(shared):]
	for _, o := range t.Objects {
		cols, _ := o.Object.columns(nil)
		own := rest[:len(cols):len(cols)]
		rest = rest[len(cols):]
		fields := t.fields(o.Object)
		nodes := fieldNodes(spare, path, fields, append(slices.Clip(types.shared), own...))
		is := &objectType{object: newObjectFields(path, o.Object.Closed, fields, nodes), own: own}
		types.byName[o.Name] = is
		types.types = append(types.types, is)
	}
	return &objectNode{op: takeTyped, allow: t.Allow, path: path, out: sinks, typed: types}
}

// typeNames is what values are called in errors, and the argument that allows them.
var typeNames = []struct {
	is       Types
	name, by string
}{
	{Int, "a whole number", "allow_int"},
	{Decimal, "a decimal", "allow_decimal"},
	{String, "a string", "allow_string"},
	{Bool, "a boolean", "allow_bool"},
	{Objects, "an object", "allow_object"},
	{Arrays, "an array", "allow_array"},
}

func isA(t Types) string {
	for _, j := range typeNames {
		if j.is == t {
			return "is " + j.name
		}
	}
	return "is no value"
}

// allowable is what an argument can allow, by what takes the value.
var allowable = map[objectOp]Types{
	takeWhole: Decimal | String, takeDouble: String, takeFloat: String, takeBool: String,
	takeString: Int | Decimal | Bool, takeBigInteger: Decimal | String, takeDecimal: String, takeSkip: ^Types(0),
}

// wanted is what the others are.
var wanted = map[objectOp]string{takeObject: "an object", takeEntries: "an object", takeTyped: "an object", takeArray: "an array", takeTuple: "an array"}

// why says that a value is of a type that n does not take, and what would take it.
func (n *objectNode) why(is Types) string {
	can := allowable[n.op]
	if n.op == takeInstant {
		if n.leaf.unit == 0 && is&(Int|Decimal) != 0 {
			return isA(is) + `, which needs number_format="s", "ms", "us" or "ns"`
		}
		can = Decimal | String
	}
	if can&is != 0 {
		for _, j := range typeNames {
			if j.is == is {
				return "is " + j.name + ", which needs " + j.by + "=True"
			}
		}
	}
	if want := wanted[n.op]; want != "" {
		return isA(is) + ", not " + want
	}
	return isA(is)
}
