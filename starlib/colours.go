package starlib

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// What the names of columns that say how others are shown end in; a row's has rowFormat before it.
const (
	styleFormat  = "__TABLE_STYLE_FORMAT"
	numberFormat = "__TABLE_NUMBER_FORMAT"
	dateFormatOf = "__TABLE_DATE_FORMAT"
	rowFormat    = "__ROW"
)

// formatMethods is the methods of tables that say how columns are shown.
func formatMethods() []py.Entry {
	return []py.Entry{
		{Sig: "format_column_where(col, cond, formula)", Doc: "The same table with a colour for a column where a condition holds, as format_column_where(\"Qty\", \"Qty > 9\", \"RED\"); it is in a column Qty__TABLE_STYLE_FORMAT.", Fn: does(formatColumnWhere)},
		{Sig: "format_columns(formulas)", Doc: "The same table with how columns are shown, as \"Qty = RED\", \"* = Qty > 9 ? RED : NO_FORMATTING\" of rows, \"Price = Decimal(`0.00`)\"; it is in columns such as Qty__TABLE_STYLE_FORMAT.", Fn: does(formatColumns)},
		{Sig: "format_row_where(cond, formula)", Doc: "The same table with a colour for the rows where a condition holds, in a column __ROW__TABLE_STYLE_FORMAT.", Fn: does(formatRowWhere)},
	}
}

func formatColumns(c *call) (starlark.Value, error) {
	var list texts
	if err := c.Unpack("formulas", &list); err != nil {
		return nil, err
	}
	var formulas []string
	for _, s := range list {
		name, formula, ok := strings.Cut(s, "=")
		if !ok {
			return nil, c.failed(fmt.Errorf("formulas: %q is no format; write \"Qty = RED\"", s))
		}
		f, err := c.format(strings.TrimSpace(name), strings.TrimSpace(formula))
		if err != nil {
			return nil, c.failed(fmt.Errorf("formulas: %w", err))
		}
		formulas = append(formulas, f)
	}
	return c.formatted(formulas)
}

func formatColumnWhere(c *call) (starlark.Value, error) {
	var col, cond, formula string
	if err := c.Unpack("col", &col, "cond", &cond, "formula", &formula); err != nil {
		return nil, err
	}
	f, err := c.format(col, "("+cond+") ? toLong("+formula+") : 0L")
	if err != nil {
		return nil, c.failed(err)
	}
	return c.formatted([]string{f})
}

func formatRowWhere(c *call) (starlark.Value, error) {
	var cond, formula string
	if err := c.Unpack("cond", &cond, "formula", &formula); err != nil {
		return nil, err
	}
	f, err := c.format("*", "("+cond+") ? toLong("+formula+") : 0L")
	if err != nil {
		return nil, c.failed(err)
	}
	return c.formatted([]string{f})
}

// format is the formula of the column that says how one is shown, or with * the rows.
func (c *call) format(name, formula string) (string, error) {
	switch {
	case name == "*":
		name = rowFormat
	case c.self().Position(name) < 0:
		return "", fmt.Errorf("unknown column names [%s], available column names are [%s]", name, strings.Join(fieldNames(c.self().Schema), ", "))
	}
	for call, end := range map[string]string{"Decimal(": numberFormat, "Date(": dateFormatOf} {
		if rest, ok := strings.CutPrefix(formula, call); ok && strings.HasSuffix(rest, ")") {
			return name + end + " = " + strings.TrimSuffix(rest, ")"), nil
		}
	}
	return name + styleFormat + " = replaceIfNull(toLong(" + formula + "), 0L)", nil
}

// formatted is the table with columns that say how it is shown.
func (c *call) formatted(formulas []string) (starlark.Value, error) {
	if len(formulas) == 0 {
		return c.Recv, nil
	}
	env := c.env()
	return c.table(func() (*engine.Table, error) { return c.self().UpdateView(env, formulas...) })
}
