package web

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"starling/engine"
	"starling/grid"
)

// shown is what the terminal's grid has of a table's rows, as text.
func (r *rig) shown(of *engine.Table, lo, hi int) string {
	f, err := of.Read(lo, hi, nil)
	if err != nil {
		r.Fatal(err)
	}
	s := ""
	for _, line := range grid.Draw(grid.Layout{Untyped: true}, f).Rows {
		for _, cell := range strings.Split(line.Text(grid.NoLooks), " | ") {
			if cell = strings.TrimSpace(cell); cell == grid.Null {
				cell = "-"
			}
			s += cell + " "
		}
		s = strings.TrimSuffix(s, " ") + "\n"
	}
	return s
}

// table is the script's table of a name.
func (r *rig) table(name string) *engine.Table {
	s, ok := r.Host.Seen(name)
	if !ok {
		r.Fatalf("no table %s", name)
	}
	return s.Table
}

// TestFramesAreTheTable: through random changes, sorts and filters, a frame is what the table that
// the script would make has, as the terminal writes it.
func TestFramesAreTheTable(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`
t = input_table({"K": dht.int32, "S": dht.string, "P": dht.double}, key_cols=["K"])
def put(k, s, p):
    t.add(new_table([int_col("K", k), string_col("S", s), double_col("P", p)]))
def drop(k):
    t.delete(new_table([int_col("K", k)]))
`)
	p := r.open()
	draw := rand.New(rand.NewPCG(1, 2))
	for n := range 40 {
		k, s, x := []string{}, []string{}, []string{}
		for range 1 + draw.IntN(30) {
			k, s, x = append(k, fmt.Sprint(draw.IntN(60))), append(s, []string{"None", `"a b"`, `"\x1b[31m"`, `"ü"`}[draw.IntN(4)]), append(x, []string{"None", "1.5", "-2.0", "1e300"}[draw.IntN(4)])
		}
		r.script(fmt.Sprintf("put([%s], [%s], [%s])", strings.Join(k, ", "), strings.Join(s, ", "), strings.Join(x, ", ")))
		if draw.IntN(3) == 0 {
			r.script(fmt.Sprintf("drop([%d, %d])", draw.IntN(60), draw.IntN(60)))
		}
		// The key is among the columns to sort by, so that there is one order.
		order := [][2]string{{"", ""}, {`{"column":"K","down":true}`, `.sort_descending("K")`}, {`{"column":"P"},{"column":"K"}`, `.sort(["P", "K"])`}}[draw.IntN(3)]
		filter := [][2]string{{"", ""}, {"K < 30", `.where("K < 30")`}, {"S = `ü`", ".where(\"S = `ü`\")"}}[draw.IntN(3)]
		r.script("want = t" + filter[1] + order[0][:0] + order[1])
		want := r.table("want")
		lo := draw.IntN(20)
		p.ask(`{"do":"open","view":%d,"table":"t","sort":[%s],"filter":"%s"}`, n%3, order[0], filter[0])
		p.ask(`{"do":"window","view":%d,"lo":%d,"hi":%d}`, n%3, lo, lo+10)
		m := p.frame(n%3, func(m *news) bool {
			return m.Frame.Columns == nil && m.Frame.Size == want.Size() && m.text() == r.shown(want, lo, lo+10)
		})
		if m.Frame.Base != r.table("t").Size() || m.Frame.Lo != min(lo, m.Frame.Size) {
			t.Errorf("%+v", m.Frame)
		}
	}
}

// TestFilterErrors: the page hears what the prompt says, and the view stays as it was.
func TestFilterErrors(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`t = new_table([double_col("Price", [1.5, 2.5])])`)
	p := r.open()
	p.ask(`{"do":"open","view":1,"table":"t","filter":"Price > 2"}`)
	p.ask(`{"do":"window","view":1,"lo":0,"hi":9}`)
	p.frame(1, holding(1))
	for ask, want := range map[string]string{
		`"table":"t","filter":"Prise > 1"`:       "Price",
		`"table":"t","filter":"Price >"`:         "expected a value",
		`"table":"t","sort":[{"column":"Nope"}]`: "Nope",
		`"table":"tt"`:                           "the script has no table tt; did you mean t?",
		`"table":"_"`:                            "no table _",
		`"table":"\u001b[2J"`:                    `\x1b[2J`,
	} {
		p.ask(`{"do":"open","view":1,%s}`, ask)
		if text := p.failed(1); !strings.Contains(text, want) || strings.Contains(text, "\x1b") {
			t.Errorf("%s: %s", ask, text)
		}
		p.ask(`{"do":"window","view":1,"lo":0,"hi":9}`)
		if m := p.frame(1, whatever); m.text() != "2.5\n" {
			t.Errorf("%s: %s", ask, m.text())
		}
	}
	p.ask(`{"do":"open","view":2,"table":"no"}`)
	p.failed(2)
	p.ask(`{"do":"open","view":2,"table":"t"}`)
	p.frame(2, whatever)
}

