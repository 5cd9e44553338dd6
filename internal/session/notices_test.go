package session

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"starling/engine"
)

// TestCauseText: the notice of a bug says so and where it is; that of any other failure is
// its cause alone.
func TestCauseText(t *testing.T) {
	bug := engine.NewGraph().Read(func() { panic("lost count") })
	got := causeText(fmt.Errorf("last_by: %w", bug))
	for _, want := range []string{"last_by: internal error: lost count\n", "bug in Starling", ".TestCauseText.func1 notices_test.go:"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if got := causeText(errors.New("no such topic")); got != "no such topic" {
		t.Errorf("an ordinary failure reads %q", got)
	}
}
