package starlib

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/engine/plan"
	"starling/starlib/py"
)

// filter is a filter as an object, which others are made of: deephaven.filters.is_null("Qty").
type filter struct{ plan.Formula }

func (f *filter) String() string        { return "Filter(" + f.Text + ")" }
func (f *filter) Type() string          { return "Filter" }
func (f *filter) Freeze()               {}
func (f *filter) Truth() starlark.Bool  { return true }
func (f *filter) Hash() (uint32, error) { return starlark.String(f.Text).Hash() }

// IsA says that it has the methods of concurrency control.
func (f *filter) IsA(class string) bool { return class == "ConcurrencyControl" }

// Attr is a method.
func (f *filter) Attr(name string) (starlark.Value, error) {
	return py.Member(serialMethods, f, name)
}

// AttrNames is the names of the methods.
func (f *filter) AttrNames() []string { return py.EntryNames(serialMethods) }

// Binary is f & g and f | g.
func (f *filter) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	g, ok := y.(*filter)
	if !ok {
		return nil, nil
	}
	if side == starlark.Right {
		f, g = g, f
	}
	switch op {
	case syntax.AMP:
		return &filter{plan.Joined(plan.AllOf, f.Formula, g.Formula)}, nil
	case syntax.PIPE:
		return &filter{plan.Joined(plan.AnyOf, f.Formula, g.Formula)}, nil
	}
	return nil, nil
}

// Unary is ~f.
func (f *filter) Unary(op syntax.Token) (starlark.Value, error) {
	if op != syntax.TILDE {
		return nil, nil
	}
	return &filter{plan.Joined(plan.NoneOf, f.Formula)}, nil
}

// filters takes texts and filters, one or a list; None is none.
type filters []plan.Formula

// Unpack implements starlark.Unpacker.
func (l *filters) Unpack(v starlark.Value) error {
	if v == starlark.None {
		return nil
	}
	*l = filters{}
	for _, x := range oneOrMore(v) {
		switch x := x.(type) {
		case starlark.String:
			*l = append(*l, plan.Formulas(string(x))...)
		case *filter:
			*l = append(*l, x.Formula)
		default:
			return fmt.Errorf("got %s (%s), want texts or filters", py.Short(x), py.TypeOf(x))
		}
	}
	return nil
}

// columnName is a column where a text would be taken as it is.
type columnName string

func (n columnName) String() string        { return fmt.Sprintf("ColumnName(%q)", string(n)) }
func (n columnName) Type() string          { return "ColumnName" }
func (n columnName) Freeze()               {}
func (n columnName) Truth() starlark.Bool  { return true }
func (n columnName) Hash() (uint32, error) { return starlark.String(n).Hash() }

// filterEntries is the module deephaven.filters.
func filterEntries() []py.Entry {
	of := func(text string) func(*call) (starlark.Value, error) {
		return func(c *call) (starlark.Value, error) {
			var col string
			if err := c.Unpack("col", &col); err != nil {
				return nil, err
			}
			return leaf(strings.ReplaceAll(text, "Col", col)), nil
		}
	}
	return []py.Entry{
		{Sig: "ColumnName(name)", Doc: "A column, where a text would be a text.", Fn: does(newColumnName)},
		{Sig: "Filter", Doc: "A filter; Filter.from_(\"Qty > 3\") makes one.", Value: filterClass()},
		{Sig: "PatternMode", Value: py.Enums("PatternMode", "MATCHES", "FIND")},
		{Sig: "and_(filters)", Doc: "All of the filters hold.", Fn: does(joined(plan.AllOf))},
		{Sig: "eq(left, right)", Doc: "left is right: values, texts as they are, or a ColumnName.", Fn: does(compares("=="))},
		{Sig: "ge(left, right)", Doc: "left is at least right.", Fn: does(compares(">="))},
		{Sig: "gt(left, right)", Doc: "left is greater than right.", Fn: does(compares(">"))},
		{Sig: "in_(col, values)", Doc: "The column's value is among the values.", Fn: does(isIn)},
		{Sig: "incremental_release(initial_rows, increment)", Doc: "Not available: a table shows the rows it has.", Fn: does(noRelease)},
		{Sig: "is_not_null(col)", Doc: "The column's value is not null.", Fn: does(of("!isNull(Col)"))},
		{Sig: "is_null(col)", Doc: "The column's value is null.", Fn: does(of("isNull(Col)"))},
		{Sig: "le(left, right)", Doc: "left is at most right.", Fn: does(compares("<="))},
		{Sig: "lt(left, right)", Doc: "left is less than right.", Fn: does(compares("<"))},
		{Sig: "ne(left, right)", Doc: "left is not right.", Fn: does(compares("!="))},
		{Sig: "not_(filter_)", Doc: "The filter does not hold.", Fn: does(not)},
		{Sig: "or_(filters)", Doc: "One of the filters holds.", Fn: does(joined(plan.AnyOf))},
		{Sig: "pattern(mode, col, regex, invert_pattern=False)", Doc: "The text matches a regular expression, as a whole or in a part; null does not.", Fn: does(pattern)},
	}
}

