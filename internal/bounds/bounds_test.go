package bounds

import (
	"errors"
	"math"
	"runtime/debug"
	"testing"
)

func TestMemory(t *testing.T) {
	if got := Memory(); got < 1<<20 {
		t.Errorf("of the machine: %d", got)
	}
	before := debug.SetMemoryLimit(1 << 30)
	defer debug.SetMemoryLimit(before)
	if got := Memory(); got != 1<<30 {
		t.Errorf("with a limit: %d", got)
	}
	if b := Of(0); b.Bytes != 1<<28 || b.Elements != 1<<24 {
		t.Errorf("a quarter of it: %+v", b)
	}
	debug.SetMemoryLimit(1 << 40)
	if b := Of(0); b.Bytes != mostBytes || b.Elements != mostElements {
		t.Errorf("of much: %+v", b)
	}
}

func TestBounds(t *testing.T) {
	b := Of(1600)
	for _, c := range []struct {
		err  error
		want string
	}{
		{b.Count("list", 100), ""},
		{b.Count("list", 101), "list would take 101 elements, more than 100"},
		{b.Size("join", 1601), "join would take 1601 bytes, more than 1600"},
		{b.Room("set", 16, 100), ""},
		{b.Room("set", 17, 100), "set would take 17 elements, more than 16"},
		{b.Times("replace", 16, 100), ""},
		{b.Times("replace", 0, math.MaxInt), ""},
		{b.Times("replace", 2, math.MaxInt), "replace would take 9223372036854775807 times 2 bytes, more than 1600"},
		{b.Repeat("list", 1, 100), ""},
		{b.Repeat("list", 2, 51), "list would take 51 times 2 elements, more than 100"},
		{b.More("max"), "max takes more than 100 elements"},
		{Width("10 ** 7", Bits), ""},
		{Width("10 ** 7", Bits+1), "10 ** 7 would take 2097153 bits, more than 2097152"},
	} {
		switch {
		case c.err == nil && c.want != "", c.err != nil && c.err.Error() != c.want:
			t.Errorf("got %v, want %q", c.err, c.want)
		case c.err != nil && !errors.As(c.err, new(Error)):
			t.Errorf("%v is a %T", c.err, c.err)
		}
	}
	if b := Of(math.MaxInt64); b.Elements != mostElements {
		t.Errorf("elements of all the memory: %d", b.Elements)
	}
}
