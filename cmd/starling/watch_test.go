package main

import (
	"os"
	"strings"
	"syscall"
	"testing"

	"starling/internal/tty"
)

// after types statements, and waits until they ran.
func (p *prompted) after(statements ...string) *prompted {
	p.t.Helper()
	for _, line := range statements {
		p.Type(line + "\r")
	}
	p.Type("print('o' + 'k')\r")
	p.Until("ok", func(x *tty.Screen) bool { return strings.Contains(x.String(), "ok\n>>>") })
	return p
}

// people is a table that a script changes, and one that is filtered of it.
var people = []string{
	`from deephaven import input_table, dtypes as dht`,
	`t = input_table({"Name": dht.string, "Age": dht.int64}, key_cols="Name")`,
	`def put(name, age): t.add(new_table({"Name": [name], "Age": [age]}))` + "\r",
	`put("ann", 30); put("bob", 40)`,
}

// TestWatchOnTerminal: the picture is drawn in place, in any size of the window; q leaves it in
// the scrollback and the prompt comes below.
func TestWatchOnTerminal(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 80, Rows: 24}).after(people...)
	s.Type("watch(t)\r")
	s.Wait("t  2 rows", "bob  |  40", "q quit  space pause")
	s.Resize(tty.Size{Cols: 24, Rows: 24})
	s.Until("24 columns", func(x *tty.Screen) bool {
		return strings.Count(x.String(), "t  2 rows") == 1 && strings.Contains(x.String(), "\nq quit  space pause  f …")
	})
	s.Resize(tty.Size{Cols: 120, Rows: 40})
	s.Wait("q quit  space pause  f follow  / filter  s sort  enter record")
	s.Resize(tty.Size{Cols: 120, Rows: 7})
	s.Wait("bob  |  40\nq quit")
	s.Resize(tty.Size{Cols: 120, Rows: 40})
	s.Wait("bob  |  40\nq quit")
	s.Type("q1+1\r") // what is typed after q is the prompt's
	s.Until("2 and the prompt", func(x *tty.Screen) bool { return strings.HasSuffix(x.String(), "\n>>> 1+1\n2\n>>>") })
	if all := s.All(); strings.Count(all, "t  2 rows") != 1 || strings.Contains(all, "q quit") {
		t.Errorf("the last picture is not what stays:\n%s", all)
	}
}

// TestWatchKeys: filters and sorts are asked for at the foot; a wrong one says why.
func TestWatchKeys(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 80, Rows: 24}).after(people...)
	s.Type("t.browse()\r")
	s.Wait("y code")
	s.Type("/Age > Old\r")
	s.Wait("is called Old", "filter: Age > Old")
	s.Type("\x7f\x7f\x7f35\r")
	s.Wait("t  1 row ", "where Age > 35")
	s.Type("/\x15\r")
	s.Wait("t  2 rows")
	s.Type("s-Na\t\r")
	s.Until("bob before ann", func(x *tty.Screen) bool {
		screen := x.String()
		return strings.Contains(screen, "by -Name") && strings.Index(screen, "bob ") < strings.Index(screen, "ann ")
	})
	s.Type("\x1b[B\r")
	s.Wait("row 2 of 2", "Esc back")
	s.Type("\x1b")
	s.Wait("y code")
	s.Type("y")
	s.Wait(`>>> t.sort_descending("Name")`)
	s.Type("\r1+1\r")
	s.Wait("\n2\n>>>")
}

// TestWatchInterrupted: Ctrl-C ends a watch and the statement with it, and the console goes on.
func TestWatchInterrupted(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 80, Rows: 24}).after(people...)
	s.Type("while True: watch(t)\r\r")
	s.Wait("t  2 rows", "q quit")
	s.Type("/Age")
	s.Wait("filter: Age")
	s.Type("\x03")
	s.Wait("KeyboardInterrupt", "\n>>>")
	s.Type("1+1\r")
	s.Wait("\n2\n>>>")
}

// TestWatchBesidePrinting: what is printed meanwhile comes above the picture.
func TestWatchBesidePrinting(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 80, Rows: 24}).after(append(people,
		`import threading`,
		`def say():`+"\r"+`    while t.size < 3: sleep(0.01)`+"\r"+`    print("three\x1b[2J of them")`+"\r",
		`from time import sleep`,
		`def later():`+"\r"+`    sleep(0.3)`+"\r"+`    put("cat", 5)`+"\r",
		`for f in [say, later]: threading.Thread(target=f).start()`+"\r")...)
	s.Type("watch(t)\r")
	s.Until("the line and the picture below it", func(x *tty.Screen) bool {
		screen := x.String()
		said, drawn := strings.LastIndex(screen, "of them"), strings.LastIndex(screen, "t  3 rows")
		return said >= 0 && drawn > said && strings.Contains(screen, "cat ")
	})
	s.Type("q")
	s.Wait("\n>>>")
}

