package column

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

func dec(s string) Decimal { return must(ParseDecimal(s)) }

// tried is the text of a result or of its error.
func tried(d Decimal, err error) string {
	if err != nil {
		return err.Error()
	}
	return d.String()
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		number string
		scale  int
		want   string
	}{
		{"0", 0, "0"},
		{"0", 2, "0.00"},
		{"12345", 2, "123.45"},
		{"-1", 2, "-0.01"},
		{"1", 6, "0.000001"},
		{"1", 7, "1E-7"},
		{"123", 10, "1.23E-8"},
		{"5", -3, "5E+3"},
		{"-123", -1, "-1.23E+3"},
		{"0", -2, "0E+2"},
		{"0", 7, "0E-7"},
		{"170141183460469231731687303715884105728", 1, "17014118346046923173168730371588410572.8"},
		{"-128", 0, "-128"},
		{"-129", 0, "-129"},
		{"255", 0, "255"},
	} {
		n, _ := new(big.Int).SetString(c.number, 10)
		d := NewDecimal(n, c.scale)
		if d.String() != c.want || d.Number().Cmp(n) != 0 || d.Scale() != c.scale {
			t.Errorf("%s scale %d: %s, want %s", c.number, c.scale, d, c.want)
		}
		if back, err := ParseDecimal(c.want); err != nil || back != d {
			t.Errorf("%s read back: %v %v", c.want, back, err)
		}
	}
	for _, s := range []string{"", "x", " 1", "1 ", "1f", "Infinity", "NaN", "1.2.3", "1e", "1e99999999", ".", "1_0", "1.-2", "0x1"} {
		if d, err := ParseDecimal(s); err == nil {
			t.Errorf("%q: %s", s, d)
		}
	}
	for _, c := range []struct {
		in    string
		scale int
		want  string
	}{{"1.005", 2, "1.01"}, {"-1.005", 2, "-1.01"}, {"1.004", 2, "1.00"}, {"1", 3, "1.000"}, {"15", -1, "2E+1"}, {"0.4", 0, "0"}} {
		d, err := ParseDecimal(c.in)
		if got := must(d.Round(c.scale, HalfUp)).String(); err != nil || got != c.want {
			t.Errorf("%s to %d: %s, want %s", c.in, c.scale, got, c.want)
		}
	}
}

// FuzzDecimal holds the decimals against big.Float's reading of their text.
func FuzzDecimal(f *testing.F) {
	f.Add([]byte{0x30, 0x39}, 2)
	f.Add([]byte{0xff}, 7)
	f.Add([]byte{}, -3)
	f.Fuzz(func(t *testing.T, raw []byte, scale int) {
		if len(raw) > 64 || scale > 200 || scale < -200 {
			return
		}
		d := DecimalOfTwos(raw, scale)
		back, err := ParseDecimal(d.String())
		if err != nil || back != d {
			t.Fatalf("%v read back: %v %v", d, back, err)
		}
		x, ok := new(big.Rat).SetString(d.String())
		y := new(big.Rat).SetInt(d.Number())
		if scale >= 0 {
			y.Quo(y, new(big.Rat).SetInt(tenTo(scale)))
		} else {
			y.Mul(y, new(big.Rat).SetInt(tenTo(-scale)))
		}
		if !ok || x.Cmp(y) != 0 {
			t.Errorf("%v is %v, not %v", d, x, y)
		}
	})
}

// Numbers that would take the memory of all their digits.
func TestHostileDecimals(t *testing.T) {
	for _, s := range []string{"1e999999999", "1e-999999999", "1e99999999999999999999999", "1e10001", strings.Repeat("9", 10_001), "0." + strings.Repeat("0", 10_000)} {
		_, err := ParseDecimal(s)
		if !errors.Is(err, ErrDigits) {
			t.Errorf("%.40s: %v", s, err)
		}
	}
	for _, s := range []string{"1e", "1e+", "1e1.5", "1ee5", "e5", ".", "", "--1", "1_0", "0x10", strings.Repeat("x", 1<<12)} {
		_, err := ParseDecimal(s)
		if !errors.Is(err, ErrNoDecimal) {
			t.Errorf("%.40s: %v", s, err)
		}
	}
	x, err := ParseDecimal("1e10000")
	if err != nil || x.Scale() != -10_000 || x.String() != "1E+10000" || must(x.Round(0, HalfUp)).Number().BitLen() != 33_220 {
		t.Errorf("%v %v", x, err)
	}
}

