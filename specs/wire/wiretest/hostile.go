package wiretest

import (
	"runtime"
	"strings"
	"testing"

	"starling/specs/wire"
)

// AtMost runs f, which may allocate so many bytes in all.
func AtMost(t *testing.T, most uint64, f func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > most {
		t.Errorf("%d bytes allocated, of at most %d", got, most)
	}
}

// Refused reports an error that lacks a text, or shows more than a screen of the input.
func Refused(t *testing.T, what string, err error, want string) {
	t.Helper()
	switch {
	case err == nil:
		t.Errorf("%s: taken, want %q", what, want)
	case !strings.Contains(err.Error(), want):
		t.Errorf("%s: %s, want %q", what, wire.Clip(err.Error()), want)
	case len(err.Error()) > 6000:
		t.Errorf("%s: an error of %d bytes", what, len(err.Error()))
	}
}
