package enginetest

import (
	"fmt"
	"math"

	"starling/engine/column"
)

// formula is a formula and what it gives, by the rows of a table and a position.
type formula struct {
	text string
	typ  column.Type
	eval func(r *Rel, i int) any
}

// failure is what a formula gives for a row that fails its table.
type failure string

func (f failure) Error() string { return string(f) }

// drawFormula draws a formula of one of the columns.
func drawFormula(d *Draw, fields []column.Field) formula {
	f := fields[d.IntN(len(fields))]
	col := func(r *Rel, i int) any { return r.Rows[i][r.at(f.Name)[0]] }
	switch k := f.Type.Kind; {
	case d.IntN(3) == 0:
		return formula{f.Name, f.Type, col}
	case k == column.Int && d.IntN(6) == 0:
		return formula{"7 % " + f.Name, f.Type, func(r *Rel, i int) any {
			x, ok := col(r, i).(int32)
			switch {
			case !ok:
				return nil
			case x == 0:
				return failure("7 % 0")
			}
			return 7 % x
		}}
	case k == column.Int:
		return formula{f.Name + " + 1", f.Type, func(r *Rel, i int) any {
			x, ok := col(r, i).(int32)
			if !ok || x+1 == math.MinInt32 {
				return nil
			}
			return x + 1
		}}
	case k == column.Long:
		return formula{f.Name + " * 2L", f.Type, func(r *Rel, i int) any {
			x, ok := col(r, i).(int64)
			if !ok {
				return nil
			}
			return long(x * 2)
		}}
	case k == column.Double:
		return formula{f.Name + " > 1.0 ? " + f.Name + " : 0.5", f.Type, func(r *Rel, i int) any {
			if x, ok := col(r, i).(float64); ok && x > 1 {
				return x
			}
			return 0.5
		}}
	case ordered(f.Type) && len(literals(k)) > 0:
		b := drawTest(d, f)
		return formula{b.text, column.Of(column.Bool), func(r *Rel, i int) any { return b.holds(col(r, i)) }}
	}
	return formula{f.Name, f.Type, col}
}

// drawPositional draws a formula of the row's place in its table.
func drawPositional(d *Draw, fields []column.Field) formula {
	f := fields[d.IntN(len(fields))]
	if d.IntN(2) == 0 {
		return formula{"ii", column.Of(column.Long), func(_ *Rel, i int) any { return int64(i) }}
	}
	return formula{f.Name + "_[i - 1]", f.Type, func(r *Rel, i int) any {
		if i == 0 {
			return nil
		}
		return r.Rows[i-1][r.at(f.Name)[0]]
	}}
}

// test is a boolean formula of one column.
type test struct {
	text  string
	holds func(x any) bool
}

// literal is a value and how a formula writes it.
type literal struct {
	text  string
	value any
}

func literals(k column.Kind) []literal {
	switch k {
	case column.Int:
		return []literal{{"1", int32(1)}, {"2", int32(2)}, {"0", int32(0)}}
	case column.Long:
		return []literal{{"1L", int64(1)}, {"2", int64(2)}, {"0", int64(0)}}
	case column.Double:
		return []literal{{"0.1", 0.1}, {"2.5", 2.5}, {"0.0", 0.0}}
	case column.String:
		return []literal{{"`a`", "a"}, {"``", ""}, {"`Ω`", "Ω"}}
	}
	return nil
}

// drawTest draws a test of column f, of a kind that has literals.
func drawTest(d *Draw, f column.Field) test {
	lits := literals(f.Type.Kind)
	l := lits[d.IntN(len(lits))]
	if d.IntN(4) == 0 {
		m := lits[d.IntN(len(lits))]
		return test{fmt.Sprintf("%s == %s || %s == %s", f.Name, l.text, f.Name, m.text), func(x any) bool { return equals(x, l.value) || equals(x, m.value) }}
	}
	op := []string{"==", "!=", "<", "<=", ">", ">="}[d.IntN(6)]
	return test{f.Name + " " + op + " " + l.text, func(x any) bool { return relates(x, op, l.value) }}
}

func equals(x, y any) bool { return relates(x, "==", y) }

// relates is Java's comparison: null is below all else, NaN unequal to all and nowhere.
func relates(x any, op string, y any) bool {
	if v, ok := x.(float64); ok && v != v {
		return op == "!="
	}
	c := compare(x, y)
	switch op {
	case "==":
		return c == 0
	case "!=":
		return c != 0
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	}
	return c >= 0
}
