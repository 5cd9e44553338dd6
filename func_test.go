package starling_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"starling"
)

// writer is what a script prints, for a test that looks while it runs.
type writer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write keeps b.
func (w *writer) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(b)
}

func (w *writer) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

// functions are Go functions of every form; the tests call each.
var functions = map[string]any{
	"half":    func(x float64) float64 { return x / 2 },
	"squares": func(x, y float64) float64 { return x*x + y*y },
	"twice":   func(x int64) int64 { return 2 * x },
	"add":     func(x, y int64) int64 { return x + y },
	"shout":   strings.ToUpper,
	"join":    func(x, y string) string { return x + "-" + y },
	"length":  func(x string) int64 { return int64(len(x)) },
	"long":    func(x string) bool { return len(x) > 1 },
	"tiny":    func(x int8) int16 { return 2 * int16(x) },
	"orElse":  func(x *float64, y float64) float64 { return map[bool]float64{true: y}[x == nil] },
	"next":    func(x time.Time) time.Time { return x.Add(time.Hour) },
	"wait":    func(x time.Duration) time.Duration { return 2 * x },
	"bigger":  func(x *big.Int) *big.Int { return new(big.Int).Mul(x, x) },
	"raw":     func(x []byte) []byte { return bytes.ToUpper(x) },
	"parts":   func(x string) ([]string, error) { return strings.Split(x, "/"), nil },
	"total":   func(xs []int64) int64 { return xs[0] + xs[len(xs)-1] },
	"maybe":   func(x int64) *int64 { return map[bool]*int64{true: &x}[x > 1] },
	"columns": func(x, y []float64) []float64 { return each(x, func(i int) float64 { return x[i] + y[i] }) },
	"texts":   func(x []string) ([]string, error) { return each(x, func(i int) string { return x[i] + "!" }), nil },
	"flags":   func(x []int64) []bool { return each(x, func(i int) bool { return x[i] > 1 }) },
	"seven":   func() int64 { return 7 },
}

func each[A, B any](xs []A, f func(i int) B) []B {
	out := make([]B, len(xs))
	for i := range xs {
		out[i] = f(i)
	}
	return out
}

func withFunctions(t *testing.T, cfg starling.Config) *starling.Session {
	t.Helper()
	s := open(t, cfg)
	for name, f := range functions {
		noErr(t, s.Func(name, f))
	}
	return s
}

// TestFuncInScripts: scripts call Go functions with their own values.
func TestFuncInScripts(t *testing.T) {
	var out writer
	s := withFunctions(t, starling.Config{Stdout: &out})
	noErr(t, s.Run(limited(t), `
from datetime import timedelta
print(half(3), squares(3, 4), twice(4), add(True, 2), shout("abc"), join("a", "b"), length("abc"), long("a"), tiny(5), seven())
print(orElse(None, 2), half(None), wait(timedelta(seconds=2)), raw(b"x"), bigger(2**40), parts("a/b"), total([1, 2, 3]), maybe(1), maybe(2))
print(columns(1, 2), texts("a"), flags(2), list(map(half, [1, 2])), callable(half), half, half.__name__)
`))
	want := `1.5 25.0 8 3 ABC a-b 3 False 10 7
2.0 None PT4S b'X' 1208925819614629174706176 ['a', 'b'] 4 None 2
3.0 a! True [0.5, 1.0] True <built-in function half> half
`
	if out.String() != want {
		t.Errorf("printed\n%s, want\n%s", out.String(), want)
	}
}

