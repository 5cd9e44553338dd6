package starlib

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/internal/bounds"
	"starling/starlib/py"
)

// jsonScript has a table of every type that can be read back: a value, its extremes and nulls.
const jsonScript = `
from deephaven import empty_table, read_json, write_json, write_jsonl, dtypes as dht
values = {
    "Bool": ("true", "false", "(Boolean)null"), "Byte": ("(byte)127", "(byte)-127", "NULL_BYTE"), "Short": ("(short)32767", "(short)-32767", "NULL_SHORT"),
    "Char": ("'é'", "'\"'", "NULL_CHAR"), "Int": ("2147483647", "-2147483647", "NULL_INT"), "Long": ("9223372036854775807L", "9007199254740993L", "NULL_LONG"),
    "Float": ("NAN_FLOAT", "0.1f", "NULL_FLOAT"), "Double": ("-0.0", "POS_INFINITY_DOUBLE", "NULL_DOUBLE"), "More": ("NEG_INFINITY_DOUBLE", "1e-300", "NULL_DOUBLE"),
    "Instant": ("'2024-01-02T03:04:05.000000006Z'", "'1677-12-31T00:00:00Z'", "(Instant)null"), "String": ("` + "`é\\\"\\n,`" + `", "` + "``" + `", "(String)null"),
    "Bytes": ("new byte[]{(byte)0,(byte)-128}", "new byte[0]", "(byte[])null"), "Ints": ("new int[]{1, NULL_INT}", "new int[0]", "(int[])null"),
    "Doubles": ("new double[]{NAN_DOUBLE, NULL_DOUBLE, -0.0}", "new double[]{1e300}", "(double[])null"), "Bools": ("new Boolean[]{true, null}", "new Boolean[0]", "(Boolean[])null"),
    "Chars": ("new char[]{'a', NULL_CHAR}", "new char[0]", "(char[])null"), "Strings": ("new String[]{` + "`a`, null, ``" + `}", "new String[0]", "(String[])null"),
    "Instants": ("new Instant[]{'2024-01-02T03:04:05Z', null}", "new Instant[0]", "(Instant[])null"),
    "Whole": ("new java.math.BigInteger(` + "`123456789012345678901234567890`" + `)", "new java.math.BigInteger(` + "`-1`" + `)", "(java.math.BigInteger)null"),
    "Decimal": ("new java.math.BigDecimal(` + "`0.10`" + `)", "new java.math.BigDecimal(` + "`-12345678901234567890.5`" + `)", "(java.math.BigDecimal)null"),
}
every = empty_table(3).update([f"{n} = i == 0 ? {a} : i == 1 ? {b} : {c}" for n, (a, b, c) in values.items()])
def text(t):
    return [(c.name, c.data_type.j_name) for c in t.columns], t.to_string(10)
`

