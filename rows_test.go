package starling_test

import (
	"math/big"
	"reflect"
	"testing"
	"time"

	"starling"
)

// everything is a script whose table t has a column of each type, and a row of nulls.
const everything = `
from deephaven import empty_table
t = empty_table(2).update([
    "Flag = ii == 0 ? true : NULL_BOOLEAN", "B = ii == 0 ? (byte) 7 : NULL_BYTE", "S = ii == 0 ? (short) 300 : NULL_SHORT",
    "I = ii == 0 ? 70000 : NULL_INT", "L = ii == 0 ? 5000000000L : NULL_LONG", "F = ii == 0 ? 1.5f : NULL_FLOAT",
    "D = ii == 0 ? 2.25 : NULL_DOUBLE", "C = ii == 0 ? 'x' : NULL_CHAR", "T = ii == 0 ? ` + "`text`" + ` : null",
    "At = ii == 0 ? '2024-05-06T07:08:09.5Z' : null", "Took = ii == 0 ? 'PT1.5S' : null",
    "Big = ii == 0 ? new java.math.BigInteger(` + "`12345678901234567890`" + `) : null",
    "Dec = ii == 0 ? new java.math.BigDecimal(` + "`1.50`" + `) : null", "Day = ii == 0 ? '2024-05-06' : null",
]).update(["Longs = ii == 0 ? new long[]{1, NULL_LONG, 3} : null"])
`

// row has a field for each column of everything, of some type that takes its values.
type row struct {
	Flag  bool
	B     int8
	S     int16
	I     *int32
	L     int64
	F     float32
	D     *float64
	C     string
	At    time.Time
	Took  time.Duration
	Big   *big.Int
	Dec   string
	Day   *string
	Longs []*int64
	Not   int `starling:"-"`
	inner
}

// other has other types that take the same values.
type other struct {
	Flag  any
	B     int
	S     float32
	I     float64
	L     *int
	F     float64
	C     any
	At    any
	Took  any
	Big   any
	Dec   any
	T     any
	Longs []int
}

type inner struct {
	Text *string `starling:"T"`
}

func ptr[T any](x T) *T { return &x }

// TestRows: values of every type become those of Go; null is zero, or nil where the field is a pointer.
func TestRows(t *testing.T) {
	s := open(t, starling.Config{})
	noErr(t, s.Run(limited(t), everything))
	table := must(s.Table("t"))(t)
	big, _ := new(big.Int).SetString("12345678901234567890", 10)
	at := time.Date(2024, 5, 6, 7, 8, 9, 500_000_000, time.UTC)
	want := []row{{
		Flag: true, B: 7, S: 300, I: ptr[int32](70000), L: 5_000_000_000, F: 1.5, D: ptr(2.25), C: "x",
		At: at, Took: 1500 * time.Millisecond, Big: big, Dec: "1.50", Day: ptr("2024-05-06"), Longs: []*int64{ptr[int64](1), nil, ptr[int64](3)},
		inner: inner{ptr("text")},
	}, {}}
	got := must(starling.Rows[row](table))(t)
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("row %d is\n%+v, want\n%+v", i, got[i], want[i])
		}
	}
	others := []other{{
		Flag: true, B: 7, S: 300, I: 70000, L: ptr(5_000_000_000), F: 1.5, C: "x", At: at, Took: 1500 * time.Millisecond, Big: big, Dec: "1.50", T: "text",
		Longs: []int{1, 0, 3},
	}, {}}
	if got := must(starling.Rows[other](table))(t); !reflect.DeepEqual(got, others) {
		t.Errorf("the rows are\n%+v, want\n%+v", got, others)
	}
	if table.Size() != 2 || table.Err() != nil || table.Columns()[4] != (starling.Column{Name: "L", Type: "long"}) {
		t.Errorf("the table has %d rows, %v, columns %v", table.Size(), table.Err(), table.Columns())
	}
}

