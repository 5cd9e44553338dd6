package starlib

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/starlib/py"
)

// Foresee is what an expression would give, as far as that is known without running it: names
// are looked up, tables are twins without rows in a graph that is thrown away, and only what
// makes tables of tables, or parts of that, is called. Nothing that the script has changes, and
// no function of the script runs. ok is false where more would be needed.
func (h *Host) Foresee(src string) (v starlark.Value, ok bool) {
	e, err := (&syntax.FileOptions{}).ParseExpr("", "("+src+"\n)", 0)
	if err != nil {
		return nil, false
	}
	h.Locked(func() {
		v = h.foreseer().value(e)
	})
	return v, v != nil
}

// Types is the types that formulas give, which are without the name of a column: of rows of a
// table like t. Those that are wrong are missing.
func (h *Host) Types(t *Table, formulas ...string) (types map[string]column.Type) {
	types = map[string]column.Type{}
	h.Locked(func() {
		f := h.foreseer()
		for _, text := range formulas {
			args := starlark.Tuple{starlark.String("X__ = " + text)}
			if made, ok := f.call(f.attr(t, "view"), args, nil).(*Table); ok {
				types[text] = made.t.Schema[0].Type
			}
		}
	})
	return types
}

// foreseer foresees with the session lock held. What it does not know is nil.
type foreseer struct {
	h      *Host
	graph  *engine.Graph // of the twins
	thread *starlark.Thread
}

func (h *Host) foreseer() foreseer {
	f := foreseer{h, engine.NewGraph(), &starlark.Thread{Name: "foresee"}}
	f.graph.MaxBytes = h.cfg.Graph.MaxBytes
	return f
}

// foreseen is the attributes and methods of tables, beside the operations and those that end in
// _by, that make tables and do nothing else.
var foreseen = []string{
	"coalesce", "format_column_where", "format_columns", "format_row_where", "layout_hints", "merge", "partition_by", "range_join", "restrict_sort_to",
	"rollup", "sort", "sort_descending", "tree", "with_attributes", "with_keys", "with_order_for_column", "with_unique_keys", "without_attributes",
}

// plainly is the functions that make a value of their arguments and do nothing else, by the
// beginnings of their names.
var plainly = []string{
	"agg.", "filters.", "updateby.", "TableType.", "merge", "merge_sorted", "ring_table", "new_table", "empty_table", "full_outer_join", "left_outer_join", "blink_to_append_only",
	"bool_col", "byte_col", "char_col", "datetime_col", "double_col", "float_col", "int_col", "long_col", "short_col", "string_col",
}

func (f foreseer) value(e syntax.Expr) starlark.Value {
	switch e := e.(type) {
	case *syntax.ParenExpr:
		return f.value(e.X)
	case *syntax.Ident:
		v, _ := f.h.Visible(e.Name)
		return v
	case *syntax.Literal:
		return literal(e)
	case *syntax.UnaryExpr:
		if x := f.value(e.X); x != nil && e.Op == syntax.MINUS {
			v, _ := starlark.Unary(e.Op, x)
			return v
		}
	case *syntax.ListExpr:
		if list, ok := f.values(e.List); ok {
			return starlark.NewList(list)
		}
	case *syntax.TupleExpr:
		if list, ok := f.values(e.List); ok {
			return starlark.Tuple(list)
		}
	case *syntax.DictExpr:
		return f.dict(e)
	case *syntax.DotExpr:
		return f.attr(f.value(e.X), e.Name.Name)
	case *syntax.CallExpr:
		return f.called(e)
	case *syntax.IndexExpr:
		return f.element(f.value(e.X), f.value(e.Y))
	}
	return nil
}

func literal(e *syntax.Literal) starlark.Value {
	switch v := e.Value.(type) {
	case string:
		return starlark.String(v)
	case int64:
		return starlark.MakeInt64(v)
	case float64:
		return starlark.Float(v)
	}
	return nil
}

func (f foreseer) values(list []syntax.Expr) (all []starlark.Value, ok bool) {
	for _, e := range list {
		v := f.value(e)
		if v == nil {
			return nil, false
		}
		all = append(all, v)
	}
	return all, true
}