// TestColumns: only those that are asked for come, and a record has all of them, whole.
func TestColumns(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`
text = "{\"a\": [1, 2]}"
t = empty_table(3).update(["A = i", "B = i * 2", "C = i == 1 ? null : text", "D = i / 2"])
wide = new_table([string_col("S", ["x" * 100000, None])])
p = t.format_columns(["B = Decimal(` + "`0.00`" + `)"])
`)
	p := r.open()
	p.ask(`{"do":"open","view":1,"table":"t"}`)
	p.ask(`{"do":"window","view":1,"lo":1,"hi":3,"columns":[1,3]}`)
	if m := p.frame(1, holding(2)); m.Frame.First != 1 || m.text() != "2 -\n4 {\"a\": [1, 2]}\n" {
		t.Errorf("%d\n%s", m.Frame.First, m.text())
	}
	p.ask(`{"do":"record","view":1,"row":2}`)
	m := p.frame(1, func(m *news) bool { return m.Frame.Record != nil })
	if got := m.Frame.Record; got.Row != 2 || len(got.Values) != 4 || *got.Values[0] != "2" || *got.Values[2] != "{\n  \"a\": [\n    1,\n    2\n  ]\n}" {
		t.Errorf("%+v", got)
	}
	p.ask(`{"do":"record","view":1,"row":99}`)
	if got := p.frame(1, func(m *news) bool { return m.Frame.Record != nil }).Frame.Record; got.Row != 99 || got.Values != nil {
		t.Errorf("%+v", got)
	}
	p.ask(`{"do":"record","view":1,"row":null}`)
	if m := p.frame(1, whatever); m.Frame.Record != nil {
		t.Errorf("%+v", m.Frame.Record)
	}
	p.ask(`{"do":"window","view":1,"lo":0,"hi":1,"columns":[3,9]}`)
	if m := p.frame(1, holding(1)); m.Frame.First != 3 || m.text() != "0.0\n" {
		t.Errorf("%s", m.text())
	}
	p.ask(`{"do":"window","view":1,"lo":0,"hi":1,"columns":[7,9]}`)
	if m := p.frame(1, holding(1)); m.Frame.First != 4 || len(m.Frame.Cells) != 0 {
		t.Errorf("%+v", m.Frame)
	}
	p.ask(`{"do":"open","view":2,"table":"wide"}`)
	p.ask(`{"do":"window","view":2,"lo":0,"hi":2}`)
	if m := p.frame(2, holding(2)); len(m.text()) > cellWidth+20 || !strings.Contains(m.text(), "…") {
		t.Errorf("%d", len(m.text()))
	}
	p.ask(`{"do":"record","view":2,"row":0}`)
	if got := p.frame(2, func(m *news) bool { return m.Frame.Record != nil }).Frame.Record; len(*got.Values[0]) != 100000 {
		t.Errorf("%d", len(*got.Values[0]))
	}
	p.ask(`{"do":"record","view":2,"row":1}`)
	if got := p.frame(2, func(m *news) bool { return m.Frame.Record != nil && m.Frame.Record.Row == 1 }).Frame.Record; got.Values[0] != nil {
		t.Errorf("%s", *got.Values[0])
	}
	// Columns that say how others look are not shown, but used.
	p.ask(`{"do":"open","view":3,"table":"p"}`)
	p.ask(`{"do":"window","view":3,"lo":1,"hi":2,"columns":[0,2]}`)
	if m := p.frame(3, holding(1)); m.text() != "1 2.00\n" {
		t.Errorf("%s", m.text())
	}
}