func TestJSONRoundTrip(t *testing.T) {
	w := newCSVWorld(t, "")
	w.SetGlobal("dir", starlark.String(w.cfg.Dir))
	w.prints(t, jsonScript+`
write_json(every, "all.json")
write_jsonl(every, "all.jsonl")
for path in "all.json", "all.jsonl":
    back = read_json(path, header=every)
    if text(back) != text(every):
        fail(path, back, every)
    for cols in ["Long", "Strings"], ["Decimal"]:
        if text(read_json(path, header=every.view(cols))) != text(every.view(cols)):
            fail(path, cols)
write_json(every.head(0), "none.json", cols=["Int", "Ints"])
write_jsonl(every.head(0), "none.jsonl", ["Int"])
print([read_json("none.json", header={"Int": dht.int32, "Ints": dht.int32_array}).size, open(dir + "/none.json").read(), open(dir + "/none.jsonl").read()])
groups = every.view(["K = i / 2", "Int"]).group_by("K")
write_json(groups, "groups.json")
print(text(read_json("groups.json", header=groups)) == text(groups))
`, `[0, '[]\n', '']
True`)
	const want = `[
{"Bool":true,"Byte":127,"Short":32767,"Char":"é","Int":2147483647,"Long":9223372036854775807,"Float":"NaN","Double":-0.0,"More":"-Infinity","Instant":"2024-01-02T03:04:05.000000006Z","String":"é\"\n,","Bytes":[0,-128],"Ints":[1,null],"Doubles":["NaN",null,-0.0],"Bools":[true,null],"Chars":["a",null],"Strings":["a",null,""],"Instants":["2024-01-02T03:04:05Z",null],"Whole":123456789012345678901234567890,"Decimal":0.10},
{"Bool":false,"Byte":-127,"Short":-32767,"Char":"\"","Int":-2147483647,"Long":9007199254740993,"Float":0.1,"Double":"Infinity","More":1.0E-300,"Instant":"1677-12-31T00:00:00Z","String":"","Bytes":[],"Ints":[],"Doubles":[1.0E300],"Bools":[],"Chars":[],"Strings":[],"Instants":[],"Whole":-1,"Decimal":-12345678901234567890.5},
{"Bool":null,"Byte":null,"Short":null,"Char":null,"Int":null,"Long":null,"Float":null,"Double":null,"More":null,"Instant":null,"String":null,"Bytes":null,"Ints":null,"Doubles":null,"Bools":null,"Chars":null,"Strings":null,"Instants":null,"Whole":null,"Decimal":null}
]
`
	got, err := os.ReadFile(filepath.Join(w.cfg.Dir, "all.json"))
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got, want)
	}
	lines, err := os.ReadFile(filepath.Join(w.cfg.Dir, "all.jsonl"))
	if lined := strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(want, "[\n"), "]\n"), "},\n", "}\n"); err != nil || string(lines) != lined {
		t.Errorf("%v\n%s\nwant\n%s", err, lines, lined)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		return // there is nothing to compare with
	}
	load := "import json\nprint(json.load(open(DIR + '/all.json', encoding='utf-8')) == [json.loads(line) for line in open(DIR + '/all.jsonl', encoding='utf-8')])\nfor row in json.load(open(DIR + '/all.json', encoding='utf-8')):\n    print(list(row.items()))\n"
	load = strings.ReplaceAll(load, "DIR", fmt.Sprintf("%q", w.cfg.Dir))
	cmd := exec.Command(python, "-c", load)
	cmd.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
	theirs, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(theirs), "True\n[('Bool', True), ('Byte', 127)") || !strings.Contains(string(theirs), "('Long', 9007199254740993), ('Float', 0.1), ('Double', 'Infinity'), ('More', 1e-300)") {
		t.Errorf("CPython reads %s", theirs)
	}
	w.prints(t, load, string(theirs))
}