// TestFuncInFormulas: formulas call them by column, for many pages; a row with a null gives null
// without a call, but where the parameter is a pointer.
func TestFuncInFormulas(t *testing.T) {
	s := withFunctions(t, starling.Config{})
	noErr(t, s.Run(limited(t), `
from deephaven import empty_table
n = empty_table(10000).update(["N = ii % 3 == 2 ? NULL_LONG : ii", "D = (double) N", "T = ii % 3 == 2 ? null : `+"`t` + ii"+`", "I = (int) N", "By = (byte) 3", "Then = '1970-01-01T00:00:00Z'", "Took = 'PT2S'", "Bi = java.math.BigInteger.valueOf(12)"])
t = n.update(["Half = half(I)", "Hypot = squares(D, 2)", "Twice = twice(N)", "Add = add(I, N)", "Shout = shout(T)", "Join = join(T, T)", "Long = long(T)",
    "Tiny = tiny(By)", "OrElse = orElse(D, 1.5)", "Maybe = maybe(N)", "Columns = columns(D, I)", "Texts = texts(T)", "Flags = flags(N)", "Seven = seven()",
    "Parts = parts(T)", "At = next(Then)", "Wait = wait(Took)", "Bigger = bigger(Bi)", "Null = half(null)"])
w = t.where("half(N) < 3").where("N != null").where("long(T)")
total = n.where("N != null").view("N").head(4).group_by().update("Sum = total(N)")
`))
	type result struct {
		N, Twice, Add, Maybe       *int64
		Half, Hypot, Columns, Null *float64
		OrElse                     float64
		Shout, Join, Texts         *string
		Long, Flags                *bool
		Tiny                       int16
		Seven                      int64
		Parts                      []string
		At                         time.Time
		Wait                       time.Duration
		Bigger                     *big.Int
	}
	rows := must(starling.Rows[result](must(s.Table("t"))(t)))(t)
	if len(rows) != 10000 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, got := range rows {
		n := int64(i)
		want := result{Tiny: 6, Seven: 7, At: time.Unix(3600, 0).UTC(), OrElse: 1.5, Wait: 4 * time.Second, Bigger: big.NewInt(144)}
		if i%3 != 2 {
			d, text := float64(i), fmt.Sprint("t", i)
			want = result{
				N: &n, Twice: ptr(2 * n), Add: ptr(2 * n), Half: ptr(d / 2), Hypot: ptr(d*d + 4), Columns: ptr(2 * d),
				Shout: ptr(strings.ToUpper(text)), Join: ptr(text + "-" + text), Texts: ptr(text + "!"), Long: ptr(true), Flags: ptr(n > 1),
				Tiny: 6, Seven: 7, At: want.At, Wait: want.Wait, Bigger: want.Bigger, Parts: []string{text},
			}
			if n > 1 {
				want.Maybe = &n
			}
		}
		if got, want := string(must(json.Marshal(got))(t)), string(must(json.Marshal(want))(t)); got != want {
			t.Fatalf("row %d is\n%s, want\n%s", i, got, want)
		}
	}
	if n := must(s.Table("w"))(t).Size(); n != 4 {
		t.Errorf("the filter has %d rows of 4", n)
	}
	type sum struct{ Sum int64 }
	if got := must(starling.Rows[sum](must(s.Table("total"))(t)))(t); got[0].Sum != 4 {
		t.Errorf("the function of a group gave %v", got)
	}
}

var errOdd = errors.New("odd")

