package expr

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"starling/engine/column"
)

// eval gives the value of a random formula in a row, one row at a time, written without
// the kernels: nil is null.
type eval func(row int) (any, error)

// maker makes random formulas over the columns of a world, each with its eval.
type maker struct {
	r *rand.Rand
	w *world
}

var errExpected = errors.New("error")

func (m *maker) make(t column.Kind, depth int) (string, eval) {
	if depth == 0 || m.r.IntN(6) == 0 {
		return m.leaf(t)
	}
	if m.r.IntN(5) == 0 {
		return m.cond(t, depth-1)
	}
	switch t {
	case column.Bool:
		return m.boolean(depth - 1)
	case column.String:
		return m.text(depth - 1)
	}
	return m.number(t, depth-1)
}

func (m *maker) leaf(t column.Kind) (string, eval) {
	col := map[column.Kind]string{column.Int: "I", column.Long: "L", column.Double: "D", column.Bool: "B", column.String: "S"}[t]
	if m.r.IntN(2) == 0 {
		return col, func(row int) (any, error) { return m.w.cols[col].Any(row), nil }
	}
	var lit string
	var v any
	switch n := m.r.IntN(5) - 2; t {
	case column.Int:
		lit, v = fmt.Sprint("(", n, ")"), int32(n)
	case column.Long:
		lit, v = fmt.Sprint("(", n, "L)"), int64(n)
	case column.Double:
		lit, v = fmt.Sprint("(", n, ".5)"), math.Copysign(math.Abs(float64(n))+0.5, float64(n))
		if n == 0 {
			v = 0.5
		}
	case column.Bool:
		lit, v = fmt.Sprint(n > 0), n > 0
	default:
		lit, v = "`A`", "A"
	}
	return lit, func(int) (any, error) { return v, nil }
}

func (m *maker) cond(t column.Kind, depth int) (string, eval) {
	a, fa := m.make(column.Bool, depth)
	b, fb := m.make(t, depth)
	c, fc := m.make(t, depth)
	return "(" + a + " ? " + b + " : " + c + ")", func(row int) (any, error) {
		k, err := fa(row)
		switch {
		case err != nil:
			return nil, err
		case k == nil:
			return nil, errExpected
		case k.(bool):
			return fb(row)
		}
		return fc(row)
	}
}

// numbers are the kinds of arithmetic, narrow to wide.
var numbers = []column.Kind{column.Int, column.Long, column.Double}

func (m *maker) number(t column.Kind, depth int) (string, eval) {
	if m.r.IntN(6) == 0 { // a cast
		from := numbers[m.r.IntN(3)]
		s, f := m.make(from, depth)
		return "((" + typeName(column.Of(t)) + ") " + s + ")", func(row int) (any, error) {
			x, err := f(row)
			return convert(x, t), err
		}
	}
	op := []string{"+", "-", "*", "%"}[m.r.IntN(4)]
	if t == column.Double && m.r.IntN(3) == 0 {
		op = "/"
	}
	ta, tb := t, t
	if k := m.r.IntN(len(numbers)); numbers[k] < t {
		if m.r.IntN(2) == 0 {
			ta = numbers[k]
		} else {
			tb = numbers[k]
		}
	}
	a, fa := m.make(ta, depth)
	b, fb := m.make(tb, depth)
	return "(" + a + " " + op + " " + b + ")", func(row int) (any, error) {
		x, err1 := fa(row)
		y, err2 := fb(row)
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		return arithmeticOf(op, t, convert(x, t), convert(y, t))
	}
}

func arithmeticOf(op string, t column.Kind, x, y any) (any, error) {
	if x == nil || y == nil {
		return nil, nil
	}
	switch t {
	case column.Int:
		r, err := wholeOp(op, int64(x.(int32)), int64(y.(int32)))
		return nullable(int32(r), column.NullInt), err
	case column.Long:
		r, err := wholeOp(op, x.(int64), y.(int64))
		return nullable(r, column.NullLong), err
	}
	a, b := x.(float64), y.(float64)
	r := map[string]float64{"+": a + b, "-": a - b, "*": a * b, "/": a / b, "%": math.Mod(a, b)}[op]
	return nullable(r, column.NullDouble), nil
}

func wholeOp(op string, x, y int64) (int64, error) {
	switch op {
	case "+":
		return x + y, nil
	case "-":
		return x - y, nil
	case "*":
		return x * y, nil
	}
	if y == 0 {
		return 0, errExpected
	}
	return x % y, nil
}

func convert(x any, t column.Kind) any {
	if x == nil {
		return nil
	}
	var f float64
	var n int64
	switch x := x.(type) {
	case int32:
		f, n = float64(x), int64(x)
	case int64:
		f, n = float64(x), x
	case float64:
		f = x
		switch {
		case t == column.Int && x >= math.MaxInt32:
			n = math.MaxInt32
		case t == column.Int && x <= math.MinInt32:
			n = math.MinInt32
		case x >= math.MaxInt64:
			n = math.MaxInt64
		case x <= math.MinInt64:
			n = math.MinInt64
		case x == x:
			n = int64(x)
		}
	}
	switch t {
	case column.Int:
		return nullable(int32(n), column.NullInt)
	case column.Long:
		return nullable(n, column.NullLong)
	}
	return nullable(f, column.NullDouble)
}