func TestReadJSON(t *testing.T) {
	for _, c := range []struct{ name, text, args, want string }{
		{
			"types", `[{"L":1,"D":1.5,"B":true,"S":"x","T":"2024-01-02T03:04:05Z"},{"L":-3000000000,"D":2,"B":null,"S":"true","T":"2024-01-02T03:04:05+01:00"}]`, "",
			"L long, D double, B Boolean, S String, T Instant\n1 1.5 True x 2024-01-02T03:04:05Z\n-3000000000 2.0 None true 2024-01-02T02:04:05Z",
		},
		{"the last row decides", "{\"A\":1,\"T\":\"2024-01-02T03:04:05Z\"}\n{\"A\":2,\"T\":\"soon\"}\n{\"A\":0.5,\"T\":null}\n", "", "A double, T String\n1.0 2024-01-02T03:04:05Z\n2.0 soon\n0.5 None"},
		{"numbers that JSON has not", `[{"A":1,"B":"NaN"},{"A":"NaN","B":"Infinity"},{"A":"-Infinity"}]`, "", "A double, B String\n1.0 NaN\nnan Infinity\n-inf None"},
		{"too large for a long", `[{"A":9223372036854775808},{"A":1}]`, "", "A String\n9223372036854775808\n1"},
		{"the number that stands for null", `[{"A":-9223372036854775808}]`, "", "A String\n-9223372036854775808"},
		{"beyond 2^53", `[{"A":9007199254740993}]`, "", "A long\n9007199254740993"},
		{"within", `[{"A":{"B":1,"C":{"D":"x"}}},{"A":{"B":2}},{"A":null}]`, "", "A_B long, A_C_D String\n1 x\n2 None\nNone None"},
		{"mixed", `[{"A":{"B":1}},{"A":5},{"A":[1, 2]},{"A":false}]`, "", "A String\n{\"B\":1}\n5\n[1,2]\nfalse"},
		{"arrays", `[{"A":[1, null]},{"A":[]}]`, "", "A String\n[1,null]\n[]"},
		{"names", `[{"my-col":1,"my_col":2,"i":3,"payload":{"x":4}}]`, "", "my_col long, my_col2 long, column_i long, payload_x long\n1 2 3 4"},
		{"missing", "{\"A\":1}\n{}\n{\"B\":2}", "", "A long, B long\n1 None\nNone None\nNone 2"},
		{"twice", `[{"A":1,"A":2}]`, "", "A long\n2"},
		{"twice, of two kinds", `[{"A":"x","A":2}]`, "", "A String\n2"},
		{"blanks and a mark", "\ufeff \n [ {\"A\" : 1 } , \r\n{\"A\":2}\t]\n\n", "", "A long\n1\n2"},
		{"objects over lines", "{\n \"A\": 1\n}\n\n{\n \"A\": 2\n}\n", "", "A long\n1\n2"},
		{"lines of Windows", "{\"A\":1}\r\n{\"A\":2}\r\n", "", "A long\n1\n2"},
		{"null alone", `[{"A":null}]`, "", "A String\nNone"},
		{"header", `[{"A":1,"B":"x","C":true},{"A":2}]`, `, header={"C": dht.bool_, "A": dht.short}`, "C Boolean, A short\nTrue 1\nNone 2"},
		{"header of what is within", `[{"A":{"B":1,"C":2}}]`, `, header={"A_C": dht.int32, "A": dht.string}`, "A_C int, A String\n2 {\"B\":1,\"C\":2}"},
		{"header of arrays", `[{"A":{"B":[1.5,"NaN",null]}},{"A":{"B":null}},{}]`, `, header={"A_B": dht.double_array}`, "A_B [D\n[1.5, nan, None]\nNone\nNone"},
		{"header of nothing", `[{"A":1}]`, `, header={"X": dht.int32}`, "X int\nNone"},
		{"header, no rows", `[]`, `, header={"X": dht.int32}`, "X int"},
		{"header, an empty file", ``, `, header={"X": dht.int32_array}`, "X [I"},
		{"deep", `[{"A":` + strings.Repeat("[", 998) + strings.Repeat("]", 998) + `,"B":1}]`, `, header={"B": dht.int32}`, "B int\n1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			newCSVWorld(t, c.text).prints(t, "from deephaven import read_json\n"+csvScript+"show(read_json('in.csv'"+c.args+"))", c.want)
		})
	}
}

