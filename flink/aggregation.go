package flink

import (
	"errors"
	"fmt"
	"strings"

	"starling/engine/column"
	"starling/engine/plan"
)

// aggregate makes an aggregation of a column, and of a column of weights, in SQL.
type aggregate func(a, weight value) (value, error)

// aggregates is THE table of aggregations that go to Flink, by name.
var aggregates = map[string]aggregate{
	"abs_sum":        sumOf("SUM(ABS(%s))"),
	"avg":            ofDoubles("AVG(%s)"),
	"count":          func(value, value) (value, error) { return value{sql: "COUNT(*)", typ: longType}, nil },
	"count_distinct": countDistinct,
	"max":            extremeOf("MAX"),
	"min":            extremeOf("MIN"),
	"std":            spread("STDDEV_SAMP"),
	"sum":            sumOf("SUM(%s)"),
	"var":            spread("VAR_SAMP"),
	"weighted_avg":   weightedAvg,
	"weighted_sum":   weightedSum,
}

// noAggregate is why others do not.
var noAggregate = map[string]string{
	"distinct":     noArrays,
	"formula":      "formulas of all values of a group have no counterpart in Flink SQL",
	"group":        noArrays,
	"median":       "it has no counterpart in Flink SQL that goes on when rows change",
	"partition":    "partitioned tables have no counterpart in Flink SQL",
	"pct":          "it has no counterpart in Flink SQL that goes on when rows change",
	"sorted_first": "it has no rule: sort by arrival, with first",
	"sorted_last":  "it has no rule: sort by arrival, with last",
	"unique":       "it has no rule: use count_distinct and first",
}

// sumOf is a sum: long of whole numbers and booleans, float and double of their own.
func sumOf(format string) aggregate {
	return func(a, _ value) (value, error) {
		t := longType
		switch {
		case floating(a.typ):
			t = a.typ
		case !numeric(a.typ):
			return value{}, fmt.Errorf("of %s it has no counterpart in SQL", a.typ)
		}
		sum := value{sql: fmt.Sprintf(format, a.to(widest(t)).sql), typ: widest(t)}
		return sum.to(t), nil
	}
}

// widest is the type in which sums are made.
func widest(t column.Type) column.Type {
	if t.Kind == column.Float {
		return doubleType
	}
	return t
}

func ofDoubles(format string) aggregate {
	return func(a, _ value) (value, error) {
		if !numeric(a.typ) {
			return value{}, fmt.Errorf("of %s it has no counterpart in SQL", a.typ)
		}
		return value{sql: fmt.Sprintf(format, a.to(doubleType).sql), typ: doubleType}, nil
	}
}

// spread is a measure of how far values are from their mean: of one value it is not a number, where
// SQL has null.
func spread(name string) aggregate {
	return func(a, _ value) (value, error) {
		v, err := ofDoubles(name+"(%s)")(a, value{})
		if err == nil {
			v.sql = fmt.Sprintf("CASE WHEN COUNT(%s) = 1 THEN CAST('NaN' AS DOUBLE) ELSE %s END", a.sql, v.sql)
		}
		return v, err
	}
}

func countDistinct(a, _ value) (value, error) {
	return value{sql: "COUNT(DISTINCT " + a.sql + ")", typ: longType}, nil
}

func extremeOf(name string) aggregate {
	return func(a, _ value) (value, error) {
		if a.typ.Kind == column.Bytes || a.typ.Kind == column.Bool {
			return value{}, fmt.Errorf("of %s it has no counterpart in SQL", a.typ)
		}
		return value{sql: name + "(" + a.sql + ")", typ: a.typ}, nil
	}
}

// weightedSum is the sum of products: long of whole numbers, else double.
func weightedSum(a, w value) (value, error) {
	if !numeric(a.typ) || !numeric(w.typ) {
		return value{}, fmt.Errorf("of %s and %s it has no counterpart in SQL", a.typ, w.typ)
	}
	t := longType
	if floating(a.typ) || floating(w.typ) {
		t = doubleType
	}
	return value{sql: "SUM(" + a.to(t).sql + " * " + w.to(t).sql + ")", typ: t}, nil
}

// weightedAvg is that of the rows in which both are there.
func weightedAvg(a, w value) (value, error) {
	if !numeric(a.typ) || !numeric(w.typ) {
		return value{}, fmt.Errorf("of %s and %s it has no counterpart in SQL", a.typ, w.typ)
	}
	x, y := a.to(doubleType).sql, w.to(doubleType).sql
	return value{sql: fmt.Sprintf("(SUM(%[1]s * %[2]s) / SUM(CASE WHEN %[1]s IS NOT NULL THEN %[2]s END))", x, y), typ: doubleType}, nil
}

