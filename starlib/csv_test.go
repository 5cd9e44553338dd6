package starlib

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/internal/bounds"
	"starling/starlib/py"
)

// newCSVWorld is a world whose scripts' folder has the file in.csv.
func newCSVWorld(t *testing.T, text string) *world {
	t.Helper()
	w := newWorld(t)
	w.cfg.Dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(w.cfg.Dir, "in.csv"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return w
}

const csvScript = `
from deephaven import read_csv, write_csv, dtypes as dht
def show(t):
    print(', '.join([c.name + " " + c.data_type.j_name.split(".")[-1] for c in t.columns]))
    for row in t.iter_tuple():
        print(*row)
`

func TestReadCSV(t *testing.T) {
	for _, c := range []struct{ name, text, args, want string }{
		{
			"types", "I,L,D,B,S,C,T\n1,3000000000,1.5,true,abc,x,2024-01-02T03:04:05.5Z\n-2,1,2,FALSE,true,y,2024-01-02 03:04:05Z\n", "",
			"I int, L long, D double, B Boolean, S String, C char, T Instant\n1 3000000000 1.5 True abc x 2024-01-02T03:04:05.500Z\n-2 1 2.0 False true y 2024-01-02T03:04:05Z",
		},
		{"nulls", "A,B,C\n1,,\n,2.5,\n,,\n", "", "A int, B double, C String\n1 None None\nNone 2.5 None\nNone None None"},
		{"mixed", "A,B\n1,true\nxy,2\n", "", "A String, B String\n1 true\nxy 2"},
		{"the number that stands for null", "A,B\n-2147483648,-9223372036854775808\n", "", "A long, B double\n-2147483648 -9.223372036854776e+18"},
		{"too long for a long", "A\n99999999999999999999\n", "", "A double\n1e+20"},
		{"quotes", "A,B\n\"a,b\",\"say \"\"hi\"\"\"\n\"two\nlines\",\" x \"\n", "", "A String, B String\na,b say \"hi\"\ntwo\nlines  x "},
		{"empty and null", "A,B\n\"\",\n x , y\n", "", "A String, B char\n None\nx y"},
		{"blanks behind quotes", "A,B\n\"x y\" ,1\n\"z\"\t\t,2\n", "", "A String, B int\nx y 1\nz 2"},
		{"blanks behind the last quote", "A,B\n1,\"x\"  \n2,\"yy\" \r\n3,\"z\" ", "", "A int, B String\n1 x\n2 yy\n3 z"},
		{"blanks around quotes", " \"A\" , \"B\" \n \" x \" ,\t\"y\" \n", "", "A String, B char\n x  y"},
		{"blanks behind quotes kept apart", "A,B\n\"x\" , 1\n", ", ignore_surrounding_spaces=False", "A char, B String\nx  1"},
		{"blanks behind nothing", "A,B\n\"\" ,1\n\"a\"\"b\" ,\n", "", "A String, B int\n 1\na\"b None"},
		{"blanks behind lines in quotes", "A,B\n\"x\ny\" ,1\n\"p \"\" q\" ,2\n", "", "A String, B int\nx\ny 1\np \" q 2"},
		{"blanks that separate", "A\tB\tC\n\"x y\" \t\t1\n\t\"z\"\t2\n", `, delimiter="\t"`, "A String, B char, C int\nx y None 1\nNone z 2"},
		{"spaces that separate", "A B C\n\"x y\"  1\n \"z\" 2\n", `, delimiter=" "`, "A String, B char, C int\nx y None 1\nNone z 2"},
		{"other delimiters", "A§B\n\"x§y\" §1\n", `, delimiter="§"`, "A String, B int\nx§y 1"},
		{"spaces", "A,B\n x , 1\n", ", ignore_surrounding_spaces=False", "A String, B String\n x   1"},
		{"trim", "A\n\"  x y \"\n", ", trim=True", "A String\nx y"},
		{"unicode", "Größe,B\nä€𝄞,1\n", "", "Größe String, B int\nä€𝄞 1"},
		{"byte order mark", "\ufeffA\n1\n", "", "A int\n1"},
		{"windows", "A,B\r\n1,2\r\n3,4\r\n", "", "A int, B int\n1 2\n3 4"},
		{"names", "my col,a-b,1x,a b,,int,a-b\n1,2,3,4,5,6,7\n", "", "my_col int, a_b int, column_1x int, a_b2 int, Column5 int, column_int int, a_b3 int\n1 2 3 4 5 6 7"},
		{"no header", "1,a\n2,b\n", ", headless=True", "Column1 int, Column2 char\n1 a\n2 b"},
		{"types given", "A,B\n1,x\n", `, header={"N": dht.int64, "T": dht.string}`, "N long, T String\n1 x"},
		{"types given, no header", "1,2\n", `, header={"N": dht.short, "F": dht.float32}, headless=True`, "N short, F float\n1 2.0"},
		{"header row", "junk\n# more,junk\nA,B\n1,2\n", ", header_row=2", "A int, B int\n1 2"},
		{"some rows", "A\n1\n2\n3\n4\n", ", skip_rows=1, num_rows=2", "A int\n2\n3"},
		{"no rows", "A,B\n", "", "A String, B String"},
		{"tabs", "A\tB\n1\t2\n", `, delimiter="\t"`, "A int, B int\n1 2"},
		{"fewer values", "A,B\n1\n", ", allow_missing_columns=True", "A int, B String\n1 None"},
		{"more values", "A\n1,2\n", ", ignore_excess_columns=True", "A int\n1"},
		{"empty lines", "A,B\n\n1,2\n\n\n3,4\n", ", ignore_empty_lines=True", "A int, B int\n1 2\n3 4"},
		{"empty lines of one column", "A\n1\n\n3\n", "", "A int\n1\nNone\n3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			newCSVWorld(t, c.text).prints(t, csvScript+"show(read_csv('in.csv'"+c.args+"))", c.want)
		})
	}
}

func TestReadCSVRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, args, want string }{
		{"no file", "", "x", "read_csv: open "},
		{"empty", "", "", "read_csv: in.csv: no columns: the file ends before its first row"},
		{"too few", "A,B\n1,2\n3\n", "", "in.csv: line 3: 1 values for 2 columns; allow_missing_columns=True"},
		{"too many", "A,B\n1,2\n\"a\nb\",2,3\n", "", "in.csv: line 3: 3 values for 2 columns; ignore_excess_columns=True"},
		{"empty line", "A,B\n1,2\n\n3,4\n", "", "in.csv: line 3 is empty; ignore_empty_lines=True passes over it"},
		{"open quote", "A\n\"x\n", "", `in.csv: `},
		{"text behind a quote", "A,B\n\"x\" z,1\n", "", `in.csv: `},
		{"text at a quote", "A,B\n\"x\"z ,1\n", "", `in.csv: `},
		{"misfit", "A\n1\nx\n", `, header={"A": dht.int32}`, `in.csv: column A: line 3: "x" is no int`},
		{"overflow", "A\n1\n300\n", `, header={"A": dht.byte}`, `column A: line 3: "300" is no byte`},
		{"type", "A\n1\n", `, header={"A": dht.PyObject}`, `column A: type org.jpy.PyObject cannot be read from CSV`},
		{"array of dates", "A\n1\n", `, header={"A": dht.zdt_array}`, `column A: type java.time.ZonedDateTime[] cannot be read from CSV`},
		{"no array", "A\n1\n", `, header={"A": dht.byte_array}`, `column A: line 2: "1" is no byte[], as in [1, ,3]`},
		{"no element", "A\n\"[1,x]\"\n", `, header={"A": dht.int64_array}`, `column A: line 2: "[1,x]" is no long[], as in [1, ,3]`},
		{"open element", "A\n\"[\"\"a]\"\n", `, header={"A": dht.string_array}`, `is no java.lang.String[]`},
		{"header", "A\n1\n", `, header={"A": dht.int32, "B": dht.int32}`, `header: 2 columns are named, the file has 1`},
		{"quote", "A\n1\n", `, quote="'"`, `read_csv: quote: only the double quote is supported`},
		{"delimiter", "A\n1\n", `, delimiter=";;"`, `read_csv: delimiter: want one character, got ";;"`},
		{"no UTF-8", "A\n1\n\xff\n", "", "read_csv: in.csv: line 3: the text is not UTF-8"},
		{"negative", "A\n1\n", `, skip_rows=-1`, `must not be negative`},
	} {
		path := "'in.csv'"
		if c.args == "x" {
			path, c.args = "'none.csv'", ""
		}
		_, err := newCSVWorld(t, c.text).script(t, "x.py", csvScript+"read_csv("+path+c.args+")")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestWriteCSV(t *testing.T) {
	w := newCSVWorld(t, "")
	w.prints(t, csvScript+`
from deephaven import new_table
from deephaven.column import string_col, double_col, bool_col, char_col, datetime_col, long_col
t = new_table([
    string_col("S", ["plain", "a,b", "say \"hi\"", "two\nlines", "", None, " x "]),
    double_col("D", [1.5, 12.5, float("nan"), -2.5, -0.0, None, 0.1]),
    bool_col("B", [True, False, None, True, True, True, True]),
    char_col("C", [ord("c"), ord(","), ord("€"), ord("x"), ord("x"), ord("x"), ord("x")]),
    datetime_col("T", ["2023-11-14T22:13:20.123456789Z", "2023-11-14T22:13:20Z", None, None, None, None, None]),
    long_col("L", [1, -9223372036854775807, 0, 1, 2, 3, 4]),
])
write_csv(t, "out.csv")
write_csv(t, "some.csv", ["L", "S"])
write_csv(t.view("S = (String) null").head(2), "null.csv")
show(read_csv("out.csv"))
show(read_csv("null.csv"))
`, `S String, D double, B Boolean, C char, T Instant, L long
plain 1.5 True c 2023-11-14T22:13:20.123456789Z 1
a,b 12.5 False , 2023-11-14T22:13:20Z -9223372036854775807
say "hi" nan None € None 0
two
lines -2.5 True x None 1
 -0.0 True x None 2
None None True x None 3
 x  0.1 True x None 4
S String
None
None`)
	text, err := os.ReadFile(filepath.Join(w.cfg.Dir, "out.csv"))
	want := "S,D,B,C,T,L\nplain,1.5,true,c,2023-11-14T22:13:20.123456789Z,1\n\"a,b\",12.5,false,\",\",2023-11-14T22:13:20Z,-9223372036854775807\n" +
		"\"say \"\"hi\"\"\",NaN,,€,,0\n\"two\nlines\",-2.5,true,x,,1\n\"\",-0.0,true,x,,2\n,,true,x,,3\n\" x \",0.1,true,x,,4\n"
	if err != nil || string(text) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, text, want)
	}
	text, err = os.ReadFile(filepath.Join(w.cfg.Dir, "some.csv"))
	if err != nil || !strings.HasPrefix(string(text), "L,S\n1,plain\n") {
		t.Errorf("%v\n%s", err, text)
	}
	if _, err := w.script(t, "x.py", "write_csv(t, 'x.csv', ['Q'])"); err == nil || !strings.Contains(err.Error(), "write_csv: unknown column names [Q]") {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(filepath.Join(w.cfg.Dir, "x.csv")); err == nil {
		t.Error("a file was made for a table that cannot be written")
	}
}

