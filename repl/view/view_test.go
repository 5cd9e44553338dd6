package view

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"starling/engine"
	"starling/engine/column"
	"starling/grid"
	"starling/repl/frame"
	"starling/repl/keys"
)

// host is a console without scripts.
type host struct{ lag int64 }

func (host) Layout() grid.Layout { return grid.Layout{Palette: grid.Indexed} }

func (h host) Lag(context.Context, *engine.Table) (int64, bool) { return h.lag, h.lag >= 0 }

func (host) Derive(_ context.Context, t *engine.Table, filter string, order []engine.SortKey) (out *engine.Table, err error) {
	out = t
	if filter != "" {
		if out, err = out.Where(engine.Env{}, filter); err != nil {
			return nil, err
		}
	}
	if len(order) > 0 {
		out, err = out.Sort(order)
	}
	if err == nil {
		out.Retain()
	}
	return out, err
}

// world is a table of people that come, go and grow older, and a view of it.
type world struct {
	*testing.T
	board         *engine.Board[string]
	graph         *engine.Graph
	view          *View
	width, height int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	g := engine.NewGraph()
	b, err := engine.NewBoard[string](g, "people", []column.Field{
		{Name: "Name", Type: column.Of(column.String)}, {Name: "Age", Type: column.Of(column.Long)}, {Name: "Town", Type: column.Of(column.String)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return &world{T: t, graph: g, board: b, width: 60, height: 12}
}

func (w *world) set(name string, age int, town any) {
	w.Helper()
	if err := w.board.Set(name, name, int64(age), town); err != nil {
		w.Fatal(err)
	}
}

func (w *world) step() {
	w.Helper()
	if err := w.graph.Step(context.Background()); err != nil {
		w.Fatal(err)
	}
}

// people fills the table with so many.
func (w *world) people(n int) {
	w.Helper()
	for i := range n {
		w.set(fmt.Sprintf("p%02d", i), i, "Ulm")
	}
	w.step()
}

func (w *world) watch(of ...Subject) {
	w.Helper()
	if len(of) == 0 {
		of = []Subject{{"people", w.board.Table()}}
	}
	w.began(Watch(context.Background(), host{-1}, of...))
}

func (w *world) browse() {
	w.Helper()
	w.began(Browse(context.Background(), host{-1}, Subject{"people", w.board.Table()}))
}

func (w *world) began(v *View, err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
	v.now = func() time.Time { return time.Unix(0, 0) }
	w.Cleanup(v.Close)
	w.view = v
}

// styled is the picture with its styles.
func (w *world) styled() string {
	w.Helper()
	lines, err := w.view.Lines(w.width, w.height)
	if err != nil {
		w.Fatal(err)
	}
	if len(lines) > w.height {
		w.Errorf("%d lines in a window of %d", len(lines), w.height)
	}
	for _, line := range lines {
		if n := frame.Width(line); n > w.width {
			w.Errorf("a line of %d cells in a window of %d: %q", n, w.width, line)
		}
	}
	return strings.Join(lines, "\n")
}

// plain is a picture without its styles.
func plain(s string) string { return regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(s, "") }

// shows compares the picture without its styles.
func (w *world) shows(want string) {
	w.Helper()
	var got []string
	for line := range strings.Lines(plain(w.styled())) {
		got = append(got, strings.TrimRight(line, " \n"))
	}
	if got := strings.Join(got, "\n"); got != strings.TrimPrefix(want, "\n") {
		w.Errorf("it shows\n%s\nwant%s", got, want)
	}
}

// press types characters and keys, and waits for what they ask for.
func (w *world) press(what ...any) (over bool) {
	w.Helper()
	for _, x := range what {
		switch x := x.(type) {
		case string:
			for _, r := range x {
				over = w.view.Key(keys.Char(r))
			}
		case keys.Key:
			over = w.view.Key(keys.Press(x))
		}
		if q := w.view.question; q != nil && q.busy {
			(<-w.view.done)(true)
		}
	}
	return over
}

const people = `
people  3 rows  +0/s ~0/s -0/s
Name | Age | Town
-----+-----+-----
p00  |   0 | Ulm
p01  |   1 | Ulm
p02  |   2 | Ulm
q quit  space pause  f follow  / filter  s sort  enter reco…`

func TestWatch(t *testing.T) {
	w := newWorld(t)
	w.people(3)
	w.watch()
	w.shows(people)
	w.set("p01", 7, nil)
	w.set("ann", 5, "Rome")
	w.step()
	got := w.styled()
	for _, want := range []string{
		"p01  | \x1b[7m  7\x1b[0m | \x1b[2;7m(null)\x1b[0m",
		"\x1b[7mann \x1b[0m | ",
		"p00  |   0 | Ulm",
		"+1/s ~1/s -0/s",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%q", want, got)
		}
	}
	if got := w.styled(); strings.Contains(got, "7m") || !strings.Contains(got, "\x1b[2m(null)\x1b[0m") {
		t.Errorf("marks stay for a second picture:\n%q", got)
	}
	if w.press("x", keys.Esc) || !w.press("q") {
		t.Error("q does not end it, or another key does")
	}
	w.shows(`
people  4 rows  +1/s ~1/s -0/s
Name | Age | Town
-----+-----+-------
p00  |   0 | Ulm
p01  |   7 | (null)
p02  |   2 | Ulm
ann  |   5 | Rome`)
}

// TestPause: the picture stays while the table goes on.
func TestPause(t *testing.T) {
	w := newWorld(t)
	w.people(1)
	w.watch()
	w.styled()
	w.press(" ")
	w.styled()
	w.people(3)
	if got := w.styled(); !strings.Contains(got, "paused") || strings.Contains(got, "p02") {
		t.Errorf("it is not paused:\n%s", got)
	}
	w.press(" ")
	if got := w.styled(); strings.Contains(got, "paused") || !strings.Contains(got, "p02") {
		t.Errorf("it is still paused:\n%s", got)
	}
}

// TestEnd: a view that is ended from outside keeps its rows and no keys, nor a question.
func TestEnd(t *testing.T) {
	w := newWorld(t)
	w.people(1)
	w.watch()
	w.styled()
	w.press("/Ag")
	w.view.End()
	if got := w.styled(); !strings.Contains(got, "p00") || strings.Contains(got, "Ag\n") || strings.Contains(got, "q quit") || strings.Contains(got, "filter") {
		t.Errorf("what stays is\n%s", got)
	}
}

// TestPausedEnd: the rows of a paused view are those that stay when it is left.
func TestPausedEnd(t *testing.T) {
	w := newWorld(t)
	w.people(1)
	w.watch()
	w.styled()
	w.press(" ")
	w.styled()
	w.people(3)
	if !w.press("q") {
		t.Fatal("q does not end it")
	}
	if got := w.styled(); strings.Contains(got, "p02") || !strings.Contains(got, "p00") {
		t.Errorf("what stays is not what was seen:\n%s", got)
	}
}

// TestMoving: the window follows the chosen row, or the newest.
func TestMoving(t *testing.T) {
	w := newWorld(t)
	w.height = 7 // 3 rows
	w.people(10)
	w.watch()
	for _, step := range []struct {
		press any
		rows  string // first and last that are shown
		at    int
	}{
		{"", "p00 p02", -1},
		{"f", "p07 p09", -1},
		{keys.Up, "p07 p09", 9},
		{keys.PageUp, "p04 p06", 6},
		{keys.PageUp, "p01 p03", 3},
		{keys.PageUp, "p00 p02", 0},
		{keys.Down, "p00 p02", 1},
		{keys.End, "p07 p09", 9},
		{keys.Up, "p07 p09", 8},
		{keys.Home, "p00 p02", 0},
		{keys.PageDown, "p03 p05", 3},
		{keys.Esc, "p03 p05", -1},
		{keys.Down, "p03 p05", 3},
		{"f", "p07 p09", -1},
	} {
		w.press(step.press)
		lines := strings.Split(plain(w.styled()), "\n")
		if got := lines[3][:3] + " " + lines[5][:3]; got != step.rows || w.view.on().at != step.at {
			t.Errorf("after %v: %s and row %d, want %s and %d", step.press, got, w.view.on().at, step.rows, step.at)
		}
	}
}

// TestDerived: filters and sorts are asked for, may be wrong, and are what y gives.
func TestDerived(t *testing.T) {
	w := newWorld(t)
	w.people(3)
	w.browse()
	w.press("/Age >= 1 && Nix", keys.Enter)
	if got := w.styled(); !strings.Contains(got, "Nix") || !strings.Contains(got, "filter: ") || w.view.question == nil {
		t.Errorf("a wrong filter shows\n%s", got)
	}
	for range "Age >= 1 && Nix" {
		w.press(keys.Backspace)
	}
	w.press("ag", keys.Tab, " >= 1", keys.Enter, "s-Old", keys.Enter)
	if got := w.styled(); !strings.Contains(got, "there is no column Old") {
		t.Errorf("a wrong order shows\n%s", got)
	}
	w.press(keys.Backspace, keys.Backspace, keys.Backspace, "Agee", keys.Enter)
	if got := w.styled(); !strings.Contains(got, "did you mean Age?") {
		t.Errorf("a mistyped order shows\n%s", got)
	}
	w.press(keys.Backspace, keys.Backspace, keys.Backspace, keys.Backspace, "A", keys.Tab, ", town", keys.Tab, keys.Enter)
	w.people(4)
	w.shows(`
people  3 rows  +1/s ~0/s -0/s  where Age >= 1  by -Age, To…
Name | Age | Town
-----+-----+-----
p03  |   3 | Ulm
p02  |   2 | Ulm
p01  |   1 | Ulm
q quit  y code  / filter  s sort  g row  enter record`)
	if !w.press("y") {
		t.Error("y does not leave")
	}
	if want := `people.where("Age >= 1").sort(["Age", "Town"], [SortDirection.DESCENDING, SortDirection.ASCENDING])`; w.view.Code() != want {
		t.Errorf("the code is %s, want %s", w.view.Code(), want)
	}
}

// TestRowAndRecord: g counts from 1, and enter shows the row with all its fields.
func TestRowAndRecord(t *testing.T) {
	w := newWorld(t)
	w.people(30)
	w.browse()
	w.styled()
	w.press("g31", keys.Enter)
	if got := w.styled(); !strings.Contains(got, "rows are 1 to 30") {
		t.Errorf("a row that is not there shows\n%s", got)
	}
	w.press(keys.Backspace, keys.Backspace, "20", keys.Enter)
	w.styled()
	w.press(keys.Enter)
	w.shows(`
- row 20 of 30, i = 19 -----------------
Name  p19
Age   19
Town  Ulm
Esc back  q quit`)
	w.press(keys.Esc)
	if got := plain(w.styled()); !strings.Contains(got, "p19  |  19 | Ulm") || !strings.Contains(got, "rows 13 to 20") {
		t.Errorf("after the record:\n%s", got)
	}
}

// TestColumns: the first column stays, the others move.
func TestColumns(t *testing.T) {
	w := newWorld(t)
	w.width = 12
	w.set("ann", 5, "Rome")
	w.step()
	w.browse()
	w.shows(`
people  1 r…
Name | Age
-----+----
ann  |   5
q quit  col…`)
	w.press(keys.Right, keys.Right, keys.Right)
	w.shows(`
people  1 r…
Name | Town
-----+-----
ann  | Rome
q quit  col…`)
	if got := w.view.on().where(); got != "columns 1, 3 to 3 of 3" {
		t.Errorf("it says %s", got)
	}
	w.press(keys.Left)
	if got := w.styled(); !strings.Contains(got, "Age") {
		t.Errorf("to the left:\n%s", got)
	}
}

// TestTwo: tables are side by side where there is room, else one below the other.
func TestTwo(t *testing.T) {
	w := newWorld(t)
	w.people(2)
	old, err := w.board.Table().Where(engine.Env{}, "Age > 0")
	if err != nil {
		t.Fatal(err)
	}
	w.width = 80
	w.watch(Subject{"people", w.board.Table()}, Subject{"", old})
	w.shows(`
people  2 rows  +0/s ~0/s -0/s     table  1 row  +0/s ~0/s -0/s
Name | Age | Town                  Name | Age | Town
-----+-----+-----                  -----+-----+-----
p00  |   0 | Ulm                   p01  |   1 | Ulm
p01  |   1 | Ulm
q quit  tab next  space pause  f follow  / filter  s sort  enter record`)
	w.width, w.height = 30, 9
	w.shows(`
people  2 rows  +0/s ~0/s -0/s
Name | Age | Town
-----+-----+-----
p00  |   0 | Ulm
table  1 row  +0/s ~0/s -0/s
Name | Age | Town
-----+-----+-----
p01  |   1 | Ulm
q quit  rows 1 to 1  tab next…`)
	w.press(keys.Tab, "/Age > 5", keys.Enter)
	if got := w.styled(); !strings.Contains(got, "table\x1b[0m  0 rows") {
		t.Errorf("the filter is not of the second table:\n%s", got)
	}
	if w.press("y") || !strings.Contains(w.styled(), "no code for it") {
		t.Error("y leaves a table without a name, for which there is no code")
	}
}

// TestFailed: a table that failed says why, and keeps its rows.
func TestFailed(t *testing.T) {
	w := newWorld(t)
	broken, err := w.graph.AddSource("broken", &broken{}, engine.Append())
	if err != nil {
		t.Fatal(err)
	}
	w.watch(Subject{"b", broken})
	w.styled()
	w.step()
	if got := plain(w.styled()); !strings.Contains(got, "b  0 rows  failed: no\\nmore") {
		t.Errorf("it shows\n%s", got)
	}
}

type broken struct{}

func (*broken) Schema() []column.Field {
	return []column.Field{{Name: "A", Type: column.Of(column.Long)}}
}
func (b *broken) Drain(func([]column.Builder, int)) error { return errors.New("no\nmore") }

// TestGivenUp: a filter that is left while it is made, or that comes when the view is over, changes
// nothing, and its table goes.
func TestGivenUp(t *testing.T) {
	w := newWorld(t)
	w.people(3)
	w.browse()
	w.styled()
	for _, leave := range []func(then func(alive bool)){
		func(then func(bool)) { w.press(keys.Esc); then(true) },
		func(then func(bool)) { then(false) },
	} {
		before := len(w.graph.Usage())
		w.view.Key(keys.Char('/'))
		w.view.Key(keys.Event{Key: keys.Paste, Text: "Age > 1"})
		w.view.Key(keys.Press(keys.Enter))
		then := <-w.view.done
		if made := len(w.graph.Usage()); made <= before {
			t.Fatalf("%d nodes with the filter, %d before", made, before)
		}
		leave(then)
		if left := len(w.graph.Usage()); left != before || w.view.on().filter != "" {
			t.Errorf("%d nodes are left of %d, the filter is %q", left, before, w.view.on().filter)
		}
		w.view.question = nil
	}
}
