package agg

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// TestJavaOrder holds the order of texts against that of their UTF-16 units.
func TestJavaOrder(t *testing.T) {
	texts := []string{"", "a", "a\x00", "ab", "é", "Ω", "\uD7FF", "\uE000", "\uFFFD", "\uFFFF", "\U00010000", "\U0001F600", "\U0010FFFF", "a\uFFFD", "a\U0001F600z"}
	for _, x := range texts {
		if got := javaText(javaOrder(x)); got != x {
			t.Errorf("%q comes back as %q", x, got)
		}
		for _, y := range texts {
			want := slices.Compare(utf16.Encode([]rune(x)), utf16.Encode([]rune(y)))
			if got := strings.Compare(javaOrder(x), javaOrder(y)); got != want {
				t.Errorf("%q against %q: %d, want %d", x, y, got, want)
			}
		}
	}
}