// FuzzCSV: any text gives a table or an error; a table written and read again is the same.
// TestLongCSV: a static table is written in portions, of which nothing is lost.
func TestLongCSV(t *testing.T) {
	w := newWorld(t)
	path := filepath.Join(t.TempDir(), "x.csv")
	w.SetGlobal("path", starlark.String(path))
	w.SetGlobal("n", starlark.MakeInt(2*savedPortion+5))
	w.prints(t, "write_csv(empty_table(n).update(['A = ii', 'B = `x` + ii']), path)\nt = read_csv(path)\nprint(t.size == n, t.where('A != ii || B != `x` + ii').size)", "True 0")
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"A,B\n1,x\n", "A\n\n\"a\nb\"\n", "a\tb\n \"x\" ,\"\"\"\"\r\n", "\ufeff,,\n\"\n", "A,A\n1,\n"} {
		f.Add(s, true, false)
		f.Add(s, false, true)
	}
	g := engine.NewGraph()
	f.Fuzz(func(t *testing.T, text string, spaces, headless bool) {
		o := readOptions{max: bounds.Of(1 << 30), beat: &py.Beat{Context: t.Context()}, numRows: 1 << 40, delimiter: ",", spaces: spaces, headless: headless, allowMissing: true, ignoreExcess: true, skipEmpty: true}
		first, err := o.table(g, text)
		if err != nil {
			return
		}
		if !utf8.ValidString(text) {
			t.Fatal("text that is not UTF-8 was taken")
		}
		a, err := first.Read(0, 1<<40, nil)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		w := &csvWriter{w: bufio.NewWriter(&out), Beat: py.Beat{Context: t.Context()}}
		if err := errors.Join(w.head(a), w.rows(a), w.w.Flush()); err != nil {
			t.Fatal(err)
		}
		o = readOptions{max: bounds.Of(1 << 30), beat: &py.Beat{Context: t.Context()}, numRows: 1 << 40, delimiter: ",", spaces: true}
		again, err := o.table(g, out.String())
		if err != nil {
			t.Fatalf("%v\n%q", err, out.String())
		}
		b, err := again.Read(0, 1<<40, nil)
		if err != nil || b.Len() != a.Len() {
			t.Fatalf("%v: %d rows, then %d\n%q", err, a.Len(), b.Len(), out.String())
		}
		for j := range a.Cols {
			for i := range a.Len() {
				if x, y := fmt.Sprint(a.Cols[j].Any(i)), fmt.Sprint(b.Cols[j].Any(i)); x != y {
					t.Fatalf("column %s row %d: %q, then %q\n%q", a.Schema[j].Name, i, x, y, out.String())
				}
			}
		}
	})
}