func aggBy(c *compiler, n *plan.Node, in []*relation) (*relation, error) {
	o := n.Op.(plan.AggBy)
	switch {
	case len(in) > 1:
		return nil, errors.New("initial_groups have no counterpart in Flink SQL")
	case o.Empty:
		return nil, errors.New("preserve_empty=True has no counterpart in Flink SQL: a key without rows has no row")
	}
	from := in[0]
	sqls := map[string]string{}
	var by, made []string
	for _, p := range o.By {
		sqls[p.New] = ident(old(p))
		by, made = append(by, old(p)), append(made, p.New)
	}
	var wrong []error
	for _, a := range o.Aggs {
		if err := c.aggregation(n, from, a, sqls); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", a.Name, err))
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	out := make([]string, len(n.Schema))
	for i, f := range n.Schema {
		out[i] = sqls[f.Name]
	}
	sql := selected(n.Schema, out, false) + "\nFROM " + ident(from.name)
	r := relation{fields: n.Schema, keys: [][]string{made}}
	if len(by) == 0 {
		c.warn(n, "without by, the one row is there in Flink before any row of the table is")
	} else {
		sql += "\nGROUP BY " + idents(by)
	}
	return c.view(n, r, sql), nil
}

// aggregation makes the columns of one aggregation.
func (c *compiler) aggregation(n *plan.Node, in *relation, a plan.Agg, sqls map[string]string) error {
	make := aggregates[a.Name]
	end := a.Name == "first" || a.Name == "last"
	switch {
	case a.Name == "count_where":
		return countWhere(in, a, sqls)
	case make == nil && !end:
		return errors.New(noAggregate[a.Name])
	case a.Name == "count_distinct" && a.Args.CountNulls:
		return errors.New("count_nulls=True has no counterpart in Flink SQL")
	}
	x := formulas{columns: in.fields}
	var weight value
	if a.Weight != "" {
		var err error
		if weight, err = x.column(a.Weight); err != nil {
			return err
		}
	}
	for _, p := range a.Pairs {
		var v, of value
		var err error
		if a.Name != "count" {
			if of, err = x.column(old(p)); err != nil {
				return err
			}
		}
		if end {
			v, err = endOf(in, a.Name, of)
		} else {
			v, err = make(of, weight)
		}
		if err != nil {
			return err
		}
		for _, f := range n.Schema {
			if f.Name != p.New {
				continue
			}
			if v, err = v.as(f.Type); err != nil {
				return err
			}
		}
		sqls[p.New] = v.sql
	}
	return nil
}

// countWhere counts the rows that pass filters.
func countWhere(in *relation, a plan.Agg, sqls map[string]string) error {
	parts := make([]string, len(a.Filters))
	for i, f := range a.Filters {
		if f.Tree == nil && f.How == plan.Leaf {
			return errors.New("its filters are not known")
		}
		var err error
		if parts[i], err = filter(in.fields, f); err != nil {
			return err
		}
	}
	for _, p := range a.Pairs {
		sqls[p.New] = "COUNT(CASE WHEN " + strings.Join(parts, " AND ") + " THEN 1 END)"
	}
	return nil
}

// column is a column as a value.
func (x *formulas) column(name string) (value, error) {
	for _, f := range x.columns {
		if f.Name == name {
			if _, ok := sqlType(f.Type); !ok {
				return value{}, &unknownColumn{Name: name, Type: f.Type}
			}
			return value{sql: ident(name), typ: f.Type}, nil
		}
	}
	return value{}, fmt.Errorf("there is no column %s", name)
}

// endOf is the value of the first or the last row. What Flink calls so leaves nulls out: a mark before
// the text of the value says that there is one.
func endOf(in *relation, name string, of value) (value, error) {
	if !in.appends {
		return value{}, errChanges
	}
	t, ok := sqlTypes[of.typ.Kind]
	if !ok || of.typ.Kind == column.Bytes {
		return value{}, fmt.Errorf("of %s it has no counterpart in SQL", of.typ)
	}
	text := of.sql
	if of.typ.Kind != column.String {
		text = "CAST(" + of.sql + " AS STRING)"
	}
	got := fmt.Sprintf("%s_VALUE(COALESCE('=' || %s, ''))", strings.ToUpper(name), text)
	inner := fmt.Sprintf("SUBSTRING(NULLIF(%s, '') FROM 2)", got)
	if of.typ.Kind != column.String {
		inner = "CAST(" + inner + " AS " + t + ")"
	}
	return value{sql: inner, typ: of.typ}, nil
}
