package starlib

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"starling/engine/column"
	"starling/starlib/py"
)

const listScript = `
from deephaven import agg, dtypes as dht, empty_table, read_csv, write_csv
def text(x) -> str:
    return str(x)
def same(x):
    return x
def back(t, typ):
    write_csv(t, "x.csv")
    return read_csv("x.csv", header={"X": typ})
def rows(t):
    return [r[0] for r in t.iter_tuple()]
`

// A list that is written to CSV is read back as the same, if its type is given.
func TestListsInCSV(t *testing.T) {
	for _, c := range []struct{ typ, array, file string }{
		{"bool_array", "new boolean[]{true, false}", "[true,false]"},
		{"byte_array", "new byte[]{(byte)0, (byte)1, (byte)-1, (byte)-128}", "[0,1,-1,-128]"},
		{"short_array", "new short[]{(short)-32767, NULL_SHORT}", "[-32767, ]"},
		{"char_array", "new char[]{' ', NULL_CHAR, '[', 'é', '\"'}", `[" ", ,"[",é,""""]`},
		{"int32_array", "new int[]{5, NULL_INT, 5}", "[5, ,5]"},
		{"int32_array", "new int[]{NULL_INT}", "[ ]"},
		{"int32_array", "new int[0]", "[]"},
		{"int64_array", "new long[]{9223372036854775807L, -9223372036854775807L, NULL_LONG}", "[9223372036854775807,-9223372036854775807, ]"},
		{"float32_array", "new float[]{0.1f, NULL_FLOAT, 1e10f}", "[0.1, ,1.0E10]"},
		{"double_array", "new double[]{1.5, 2.0}", "[1.5,2.0]"},
		{"instant_array", "new Instant[]{'2024-01-02T03:04:05.000000001Z', (Instant) null}", "[2024-01-02T03:04:05.000000001Z, ]"},
		{"string_array", "new String[]{`a`, (String) null, `b c`}", "[a, ,b c]"},
		{"string_array", "new String[]{`a,b`, ``, ` `, ` x`, `]`, `\"q\"`, `null`, `a\\nb`}", "[\"a,b\",,\" \",\" x\",\"]\",\"\"\"q\"\"\",null,\"a\nb\"]"},
	} {
		w := newCSVWorld(t, "")
		w.prints(t, listScript+`
t = empty_table(2).view([r"""X = i == 0 ? `+c.array+` : null"""])
r = back(t, dht.`+c.typ+`)
print(rows(r) == rows(t), r.columns[0].data_type == t.columns[0].data_type)
`, "True True")
		got, err := os.ReadFile(filepath.Join(w.cfg.Dir, "x.csv"))
		if want := "X\n" + string(appendCell(nil, c.file)) + "\n \n"; err != nil || string(got) != want {
			t.Errorf("%s: %v, %q, want %q", c.array, err, got, want)
		}
	}
}

// What scripts get of a list is what they get of its values alone: of rows, as arguments of
// functions, of arrays and of groups.
func TestListsInScripts(t *testing.T) {
	for _, c := range []struct{ one, null, elem string }{
		{"true", "(Boolean) null", "Boolean"},
		{"(short) 7", "NULL_SHORT", "short"},
		{"'c'", "NULL_CHAR", "char"},
		{"7", "NULL_INT", "int"},
		{"7L", "NULL_LONG", "long"},
		{"0.5f", "NULL_FLOAT", "float"},
		{"0.5", "NULL_DOUBLE", "double"},
		{"'2024-01-02T03:04:05Z'", "(Instant) null", "Instant"},
		{"`x`", "(String) null", "String"},
		{"new byte[]{(byte) 1}", "(byte[]) null", "byte[]"},
	} {
		w := newWorld(t)
		w.prints(t, listScript+`
t = empty_table(2).update([r"""X = i == 0 ? `+c.one+` : `+c.null+`"""])
lists = [t.agg_by(agg.group(["X"]))]
if "`+c.elem+`" != "byte[]":
    lists.append(empty_table(1).update([r"""X = new `+c.elem+`[]{`+c.one+`, `+c.null+`}"""]))
want = str([rows(t)])
for g in lists:
    if str(rows(g)) != want or str(rows(g.view("X = same(X)"))) != want or rows(g.view("Y = text(X)")) != [want[1:-1]]:
        print(str(rows(g)), str(rows(g.view("X = same(X)"))), rows(g.view("Y = text(X)")), "not", want)
`, "")
	}
}

// FuzzCSVList: a list of texts that is written is read back, and any text is a list or none.
func FuzzCSVList(f *testing.F) {
	for _, s := range []string{"[1, ,3]", "[", "]", "[]", `["a""b",c]`, `["a" ,b]`, `[""]`, "[,]", `["a"x]`, "\xff,\n"} {
		f.Add(s, "a,b", "", true)
	}
	f.Fuzz(func(t *testing.T, text, a, b string, null bool) {
		listItems(text, func(string, bool) bool { return true })
		items := []string{a, b, "x"}
		if null {
			items = append(items, column.NullString)
		}
		typ := column.ArrayOf(column.Of(column.String))
		v := column.NewLists(typ)
		v.AppendAny(items)
		cell, _ := csvCells.Format(typ)(nil, v, 0)
		back, err := parseLists(typ, cells{[]string{string(cell)}, []int{1}}, &py.Beat{Context: t.Context()})
		if err != nil {
			t.Fatalf("%q: %v", cell, err)
		}
		got := back.Any(0).([]string)
		if !slices.Equal(got, items) || null != column.IsNullString(got[len(got)-1]) {
			t.Fatalf("%q: %q, want %q", cell, got, items)
		}
	})
}
