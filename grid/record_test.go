package grid

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"starling/engine"
	"starling/engine/column"
)

// pair is a value of names and values, as the script's dicts are.
type pair struct {
	names  []string
	values []any
}

func valuesIn(x any) ([]string, []any, bool) {
	if p, ok := x.(pair); ok {
		return p.names, p.values, true
	}
	return nil, nil, false
}

func documents() *engine.Frame {
	f := frame(
		field("Id", column.Long), vec(column.Long, int64(-7), column.NullLong),
		field("KafkaTimestamp", column.Instant), vec(column.Instant, int64(1_700_000_000_123_000_000), column.NullLong),
		field("Note", column.String), vec(column.String, "first line\nsecond line\r\n\tindented "+strings.Repeat("and long ", 12)+"end", ""),
		field("Doc", column.String), vec(column.String, `{"id":1,"tags":["a","b"],"empty":{},"deep":{"text":"`+strings.Repeat("word ", 20)+`"}}`, "{no JSON"),
		field("Bytes", column.Bytes), vec(column.Bytes, "\x00\x01'", `[1,{"a":null}]`),
		objects("Ints", "[I"), vec[any](column.Object, []int32{1, column.NullInt, 3}, make([]int32, 40)),
		objects("Map", "java.util.Map"), vec[any](column.Object,
			pair{[]string{"name", "inner"}, []any{"Ada", pair{[]string{"x", "list"}, []any{1.5, []string{"p", "q"}}}}},
			pair{nil, []any{strings.Repeat("long ", 30), nil, true}}),
		field("ARatherLongNameOfAColumn", column.Bool), vec(column.Bool, int8(1), column.NullByte),
	)
	f.Lo, f.Hi, f.Size = 1233, 1235, 1_234_567
	return f
}

// TestRecord compares with the files in testdata; -update writes them.
func TestRecord(t *testing.T) {
	for _, w := range []int{0, 24, 80, 120, 200} {
		l := Layout{Width: w, Nested: valuesIn}
		got := Join(Records(l, documents()), NoLooks)
		golden(t, fmt.Sprintf("record%d", w), got)
		checkShape(t, fmt.Sprint("record ", w), got, l)
	}
}

// golden compares with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || got != string(want) {
		t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got, want)
	}
}

// A value of ten megabytes is cut in a window, says so, and is whole elsewhere.
func TestRecordOfMuch(t *testing.T) {
	doc := `{"text": "` + strings.Repeat("x", 10<<20) + `"}`
	f := frame(field("Doc", column.String), vec(column.String, doc), field("B", column.Bytes), vec(column.Bytes, strings.Repeat("\xff", 10<<20)))
	got := Join(Record(f, 0, Layout{Width: 80, Height: 24}), NoLooks)
	if len(got) > 8*valueBytes || strings.Count(got, "bytes more") != 2 {
		t.Errorf("%d bytes", len(got))
	}
	f = frame(f.Schema[0], f.Cols[0])
	if whole := Join(Record(f, 0, Layout{}), NoLooks); len(whole) < len(doc) {
		t.Errorf("%d bytes", len(whole))
	}
}
