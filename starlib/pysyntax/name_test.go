package pysyntax

import "testing"

func TestIsName(t *testing.T) {
	for text, want := range map[string]bool{
		"x": true, "_": true, "Größe2": true, "print": true,
		"": false, "2x": false, "a b": false, "a-b": false, "for": false, "None": false, "x\n": false,
	} {
		if IsName(text) != want {
			t.Errorf("IsName(%q) is %v", text, !want)
		}
	}
}