// TestWatchPlain: a terminal that moves no cursor gets a picture per change.
func TestWatchPlain(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 80, Rows: 24}, "TERM=dumb").after(people...)
	s.Type("watch(t)\r")
	s.Wait("2 rows; live")
	s.Type("q")
	s.Wait("\n>>>")
	if strings.Contains(s.All(), "q quit") {
		t.Errorf("a dumb terminal shows keys:\n%s", s.All())
	}
}

// TestWatchFromScript: a script that is run on a terminal can watch too.
func TestWatchFromScript(t *testing.T) {
	script := t.TempDir() + "/w.py"
	if err := os.WriteFile(script, []byte("watch(new_table({'A': ['東京\\x1b[2J\\u202e' * 9, 'b']}))\nprint('through')\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := tty.Start(t, tty.Size{Cols: 24, Rows: 10}, nil, "starling", "run", script)
	s.Wait("2 rows", `東京\x1b[2J`)
	s.Type("q")
	if s.Exit() != 0 || !strings.HasSuffix(strings.TrimSpace(s.Screen()), "through") {
		t.Errorf("status %d:\n%s", s.Exit(), s.Screen())
	}
}

// TestWatchHostile: whatever is in cells, names and filters, a view shows it as text, within
// the window, and at once however long it is.
func TestWatchHostile(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 24, Rows: 12}).after(
		`evil = "\x1b[2J\x1b]0;title\x07\x00\u202e\x9b31m\r\n|"`,
		`h = new_table({"A": [evil, "big " + "x" * 10000000, "東京" * 30], "B": [1, 2, 3]})`,
	)
	for _, view := range []string{"watch h", "h.browse()", "watch h, h"} {
		s.Type(view + "\r")
		s.Wait(`\x1b[2J`, "big x")
		s.Type("/A=`\x1b[200~\x1b]0;x\x07\x1b[201~`") // pasted
		s.Wait("filter: ")
		s.Type("\x1b")
		s.Until("the question is left", func(x *tty.Screen) bool { return !strings.Contains(x.String(), "filter") })
		for range 2 { // the second row is the long one
			s.Type("\x1b[B")
		}
		s.Type("\r")
		s.Wait("Esc back")
		s.Type("\x1b[6~\x1b[6~\x1b[F")
		s.Type("q")
		s.Until("the prompt", func(x *tty.Screen) bool { return strings.HasSuffix(x.String(), "\n>>>") })
	}
	if strange := s.Look(func(x *tty.Screen) bool { return len(x.Strange()) > 0 }); strange {
		s.Look(func(x *tty.Screen) bool {
			t.Errorf("sequences that no view has a reason to send: %q", x.Strange())
			return true
		})
	}
	if sent := s.Sent(); sent > 100_000 {
		t.Errorf("%d bytes for a few pictures of 24 columns", sent)
	}
}

// TestWatchTwo: watch t, u needs no brackets, and Tab chooses the table that keys are for.
func TestWatchTwo(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 120, Rows: 40}).after(append(people, `old = t.where("Age > 35")`)...)
	s.Type("watch t, old\r")
	s.Wait("t  2 rows", "old  1 row ", "tab next")
	s.Type("\t/Age > 50\r")
	s.Wait("old  0 rows", "t  2 rows", "where Age > 50")
	s.Type("q")
	s.Wait("\n>>>")
}

// TestWatchTerminated: a signal ends a view as everything else, and the cursor is seen again.
func TestWatchTerminated(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 80, Rows: 24}).after(people...)
	s.Type("watch t\r")
	s.Wait("t  2 rows", "q quit")
	s.Signal(syscall.SIGTERM)
	s.Exit()
	if screen := s.Screen(); !strings.Contains(screen, "bob  |  40") || s.Look(func(x *tty.Screen) bool { return x.Hidden() }) {
		t.Errorf("the picture is gone, or the cursor:\n%s", screen)
	}
}

// TestDemoInASmallWindow: the demo draws as watch does, whatever the window.
func TestDemoInASmallWindow(t *testing.T) {
	s := tty.Start(t, tty.Size{Cols: 20, Rows: 12}, nil, "starling", "demo", "--rate", "100")
	s.Wait("total_notional  5 r…", "TSLA")
	s.Resize(tty.Size{Cols: 80, Rows: 24})
	s.Wait("total_notional  5 rows", "Notional", "lag 0")
	s.Type("q")
	if s.Exit() != 0 || strings.Count(s.All(), "Symbol |") != 1 {
		t.Errorf("one picture does not stay:\n%s", s.All())
	}
}
