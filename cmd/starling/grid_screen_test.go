package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"starling/internal/tty"
)

// typedTable is a table that does not fit into most windows.
const typedTable = "t = empty_table(1000).update([\"Id = i\", \"Neg = -i * 1.5\", \"Name = i % 3 == 0 ? null : `name ` + i\", \"AVeryLongName = i % 7\", \"Text = `lorem ipsum dolor sit amet, consectetur ` + i\"])"

// TestTablesFitTheWindow types a table: all of it is on the screen, with what was typed and the
// next prompt, in windows of several sizes.
func TestTablesFitTheWindow(t *testing.T) {
	for _, c := range []struct {
		name  string
		size  tty.Size
		env   []string
		typed []string // the last is what is seen of the rest
	}{
		{"grid-80x24", tty.Size{Cols: 80, Rows: 24}, nil, []string{typedTable, "t", "1,000 rows"}},
		{"grid-120x40", tty.Size{Cols: 120, Rows: 40}, nil, []string{typedTable, "t", "1,000 rows"}},
		{"grid-24x24", tty.Size{Cols: 24, Rows: 24}, nil, []string{typedTable, "t", "1,000 rows"}},
		{"grid-80x12-dumb", tty.Size{Cols: 80, Rows: 12}, []string{"TERM=dumb"}, []string{typedTable, "t", "1,000 rows"}},
		{"record-80x24", tty.Size{Cols: 80, Rows: 24}, []string{"NO_COLOR=1"}, []string{typedTable, "t.show(-1)", "consectetur 999"}},
		{"records-80x24", tty.Size{Cols: 80, Rows: 24}, nil, []string{typedTable, "\\x", "t", "1,000 rows"}},
		{"print-80x24", tty.Size{Cols: 80, Rows: 24}, nil, []string{typedTable, "print(t)", "         9|"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := promptOf(t, c.size, c.env...)
			last := len(c.typed) - 1
			for i, text := range c.typed[:last] {
				s.Until("a prompt to type at", func(x *tty.Screen) bool {
					return strings.Count(x.All(), ">>>") > i && strings.HasSuffix(x.String(), ">>>")
				})
				s.Type(text)
				s.Until("what is typed", func(x *tty.Screen) bool { return !strings.HasSuffix(x.String(), ">>>") })
				s.Type("\r")
				s.Until("a prompt", func(x *tty.Screen) bool { return strings.HasSuffix(x.String(), "\n>>>") })
			}
			s.Wait(c.typed[last])
			screen := s.Screen()
			sameScreen(t, c.name, screen[strings.LastIndex(screen, ">>> "):])
			s.Type("exit()\r")
			if s.Exit() != 0 {
				t.Errorf("status %d", s.Exit())
			}
		})
	}
}

// sameScreen compares with a file in testdata/screens.
func sameScreen(t *testing.T, name, screen string) {
	t.Helper()
	path := filepath.Join("testdata", "screens", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(screen+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || screen+"\n" != string(want) {
		t.Errorf("%s: %v\n%s\nwant\n%s", name, err, screen, want)
	}
}

// TestTableLooks: on a terminal nulls are dim and negative numbers red; with NO_COLOR nothing has
// a colour, with TERM=dumb nothing any look.
func TestTableLooks(t *testing.T) {
	for _, c := range []struct {
		env      string
		dim, red bool
	}{{"TERM=xterm", true, true}, {"NO_COLOR=1", true, false}, {"TERM=dumb", false, false}} {
		s := promptOf(t, usual, c.env)
		s.Type("empty_table(2).update('A = i == 0 ? null : -7 * 11')\r")
		s.Wait("2 rows")
		s.Look(func(x *tty.Screen) bool {
			null, _ := x.StyleOf("(null)")
			negative, ok := x.StyleOf("-77")
			if !ok || null.Dim != c.dim || (negative.Fore != "") != c.red || null.Fore != "" {
				t.Errorf("%s: a null is %q, what is negative %q", c.env, null, negative)
			}
			return true
		})
	}
}

// TestMuchInACell: of a value of ten megabytes no picture sends more than a window needs, a record
// some pages, and all stay harmless.
func TestMuchInACell(t *testing.T) {
	s := promptOf(t, usual)
	s.Type(`x = "\x1b]0;t\a\x00\u202e123" * 100000` + "\r")
	s.Type("t = new_table({'A': [x, 'small'], 'Doc': ['{\"a\": \"' + 'y' * 1000000 + '\"}', '{}']}).update(['A = A+A+A+A+A+A+A+A+A+A', 'B = A.getBytes()', 'Doc = Doc.replace(`y`, `yyyyyyyyyy`)'])\r")
	s.Type("len(x)\r")
	s.Wait("1100000\n>>>")
	for _, c := range []struct {
		typed, wait string
		most        int
	}{
		{"t", "2 rows", 8 << 10},
		{"print(t)", "small", 8 << 10},
		{"describe(t)", "3 rows", 8 << 10},
		{"t.show(0)", "bytes more", 3 * 8 * (64 << 10)},
	} {
		s.Type(c.typed)
		s.Wait(">>> " + c.typed)
		before := s.Sent()
		s.Type("\r")
		s.Until(c.wait, func(x *tty.Screen) bool {
			return strings.Contains(x.String(), c.wait) && strings.HasSuffix(x.String(), "\n>>>")
		})
		if n := s.Sent() - before; n > c.most {
			t.Errorf("%s sends %d bytes", c.typed, n)
		}
	}
	s.Look(func(x *tty.Screen) bool {
		if strange := x.Strange(); len(strange) > 0 {
			t.Errorf("the terminal got %q", strange)
		}
		return true
	})
}
