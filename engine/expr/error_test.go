package expr

import (
	"strings"
	"testing"
)

// TestLongFormulas: a formula of as many parts as a text may have is compiled, and what is
// wrong with one that is longer can be read.
func TestLongFormulas(t *testing.T) {
	if _, err := Compile("1"+strings.Repeat(" + 1", maxFormula/4-1), pageWorld(), nil); err != nil {
		t.Error(err)
	}
	_, err := Compile(strings.Repeat("ä + ", maxFormula), pageWorld(), nil)
	if err == nil || len(err.Error()) > 1000 || !strings.Contains(err.Error(), `ä + "…, column 1: a formula has at most`) {
		t.Errorf("%.2000v", err)
	}
}
