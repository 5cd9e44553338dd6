package flink

import (
	"errors"
	"fmt"
	"strings"

	"starling/engine/plan"
)

var (
	errChanges = errors.New("rows of the table change and go, and which came first or last is not known of them then: take it of a table whose rows only come")
	errBlink   = errors.New("the table is blink: its rows are gone after a cycle, which Flink has not; give kc.consume table_type=kc.TableType.append()")
)

func lastBy(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	return c.oneBy(n, in[0], n.Op.(plan.LastBy).By, "DESC")
}

func firstBy(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	return c.oneBy(n, in[0], n.Op.(plan.FirstBy).By, "ASC")
}

// oneBy is the first or the last row per key. Where there is one anyway it is that.
func (c *compiler) oneBy(n *plan.Node, in *relation, by []plan.Pair, order string) (*relation, error) {
	keys, made := make([]string, len(by)), make([]string, len(by))
	for i, p := range by {
		keys[i], made[i] = old(p), p.New
	}
	from := byPairs(by)
	if len(by) > 0 && in.keyed(keys) {
		return c.relabeled(n, in, from)
	}
	if !in.appends {
		return nil, errChanges
	}
	sqls := make([]string, len(n.Schema))
	for i, f := range n.Schema {
		sqls[i] = ident(from(f.Name))
	}
	r := relation{fields: n.Schema, keys: [][]string{made}}
	return c.view(n, r, selected(n.Schema, sqls, false)+"\nFROM "+ranked(in, keys, order)+"\nWHERE "+ident(rank)+" = 1"), nil
}

// rank is the column of a row's number in its group.
const rank = "$rank"

// ranked is a relation's rows numbered per key by arrival.
func ranked(in *relation, keys []string, order string) string {
	over := "ORDER BY " + ident(arrival) + " " + order
	if len(keys) > 0 {
		over = "PARTITION BY " + idents(keys) + " " + over
	}
	return fmt.Sprintf("(SELECT *, ROW_NUMBER() OVER (%s) AS %s FROM %s)", over, ident(rank), ident(in.name))
}

// old is the column that a pair takes.
func old(p plan.Pair) string {
	if p.Old == "" {
		return p.New
	}
	return p.Old
}

func headBy(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	o := n.Op.(plan.HeadBy)
	if !in[0].appends {
		return nil, errChanges
	}
	r := relation{fields: n.Schema}
	sql := selected(n.Schema, own(n.Schema), false) + "\nFROM " + ranked(in[0], o.By, "ASC") + fmt.Sprintf("\nWHERE %s <= %d", ident(rank), o.Rows)
	return c.view(n, r, sql), nil
}

func head(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	sort, ok := n.In[0].Op.(plan.Sort)
	switch {
	case !ok:
		return nil, errors.New(noOrder)
	case in[0].blink:
		return nil, errBlink
	}
	order := make([]string, len(sort.Keys))
	for i, k := range sort.Keys {
		order[i] = ident(k.Column) + " ASC"
		if k.Descending {
			order[i] = ident(k.Column) + " DESC"
		}
	}
	if !in[0].keyed(sortColumns(sort)) {
		c.warn(n, "which of several rows with the same %s are among the first %d may differ from Starling: sort by a key as well", strings.Join(sortColumns(sort), ", "), n.Op.(plan.Head).Rows)
	}
	r := relation{fields: n.Schema, keys: in[0].keys}
	sql := fmt.Sprintf("%s\nFROM %s\nORDER BY %s\nLIMIT %d", selected(n.Schema, own(n.Schema), false), ident(in[0].name), strings.Join(order, ", "), n.Op.(plan.Head).Rows)
	return c.view(n, r, sql), nil
}

func sortColumns(s plan.Sort) []string {
	out := make([]string, len(s.Keys))
	for i, k := range s.Keys {
		out[i] = k.Column
	}
	return out
}

func naturalJoin(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	o := n.Op.(plan.NaturalJoin)
	left, right := in[0], in[1]
	var on, rightKeys []string
	for _, p := range o.On {
		l, lok := left.typeOf(p.New)
		r, rok := right.typeOf(old(p))
		if !lok || !rok || l != r {
			return nil, fmt.Errorf("the keys %s differ in type", p)
		}
		rightKeys = append(rightKeys, old(p))
		on = append(on, "l."+ident(p.New)+" IS NOT DISTINCT FROM r."+ident(old(p)))
	}
	switch {
	case o.Match != plan.ErrorOnDuplicate:
		return nil, fmt.Errorf("type=%s has no counterpart in Flink SQL", o.Match)
	case left.blink:
		return nil, errBlink
	case !right.keyed(rightKeys):
		return nil, fmt.Errorf("nothing says that the right table has one row per %s, and Flink would take any: give it last_by(%q)", strings.Join(rightKeys, ", "), rightKeys)
	}
	parts := make([]string, len(n.Schema))
	for i, f := range n.Schema {
		if _, ok := left.typeOf(f.Name); ok && i < len(left.fields) {
			parts[i] = "l." + ident(f.Name)
			continue
		}
		from := f.Name
		for _, p := range o.Joins {
			if p.New == f.Name {
				from = old(p)
			}
		}
		if parts[i] = "r." + ident(from); from != f.Name {
			parts[i] += " AS " + ident(f.Name)
		}
	}
	r := relation{fields: n.Schema, keys: left.keys}
	sql := fmt.Sprintf("SELECT %s\nFROM %s AS l LEFT JOIN %s AS r\nON %s", strings.Join(parts, ", "), ident(left.name), ident(right.name), strings.Join(on, " AND "))
	return c.view(n, r, sql), nil
}
