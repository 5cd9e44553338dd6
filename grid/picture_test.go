package grid

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"starling/engine"
	"starling/engine/column"
)

// noon is the time of all pictures here.
var noon = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

// trades is the first and the last rows of a topic of today.
func trades() []*engine.Frame {
	part := func(lo, hi int) *engine.Frame {
		at, sym, qty := column.NewVec[int64](column.Instant), column.NewVec[string](column.String), column.NewVec[int32](column.Int)
		price, offset, partition := column.NewVec[float64](column.Double), column.NewVec[int64](column.Long), column.NewVec[int32](column.Int)
		note := column.NewVec[string](column.String)
		for i := lo; i < hi; i++ {
			at.Append(noon.Add(-time.Duration(1000-i) * 1234567 * time.Microsecond).UnixNano())
			sym.Append([]string{"AAPL", "TSLA", "BRK.B"}[i%3])
			qty.Append(int32(i%7 - 3))
			price.Append(float64(i) * 1.25)
			offset.Append(int64(i))
			partition.Append(int32(i % 2))
			if i%4 == 0 {
				note.AppendNull()
				continue
			}
			note.Append(strings.Repeat("note ", i%9))
		}
		f := frame(field("KafkaPartition", column.Int), partition, field("KafkaOffset", column.Long), offset, field("KafkaTimestamp", column.Instant), at,
			field("Symbol", column.String), sym, field("Qty", column.Int), qty, field("Price", column.Double), price, field("Note", column.String), note)
		f.Lo, f.Hi, f.Size = lo, hi, 1000
		return f
	}
	return []*engine.Frame{part(0, 3), part(997, 1000)}
}

// badRecords is what kc.errors shows.
func badRecords() []*engine.Frame {
	return []*engine.Frame{frame(
		field("KafkaTopic", column.String), vec(column.String, "orders.v2", "orders.v2"),
		field("KafkaPartition", column.Int), vec(column.Int, int32(0), 11),
		field("KafkaOffset", column.Long), vec(column.Long, int64(1_234_567), 9),
		field("KafkaTimestamp", column.Instant), vec(column.Instant, noon.UnixNano(), noon.Add(-time.Hour).UnixNano()),
		field("Part", column.String), vec(column.String, "value", "key"),
		field("Error", column.String), vec(column.String, `column "Qty" (int): "many" is not a number, and this is a rather long reason for a record that is bad`, "not JSON"),
		field("Key", column.Bytes), vec(column.Bytes, "AAPL", "\x00\x01"),
		field("Value", column.Bytes), vec(column.Bytes, `{"Symbol": "AAPL", "Qty": "many", "Price": 1.5}`, "{"),
	)}
}

// hostile is columns of what terminals, widths and memory do not like.
func hostile() []*engine.Frame {
	return []*engine.Frame{frame(
		field("Evil\x1b[2J", column.String), vec(column.String, "\x1b]0;t\a\x1b[31m", "\u202eabc\u2066\u200f\x00\x7f", strings.Repeat("\u0301", 500), "e\u0301\u200d🚀👩‍👩‍👧"),
		field("Much", column.String), vec(column.String, strings.Repeat("x", 10<<20), strings.Repeat("東", 10<<20/3), strings.Repeat("\x1b", 10<<20), strings.Repeat("\u0301", 5<<20)),
		field("Bytes", column.Bytes), vec(column.Bytes, strings.Repeat("\x00", 10<<20), "'", "\xff\xfe", ""),
		objects("Texts", "[Ljava.lang.String;"), vec[any](column.Object, []string{strings.Repeat("y\n", 5<<20)}, []string{"\x1b"}, nil, make([]string, 1<<20)),
	)}
}

var pictures = []struct {
	name   string
	frames func() []*engine.Frame
	l      Layout
}{
	{"trades", trades, Layout{State: "live, append-only", Rest: "trades.browse()", Now: noon}},
	{"errors", badRecords, Layout{State: "live, ring(100000), 2 of 100000", Rest: "_.browse()", Now: noon}},
	{"hostile", hostile, Layout{State: "static", Rest: "t.browse()", Now: noon}},
}

