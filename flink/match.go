package flink

import (
	"fmt"
	"strings"

	"starling/engine/column"
	"starling/engine/expr"
)

// match is Column in A, B and the like.
func (x *formulas) match(n *expr.Match) (value, error) {
	if n.Includes {
		return value{}, fmt.Errorf("includes has no counterpart in SQL")
	}
	c, err := x.name(&expr.Name{At: n.At, Name: n.Column})
	if err != nil {
		return c, err
	}
	var is []string
	for _, node := range n.Values {
		vs, err := x.items(node)
		if err != nil {
			return value{}, err
		}
		for _, v := range vs {
			if n.Fold && c.typ.Kind == column.String {
				is = append(is, "UPPER("+c.sql+") IS NOT DISTINCT FROM UPPER("+v.sql+")")
				continue
			}
			eq, err := compare("==", c, v)
			if err != nil {
				return value{}, err
			}
			is = append(is, eq.sql)
		}
	}
	if len(is) == 0 {
		is = []string{"FALSE"}
	}
	sql := "(" + strings.Join(is, " OR ") + ")"
	if n.Not {
		sql = "(NOT " + sql + ")"
	}
	return value{sql: sql, typ: boolType, sure: true}, nil
}

// items is the values of one item of a match: several of a list of the script.
func (x *formulas) items(n expr.Node) ([]value, error) {
	name, ok := n.(*expr.Name)
	if !ok {
		v, err := x.compile(n)
		return []value{v}, err
	}
	of, ok := x.names[name.Name]
	list, many := of.Const.([]any)
	if !ok || of.Script || !many {
		v, err := x.name(name)
		return []value{v}, err
	}
	var out []value
	for _, c := range list {
		if c == nil {
			out = append(out, value{sql: "NULL", null: true})
			continue
		}
		sql, ok := literal(of.Type, c)
		if !ok {
			return nil, fmt.Errorf("%s of the script has a %s, which SQL has not", name.Name, of.Type)
		}
		out = append(out, value{sql: sql, typ: of.Type, sure: true})
	}
	return out, nil
}
