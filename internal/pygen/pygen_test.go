package pygen

import (
	"strings"
	"testing"
)

// TestSeeds: a program is a function of its seed, and seeds make different ones.
func TestSeeds(t *testing.T) {
	seen := map[string]bool{}
	for seed := range uint64(200) {
		src := New(seed, All).Source()
		if src != New(seed, All).Source() {
			t.Fatalf("seed %d makes two programs", seed)
		}
		if seen[src] {
			t.Errorf("seed %d makes a program of before", seed)
		}
		seen[src] = true
		if strings.ContainsAny(src, "@") && !strings.Contains(src, "\n@") && !strings.Contains(src, " @") || place.MatchString(src) {
			t.Errorf("seed %d: a place is not filled:\n%s", seed, src)
		}
	}
}

// TestFeatures: what a program may not have it does not have.
func TestFeatures(t *testing.T) {
	for seed := range uint64(200) {
		src := New(seed, Features{}).Source()
		for _, word := range []string{"try:", "with ", "class ", "match ", "yield", "global ", "nonlocal ", "\n@", "raise "} {
			for _, line := range strings.Split(src, "\n") {
				if strings.HasPrefix(strings.TrimSpace(line)+" ", strings.TrimPrefix(word, "\n")) {
					t.Errorf("seed %d has %s", seed, line)
				}
			}
		}
	}
}

// TestShrink: what is left of a program is what the failure needs.
func TestShrink(t *testing.T) {
	shrunk := 0
	for seed := range uint64(100) {
		p := New(seed, All)
		before := p.Source()
		fails := func(p *Program) bool { return strings.Contains(p.Source(), "divmod(") }
		if !fails(p) {
			continue
		}
		small := p.Shrink(fails)
		if !fails(small) || len(strings.Split(strings.TrimSpace(small.Source()), "\n")) > 8 {
			t.Errorf("seed %d is not short:\n%s", seed, small.Source())
		}
		if p.Source() != before {
			t.Fatal("the program itself has changed")
		}
		shrunk++
	}
	if shrunk == 0 {
		t.Error("no program was made shorter")
	}
}