// TestPictures compares with the files in testdata; -update writes them.
func TestPictures(t *testing.T) {
	for _, p := range pictures {
		frames := p.frames()
		for _, w := range []int{24, 80, 120, 200} {
			l := p.l
			l.Width = w
			got := Render(l, frames...)
			name := fmt.Sprint(p.name, w)
			golden(t, name, got)
			checkShape(t, name, got, l)
			if p.name == "hostile" && w != 80 { // once is enough of ten megabytes
				continue
			}
			if records := Join(Records(l, frames...), NoLooks); len(records) > 10*valueBytes*len(frames[0].Cols) {
				t.Errorf("%s: records of %d bytes", name, len(records))
			} else {
				checkShape(t, name+" as records", records, l)
			}
		}
	}
}

// Every width and height gives pictures that fit.
func TestPicturesFit(t *testing.T) {
	for _, p := range pictures[:2] {
		frames := p.frames()
		for w := 1; w < 140; w++ {
			l := p.l
			l.Width = w
			if got := Render(l, frames...); w > 3 { // a wide character and …
				checkShape(t, fmt.Sprint(p.name, " in ", w), got, l)
			}
		}
	}
	for h := 1; h < 60; h++ {
		l := Layout{Height: h}
		first, last := l.Ends()
		if h >= 9 && first+last+around+1 > max(h, 9) && first+last > 2 || first < 1 || last < 1 || first+last > 20 {
			t.Errorf("%d lines: %d first rows, %d last ones", h, first, last)
		}
	}
	if first, last := (Layout{}).Ends(); first != 10 || last != 10 {
		t.Errorf("without a window: %d, %d", first, last)
	}
}

// The summary says how the rest is seen in every width that has room for it.
func TestSummarySaysHowToSeeTheRest(t *testing.T) {
	for w := 22; w < 140; w++ {
		l := pictures[0].l
		l.Width, l.Rest = w, "t.browse()"
		p := Draw(l, trades()...)
		if s := p.Summary[0].String(); len(p.Summary) != 1 || !strings.Contains(s, "t.browse()") || !strings.Contains(s, "1,000 rows") {
			t.Errorf("%d: %q", w, s)
		}
	}
	all := frame(field("A", column.Int), vec(column.Int, int32(1)))
	if got := Render(Layout{Width: 80, Rest: "t.browse()", State: "static"}, all); strings.Contains(got, "browse") {
		t.Errorf("nothing is cut: %s", got)
	}
}

// Nulls are dim, what is negative is red, names are bold; nothing on a pipe.
func TestLooks(t *testing.T) {
	f := frame(field("Qty", column.Int), vec(column.Int, int32(-1), column.NullInt, 7), field("Error", column.String), vec(column.String, "bad", column.NullString, column.NullString))
	want := []string{
		"\x1b[1mQty\x1b[0m    | \x1b[1mError\x1b[0m", "",
		"", "    \x1b[31m-1\x1b[0m | \x1b[31mbad\x1b[0m", "\x1b[2m(null)\x1b[0m | \x1b[2m(null)\x1b[0m", "     7 | \x1b[2m(null)\x1b[0m", "3 rows",
	}
	want[0] = "   \x1b[1mQty\x1b[0m | \x1b[1mError\x1b[0m"
	want[1] = "   \x1b[2mint\x1b[0m | \x1b[2mString\x1b[0m"
	want[2] = "\x1b[2m-------+-------\x1b[0m"
	if got := Render(Layout{Palette: Full}, f); got != strings.Join(want, "\n")+"\n" {
		t.Errorf("%q\nwant %q", got, want)
	}
	if got := Render(Layout{Palette: Mono}, f); strings.Contains(got, "\x1b[31m") || !strings.Contains(got, "\x1b[2m(null)") {
		t.Errorf("without colours: %q", got)
	}
	if got := Render(Layout{}, f); strings.Contains(got, "\x1b") {
		t.Errorf("on a pipe: %q", got)
	}
	marked := Render(Layout{Palette: Mono, Mark: func(frame, row, column int) bool { return frame == 0 && row == 2 && column == 0 }}, f)
	if !strings.Contains(marked, "\x1b[7m     7\x1b[0m |") || strings.Count(marked, "\x1b[7m") != 1 {
		t.Errorf("marked: %q", marked)
	}
}

