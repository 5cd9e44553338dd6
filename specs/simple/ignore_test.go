package simple

import (
	"testing"

	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

func TestIgnore(t *testing.T) {
	d, dst := wiretest.Builders(t, Ignore, wire.Env{})
	if err := d.Decode([]byte("x")); err != nil || len(dst) != 0 {
		t.Errorf("%v, %d builders", err, len(dst))
	}
	if got := wiretest.Written(t, Ignore, wiretest.Quotes, wiretest.QuoteVectors()); got[0] != "<null>" {
		t.Errorf("wrote %q", got[0])
	}
}
