package simple

import (
	"strconv"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// FuzzRead: a payload gives one value or an error and nothing; text gives what
// strconv reads.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"135.60", "135.6000", "\x00\x00\x00\x07", "", " 1e3 ", "NaN", "-Infinity", "+.5e-7", "99999999999999999999", "a\xffb"} {
		f.Add([]byte(s), byte(0))
	}
	formats := []string{"auto", "binary", "text"}
	f.Fuzz(func(t *testing.T, rec []byte, pick byte) {
		kind := Kinds[int(pick)%len(Kinds)]
		format := formats[int(pick)/len(Kinds)%3]
		d, dst := wiretest.Builders(t, Reader("V", column.Of(kind)), wire.Env{Part: "key", Props: map[string]string{Format: format}})
		err := d.Decode(rec)
		n := 1
		if err != nil {
			n = 0
		}
		if dst[0].Len() != n {
			t.Fatalf("%d values after %v", dst[0].Len(), err)
		}
		if err != nil || format != "text" {
			return
		}
		s := strings.TrimSpace(string(rec))
		switch b := dst[0].(type) {
		case *column.Vec[float64]:
			if x, err := strconv.ParseFloat(s, 64); x != b.V[0] && x == x {
				t.Fatalf("%q: %g, want %g, %v", s, b.V[0], x, err)
			}
		case *column.Vec[float32]:
			if x, err := strconv.ParseFloat(s, 32); float32(x) != b.V[0] && x == x {
				t.Fatalf("%q: %g, want %g, %v", s, b.V[0], x, err)
			}
		case *column.Vec[int64]:
			if x, err := strconv.ParseInt(s, 10, 64); err == nil && x != b.V[0] {
				t.Fatalf("%q: %d, want %d", s, b.V[0], x)
			}
		}
	})
}
