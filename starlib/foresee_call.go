package starlib

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/starlib/py"
)

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
