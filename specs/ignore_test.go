package specs

import (
	"testing"
)

func TestIgnore(t *testing.T) {
	d, dst := builders(t, Ignore, Env{})
	if err := d.Decode([]byte("x")); err != nil || len(dst) != 0 {
		t.Errorf("%v, %d builders", err, len(dst))
	}
	if got := written(t, Ignore, quotes, quoteVectors()); got[0] != "<null>" {
		t.Errorf("wrote %q", got[0])
	}
}
