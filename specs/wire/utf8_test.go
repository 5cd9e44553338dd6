package wire

import (
	"strings"
	"testing"
)

// The expected texts are what Java's new String(bytes, UTF_8) gives.
func TestAppendText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"abc", "abc"},
		{"é€😀", "é€😀"},
		{"\xff", "?"},
		{"a\x80\x80b", "a??b"},
		{"\xc0\xaf", "??"},
		{"\xc3", "?"},
		{"\xc3(", "?("},
		{"\xe2\x82", "?"},
		{"\xe2\x82(", "?("},
		{"\xe2(\xac", "?(?"},
		{"\xe0\x80\x80", "???"},
		{"\xed\xa0\x80", "?"},
		{"\xed\xa0", "?"},
		{"\xf0\x9f\x98", "?"},
		{"\xf0\x9f\x98x", "?x"},
		{"\xf0\x9fx", "?x"},
		{"\xf0\x80\x80\x80", "????"},
		{"\xf4\x90\x80\x80", "????"},
		{"\xf8\x88\x80\x80\x80", "?????"},
	} {
		want := strings.ReplaceAll(c.want, "?", "\ufffd")
		if got := string(AppendText([]byte("|"), []byte(c.in))); got != "|"+want {
			t.Errorf("%q: %q, want %q", c.in, got, want)
		}
	}
}