// TestNames: a view is of what the script's name is of, and stays when the name goes.
func TestNames(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`t = empty_table(2).update("X = i")`)
	p := r.open()
	p.ask(`{"do":"open","view":1,"table":"t","filter":"X > 0"}`)
	p.ask(`{"do":"window","view":1,"lo":0,"hi":9}`)
	p.frame(1, holding(1))
	r.script(`t = empty_table(4).update(["X = i", "Y = i"])`)
	if m := p.frame(1, holding(3)); len(m.Frame.Columns) != 2 || m.Frame.Base != 4 {
		t.Errorf("%+v", m.Frame)
	}
	r.script(`t = empty_table(1)`)
	if text := p.failed(1); !strings.Contains(text, "t is another table now") || !strings.Contains(text, "X") {
		t.Error(text)
	}
	r.script(`t = 5`)
	r.script(`u = 1`)
	p.ask(`{"do":"window","view":1,"lo":0,"hi":2}`)
	if m := p.frame(1, whatever); m.text() != "1 1\n2 2\n" {
		t.Errorf("%s", m.text())
	}
	r.script(`t = empty_table(3).update("X = i")`)
	if m := p.frame(1, func(m *news) bool { return len(m.Frame.Columns) == 1 }); m.Frame.Size != 2 {
		t.Errorf("%+v", m.Frame)
	}
	r.script(`del t`)
	if text := p.failed(1); text != "the script has no table t any more: this is the one that it was" {
		t.Error(text)
	}
}

// TestFailedTable: a table that fails shows its last rows, and why.
func TestFailedTable(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`
def share(k) -> int:
    return 10 // k
t = input_table({"K": dht.int32})
u = t.update("X = share(K)")
t.add(new_table([int_col("K", [5])]))
`)
	p := r.open()
	p.ask(`{"do":"open","view":1,"table":"u","filter":"K > -1"}`)
	p.ask(`{"do":"window","view":1,"lo":0,"hi":9}`)
	if m := p.frame(1, holding(1)); m.text() != "5 2\n" || m.Frame.Error != nil {
		t.Errorf("%s%+v", m.text(), m.Frame)
	}
	r.script(`t.add(new_table([int_col("K", [0])]))`)
	m := p.frame(1, func(m *news) bool { return m.Frame.Error != nil })
	if m.text() != "5 2\n" || !strings.Contains(*m.Frame.Error, "ZeroDivisionError") {
		t.Errorf("%s%s", m.text(), *m.Frame.Error)
	}
	tables := p.listed(func(t []tableRow) bool { return t[1].Error != nil })
	if u := tables[1]; u.Name != "u" || u.Live || !strings.Contains(*u.Error, "ZeroDivisionError") || tables[0].Error != nil {
		t.Errorf("%+v", tables)
	}
	p.ask(`{"do":"open","view":2,"table":"u"}`) // it can be looked at all the same
	p.ask(`{"do":"window","view":2,"lo":0,"hi":9}`)
	if m := p.frame(2, holding(1)); m.Frame.Error == nil {
		t.Errorf("%+v", m.Frame)
	}
	p.ask(`{"do":"open","view":2,"table":"u","filter":"X > 1"}`)
	if text := p.failed(2); !strings.Contains(text, "failed table") {
		t.Error(text)
	}
}

// TestReleased: what a view made goes with it: when it is closed, when it shows something else,
// when the page goes.
func TestReleased(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`t = input_table({"K": dht.int32})`)
	nodes := func() int { return len(r.Graph.Usage()) }
	before := nodes()
	settled := func(want int) {
		t.Helper()
		p := r.open() // a page of its own, whose messages are the clock
		for range 100 {
			if nodes() == want {
				break
			}
			p.await("tables", func(m *news) bool { return m.Tables != nil })
			r.script(`t.add(new_table([int_col("K", [1])]))`)
		}
		if got := nodes(); got != want {
			t.Errorf("%d nodes, want %d", got, want)
		}
		p.ws.CloseNow()
	}
	p := r.open()
	p.ask(`{"do":"open","view":1,"table":"t","filter":"K > 1","sort":[{"column":"K"}]}`)
	p.frame(1, whatever)
	if nodes() <= before {
		t.Errorf("%d nodes, and %d before", nodes(), before)
	}
	with := nodes()
	p.ask(`{"do":"open","view":1,"table":"t","filter":"K > 2","sort":[{"column":"K"}]}`)
	p.frame(1, func(m *news) bool { return m.Frame.Columns != nil })
	settled(with)
	p.ask(`{"do":"close","view":1}`)
	settled(before)
	p.ask(`{"do":"open","view":1,"table":"t","filter":"K > 1","sort":[{"column":"K"}]}`)
	p.frame(1, whatever)
	p.ws.CloseNow()
	settled(before)
}
