package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"starling/internal/tty"
)

// prompted is a console on a terminal.
type prompted struct {
	*tty.Term
	t     *testing.T
	state string // where the history is
}

// promptOf starts the console in a window.
func promptOf(t *testing.T, size tty.Size, env ...string) *prompted {
	t.Helper()
	return consoleOf(t, size, env)
}

// atPromptOf starts it with flags.
func atPromptOf(t *testing.T, size tty.Size, flags ...string) *prompted {
	t.Helper()
	return consoleOf(t, size, nil, flags...)
}

// consoleOf starts it with both, for a user who has no files of their own yet.
func consoleOf(t *testing.T, size tty.Size, env []string, flags ...string) *prompted {
	t.Helper()
	home := t.TempDir()
	env = append([]string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_STATE_HOME=" + home}, env...)
	p := &prompted{tty.Start(t, size, env, append([]string{"starling"}, flags...)...), t, home}
	p.ready()
	return p
}

// ready waits for an empty prompt.
func (p *prompted) ready() { p.t.Helper(); p.cursorAfter(">>> ") }

// cursorAfter waits until the cursor is behind that text in its row.
func (p *prompted) cursorAfter(text string) {
	p.t.Helper()
	p.Until("the cursor after "+text, func(x *tty.Screen) bool {
		before, _ := x.Row()
		return before == text
	})
}

// enter types a line, waits for it, and ends it with Enter.
func (p *prompted) enter(lines ...string) {
	p.t.Helper()
	for _, line := range lines {
		p.Type(line)
		if line != "" {
			p.Until(line, func(x *tty.Screen) bool {
				before, _ := x.Row()
				return strings.HasSuffix(before, line)
			})
		}
		p.Type("\r")
		p.Until("a row after "+line, func(x *tty.Screen) bool {
			before, _ := x.Row()
			return !strings.HasSuffix(before, line) || line == ""
		})
	}
}

// interrupt gives up what is typed.
func (p *prompted) interrupt() {
	p.t.Helper()
	before := strings.Count(p.All(), "KeyboardInterrupt")
	p.Type("\x03")
	p.Until("KeyboardInterrupt", func(x *tty.Screen) bool { return strings.Count(x.All(), "KeyboardInterrupt") > before })
	p.ready()
}

// screen is what is on the screen below the greeting.
func (p *prompted) screen(want string) {
	p.t.Helper()
	p.Until(want, func(x *tty.Screen) bool { return below(x.String()) == want })
	if strange := p.strange(); len(strange) > 0 {
		p.t.Errorf("sent %q", strange)
	}
}

func (p *prompted) strange() (all []string) {
	p.Look(func(x *tty.Screen) bool { all = slices.Clone(x.Strange()); return true })
	return all
}

// below is the screen from the first prompt on.
func below(screen string) string {
	if i := strings.Index(screen, ">>>"); i >= 0 {
		return screen[i:]
	}
	return screen
}

func (p *prompted) history() string {
	p.t.Helper()
	b, err := os.ReadFile(filepath.Join(p.state, "starling", "history"))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(b)
}

var usual = tty.Size{Cols: 80, Rows: 24}

// TestTyping types a function with the indentation that the editor offers, and calls it.
func TestTyping(t *testing.T) {
	for _, size := range []tty.Size{usual, {Cols: 120, Rows: 40}, {Cols: 40, Rows: 24}} {
		p := promptOf(t, size)
		p.enter("def twice(n):")
		p.cursorAfter("...     ")
		p.enter("if n:")
		p.cursorAfter("...         ")
		p.enter("return n + n")
		p.cursorAfter("...     ")
		p.enter("")
		p.ready()
		p.enter("twice(21)")
		p.screen(`>>> def twice(n):
...     if n:
...         return n + n
...
>>> twice(21)
42
>>>`)
		if got, want := p.history(), "def twice(n):\n...     if n:\n...         return n + n\ntwice(21)\n"; got != want {
			t.Errorf("the history is\n%s\nwant\n%s", got, want)
		}
	}
}

// TestRecallBlock recalls a statement of several lines, changes it in the middle and runs it.
func TestRecallBlock(t *testing.T) {
	p := promptOf(t, usual)
	p.enter("def one():", "return 1", "")
	p.ready()
	p.enter("x = 5")
	p.ready()
	p.Type("\x1b[A\x1b[A")
	p.cursorAfter("...     return 1")
	p.Type("\x1b[A\x1b[4~")
	p.cursorAfter(">>> def one():")
	p.Type("\x1b[B\x1b[F + 1\x1b\r")
	p.cursorAfter("... ")
	p.Type("\r")
	p.ready()
	p.enter("one()")
	p.screen(`>>> def one():
...     return 1
...
>>> x = 5
>>> def one():
...     return 1 + 1
...
>>> one()
2
>>>`)
	p.Type("x\x1b[A")
	p.cursorAfter(">>> x = 5")
	p.interrupt()
	p.Type("\x1b[A\x1b[A")
	p.cursorAfter("...     return 1 + 1")
	p.Type("\r") // as it was: one Enter
	p.ready()
	p.Type("\x12ne()\x12")
	p.Wait("search: ne()")
	p.cursorAfter(">>> o")
	p.Type("\r")
	p.Wait(">>> one()\n2\n>>>")
	p.ready()
}

const readme = `>>> prices = new_table({
...     "Symbol": ["AAPL", "TSLA"],
...     "Price": [135.6, 730.0],
... })
>>> prices.meta_table.size
2
>>> def twice(n):
...     m = n + n
...
...     return m
...
>>> twice(21)
42
`

// TestPasteWithPrompts pastes what was copied from a console: it runs as a whole, without the
// prompts and the answers.
func TestPasteWithPrompts(t *testing.T) {
	p := promptOf(t, usual)
	p.Type("\r") // a prompt that was left empty before
	p.Wait(">>>\n>>>")
	p.ready()
	p.Type("\x0c")
	p.Until("a clear window", func(x *tty.Screen) bool { return x.String() == ">>>" })
	p.Paste("$ starling\n" + readme)
	p.screen(`>>> prices = new_table({
...     "Symbol": ["AAPL", "TSLA"],
...     "Price": [135.6, 730.0],
... })
>>> prices.meta_table.size
2
>>> def twice(n):
...     m = n + n
...
...     return m
>>> twice(21)
42
>>>`)
	p.Type("\x1b[A\x1b[A\x1b[A")
	p.cursorAfter("... ") // of the blank line in the function
	p.interrupt()
}

// TestPasteWaits: a paste without the end of its last line waits, and runs with one Enter; one
// with an error in it ends there.
func TestPasteWaits(t *testing.T) {
	p := promptOf(t, usual)
	p.Paste("    x = 20\n    for i in range(2):\n        x += 1\n\n    x * 2")
	p.cursorAfter("... x * 2")
	p.Type("\r")
	p.Wait("44")
	p.ready()
	p.Paste("y = 1\nnowhere\ny = 2\nz = 3\n")
	p.Wait("NameError", "the 2 statements after it were not run; Up brings them back")
	p.ready()
	p.enter("y")
	p.Wait("\n1\n>>>")
	p.Type("\x1b[A\x1b[A")
	p.cursorAfter("... z = 3")
	p.Type("\r")
	p.ready()
	p.enter("y + z")
	p.Wait("\n5\n>>>")
}

// TestPasteOfManyLines: a long paste is run, and what it sends is its text and its answers.
func TestPasteOfManyLines(t *testing.T) {
	p := promptOf(t, usual)
	var paste strings.Builder
	paste.WriteString("n = 0\n")
	for range 400 {
		paste.WriteString("n = n + 1  # one more\n")
	}
	before := p.Sent()
	p.Paste(paste.String() + "n\n")
	p.Wait("\n400\n>>>")
	p.ready()
	if n := p.Sent() - before; n > 2*len(paste.String()) {
		t.Errorf("%d bytes for a paste of %d", n, paste.Len())
	}
	before = p.Sent()
	long := "s = '" + strings.Repeat("x", 3000) + "'"
	p.Paste(long)
	p.Until("the end of it", func(x *tty.Screen) bool { _, row := x.Row(); return strings.HasSuffix(row, "x'") })
	if n := p.Sent() - before; n > 2*len(long) {
		t.Errorf("%d bytes for a paste of %d", n, len(long))
	}
}

// TestKeyInLongLine holds how many bytes a key sends.
func TestKeyInLongLine(t *testing.T) {
	p := promptOf(t, usual)
	p.Paste("s = '" + strings.Repeat("0123456789", 1000))
	p.Until("the end of it", func(x *tty.Screen) bool { _, row := x.Row(); return strings.HasSuffix(row, "6789") })
	before := p.Sent()
	p.Type("!")
	p.Until("!", func(x *tty.Screen) bool { b, _ := x.Row(); return strings.HasSuffix(b, "!") })
	if n := p.Sent() - before; n > 200 {
		t.Errorf("%d bytes for a key at the end", n)
	}
	p.Type("\x01")
	p.cursorAfter(">>> ")
	before = p.Sent()
	p.Type("!")
	p.cursorAfter(">>> !")
	if n := p.Sent() - before; n > 80*24+100 {
		t.Errorf("%d bytes for a key at the beginning", n)
	}
}

// TestInterrupts presses Ctrl-C in every state.
func TestInterrupts(t *testing.T) {
	p := promptOf(t, usual)
	for _, typed := range []string{"", "half a l", "def f():\r", "\x12abc\x07", "pri\t\t"} {
		p.Type(typed)
		p.interrupt()
		p.Type("\x0c")
		p.Until("a clear window", func(x *tty.Screen) bool { return x.String() == ">>>" })
	}
	p.enter("import time")
	p.ready()
	p.enter("time.sleep(100)")
	p.Until("the statement to run", func(x *tty.Screen) bool { _, row := x.Row(); return row == "" })
	p.Type("\x03")
	p.Wait("KeyboardInterrupt\n>>>")
	p.ready()
	p.enter("for i in range(1 << 62): print('on' + 'ce') if i == 0 else None", "")
	p.Wait("once")
	p.Type("\x03")
	p.ready()
	p.enter(`x = input("name? ")`)
	p.cursorAfter("name? ")
	p.Type("ann")
	p.cursorAfter("name? ann")
	p.interrupt()
	p.Type("\x04")
	if code := p.Exit(); code != 0 {
		t.Errorf("status %d", code)
	}
}

// TestEndInInput: Ctrl-D in input() is an error of the script, and the console stays.
func TestEndInInput(t *testing.T) {
	p := promptOf(t, usual)
	p.enter(`x = input("name? ")`)
	p.cursorAfter("name? ")
	p.Type("\x04")
	p.Wait("EOFError: EOF when reading a line")
	p.ready()
	p.enter(`x = input("name? ")`)
	p.cursorAfter("name? ")
	p.Type("ann\r")
	p.ready()
	p.enter("x.upper()")
	p.Wait("'ANN'")
}

// TestResizeWhileEditing makes the window narrower and wider around a long line.
func TestResizeWhileEditing(t *testing.T) {
	p := promptOf(t, usual)
	p.enter("1 + 1")
	p.ready()
	line := strings.Repeat("abcdefghij", 7)
	p.Type(line)
	p.cursorAfter(">>> " + line)
	p.Resize(tty.Size{Cols: 24, Rows: 24})
	p.Until("three rows", func(x *tty.Screen) bool {
		return strings.HasSuffix(x.String(), ">>> 1 + 1\n2\n>>> abcdefghijabcdefghij\nabcdefghijabcdefghijabcd\nefghijabcdefghijabcdefgh\nij")
	})
	p.Type("X")
	p.cursorAfter("ijX")
	p.Resize(tty.Size{Cols: 120, Rows: 24})
	p.cursorAfter(">>> " + line + "X")
	p.Type("Y")
	p.cursorAfter(">>> " + line + "XY")
	p.screen(">>> 1 + 1\n2\n>>> " + line + "XY")
}

// TestNoticeWhileTyping: what others print is shown above the prompt, and what was typed stays.
func TestNoticeWhileTyping(t *testing.T) {
	p := promptOf(t, usual)
	p.enter("from deephaven.table_listener import listen")
	p.ready()
	p.enter(`h = listen(time_table("PT0.05S"), lambda u, r: print("tick"))`)
	p.ready()
	p.Type("abc = (\r1,\r")
	p.Wait("tick\ntick\n>>> abc = (\n... 1,\n...")
}

// TestExternalEditor edits what was typed with a program.
func TestExternalEditor(t *testing.T) {
	script := filepath.Join(t.TempDir(), "ed.sh")
	if err := os.WriteFile(script, []byte("#!/bin/sh\necho \"y = $(cat $1) + 1\ny\" > $1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	p := promptOf(t, usual, "VISUAL="+script)
	p.Type("41\x18\x05")
	p.cursorAfter("... y")
	p.Type("\r")
	p.Wait("\n42\n>>>")
}

// TestDumbTerminal reads lines that the system edits, and sends no sequences.
func TestDumbTerminal(t *testing.T) {
	p := promptOf(t, usual, "TERM=dumb")
	for _, line := range []string{"def f(n):", "  return n", ""} {
		p.enter(line)
		if line != "" {
			p.cursorAfter("... ")
		}
	}
	p.ready()
	p.enter("f(42)")
	p.screen(">>> def f(n):\n...   return n\n...\n>>> f(42)\n42\n>>>")
	p.Type("def f(\r")
	p.cursorAfter("... ")
	p.Type("x\x03")
	p.Wait("KeyboardInterrupt")
	p.ready()
	p.enter("import time")
	p.ready()
	p.enter("time.sleep(100)")
	p.Type("\x03")
	p.ready()
	p.Type("\x04")
	if code := p.Exit(); code != 0 {
		t.Errorf("status %d", code)
	}
	if !strings.Contains(p.history(), "def f(n):\n...   return n\n") {
		t.Errorf("the history is %q", p.history())
	}
}

// TestCompletionOnScreen completes in a statement of several lines; the list is below it, and
// the signature of the call where there is none.
func TestCompletionOnScreen(t *testing.T) {
	p := promptOf(t, usual)
	p.enter("orders = new_table({'Symbol': ['A'], 'Price': [1.0]})")
	p.ready()
	p.Type("orders.wher\t")
	p.Wait(">>> orders.where\nwhere         The rows", "where_not_in  The")
	p.Type("(")
	p.Wait("\nwhere(filters=None)")
	if !p.Look(func(x *tty.Screen) bool { s, ok := x.StyleOf("where(filters=None)"); return ok && s.String() == "dim" }) {
		t.Errorf("the signature is not dim:\n%s", p.Screen())
	}
	p.enter("")
	p.cursorAfter("...     ")
	p.Type("'Pri\t")
	p.cursorAfter("...     'Price")
	p.enter(" > 0')")
	p.Wait("1 row")
	p.ready()
	p.Type("orders.where_\t\t\t")
	p.cursorAfter(">>> orders.where_not_in")
	p.Type("\r") // takes the word
	p.Until("no list", func(x *tty.Screen) bool { return strings.HasSuffix(x.String(), ">>> orders.where_not_in") })
	p.interrupt()
}

// TestTypedAhead: what is typed while a statement runs comes to the next prompt, and to input().
func TestTypedAhead(t *testing.T) {
	p := promptOf(t, usual)
	p.enter("import time")
	p.ready()
	p.enter("time.sleep(0.2); x = input(); y = input()")
	p.Type("one\rtwo\rprint(x +")
	p.cursorAfter(">>> print(x +")
	p.Type(" '-' + y)\r")
	p.Wait("\none-two\n>>>")
}

// TestStops: Ctrl-Z gives the terminal to the shell, and what was typed is there again after it.
func TestStops(t *testing.T) {
	p := promptOf(t, usual)
	p.Type("x = 1\x1a")
	p.Wait(">>> x = 1\n>>> x = 1")
	p.cursorAfter(">>> x = 1")
	p.Type("2\r")
	p.ready()
	p.enter("x")
	p.Wait("\n12\n>>>")
}