// The columns that say how others look are applied and not shown.
func TestFormats(t *testing.T) {
	const red, onBlue = 1<<24 | 1<<26 | 0xff0000, (1<<24 | 0x0000ff) << 32
	f := frame(
		field("Qty", column.Int), vec(column.Int, int32(1), 2, 3),
		field("Price", column.Double), vec(column.Double, 1234.5, -0.005, column.NullDouble),
		field("Qty__TABLE_STYLE_FORMAT", column.Long), vec(column.Long, int64(red), 0, column.NullLong),
		field("__ROW__TABLE_STYLE_FORMAT", column.Long), vec(column.Long, int64(0), onBlue, onBlue),
		field("Price__TABLE_NUMBER_FORMAT", column.String), vec(column.String, "#,##0.00", "0.0%", "0"),
		field("At", column.Instant), vec(column.Instant, noon.UnixNano(), noon.UnixNano(), column.NullLong),
		field("At__TABLE_DATE_FORMAT", column.String), vec(column.String, "dd.MM.yyyy HH:mm", "no pattern", "yyyy"),
	)
	if got, want := Render(Layout{}, f), `Qty |    Price | At
int |   double | Instant
----+----------+---------------------
  1 | 1,234.50 | 27.11.2026 12:00
  2 |    -0.5% | 2026-11-27T12:00:00Z
  3 |   (null) | (null)
3 rows
`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	got := Render(Layout{Palette: Full}, f)
	for _, want := range []string{"\x1b[38;2;255;0;0m1\x1b[0m", "\x1b[48;2;0;0;255m  2\x1b[0m | ", "\x1b[2;48;2;0;0;255m(null)\x1b[0m"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

func TestDecimalText(t *testing.T) {
	for _, c := range [][3]string{
		{"0.00", "1.005", "1.00"},
		{"0.00", "2.675", "2.68"}, // a decimal half goes to the even digit: 2.68
		{"0.0", "0.25", "0.2"},
		{"0", "-1.5", "-2"},
		{"#,##0.##", "1234567.5", "1,234,567.5"},
		{"#,##0.##", "12", "12"},
		{"#", "0", "0"},
		{"#.##", "0.5", ".5"},
		{"000", "7", "007"},
		{"0.0%", "0.123", "12.3%"},
		{"$#,##0.00", "-5", "-$5.00"},
		{"0.00;(0.00)", "-5", "(5.00)"},
		{"'#'0", "3", "#3"},
		{"0 EUR", "3", "3 EUR"},
		{"0.0E0", "3", "3"}, // no such pattern here: as it is
		{"x", "3", "3"},
		{"0", "NaN", "NaN"},
		{"0.0", "1.0E10", "10000000000.0"},
	} {
		if got := decimalText(c[0], c[1]); got != c[2] {
			t.Errorf("%s of %s: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// From leaves out columns behind the first.
func TestFrom(t *testing.T) {
	p := Draw(Layout{From: 3}, trades()...)
	if want := []int{0, 3, 4, 5, 6}; !slices.Equal(p.Columns, want) {
		t.Errorf("%v, want %v", p.Columns, want)
	}
	if want := []string{"KafkaOffset", "KafkaTimestamp"}; !slices.Equal(p.Left, want) {
		t.Errorf("%v, want %v", p.Left, want)
	}
}
