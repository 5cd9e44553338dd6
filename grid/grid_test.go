package grid

import (
	"errors"
	"flag"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
)

var update = flag.Bool("update", false, "write the golden files anew")

// frame is a whole table of the given columns.
func frame(cols ...any) *engine.Frame {
	f := &engine.Frame{}
	for i := 0; i < len(cols); i += 2 {
		field, v := cols[i].(column.Field), cols[i+1].(column.Vector)
		if field.Type.Kind == column.List { // given as objects
			v = lists(field.Type, v)
		}
		f.Schema = append(f.Schema, field)
		f.Cols = append(f.Cols, v)
		f.Size = v.Len()
	}
	f.Hi = f.Size
	return f
}

// lists is a column of the lists in v.
func lists(t column.Type, v column.Vector) column.Vector {
	l := column.NewLists(t)
	for i := range v.Len() {
		if !l.AppendAny(v.Any(i)) {
			panic(fmt.Sprintf("%v is no %s", v.Any(i), t))
		}
	}
	return l
}

func field(name string, k column.Kind) column.Field {
	return column.Field{Name: name, Type: column.Of(k)}
}

func objects(name, class string) column.Field {
	return column.Field{Name: name, Type: column.ObjectOf(class)}
}

func vec[T any](k column.Kind, values ...T) column.Vector {
	v := column.NewVec[T](k)
	v.V = values
	return v
}

func orders() *engine.Frame {
	return frame(
		field("Symbol", column.String), vec(column.String, "AAPL", "TSLA", column.NullString),
		field("Qty", column.Long), vec(column.Long, int64(9), 1234567, column.NullLong),
		field("Price", column.Double), vec(column.Double, 133.0, 735.5, column.NullDouble),
		field("At", column.Instant), vec(column.Instant, int64(1_700_000_000_000_000_000), 1_700_000_000_123_456_789, column.NullLong),
	)
}

func kinds() *engine.Frame {
	return frame(
		field("Bool", column.Bool), vec[int8](column.Bool, 1, 0, column.NullByte),
		field("Byte", column.Byte), vec[int8](column.Byte, -127, 127, column.NullByte),
		field("Short", column.Short), vec[int16](column.Short, -1, 1, column.NullShort),
		field("Char", column.Char), vec[uint16](column.Char, 'x', '\n', column.NullChar),
		field("Int", column.Int), vec[int32](column.Int, -1, 1, column.NullInt),
		field("Float", column.Float), vec[float32](column.Float, 1.5, 1e10, column.NullFloat),
		field("Bytes", column.Bytes), vec(column.Bytes, "a\x00\"\\", "\xff", column.NullString),
		objects("Ints", "[I"), vec[any](column.Object, []int32{1, column.NullInt}, []int32{}, nil),
		objects("Texts", "[Ljava.lang.String;"), vec[any](column.Object, []string{"a", column.NullString}, make([]string, 20), nil),
		objects("Took", "java.time.Duration"), vec[any](column.Object, time.Second, time.Duration(0), nil),
		objects("Py", "org.jpy.PyObject"), vec[any](column.Object, 7, "seven\n", nil),
	)
}

// TestRender compares with the files in testdata; -update writes them.
func TestRender(t *testing.T) {
	long := strings.Repeat("lorem ipsum ", 20)
	window := orders()
	window.Lo, window.Hi, window.Size = 1200, 1203, 1_234_567
	failed := orders()
	failed.Err = errors.New("update: formula \"X = 1 / 0\":\nno")
	texts := frame(
		field("Id", column.Int), vec[int32](column.Int, 1, 2),
		field("Name", column.String), vec(column.String, long, "short"),
		field("Note", column.String), vec(column.String, "medium text of some length", long),
		field("Qty", column.Int), vec[int32](column.Int, 1_000_000, 2),
	)
	wide := frame(
		field("名前", column.String), vec(column.String, "東京都千代田区丸の内", "é", "e\u0301"),
		field("Emoji", column.String), vec(column.String, "🚀 to the moon", "\x1b[31mred", "tab\tline\n\x07bell\xff"),
	)
	many := &engine.Frame{}
	for i := range 30 {
		f := frame(field(fmt.Sprintf("Column%d", i), column.Long), vec(column.Long, int64(i)))
		many.Schema, many.Cols = append(many.Schema, f.Schema...), append(many.Cols, f.Cols...)
		many.Size, many.Hi = 1, 1
	}
	for _, c := range []struct {
		name  string
		frame *engine.Frame
		l     Layout
	}{
		{"orders", orders(), Layout{State: "live, append-only"}},
		{"kinds", kinds(), Layout{State: "static"}},
		{"window", window, Layout{Width: 80, State: "live"}},
		{"failed", failed, Layout{Width: 80, State: "live"}},
		{"empty", frame(field("A", column.Int), vec[int32](column.Int)), Layout{State: "live"}},
		{"one", frame(field("A", column.Int), vec[int32](column.Int, 1)), Layout{State: "live"}},
		{"nocolumns", &engine.Frame{Size: 3, Hi: 3}, Layout{State: "static"}},
		{"none", &engine.Frame{Size: 3}, Layout{State: "static"}},
		{"texts", texts, Layout{}},
		{"texts80", texts, Layout{Width: 80}},
		{"texts30", texts, Layout{Width: 30}},
		{"texts9", texts, Layout{Width: 9}},
		{"wide", wide, Layout{}},
		{"wide20", wide, Layout{Width: 20}},
		{"many", many, Layout{Width: 72}},
	} {
		got := Render(c.l, c.frame)
		golden(t, c.name, got)
		checkShape(t, c.name, got, c.l)
	}
}