func leaf(text string) *filter { return &filter{plan.Formulas(text)[0]} }

func noRelease(c *call) (starlark.Value, error) {
	var initial, increment int
	if err := c.Unpack("initial_rows", &initial, "increment", &increment); err != nil {
		return nil, err
	}
	return nil, py.Raise("NotImplementedError", "Deephaven has incremental_release, Starling does not: a table shows the rows it has; head(n) takes some")
}

func newColumnName(c *call) (starlark.Value, error) {
	var name string
	err := c.Unpack("name", &name)
	return columnName(name), err
}

func joined(how plan.Connective) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var list filters
		if err := c.Unpack("filters", &list); err != nil {
			return nil, err
		}
		if len(list) == 0 && how == plan.AnyOf {
			return nil, c.failed(fmt.Errorf("no filters"))
		}
		return &filter{plan.Joined(how, list...)}, nil
	}
}

func not(c *call) (starlark.Value, error) {
	var list filters
	if err := c.Unpack("filter_", &list); err != nil {
		return nil, err
	}
	return &filter{plan.Joined(plan.NoneOf, plan.Joined(plan.AllOf, list...))}, nil
}

// compares makes a comparison. One of two values that are no columns holds always or never.
func compares(op string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var left, right starlark.Value
		if err := c.Unpack("left", &left, "right", &right); err != nil {
			return nil, err
		}
		_, a := left.(columnName)
		_, b := right.(columnName)
		if !a && !b {
			same, err := starlark.Equal(left, right)
			if err != nil || op != "==" && op != "!=" {
				return nil, c.failed(fmt.Errorf("%s and %s are no columns; ColumnName(\"Col\") is one", py.Short(left), py.Short(right)))
			}
			if same == (op == "==") {
				return &filter{plan.Joined(plan.AllOf)}, nil
			}
			return &filter{plan.Joined(plan.NoneOf, plan.Joined(plan.AllOf))}, nil
		}
		l, err := operand(left)
		if err != nil {
			return nil, c.failed(fmt.Errorf("left: %w", err))
		}
		r, err := operand(right)
		if err != nil {
			return nil, c.failed(fmt.Errorf("right: %w", err))
		}
		return leaf(l + " " + op + " " + r), nil
	}
}

// operand is a value or a column as formulas have it.
func operand(v starlark.Value) (string, error) {
	switch v := v.(type) {
	case columnName:
		return string(v), nil
	case starlark.Bool:
		return strings.ToLower(v.String()), nil
	case starlark.Int, starlark.Float:
		return v.String(), nil
	case starlark.String:
		return quoted(string(v)), nil
	}
	return "", fmt.Errorf("got %s (%s), want a bool, a number, a text or a ColumnName", py.Short(v), py.TypeOf(v))
}

// quoted is a text as formulas have it.
func quoted(s string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`", "\n", "\\n", "\r", "\\r", "\t", "\\t").Replace(s) + "`"
}

func isIn(c *call) (starlark.Value, error) {
	var col string
	var list starlark.Iterable
	if err := c.Unpack("col", &col, "values", &list); err != nil {
		return nil, err
	}
	var texts []string
	for v := range starlark.Elements(list) {
		s, err := operand(v)
		if err != nil {
			return nil, c.failed(fmt.Errorf("values: %w", err))
		}
		texts = append(texts, s)
	}
	if len(texts) == 0 {
		return nil, c.failed(fmt.Errorf("values: there is none"))
	}
	return leaf(col + " in " + strings.Join(texts, ", ")), nil
}

// pattern finds by matching the whole with anything around.
func pattern(c *call) (starlark.Value, error) {
	var mode starlark.Value
	var col, regex string
	var invert bool
	if err := c.Unpack("mode", &mode, "col", &col, "regex", &regex, "invert_pattern?", &invert); err != nil {
		return nil, err
	}
	find, err := py.Choice(mode, "PatternMode", 0)
	if err != nil {
		return nil, c.failed(fmt.Errorf("mode: %w", err))
	}
	if find == 1 {
		regex = `[\s\S]*(?:` + regex + `)[\s\S]*`
	}
	not := ""
	if invert {
		not = "!"
	}
	return leaf(fmt.Sprintf("!isNull(%s) && %s%s.matches(%s)", col, not, col, quoted(regex))), nil
}

// filterClass is Filter, whose from_ makes filters of texts.
func filterClass() starlark.Value {
	return py.NewNamespace("Filter", starlark.StringDict{
		"from_": starlark.NewBuiltin("from_", func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			var conditions starlark.Value
			if err := starlark.UnpackArgs(b.Name(), args, kwargs, "conditions", &conditions); err != nil {
				return nil, err
			}
			var list filters
			if err := list.Unpack(conditions); err != nil {
				return nil, fmt.Errorf("from_: conditions: %w", err)
			}
			out := make([]starlark.Value, len(list))
			for i := range list {
				out[i] = &filter{list[i]}
			}
			if _, one := conditions.(starlark.String); one {
				return out[0], nil
			}
			return starlark.NewList(out), nil
		}),
	})
}
