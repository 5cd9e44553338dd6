package py

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"starling/internal/bounds"
)

// TestExact compares logarithms, sines and cosines with those of package math, which are right but for the last digit.
func TestExact(t *testing.T) {
	r := newRandom()
	r.whole(big.NewInt(1))
	for range 200 {
		x := 1 - r.float()
		if y := logOf(x); math.Abs(y-math.Log(x)) > 4.5e-16*math.Abs(y) {
			t.Errorf("logOf(%v) is %v, far from %v", x, y, math.Log(x))
		}
		x = r.float() * 2 * math.Pi
		sin, cos := sinCos(x)
		if math.Abs(sin-math.Sin(x)) > 2e-16 || math.Abs(cos-math.Cos(x)) > 2e-16 {
			t.Errorf("sinCos(%v) is %v, %v", x, sin, cos)
		}
	}
	for _, c := range []struct{ x, log float64 }{{1, 0}, {0.5, -math.Ln2}, {2, math.Ln2}, {math.E, 1}} {
		if y := logOf(c.x); y != c.log {
			t.Errorf("logOf(%v) is %v, want %v", c.x, y, c.log)
		}
	}
}

// TestWideBits holds that a number of random bits is as wide as others may be, and made at once.
func TestWideBits(t *testing.T) {
	w := newWorld(t)
	w.prints(t, "import random\nrandom.seed(1)\nprint(random.getrandbits(10**6) % 10**9)", "890618869")
	if _, err := w.script(t, "x.py", fmt.Sprintf("import random\nrandom.getrandbits(%d)", bounds.Bits+1)); err == nil {
		t.Error("more random bits than a number may have are no error")
	}
}