func TestReadJSONRefuses(t *testing.T) {
	wide := new(strings.Builder)
	for i := range 10_001 {
		fmt.Fprintf(wide, "{\"f%d\":%d}\n", i, i)
	}
	for _, c := range []struct{ name, text, args, want string }{
		{"empty", "", "", "in.csv: no columns: there is no object with a field, and no header="},
		{"no fields", "[{},{}]", "", "in.csv: no columns"},
		{"garbage", "hello\n", "", `in.csv: line 1: not JSON: expected a value at byte 0, not "hello\n"`},
		{"binary", "\x00\x01\x02", "", `in.csv: line 1: not JSON: expected a value at byte 0, not "\x00\x01\x02"`},
		{"a number", "\n\n5", "", `in.csv: line 3: "5" is not an object`},
		{"an array within", "[{\"A\":1},\n[2]]", "", `in.csv: line 2: "[2]" is not an object`},
		{"null", "[{\"A\":1},\nnull]", "", `in.csv: line 2: "null" is not an object`},
		{"truncated", "[\n{\"A\":1},\n{\"A\":", "", `in.csv: line 3: not JSON: expected a value, but the text ends`},
		{"no bracket", "[\n{\"A\":1},\n", "", `in.csv: line 3: not JSON: expected an object, but the text ends`},
		{"a line cut off", "{\"A\":1}\n{\"A\":\"x", "", `in.csv: line 2: not JSON: expected the end of a string, but the text ends`},
		{"a comma behind all", "[{\"A\":1},\n]", "", `in.csv: line 2: not JSON: expected a value at byte 0, not "]"`},
		{"behind the array", "[{\"A\":1}]\n{}", "", `in.csv: line 2: not JSON: expected the end at byte 0, not "{}"`},
		{"commas between lines", "{\"A\":1},\n{\"A\":2}", "", `in.csv: line 1: not JSON: expected a value at byte 7, not ",\n{\"A\":2}"`},
		{"Python's NaN", "[{\"A\":1},\n {\"A\":NaN}]", "", `in.csv: line 2: not JSON: expected a value at byte 6, not "NaN}]"`},
		{"too deep", "[{\"A\":1},\n{\"A\":" + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + "}]", "", `in.csv: line 2: not JSON: expected less nesting at byte `},
		{"deep without an end", strings.Repeat("[{\"A\":", 1<<20), "", `in.csv: line 1: not JSON: expected less nesting at byte `},
		{"no UTF-8", "[{\"A\":1},\n{\"A\":\"\xff\"}]", "", `in.csv: line 2: the text is not UTF-8`},
		{"many columns", wide.String(), "", `in.csv: more than 10000 columns`},
		{"misfit", "{\"A\":1}\n\n{\"A\":\"x\"}", `, header={"A": dht.int32}`, `in.csv: line 3: column "A" (int): "\"x\"" is not a number`},
		{"overflow", "{\"A\":300}", `, header={"A": dht.byte}`, `in.csv: line 1: column "A" (byte): "300" is out of range`},
		{"misfit within", "[\n{\"A\":{\"B\":\"soon\"}}]", `, header={"A_B": dht.Instant}`, `in.csv: line 2: field "/A/B", column "A_B" (Instant): "\"soon\"" `},
		{"no array", "{\"A\":[1]}\n{\"A\":5}", `, header={"A": dht.int64_array}`, `in.csv: line 2: `},
		{"no element", "{\"A\":[1,\"x\"]}", `, header={"A": dht.int64_array}`, `in.csv: line 1: `},
		{"a type", "{\"A\":1}", `, header={"A": dht.LocalDate}`, `read_json: header: column A: type java.time.LocalDate cannot be read from JSON`},
		{"an array of a type", "{\"A\":1}", `, header={"A": dht.zdt_array}`, `read_json: header: column A: type java.time.ZonedDateTime[] cannot be read from JSON`},
		{"twice", "{\"A\":1}", `, header=[("A", dht.int32), ("A", dht.int32)]`, `column "A" is there twice`},
		{"an argument", "{}", `, delimiter=";"`, `read_json`},
	} {
		_, err := newCSVWorld(t, c.text).script(t, "x.py", "from deephaven import read_json, dtypes as dht\nread_json('in.csv'"+c.args+")")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	newWorld(t).fails(t, "read_json('/dev/zero')", "Traceback (most recent call last):\n  File \"x.py\", line 1, column 10, in <module>\n    read_json('/dev/zero')\nDHError: read_json: /dev/zero: a line of more than 67108864 bytes")
}

// TestLongJSONLine: a line may not be longer than longestLine, but an array may be all in one.
func TestLongJSONLine(t *testing.T) {
	blanks := strings.Repeat(" ", longestLine+10)
	w := newCSVWorld(t, "{\"A\":1"+blanks+"}\n")
	if _, err := w.script(t, "x.py", "read_json('in.csv')"); err == nil || !strings.Contains(err.Error(), "a line of more than 67108864 bytes") {
		t.Errorf("a long line: %v", err)
	}
	newCSVWorld(t, "[{\"A\":1"+blanks+"}]\n").prints(t, "print(read_json('in.csv').size)", "1")
	_, err := smallWorldIn(t, w.cfg.Dir).script(t, "x.py", "read_json('in.csv')")
	if err == nil || !strings.Contains(err.Error(), "MemoryError: read_json: ") {
		t.Errorf("more than there may be: %v", err)
	}
}

// smallWorldIn is smallWorld with the scripts' folder.
func smallWorldIn(t *testing.T, dir string) *world {
	w := &world{graph: engine.NewGraph()}
	w.Host = New(Config{Graph: w.graph, Config: py.Config{Stdout: &w.out, MaxBytes: 1 << 24, Dir: dir}})
	w.graph.MaxBytes = 1 << 24
	t.Cleanup(w.Close)
	return w
}

func TestAppend(t *testing.T) {
	for _, c := range []struct{ name, text, call, want string }{
		{"a new file", "", `write_csv(t, "in.csv", append=True)`, "A,B\n1,x\n"},
		{"below", "A,B\n0,y\n", `write_csv(t, "in.csv", append=True)`, "A,B\n0,y\n1,x\n"},
		{"below an open line", "\ufeffA,\"B\"\r\n0,y", `write_csv(t, "in.csv", append=True)`, "\ufeffA,\"B\"\r\n0,y\n1,x\n"},
		{"some columns", "B\ny\n", `write_csv(t, "in.csv", ["B"], append=True)`, "B\ny\nx\n"},
		{"by csv", "A,B\n", `csv.write(t, "in.csv", append=True)`, "A,B\n1,x\n"},
		{"over", "A,B\n0,y\n", `write_csv(t, "in.csv", append=False)`, "A,B\n1,x\n"},
		{"lines", "{\"A\":0}\n", `write_jsonl(t, "in.csv", append=True)`, "{\"A\":0}\n{\"A\":1,\"B\":\"x\"}\n"},
		{"lines below an open one", "{\"A\":0}", `write_jsonl(t, "in.csv", ["A"], append=True)`, "{\"A\":0}\n{\"A\":1}\n"},
		{"lines over", "{\"A\":0}\n", `write_jsonl(t, "in.csv")`, "{\"A\":1,\"B\":\"x\"}\n"},
		{"lines of nothing", "", `write_jsonl(t.head(0), "in.csv", append=True)`, ""},
	} {
		w := newCSVWorld(t, c.text)
		w.prints(t, "from deephaven import csv, new_table, write_csv, write_jsonl\nt = new_table({'A': [1], 'B': ['x']})\n"+c.call+"\n"+c.call+"\n", "")
		want := c.want
		if strings.Contains(c.call, "append=True") {
			rows := strings.SplitAfter(strings.TrimSuffix(want, "\n"), "\n")
			if last := rows[len(rows)-1]; last != "" {
				want += last + "\n"
			}
		}
		if got, err := os.ReadFile(filepath.Join(w.cfg.Dir, "in.csv")); err != nil || string(got) != want {
			t.Errorf("%s: %v\n%q, want\n%q", c.name, err, got, want)
		}
	}
	for _, c := range []struct{ text, call, want string }{
		{"B,A\nx,1\n", `write_csv(t, "in.csv", append=True)`, "write_csv: append: in.csv has the columns B, A, the table has A, B"},
		{"A\n1", `write_csv(t, "in.csv", append=True)`, "in.csv has the columns A, the table has A, B"},
		{"\n\n", `write_csv(t, "in.csv", append=True)`, "write_csv: append: in.csv has no header"},
		{"A,\"B\n", `write_csv(t, "in.csv", append=True)`, "write_csv: append: the header of in.csv: "},
		{"A\n1\n", `write_csv(t, "in.csv", ["Q"], append=True)`, "write_csv: unknown column names [Q]"},
		{"[]\n", `write_json(t, "in.csv", append=True)`, "append"},
		{"[]\n", `write_json(t, "in.csv", ["Q"])`, "write_json: unknown column names [Q]"},
		{"{}\n", `write_jsonl(t, "in.csv", ["Q"])`, "write_jsonl: unknown column names [Q]"},
		{"{}\n", `write_jsonl(t, "no/in.csv", append=True)`, "write_jsonl: open "},
	} {
		w := newCSVWorld(t, c.text)
		_, err := w.script(t, "x.py", "from deephaven import new_table, write_csv, write_json, write_jsonl\nt = new_table({'A': [1], 'B': ['x']})\n"+c.call)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.call, err, c.want)
		}
		if got, err := os.ReadFile(filepath.Join(w.cfg.Dir, "in.csv")); err != nil || string(got) != c.text {
			t.Errorf("%s: %v, the file is %q", c.call, err, got)
		}
	}
}