// The results are those of Java's BigDecimal and of Deephaven's operators.
func TestDecimalArithmetic(t *testing.T) {
	ops := map[string]func(x, y Decimal) (Decimal, error){
		"+": Decimal.Add, "-": Decimal.Sub, "*": Decimal.Mul, "/": Decimal.Quo, "%": Decimal.Rem,
		"divide": Decimal.QuoExact, "whole": Decimal.QuoWhole,
	}
	for _, c := range []struct{ x, op, y, want string }{
		{"1.50", "+", "3", "4.50"},
		{"1E+3", "+", "7", "1007"},
		{"1E+3", "+", "1E+5", "1.01E+5"},
		{"9223372036854775807", "+", "1", "9223372036854775808"},
		{"-9223372036854775808", "+", "-1", "-9223372036854775809"},
		{"1.5", "-", "0.250", "1.250"},
		{"0.00", "-", "1E-9", "-1E-9"},
		{"-7.125", "*", "2.5", "-17.8125"},
		{"1E+3", "*", "7", "7E+3"},
		{"0.00", "*", "1E-9", "0E-11"},
		{"12345678901234567890", "*", "-98765432109876543210", "-1219326311370217952237463801111263526900"},
		{"4294967296", "*", "2147483648", "9223372036854775808"},
		{"1.50", "/", "3", "0.50000000"},
		{"1", "/", "3", "0.33333333"},
		{"-2", "/", "3", "-0.66666667"},
		{"0.000000005", "/", "1", "5E-9"},
		{"0.00000001", "/", "0.000000000000001", "10000000.000000000000000"},
		{"1", "/", "3.0000000000", "0.3333333333"},
		{"1E+3", "/", "7", "142.85714286"},
		{"0", "/", "5", "0E-8"},
		{"1", "/", "0.00", "/ by zero"},
		{"0", "%", "0", "/ by zero"},
		{"1", "divide", "0", "/ by zero"},
		{"1", "whole", "0", "/ by zero"},
		{"1E+3", "%", "5", "0E+2"},
		{"1E+3", "%", "7", "6"},
		{"0.00", "%", "1E-9", "0.00"},
		{"-7.5", "%", "2", "-1.5"},
		{"7", "%", "2.50", "2.00"},
		{"1.5", "%", "0.250", "0.000"},
		{"1E+3", "%", "2.25", "1.00"},
		{"1.5", "%", "3", "1.5"},
		{"1.50", "whole", "3", "0.00"},
		{"0.00", "whole", "1E-9", "0E+7"},
		{"-7.125", "whole", "2.5", "-2.00"},
		{"1E+3", "whole", "7", "142"},
		{"1", "divide", "3", errEndless.Error()},
		{"1", "divide", "8", "0.125"},
		{"1.50", "divide", "3", "0.50"},
		{"6.00", "divide", "2", "3.00"},
		{"1", "divide", "1E+3", "0.001"},
		{"0", "divide", "7", "0"},
		{"-1", "divide", "3125", "-0.00032"},
		{"1E+9999", "+", "1E-9999", ErrDigits.Error()},
		{"1E+9999", "-", "1", "9" + strings.Repeat("9", 9998)},
		{"1E+10000", "+", "0E-10000", ErrDigits.Error()},
		{"1E+9999", "*", "1E+9999", "1E+19998"},
		{"1E+9999", "/", "1E-9999", ErrDigits.Error()},
		{"1E-9999", "/", "1E+9999", "0E-9999"},
		{strings.Repeat("9", 6000), "*", strings.Repeat("9", 6000), ErrDigits.Error()},
	} {
		if got := tried(ops[c.op](dec(c.x), dec(c.y))); got != c.want {
			t.Errorf("%.30s %s %.30s = %.60s, want %.60s", c.x, c.op, c.y, got, c.want)
		}
	}
}