// TestFuncFails: an error and a panic of a Go function are those of the script that calls it, and fail
// the table whose formula does, with the place and the cause.
func TestFuncFails(t *testing.T) {
	s := open(t, starling.Config{})
	ctx := limited(t)
	noErr(t, s.Func("even", func(x int64) (int64, error) {
		if x%2 == 1 {
			return 0, fmt.Errorf("%d: %w", x, errOdd)
		}
		return x, nil
	}))
	noErr(t, s.Func("evens", func(x []int64) ([]int64, error) { return nil, errOdd }))
	noErr(t, s.Func("fewer", func(x []int64) []int64 { return x[1:] }))
	noErr(t, s.Func("crash", func(x int32) int32 { panic(errOdd) }))
	noErr(t, s.Func("quick", func(x float64) float64 { return []float64{}[int(x)] }))
	type number struct{ N int64 }
	in := must(starling.NewInput[number](s, "numbers"))(t)
	for _, c := range []struct {
		script string
		kind   string
		want   string
		stack  bool
	}{
		{"x = 1\neven(3)", "RuntimeError", "<string>:2: RuntimeError: even: 3: odd", false},
		{"evens(1)", "RuntimeError", "evens: odd", false},
		{"crash(1)", "RuntimeError", "crash: panic: odd", true},
		{"even('a')", "TypeError", "even(): argument 1: cannot convert \"a\" (str) to long", false},
		{"even(2**70)", "OverflowError", "does not fit long", false},
		{"even()", "TypeError", "even() takes 1 argument (0 given)", false},
		{"even(x=1)", "TypeError", "even() takes no keyword arguments", false},
		{"numbers.update('X = even(`a`)')", "DHError", "even: argument 1 is java.lang.String, want long; cast it, as in (long) X", false},
		{"numbers.update('X = even(N, N)')", "DHError", "even takes 1 argument, got 2", false},
		{"fewer(1)", "RuntimeError", "fewer: it gave 0 values for 1 rows", false},
		{"try:\n    even(1)\nexcept RuntimeError as e:\n    raise ValueError(str(e) + ' caught')", "ValueError", "even: 1: odd caught", false},
	} {
		err := s.Run(ctx, c.script)
		var e *starling.Error
		if !errors.As(err, &e) || e.Kind != c.kind || (e.Stack != "") != c.stack {
			t.Errorf("%s: %v (%+v)", c.script, err, e)
			continue
		}
		wantErr(t, err, c.want)
		if strings.HasSuffix(c.want, ": odd") && !errors.Is(err, errOdd) {
			t.Errorf("%s: the cause of %v is not the function's error", c.script, err)
		}
	}
	noErr(t, s.Run(ctx, "a = numbers.update('X = even(N)')\nb = numbers.update('X = crash((int) N)')\nc = numbers.update('X = quick((double) N)')\nd = numbers.update('X = fewer(N)')"))
	noErr(t, in.Add(number{2}, number{4}, number{5}))
	noErr(t, s.Sync(ctx))
	for table, want := range map[string]string{
		"a": `table a failed: update: formula "X = even(N)": row 2`, "b": "crash: panic: odd", "c": "quick: panic: runtime error: index out of range",
		"d": "fewer: it gave 2 values for 3 rows",
	} {
		err := must(s.Table(table))(t).Err()
		wantErr(t, err, want)
		var e *starling.Error
		if !errors.As(err, &e) || e.Table != table || (e.Stack != "") != strings.Contains(want, "panic") {
			t.Errorf("%s: %+v", table, e)
		}
		if (table == "a" || table == "b") && !errors.Is(err, errOdd) {
			t.Errorf("the cause of %v is not the function's error", err)
		}
	}
}

// TestFuncRefused: a function whose type does not fit is an error that says what of it.
func TestFuncRefused(t *testing.T) {
	s := open(t, starling.Config{})
	for want, fn := range map[string]any{
		"int is no function":              1,
		"func() is no function":           (func())(nil),
		"gives 0 results":                 func(x int) {},
		"gives 2 results":                 func(x int) (int, int) { return x, x },
		"any number of arguments":         func(x ...int) int { return 0 },
		"parameter 2 of":                  func(x int, y uint64) int { return x },
		"chan int has no column":          func(x chan int) int { return 0 },
		"the result of":                   func(x int) map[string]int { return nil },
		"parameter 1 of func([]uint8, in": func(x []uint, n int) int { return 0 },
	} {
		if strings.HasPrefix(want, "parameter 1") {
			want = "parameter 1 of func([]uint, int) int: uint has no column"
		}
		refused(t, s.Func("f", fn), "function f: ", want)
	}
	refused(t, s.Func("hypot", func(x, y float64) float64 { return x }), "formulas have a function of that name")
	refused(t, s.Func("a b", strings.ToUpper), `"a b" cannot name`)
}
