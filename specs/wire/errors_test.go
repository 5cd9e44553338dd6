package wire_test

import (
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// A column that is not in the table is told with what was meant, by every spec through FindColumn.
func TestFindHints(t *testing.T) {
	table := []column.Field{wiretest.Field("Price", column.Double), wiretest.Field("Sym", column.String)}
	for name, want := range map[string]string{
		"Prize": `x: no column "Prize" in the table, which has Price, Sym; did you mean Price?`,
		"symm":  `x: no column "symm" in the table, which has Price, Sym; did you mean Sym?`,
		"Smy":   `x: no column "Smy" in the table, which has Price, Sym; did you mean Sym?`,
		"Other": `x: no column "Other" in the table, which has Price, Sym`,
		"":      `x: no column "" in the table, which has Price, Sym`,
	} {
		if _, err := wire.FindColumn("x", table, name); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
}