// checkShape: no line is wider than the limit, or ends in a space, or has a
// character that moves the cursor.
func checkShape(t *testing.T, name, text string, l Layout) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, s := range lines {
		if l.Width > 0 && textWidth(s) > l.Width {
			t.Errorf("%s: line %d is %d wide: %q", name, i+1, textWidth(s), s)
		}
		if strings.TrimRight(s, " ") != s || !safe.Clean(s) {
			t.Errorf("%s: line %d is %q", name, i+1, s)
		}
	}
}

// TestRenderWidths holds that every width gives a grid that fits.
func TestRenderWidths(t *testing.T) {
	for _, f := range []*engine.Frame{orders(), kinds()} {
		for w := 1; w < 200; w++ {
			l := Layout{Width: w}
			if got := Render(l, f); w > 12 {
				checkShape(t, fmt.Sprint("width ", w), got, l)
			}
		}
	}
}

// Numbers stand at the right and are never cut; all else stands at the left.
func TestNumbersStandAtTheRight(t *testing.T) {
	for _, c := range []struct {
		field column.Field
		v     column.Vector
		right bool
	}{
		{field("A", column.Byte), vec(column.Byte, int8(1)), true},
		{field("A", column.Short), vec(column.Short, int16(1)), true},
		{field("A", column.Int), vec(column.Int, int32(1)), true},
		{field("A", column.Long), vec(column.Long, int64(1)), true},
		{field("A", column.Float), vec(column.Float, float32(1)), true},
		{field("A", column.Double), vec(column.Double, 1.0), true},
		{objects("A", column.BigDecimal.String()), vec[any](column.Object, column.NewDecimal(big.NewInt(1), 0)), true},
		{objects("A", column.BigInteger.String()), vec[any](column.Object, column.NewDecimal(big.NewInt(1), 0)), true},
		{field("A", column.Char), vec(column.Char, uint16('1')), false},
		{field("A", column.Bool), vec(column.Bool, int8(1)), false},
		{field("A", column.String), vec(column.String, "1"), false},
		{field("A", column.Instant), vec(column.Instant, int64(1)), false},
		{objects("A", "[I"), vec[any](column.Object, []int32{1}), false},
		{objects("A", "[Ljava.math.BigDecimal;"), vec[any](column.Object, []any{column.NewDecimal(big.NewInt(1), 0)}), false},
		{objects("A", "org.jpy.PyObject"), vec[any](column.Object, 1), false},
	} {
		g := newGrid(Layout{}, []*engine.Frame{frame(c.field, c.v)})
		col := g.cols[0]
		if col.right != c.right {
			t.Errorf("%s at the right: %v", c.field.Type, col.right)
		}
		g.tighten()
		g.squeeze(1, 1)
		if c.right && col.width < col.cells[0].width {
			t.Errorf("%s is cut to %d of %q", c.field.Type, col.width, col.cells[0].text)
		}
	}
}

func TestObjectText(t *testing.T) {
	f := frame(objects("P", "org.jpy.PyObject"), vec[any](column.Object, 1, "b"))
	got := Render(Layout{Object: func(x any) string { return fmt.Sprintf("Person(%v)\n", x) }}, f)
	if want := "P\nPyObject\n-------------\nPerson(1)\\n\n"; !strings.HasPrefix(got, "P\nPyObject\n") || !strings.Contains(got, `Person(1)\n`) || strings.Count(got, "\n") != 6 {
		t.Errorf("%q, want the like of %q", got, want)
	}
}

func TestTypeName(t *testing.T) {
	for class, want := range map[string]string{
		"java.lang.String": "String", "[I": "int[]", "[[D": "double[][]", "[Ljava.lang.String;": "String[]",
		"org.jpy.PyObject": "PyObject", "java.time.Duration": "Duration",
	} {
		if got := typeName(column.ObjectOf(class)); got != want {
			t.Errorf("%s: %s, want %s", class, got, want)
		}
	}
	if got := typeName(column.Of(column.Bytes)); got != "byte[]" {
		t.Errorf("bytes: %s", got)
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := thousands(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	n := 1000
	names, ids, prices := make([]string, n), make([]int64, n), make([]float64, n)
	for i := range n {
		names[i], ids[i], prices[i] = fmt.Sprint("symbol ", i), int64(i), float64(i)/4
	}
	f := frame(field("Symbol", column.String), vec(column.String, names...), field("Id", column.Long), vec(column.Long, ids...),
		field("Price", column.Double), vec(column.Double, prices...))
	for b.Loop() {
		Render(Layout{Width: 100}, f)
	}
}