// TestWriteLive: what is written of a live table is of one cycle.
func TestWriteLive(t *testing.T) {
	newCSVWorld(t, "").prints(t, `
from deephaven import merge, read_csv, read_json, time_table, write_csv, write_json, write_jsonl
live = time_table("PT0.002S").view("N = ii").last_by()
many = merge([live.update("W = %d" % w) for w in range(100)])
while many.size == 0:
    many.await_update(100)
seen = set()
for k in range(15):
    for write, read, path in (write_json, read_json, "live.json"), (write_jsonl, read_json, "live.jsonl"), (write_csv, read_csv, "live.csv"):
        write(many, path)
        back = read(path)
        numbers = set([n for (n,) in back.iter_tuple(cols="N")])
        if back.size != 100 or len(numbers) != 1:
            fail(path, back.size, numbers)
        seen |= numbers
    many.await_update(100)
print(len(seen) > 5)
`, "True")
}

// TestWriteHoldsNothing: while a file takes no more, the graph goes on.
func TestWriteHoldsNothing(t *testing.T) {
	w := newCSVWorld(t, "")
	path := filepath.Join(w.cfg.Dir, "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	wrote := make(chan error, 1)
	go func() {
		wrote <- w.ExecFile(context.Background(), "x.py", "write_jsonl(empty_table(100000).update('A = ii'), 'pipe')")
	}()
	pipe, err := os.Open(path) // when the other end is open
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	time.Sleep(50 * time.Millisecond) // in which the pipe is full
	moved := make(chan struct{})
	go func() {
		defer close(moved)
		for range 3 {
			_, ended := w.graph.Cycle()
			w.graph.Wake()
			<-ended
		}
	}()
	soon(t, "three cycles", moved)
	select {
	case err := <-wrote:
		t.Fatalf("all was written before it was read: %v", err)
	default:
	}
	text, err := io.ReadAll(pipe)
	if n := bytes.Count(text, []byte("\n")); err != nil || n != 100000 {
		t.Errorf("%d lines, %v", n, err)
	}
	if err := <-wrote; err != nil {
		t.Error(err)
	}
}

// FuzzReadJSON: any text gives a table or an error; a table that is written and read again is the
// same.
func FuzzReadJSON(f *testing.F) {
	for _, s := range []string{`[{"A":1,"B":{"C":"x"}},{"A":null}]`, "{\"A\":1}\n{\"A\":\"NaN\"}\n", "\ufeff[]", `{"":[],"\u0000":{"a":{"a":{"a":{"a":1}}}}}`, `[{"A":1e999,"A":"2024-01-01T00:00:00Z"}`, `{"A":-9223372036854775808}{}`} {
		f.Add(s)
	}
	g := engine.NewGraph()
	f.Fuzz(func(t *testing.T, text string) {
		read := func(text string, header definitions) (*engine.Frame, error) {
			r := &jsonRows{header: header, max: bounds.Of(1 << 28), beat: &py.Beat{Context: t.Context()}}
			made, err := r.table(g, []byte(text))
			if err != nil {
				return nil, err
			}
			return made.Read(0, 1<<40, nil)
		}
		a, err := read(text, nil)
		if err != nil {
			return
		}
		if !utf8.ValidString(text) {
			t.Fatal("text that is not UTF-8 was taken")
		}
		made, err := engine.NewTable(g, a.Schema, a.Cols)
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range []string{"json", "jsonl"} {
			var out bytes.Buffer
			if err := new(Host).Export(t.Context(), &out, made, format, 0); err != nil {
				t.Fatal(err)
			}
			b, err := read(out.String(), a.Schema)
			if err != nil || a.Len() != b.Len() {
				t.Fatalf("%v\n%q", err, out.String())
			}
			for j := range a.Cols {
				for i := range a.Len() {
					if x, y := fmt.Sprint(a.Cols[j].Any(i)), fmt.Sprint(b.Cols[j].Any(i)); x != y {
						t.Fatalf("column %s row %d: %q, then %q\n%q", a.Schema[j].Name, i, x, y, out.String())
					}
				}
			}
		}
	})
}
