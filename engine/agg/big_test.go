package agg

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"starling/engine/column"
)

var bigTypes = []column.Type{column.BigDecimal, column.BigInteger}

// decimalPool has numbers that are equal, of many scales, beyond a long, and a far one.
var decimalPool = []string{"1.50", "1.5", "1.500", "0", "0.00", "0E+3", "-0.01", "1E+3", "1000.0", "12345678901234567890.12", "-9223372036854775808", "1E-40"}

func drawBig(r *rand.Rand, t column.Type) any {
	d := column.NewDecimal(big.NewInt(r.Int64N(400)-200), r.IntN(4)-1)
	switch {
	case r.IntN(5) == 0:
		return nil
	case r.IntN(3) == 0:
		d, _ = column.ParseDecimal(decimalPool[r.IntN(len(decimalPool))])
	}
	if t == column.BigInteger {
		n, _ := d.Int()
		return n
	}
	return d
}

// rat is a number as a fraction.
func rat(x any) *big.Rat {
	d, _ := column.DecimalOf(x)
	r, _ := new(big.Rat).SetString(d.String())
	return r
}

// rounded is r with a scale, halves away from zero.
func rounded(r *big.Rat, scale int) *big.Rat {
	x, _ := new(big.Rat).SetString(r.FloatString(scale))
	return x
}

func decimalOfRat(r *big.Rat, scale int) column.Decimal {
	d, _ := column.ParseDecimal(r.FloatString(scale))
	return d
}

// naiveBig is the named sum, mean or variance.
func naiveBig(name string, t column.Type, vals []any) any {
	n := int64(len(vals))
	if n == 0 || n == 1 && (name == "var" || name == "std") {
		return nil
	}
	sum, squares, scale := new(big.Rat), new(big.Rat), 0
	for _, x := range vals {
		r := rat(x)
		if d, ok := x.(column.Decimal); ok {
			scale = max(scale, d.Scale())
		}
		if name == "abs_sum" {
			r.Abs(r)
		}
		sum.Add(sum, r)
		squares.Add(squares, new(big.Rat).Mul(r, r))
	}
	switch name {
	case "sum", "abs_sum":
		if t == column.BigInteger {
			return sum.Num()
		}
		return decimalOfRat(sum, scale)
	case "avg":
		return decimalOfRat(sum.Quo(sum, big.NewRat(n, 1)), scale)
	}
	mean := rounded(new(big.Rat).Quo(new(big.Rat).Mul(sum, sum), big.NewRat(n, 1)), 2*scale)
	v := rounded(new(big.Rat).Quo(squares.Sub(squares, mean), big.NewRat(n-1, 1)), 2*scale)
	if name == "var" {
		return decimalOfRat(v, 2*scale)
	}
	if v.Sign() == 0 {
		return column.Decimal{}
	}
	f := new(big.Float).SetPrec(2000).SetRat(v)
	text := f.Sqrt(f).Text('f', 40)
	d, _ := column.ParseDecimal(text)
	d, _ = d.Round(stdScale, column.HalfUp)
	return d
}

// The recorded answers of Deephaven.
func TestBigAggregations(t *testing.T) {
	for _, c := range []struct{ name, values, want string }{
		{"sum", "1.50 1E+3 1.5", "1003.00"},
		{"sum", "2E+3", "2000"},
		{"sum", "", "null"},
		{"abs_sum", "1.5 -7.125 2.00 2.00", "12.625"},
		{"avg", "1.50 1E+3 1.5", "334.33"},
		{"avg", "1.5 -7.125 2.00 2.00", "-0.406"},
		{"avg", "0 2E+3", "1000"},
		{"var", "1.50 1E+3 1.5", "332334.0834"},
		{"var", "1.5 -7.125 2.00 2.00", "20.118490"},
		{"var", "1.50 1.50", "0.0000"},
		{"var", "4", "null"},
		{"std", "1.50 1E+3 1.5", "576.4842438437"},
		{"std", "1.5 -7.125 2.00 2.00", "4.4853639763"},
		{"std", "1.50 1.50", "0"},
		{"std", "4", "null"},
		{"std", "0 1E-30 2E-30", "0E-10"},
		{"std", "0 1E+10 2E+10", "10000000000.0000000000"},
		{"min", "1.50 1E+3 1.5", "1.50"},
		{"max", "1.50 1.5 1.500", "1.50"},
		{"median", "1.5 -7.125 2.00 2.00", "2.00"},
		{"unique", "1.50 1.5", "1.50"},
		{"unique", "1.50 1.6", "null"},
		{"count_distinct", "1.50 1.5 2 2.0 3", "3"},
	} {
		d, _ := Lookup(c.name)
		in := bigTypes[:1]
		a, err := d.New(in, Args{Percentile: 0.5, AverageEvenlyDivided: true}, false)
		if err != nil {
			t.Fatal(err)
		}
		v := column.NewVec[any](column.Object)
		for _, s := range strings.Fields(c.values) {
			x, _ := column.ParseDecimal(s)
			v.Append(x)
		}
		a.Grow(1)
		a.Add(make([]int32, v.Len()), []column.Vector{v})
		a.Flush()
		got := "null"
		if a.Result().Type().Kind == column.Long {
			got = big.NewInt(column.Value(a.Result(), 0, column.Cur).(int64)).String()
		} else if x, ok := column.Value(a.Result(), 0, column.Cur).(column.Decimal); ok {
			got = x.String()
		}
		if got != c.want {
			t.Errorf("%s of %s is %s, want %s", c.name, c.values, got, c.want)
		}
	}
	for _, name := range []string{"weighted_avg", "weighted_sum"} {
		d, _ := Lookup(name)
		if _, err := d.Result([]column.Type{column.Of(column.Int), bigTypes[0]}, Args{}); err == nil {
			t.Errorf("%s takes decimals", name)
		}
	}
}

func TestBigSentinel(t *testing.T) {
	for _, c := range []struct {
		typ  column.Type
		x    any
		want string
	}{{bigTypes[0], int64(5), "5"}, {bigTypes[0], 5.5, "5.5"}, {bigTypes[1], int64(-5), "-5"}, {bigTypes[1], 5.5, ""}, {bigTypes[0], "5", ""}} {
		v, err := sentinel(c.typ, c.x)
		switch {
		case c.want == "" && err == nil:
			t.Errorf("%v as %s: %v", c.x, c.typ, v.Any(0))
		case c.want != "" && (err != nil || text(v.Any(0)) != c.want):
			t.Errorf("%v as %s: %v", c.x, c.typ, err)
		}
	}
}

func text(x any) string { return x.(interface{ String() string }).String() }