func TestDecimalRounding(t *testing.T) {
	want := map[Rounding]string{
		RoundUp: "2 2 -2 -2 2", RoundDown: "1 1 -1 -1 1", Ceiling: "2 2 -1 -1 2", Floor: "1 1 -2 -2 1",
		HalfUp: "2 1 -2 -1 2", HalfDown: "1 1 -1 -1 2", HalfEven: "2 1 -2 -1 2",
	}
	for m, w := range want {
		var got []string
		for _, s := range []string{"1.5", "1.4", "-1.50", "-1.4", "1.51"} {
			got = append(got, tried(dec(s).Round(0, m)))
		}
		if g := strings.Join(got, " "); g != w {
			t.Errorf("%s: %s, want %s", m, g, w)
		}
		if back, ok := RoundingOf(m.String()); !ok || back != m {
			t.Errorf("%s: %v", m, back)
		}
	}
	for _, c := range []struct{ got, want string }{
		{tried(dec("1.50").Round(1, Unnecessary)), "1.5"},
		{tried(dec("1.55").Round(1, Unnecessary)), errRounding.Error()},
		{tried(dec("2.5").Round(0, HalfEven)), "2"},
		{tried(dec("1.5").Round(-2, HalfUp)), "0E+2"},
		{tried(dec("950").Round(-2, HalfUp)), "1.0E+3"},
		{tried(dec("1E-9999").Round(0, Ceiling)), "1"},
		{tried(dec("1").Round(20_001, HalfUp)), ErrDigits.Error()},
		{tried(dec("9.99").Precise(2, HalfUp)), "10"},
		{tried(dec("1.50").Precise(0, HalfUp)), "1.50"},
		{tried(dec("-7.125").Precise(2, HalfUp)), "-7.1"},
		{tried(dec("2").Pow(10)), "1024"},
		{tried(dec("-1.5").Pow(3)), "-3.375"},
		{tried(dec("1.5").Pow(0)), "1"},
		{tried(dec("2").Pow(-1)), errExponent.Error()},
		{tried(dec("10").Pow(99_999)), ErrDigits.Error()},
		{tried(dec("-1").Pow(999_999_999)), "-1"},
		{dec("934").Root(10).String(), "30.5614135799"},
		{dec("1E-60").Root(10).String(), "0E-10"},
		{dec("4").Root(2).String(), "2.00"},
		{must(dec("1E+3").Plain()), "1000"},
		{must(dec("-1E-9").Plain()), "-0.000000001"},
		{must(dec("0E+5").Plain()), "0"},
		{must(dec("0.00").Plain()), "0.00"},
	} {
		if c.got != c.want {
			t.Errorf("%.50s, want %s", c.got, c.want)
		}
	}
	if _, err := NewDecimal(big.NewInt(1), 1<<30).Plain(); !errors.Is(err, ErrDigits) {
		t.Error(err)
	}
}

func TestDecimalConversions(t *testing.T) {
	for _, c := range []struct {
		in     string
		long   int64
		double float64
	}{
		{"1.50", 1, 1.5},
		{"-7.99", -7, -7.99},
		{"1E+3", 1000, 1000},
		{"12345678901234567890.123456789", -6101065172474983726, 12345678901234567890.123456789},
		{"1E+400", 0, math.Inf(1)},
		{"9223372036854775808", -1 << 63, 1 << 63},
		{"0.1", 0, 0.1},
		{"1E-9999", 0, 0},
		{"18446744073709551617", 1, 1 << 64},
		{"-18446744073709551617", -1, -1 << 64},
	} {
		if d := dec(c.in); d.Long() != c.long || d.Float64() != c.double || d.Float32() != float32(c.double) {
			t.Errorf("%s: %d %v %v", c.in, d.Long(), d.Float64(), d.Float32())
		}
	}
}