// dict is a dict of those entries that are known.
func (f foreseer) dict(e *syntax.DictExpr) starlark.Value {
	d := starlark.NewDict(len(e.List))
	for _, entry := range e.List {
		kv := entry.(*syntax.DictEntry)
		if k, v := f.value(kv.Key), f.value(kv.Value); k != nil && v != nil {
			_ = d.SetKey(k, v) // a key that is none leaves the dict as it is
		}
	}
	return d
}

func (f foreseer) element(of, key starlark.Value) starlark.Value {
	switch of := of.(type) {
	case *starlark.Dict:
		if key != nil {
			v, _, _ := of.Get(key)
			return v
		}
	case starlark.Indexable:
		if i, err := starlark.AsInt32(key); key != nil && err == nil && i >= 0 && i < of.Len() {
			return of.Index(i)
		}
	}
	return nil
}

// attr is an attribute or method of a value; of a table that of its twin.
func (f foreseer) attr(of starlark.Value, name string) starlark.Value {
	if t, ok := of.(*Table); ok {
		of = f.twin(t)
	}
	a, has := of.(starlark.HasAttrs)
	if !has {
		return nil
	}
	v, err := a.Attr(name)
	if err != nil {
		return nil
	}
	return v
}

// called is the value of a call, of a function or method that does nothing else.
func (f foreseer) called(e *syntax.CallExpr) starlark.Value {
	if dot, ok := e.Fn.(*syntax.DotExpr); ok && slices.Contains([]string{"merge", "get_constituent"}, dot.Name.Name) {
		if parts, ok := f.value(dot.X).(*PartitionedTable); ok {
			return f.known(f.empty(parts.p.ConstituentSchema()))
		}
	}
	var args starlark.Tuple
	var kwargs []starlark.Tuple
	for _, a := range e.Args {
		named, _ := a.(*syntax.BinaryExpr)
		if named != nil && named.Op == syntax.EQ {
			a = named.Y
		}
		v := f.twins(f.value(a))
		switch {
		case v == nil:
			return nil
		case named != nil && named.Op == syntax.EQ:
			kwargs = append(kwargs, starlark.Tuple{starlark.String(named.X.(*syntax.Ident).Name), v})
		default:
			args = append(args, v)
		}
	}
	return f.call(f.value(e.Fn), args, kwargs)
}

// call calls a function if it does nothing but make a value.
func (f foreseer) call(fn starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple) starlark.Value {
	b, ok := fn.(*py.Function)
	if !ok {
		return nil
	}
	if b.Name() == "time_table" {
		return f.known(f.empty([]column.Field{{Name: "Timestamp", Type: column.Of(column.Instant)}}))
	}
	if !f.harmless(b) {
		return nil
	}
	v, err := b.CallInternal(f.thread, args, kwargs)
	if err != nil {
		return nil
	}
	return f.twins(v)
}

func (f foreseer) harmless(b *py.Function) bool {
	name := b.Name()
	if _, method := b.Recv().(*Table); method {
		_, operation := plan.Lookup(name)
		return operation || strings.HasSuffix(name, "_by") || slices.Contains(foreseen, name)
	}
	return b.Recv() == nil && slices.ContainsFunc(plainly, func(p string) bool {
		return name == p || strings.HasSuffix(p, ".") && strings.HasPrefix(name, p)
	})
}

// twins is a value with a twin in place of each table of it.
func (f foreseer) twins(v starlark.Value) starlark.Value {
	switch v := v.(type) {
	case *Table:
		return f.known(f.twin(v))
	case *starlark.List:
		all := make([]starlark.Value, v.Len())
		for i := range all {
			all[i] = f.twins(v.Index(i))
		}
		return starlark.NewList(all)
	}
	return v
}

// known is t as a value: nil if it is nil.
func (foreseer) known(t *Table) starlark.Value {
	if t == nil {
		return nil
	}
	return t
}

// twin is a table without rows in the graph that is thrown away, with the columns of t and what
// is known of how it changes.
func (f foreseer) twin(t *Table) *Table {
	if t.t.Graph() == f.graph {
		return t
	}
	made := f.empty(t.t.Schema)
	if made != nil {
		made.t.Attrs = t.t.Attrs
	}
	return made
}

func (f foreseer) empty(schema []column.Field) *Table {
	none := make([]column.Vector, len(schema))
	for i, field := range schema {
		none[i] = column.NewVector(field.Type)
	}
	t, err := engine.NewTable(f.graph, schema, none)
	if err != nil {
		return nil
	}
	t.Retain()
	return f.h.NewTable(t)
}
