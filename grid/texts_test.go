package grid

import (
	"slices"
	"strings"
	"testing"

	"starling/engine/column"
)

// TestTexts: what others show of tables is what a grid has, in full width.
func TestTexts(t *testing.T) {
	f := frame(
		field("P", column.Double), vec(column.Double, 1234.5, column.NullDouble, -1),
		field("S", column.String), vec(column.String, "a\nb", column.NullString, strings.Repeat("x", 50)),
		field("P"+numbersOf, column.String), vec(column.String, "#,##0.00", "0", column.NullString),
	)
	heads := Heads(f.Schema)
	if want := []Heading{{0, "P", "P", "double", true}, {1, "S", "S", "String", false}}; !slices.Equal(heads, want) {
		t.Errorf("%+v", heads)
	}
	if got := Reads(f.Schema, heads[:1]); !slices.Equal(got, []string{"P", "P" + numbersOf}) {
		t.Errorf("%q", got)
	}
	if got := Reads(f.Schema, nil); got == nil || len(got) != 0 {
		t.Errorf("no columns are read as %q", got)
	}
	texts, null := Texts(Layout{Width: 20}, f)
	if want := []string{"1,234.50", Null, "-1.0"}; !slices.Equal(texts[0], want) || !slices.Equal(null[0], []bool{false, true, false}) {
		t.Errorf("%q %v", texts[0], null[0])
	}
	if want := []string{`a\nb`, Null, strings.Repeat("x", 19) + "…"}; !slices.Equal(texts[1], want) || len(texts) != 2 {
		t.Errorf("%q", texts)
	}
}

// TestWhole: a value on its lines, as much of it as is asked for.
func TestWhole(t *testing.T) {
	f := frame(field("S", column.String), vec(column.String, "a\nb", column.NullString, strings.Repeat("ä", 50), `{"a":1}`))
	for i, want := range []string{"a\nb", "", strings.Repeat("ä", 10) + "\n… and 80 bytes more", "{\n  \"a\": 1\n}"} {
		if got, ok := Whole(Layout{Width: 5}, f, i, 0, 21); got != want || ok != (want != "") {
			t.Errorf("%q %v, want %q", got, ok, want)
		}
	}
}
