package starlib

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"starling/engine/column"
	"starling/starlib/py"
)

// FuzzScript runs texts as scripts: whatever happens is an error, not a panic.
func FuzzScript(f *testing.F) {
	for _, s := range []string{
		"x = 1\ndef f(x): return f\nprint(f(x))", "for i in [1]:\n    def g(): return g\n", "lambda f: f", "load('json', 'loads')",
		"a, *b = [1]", "x: int = 3", "empty_table(1).update('A = i').size", "help()", "'%d' % 3", "f'{1:>5}'",
		"while True: x = [1] * 10**9", "a = []\nfor i in range(10**9): a = [a, 'a' * i]", "sorted(map(str, range(10**9)))", "10 ** 10 ** 10 % 7",
	} {
		f.Add(s)
	}
	w := smallWorld(f)
	f.Fuzz(func(t *testing.T, src string) {
		for _, slow := range []string{"sync", "exit", "time_table", "consume", "produce", "csv", "await"} {
			if strings.Contains(src, slow) {
				return
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		_, err := w.Exec(ctx, "fuzz.py", src)
		if err != nil && err.Error() == "" {
			t.Error("an error without text")
		}
		if bad := new(py.Error); errors.As(err, &bad) && bad.Kind == "InternalError" {
			t.Error(err)
		}
	})
}

// TestValuesGoBothWays takes values of every kind to the script and back.
func TestValuesGoBothWays(t *testing.T) {
	fill := map[column.Kind]func(column.Vector){
		column.Bool: func(v column.Vector) { o := v.(*column.Vec[int8]); o.V = append(o.V, 0, 1) },
		column.Byte: func(v column.Vector) { o := v.(*column.Vec[int8]); o.V = append(o.V, 0, math.MaxInt8, math.MinInt8+1) },
		column.Short: func(v column.Vector) {
			o := v.(*column.Vec[int16])
			o.V = append(o.V, 0, math.MaxInt16, math.MinInt16+1)
		},
		column.Char: func(v column.Vector) { o := v.(*column.Vec[uint16]); o.V = append(o.V, 'a', 'é', '€') },
		column.Int: func(v column.Vector) {
			o := v.(*column.Vec[int32])
			o.V = append(o.V, 0, math.MaxInt32, math.MinInt32+1)
		},
		column.Long: func(v column.Vector) {
			o := v.(*column.Vec[int64])
			o.V = append(o.V, 0, math.MaxInt64, math.MinInt64+1)
		},
		column.Instant: func(v column.Vector) {
			o := v.(*column.Vec[int64])
			o.V = append(o.V, 0, math.MaxInt64, 1700000000123456789)
		},
		column.Float: func(v column.Vector) {
			o := v.(*column.Vec[float32])
			o.V = append(o.V, 0, math.MaxFloat32, 1.1, float32(math.Inf(1)))
		},
		column.Double: func(v column.Vector) {
			o := v.(*column.Vec[float64])
			o.V = append(o.V, 0, math.MaxFloat64, 1.1, math.Inf(-1))
		},
		column.String: func(v column.Vector) { o := v.(*column.Vec[string]); o.V = append(o.V, "", "é€😀", "\x00") },
		column.Bytes:  func(v column.Vector) { o := v.(*column.Vec[string]); o.V = append(o.V, "", "\xff\xfe\x00") },
	}
	for k, f := range fill {
		v := column.NewVector(column.Of(k))
		v.AppendNull()
		f(v)
		back := column.NewVector(column.Of(k))
		put := sinkOf(back)
		for _, x := range scriptValues(nil, v, column.Of(v.Kind())) {
			if err := put(x); err != nil {
				t.Errorf("%s: %v", k, err)
			}
		}
		for i := range v.Len() {
			if a, b := v.Any(i), back.Any(i); k != column.Bytes && a != b || k == column.Bytes && v.(*column.Vec[string]).V[i] != back.(*column.Vec[string]).V[i] {
				t.Errorf("%s: value %d was %v and is %v", k, i, a, b)
			}
		}
	}
}