// TestRowsRefused: a struct that does not fit is an error that names the field and the column.
func TestRowsRefused(t *testing.T) {
	s := open(t, starling.Config{})
	ctx := limited(t)
	noErr(t, s.Run(ctx, everything+"def f(x): return x\nu = t.update('O = f(L)')\nx = 1"))
	table := must(s.Table("u"))(t)
	refused(t, readAs[struct{ Prize int }](table), "table u: field Prize of", "there is no column Prize; the columns are Flag, B")
	refused(t, readAs[struct{ Dd float64 }](table), "there is no column Dd", "D?")
	refused(t, readAs[struct{ L int32 }](table), "field L of", "column L: long values do not fit int32; int64 takes them")
	refused(t, readAs[struct{ L float64 }](table), "long values do not fit float64")
	refused(t, readAs[struct{ T int }](table), "java.lang.String values do not fit int; string takes them")
	refused(t, readAs[struct{ At string }](table), "time.Time takes them")
	refused(t, readAs[struct{ O int64 }](table), "org.jpy.PyObject values do not fit int64; cast them in the formula")
	refused(t, readAs[struct{ Longs []int32 }](table), "column Longs")
	refused(t, readAs[int](table), "int is no struct")
	refused(t, readAs[struct{ a int }](table), "has no exported fields")
	refused(t, readAs[struct {
		A int `starling:"L"`
		L int
	}](table), "fields A and L are both column L")
	refused(t, readAs[struct {
		L int `starling:"L,first"`
	}](table), "field L: its tag says \"first\"")
	refused(t, readAs[struct {
		l int `starling:"L"`
	}](table), "field l has a tag and is not exported")
	_, err := s.Table("tt")
	refused(t, err, `the script has no variable "tt"`, "t?")
	_, err = s.Table("x")
	refused(t, err, "x is no table but int")
}

func readAs[T any](t *starling.Table) error {
	_, err := starling.Rows[T](t)
	return err
}

func refused(t *testing.T, err error, want ...string) {
	t.Helper()
	wantErr(t, err, append(want, "starling: ")...)
}

// TestSet: Go values are variables of the script.
func TestSet(t *testing.T) {
	var out writer
	s := open(t, starling.Config{Stdout: &out})
	ctx := limited(t)
	n := 5
	for name, v := range map[string]any{
		"a": nil, "b": true, "c": uint8(200), "d": 1.5, "e": "x", "f": time.Unix(0, 0), "g": 90 * time.Second, "h": big.NewInt(7),
		"k": []string{"p", "q"}, "l": map[string][]int{"z": {1}, "y": nil}, "m": &n, "n": [2]bool{true}, "o": []byte("raw"), "p": (*int)(nil),
		"q": map[int]string{10: "x", 9: "y"},
	} {
		noErr(t, s.Set(name, v))
	}
	noErr(t, s.Run(ctx, "print(a, b, c, d, e, g, h, k, l, m, n, o, p, q)\nprint(f)"))
	want := "None True 200 1.5 x 0:01:30 7 ['p', 'q'] {'y': [], 'z': [1]} 5 [True, False] b'raw' None {9: 'y', 10: 'x'}\n1970-01-01T00:00:00Z\n"
	if out.String() != want {
		t.Errorf("printed %q, want %q", out.String(), want)
	}
	noErr(t, s.Run(ctx, everything))
	noErr(t, s.Set("copy", must(s.Table("t"))(t)))
	noErr(t, s.Run(ctx, "u = copy.where('L > 1')"))
	refused(t, s.Set("x", struct{}{}), "variable x: scripts have no value of struct {}")
	refused(t, s.Set("x", []any{1, make(chan int)}), "element 1", "chan int")
	refused(t, s.Set("x", map[string]any{"k": func() {}}), "key k", "func()")
	refused(t, s.Set("for", 1), `"for" cannot name a variable`)
}