// decimals of many sizes, scales and signs, some of them equal.
func someDecimals(r *rand.Rand) []Decimal {
	var all []Decimal
	for range 300 {
		n := big.NewInt(r.Int64N(2000) - 1000)
		switch r.IntN(4) {
		case 0:
			n.Mul(n, tenTo(r.IntN(40)))
		case 1:
			n.SetInt64(r.Int64() - r.Int64())
		}
		all = append(all, NewDecimal(n, r.IntN(30)-10))
	}
	return all
}

// Order, keys and order keys agree with rational numbers.
func TestDecimalOrder(t *testing.T) {
	rat := func(d Decimal) *big.Rat {
		x, _ := new(big.Rat).SetString(d.String())
		return x
	}
	all := someDecimals(rand.New(rand.NewPCG(1, 2)))
	for _, x := range all {
		kx, _ := Key(x)
		ox := string(decimalOrder.Append(nil, x))
		if back := decimalOrder.Value(ox); back != any(x) {
			t.Fatalf("%s: %v back from its order key", x, back)
		}
		for _, y := range all {
			c := rat(x).Cmp(rat(y))
			ky, _ := Key(y)
			oy := string(decimalOrder.Append(nil, y))
			switch {
			case x.Cmp(y) != c:
				t.Fatalf("%s to %s: %d, want %d", x, y, x.Cmp(y), c)
			case (kx == ky) != (c == 0):
				t.Fatalf("keys of %s and %s: %v %v", x, y, kx, ky)
			case strings.Compare(decimalOrder.Same(ox), decimalOrder.Same(oy)) != c:
				t.Fatalf("order keys of %s and %s: %s %s", x, y, ox, oy)
			}
		}
	}
	slices.SortFunc(all, Decimal.Cmp)
	far := []Decimal{NewDecimal(big.NewInt(-1), -1<<30), NewDecimal(big.NewInt(-1), 1<<30), {}, NewDecimal(big.NewInt(1), 1<<30), NewDecimal(big.NewInt(1), -1<<30)}
	if !slices.IsSortedFunc(far, Decimal.Cmp) {
		t.Error("scales far apart")
	}
	x, y, z := dec("1.50"), dec("1.5"), dec("-9876543210123.75")
	if n := testing.AllocsPerRun(100, func() { x.Cmp(y); z.Cmp(x) }); n > 0 {
		t.Errorf("%v allocations to compare", n)
	}
}

// FuzzDecimalMath holds sums, products and quotients against rational numbers.
func FuzzDecimalMath(f *testing.F) {
	f.Add("1.50", "3")
	f.Add("-7E+5", "0.0025")
	f.Fuzz(func(t *testing.T, s, u string) {
		x, errX := ParseDecimal(s)
		y, errY := ParseDecimal(u)
		if errX != nil || errY != nil || len(s)+len(u) > 200 || max(x.Scale(), y.Scale()) > 300 || min(x.Scale(), y.Scale()) < -300 {
			return
		}
		a, _ := new(big.Rat).SetString(x.String())
		b, _ := new(big.Rat).SetString(y.String())
		same := func(op string, d Decimal, want *big.Rat) {
			if got, ok := new(big.Rat).SetString(d.String()); !ok || got.Cmp(want) != 0 {
				t.Errorf("%s %s %s = %s, want %s", x, op, y, d, want)
			}
		}
		same("+", must(x.Add(y)), new(big.Rat).Add(a, b))
		same("*", must(x.Mul(y)), new(big.Rat).Mul(a, b))
		if y.Sign() == 0 {
			return
		}
		q, r := must(x.QuoWhole(y)), must(x.Rem(y))
		same("whole", must(must(q.Mul(y)).Add(r)), a)
		if r.Abs().Cmp(y.Abs()) >= 0 || r.Sign()*x.Sign() < 0 {
			t.Errorf("%s %% %s = %s", x, y, r)
		}
		if d, err := x.QuoExact(y); err == nil {
			same("divide", d, new(big.Rat).Quo(a, b))
		}
		if x.Strip().Cmp(x) != 0 {
			t.Errorf("%s stripped is %s", x, x.Strip())
		}
	})
}
