package column

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

func TestAppendDouble(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{
		{0, "0.0"},
		{math.Copysign(0, -1), "-0.0"},
		{1, "1.0"},
		{-1.5, "-1.5"},
		{100, "100.0"},
		{0.001, "0.001"},
		{0.00099999, "9.9999E-4"},
		{9999999, "9999999.0"},
		{9999999.5, "9999999.5"},
		{1e7, "1.0E7"},
		{1e10, "1.0E10"},
		{12345678.9, "1.23456789E7"},
		{-2e23, "-2.0E23"},
		{1.0 / 3, "0.3333333333333333"},
		{math.Pi, "3.141592653589793"},
		{math.SmallestNonzeroFloat64, "4.9E-324"},
		{2e-323, "2.0E-323"},
		{math.MaxFloat64, "1.7976931348623157E308"},
		{1e-5, "1.0E-5"},
		{1e100, "1.0E100"},
		{9007199254740993, "9.007199254740992E15"},
		{math.NaN(), "NaN"},
		{math.Inf(1), "Infinity"},
		{math.Inf(-1), "-Infinity"},
	} {
		if got := string(AppendDouble([]byte("x="), c.x)); got != "x="+c.want {
			t.Errorf("AppendDouble(%g) = %s, want x=%s", c.x, got, c.want)
		}
	}
}

func TestAppendFloat(t *testing.T) {
	for _, c := range []struct {
		x    float32
		want string
	}{
		{0, "0.0"},
		{1.1, "1.1"},
		{1e10, "1.0E10"},
		{16777216, "1.6777216E7"},
		{0.1, "0.1"},
		{math.SmallestNonzeroFloat32, "1.4E-45"},
		{math.MaxFloat32, "3.4028235E38"},
		{3.3554432e7, "3.3554432E7"},
		{float32(math.NaN()), "NaN"},
	} {
		if got := string(AppendFloat(nil, c.x)); got != c.want {
			t.Errorf("AppendFloat(%g) = %s, want %s", c.x, got, c.want)
		}
	}
}

// Whatever the bits, the text reads back as the same number and has the shape of Java's.
func TestAppendDoubleReadsBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50000 {
		x := math.Float64frombits(r.Uint64())
		if math.IsNaN(x) || math.IsInf(x, 0) {
			continue
		}
		if r.IntN(2) == 0 {
			x = math.Round(r.NormFloat64()*1e5) / 1000
		}
		s := string(AppendDouble(nil, x))
		back, err := strconv.ParseFloat(s, 64)
		if err != nil || back != x {
			t.Fatalf("%s reads back as %g, %v; want %g", s, back, err, x)
		}
		point := strings.IndexByte(s, '.')
		if point < 0 || s[point+1] < '0' || s[point+1] > '9' {
			t.Fatalf("%s has no digit after the point", s)
		}
		a := math.Abs(x)
		if strings.Contains(s, "E") != (a != 0 && (a < 1e-3 || a >= 1e7)) {
			t.Fatalf("%s: wrong notation", s)
		}
	}
}

func TestAppendInstant(t *testing.T) {
	for nanos, want := range map[int64]string{
		0:                   "1970-01-01T00:00:00Z",
		-1:                  "1969-12-31T23:59:59.999999999Z",
		500_000_000:         "1970-01-01T00:00:00.500Z",
		120_000:             "1970-01-01T00:00:00.000120Z",
		1700000000123456789: "2023-11-14T22:13:20.123456789Z",
		math.MaxInt64:       "2262-04-11T23:47:16.854775807Z",
	} {
		if got := string(AppendInstant(nil, nanos)); got != want {
			t.Errorf("AppendInstant(%d) = %s, want %s", nanos, got, want)
		}
	}
}

func BenchmarkAppendDouble(b *testing.B) {
	var buf []byte
	x := 135.6
	for b.Loop() {
		buf = AppendDouble(buf[:0], x)
	}
}