func (m *maker) boolean(depth int) (string, eval) {
	switch m.r.IntN(4) {
	case 0:
		s, f := m.make(column.Bool, depth)
		return "(!" + s + ")", func(row int) (any, error) {
			x, err := f(row)
			if x == nil || err != nil {
				return nil, err
			}
			return !x.(bool), nil
		}
	case 1:
		return m.shortCircuit(depth)
	case 2:
		t := []column.Kind{column.Int, column.Double, column.String, column.Bool}[m.r.IntN(4)]
		s, f := m.make(t, depth)
		return "isNull(" + s + ")", func(row int) (any, error) {
			x, err := f(row)
			return x == nil, err
		}
	}
	ops := []string{"==", "!=", "<", "<=", ">", ">="}
	op := ops[m.r.IntN(6)]
	ta := []column.Kind{column.Int, column.Long, column.Double, column.String}[m.r.IntN(4)]
	tb := ta
	if ta != column.String {
		tb = numbers[m.r.IntN(3)]
	}
	a, fa := m.make(ta, depth)
	b, fb := m.make(tb, depth)
	return "(" + a + " " + op + " " + b + ")", func(row int) (any, error) {
		x, err1 := fa(row)
		y, err2 := fb(row)
		return compareValues(op, x, y), errors.Join(err1, err2)
	}
}

func (m *maker) shortCircuit(depth int) (string, eval) {
	op := []string{"&&", "||"}[m.r.IntN(2)]
	a, fa := m.make(column.Bool, depth)
	b, fb := m.make(column.Bool, depth)
	return "(" + a + " " + op + " " + b + ")", func(row int) (any, error) {
		x, err := fa(row)
		if err != nil || x == nil {
			return nil, errors.Join(err, errExpected)
		}
		if x.(bool) == (op == "||") {
			return x, nil
		}
		y, err := fb(row)
		if err != nil || y == nil {
			return nil, errors.Join(err, errExpected)
		}
		return y, nil
	}
}

// compareValues is x op y with null lowest; numbers of two kinds meet in the wider.
func compareValues(op string, x, y any) bool {
	var lt, eq, nan bool
	switch {
	case x == nil || y == nil:
		lt, eq = x == nil && y != nil, x == nil && y == nil
		f, ok := x.(float64)
		if y != nil {
			f, ok = y.(float64)
		}
		nan = ok && f != f
	default:
		switch a := x.(type) {
		case string:
			lt, eq = column.CompareText(a, y.(string)) < 0, a == y.(string)
		default:
			_, fx := x.(float64)
			_, fy := y.(float64)
			if fx || fy {
				p, q := convert(x, column.Double).(float64), convert(y, column.Double).(float64)
				lt, eq, nan = p < q, p == q, p != p || q != q
			} else {
				p, q := convert(x, column.Long).(int64), convert(y, column.Long).(int64)
				lt, eq = p < q, p == q
			}
		}
	}
	if nan {
		return op == "!="
	}
	return map[string]bool{"==": eq, "!=": !eq, "<": lt, "<=": lt || eq, ">": !lt && !eq, ">=": !lt}[op]
}

func (m *maker) text(depth int) (string, eval) {
	a, fa := m.make(column.String, depth)
	b, fb := m.make([]column.Kind{column.String, column.Int, column.Bool}[m.r.IntN(3)], depth)
	return "(" + a + " + " + b + ")", func(row int) (any, error) {
		x, err1 := fa(row)
		y, err2 := fb(row)
		return text(x) + text(y), errors.Join(err1, err2)
	}
}

func text(x any) string {
	if x == nil {
		return "null"
	}
	return fmt.Sprint(x)
}

// Random formulas agree with the evaluation of one row at a time, in one page and in
// pages of one row; an error names the first row that has one.
func TestRandomFormulas(t *testing.T) {
	for seed := range uint64(20_000) {
		m := &maker{rand.New(rand.NewPCG(seed, 1)), newWorld()}
		kind := []column.Kind{column.Int, column.Long, column.Double, column.Bool, column.String}[m.r.IntN(5)]
		src, f := m.make(kind, 4)
		formula, err := Compile(src, m.w, nil)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		want, failed := make([]string, m.w.n), map[int]bool{}
		for row := range want {
			x, err := f(row)
			if err != nil {
				failed[row] = true
			}
			want[row] = fmt.Sprint(x)
		}
		out := column.NewVector(formula.Type)
		e := formula.NewEval()
		err = e.Run(m.w.input(formula), out)
		var row *RowError
		switch {
		case err != nil && (!errors.As(err, &row) || !failed[row.Index]):
			t.Fatalf("seed %d: %s: %v, expected errors in %v", seed, src, err, failed)
		case err == nil && len(failed) > 0:
			t.Fatalf("seed %d: %s: no error, expected one in %v", seed, src, failed)
		case err != nil:
			continue
		}
		got := make([]string, out.Len())
		for i := range got {
			got[i] = fmt.Sprint(out.Any(i))
		}
		if strings.Join(got, ",") != strings.Join(want, ",") {
			t.Fatalf("seed %d: %s\n got %v\nwant %v", seed, src, got, want)
		}
	}
}
