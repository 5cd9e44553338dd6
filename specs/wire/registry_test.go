package wire

import (
	"testing"
)

func TestSchemaVersion(t *testing.T) {
	for text, want := range map[string]int{"": Latest, "latest": Latest, "1": 1, "12": 12, "0": -1, "-1": -1, "x": -1, "1.0": -1} {
		got, err := ParseVersion(text)
		if err != nil {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %d, want %d (%v)", text, got, want, err)
		}
	}
}
