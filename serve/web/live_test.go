package web

import (
	"strings"
	"testing"

	"github.com/coder/websocket"
)

func whatever(*news) bool { return true }

// holding is a condition for frames of so many rows in the window.
func holding(rows int) func(*news) bool {
	return func(m *news) bool { return len(m.Frame.Rows) == rows }
}

// TestPage: what a page does from its first message on.
func TestPage(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`
t = new_table([string_col("Sym", ["A", "B", None]), double_col("P", [1.5, -2.0, 3.25])])
i = input_table(t.definition, key_cols=["Sym"])
i.add(t)
`)
	p := r.open()
	if m := p.next(); m.N != 1 || m.Hello == nil || *m.Hello != (hello{"v1", "query.py", true}) {
		t.Errorf("first %+v", m)
	}
	tables := p.listed(func([]tableRow) bool { return true })
	if len(tables) != 2 || tables[0].Name != "i" || !tables[0].Live || tables[1].Name != "t" || tables[1].Live || tables[1].Kind != "static" || tables[1].Rows != 3 ||
		tables[1].Bytes == 0 || tables[1].Lag != nil || len(tables[1].Columns) != 2 || tables[1].Columns[1] != (heading{"P", "double", "right"}) {
		t.Errorf("tables %+v", tables)
	}
	p.ask(`{"do":"open","view":7,"table":"i","sort":[{"column":"P","down":true}]}`)
	m := p.frame(7, whatever)
	if m.Frame.Size != 3 || len(m.Frame.Columns) != 2 || len(m.Frame.Rows) != 0 {
		t.Errorf("first %+v", m.Frame)
	}
	p.ask(`{"do":"window","view":7,"lo":0,"hi":60,"columns":[0,12]}`)
	m = p.frame(7, holding(3))
	if m.text() != "- 3.25\nA 1.5\nB -2.0\n" || m.Frame.Columns != nil {
		t.Errorf("%s%+v", m.text(), m.Frame)
	}
	before := m.Frame.Rows
	r.script(`i.add(new_table([string_col("Sym", ["C", "A"]), double_col("P", [9.0, 0.5])]))`)
	m = p.frame(7, holding(4))
	if m.text() != "C 9.0\n- 3.25\nA 0.5\nB -2.0\n" || m.Frame.Changed == (counts{}) {
		t.Errorf("%s%+v", m.text(), m.Frame)
	}
	if m.Frame.Rows[1] != before[0] || m.Frame.Rows[3] != before[2] {
		t.Errorf("rows %v are others than %v", m.Frame.Rows, before)
	}
	p.listed(func(t []tableRow) bool { return t[0].Rows == 4 })
	p.listed(func(t []tableRow) bool { return t[0].Rate > 0 })
	p.ask(`{"do":"close","view":7}`)
	p.ask(`{"do":"window","view":7,"lo":0,"hi":1}`) // of one that is closed: nothing
	p.ask(`{"do":"watch","what":["status","graph","errors"]}`)
	m = p.await("the graph", func(m *news) bool { return m.Graph != nil })
	if n := m.Graph.Nodes; len(n) == 0 || n[0].Table == nil || *n[0].Table != "i" || n[0].Rows != 4 {
		t.Errorf("graph %+v", n)
	}
}

// TestCosts: the nodes of the graph have what they cost while somebody looks, by numbers that last.
func TestCosts(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`
still = empty_table(10).update("K = i")
t = input_table({"K": dht.int32})
u = t.where("K % 2 == 0").natural_join(still, on=["K"])
`)
	p := r.open()
	p.ask(`{"do":"watch","what":["graph"]}`)
	first := p.await("the graph", func(m *news) bool { return m.Graph != nil }).Graph
	r.script(`t.add(empty_table(5000).update("K = i"))`)
	later := p.await("costs", func(m *news) bool {
		r.script(`t.add(empty_table(5000).update("K = i"))`)
		return m.Graph != nil && m.Graph.Nodes[0].Cost > 0 && m.Graph.Nodes[0].Rows > 0
	}).Graph
	for i, n := range first.Nodes {
		if n.ID != later.Nodes[i].ID || n.Op != later.Nodes[i].Op || n.Cost != 0 {
			t.Errorf("%+v, and later %+v", n, later.Nodes[i])
		}
	}
}

// TestBadMessages end the connection, which says why; and nothing else does.
func TestBadMessages(t *testing.T) {
	r := newRig(t, Door{})
	for text, want := range map[string]string{
		`{`:                                "unexpected EOF",
		`[]`:                               "cannot unmarshal array",
		`{"do":"dance"}`:                   `do: \"dance\"`,
		`{"do":"open","view":1,"tabel":1}`: `unknown field \"tabel\"`,
		`{"do":"window","view":1,"lo":-1,"hi":5}`:                          "rows -1 to 5",
		`{"do":"window","view":1,"lo":0,"hi":1001}`:                        "at most 1000",
		`{"do":"window","view":1,"lo":5,"hi":4}`:                           "rows 5 to 4",
		`{"do":"window","view":1,"lo":0,"hi":1,"columns":[0,201]}`:         "at most 200",
		`{"do":"window","view":1,"lo":0,"hi":1,"columns":[-1,1]}`:          "columns -1 to 1",
		`{"do":"record","view":1,"row":-1}`:                                "row -1",
		`{"do":"plot","view":1}`:                                           "without a plot",
		`{"do":"watch","what":["secrets"]}`:                                "there is no secrets",
		`{"do":"` + strings.Repeat("ä", 300) + `"}`:                        "do: ",
		`{"do":"open","view":1,"table":"` + strings.Repeat("x", askLength): "read limited at",
	} {
		p := r.open()
		p.ask("%s", text)
		if err := p.ended(); !strings.Contains(err.Error(), want) || websocket.CloseStatus(err) == -1 {
			t.Errorf("%.60s: %v", text, err)
		}
	}
	p := r.open()
	if err := p.ws.Write(t.Context(), websocket.MessageBinary, []byte(`{"do":"drawn"}`)); err != nil {
		t.Fatal(err)
	}
	if err := p.ended(); !strings.Contains(err.Error(), "messages are JSON texts") {
		t.Error(err)
	}
}

// ended is how the connection ended.
func (p *page) ended() error {
	for {
		if _, _, err := p.ws.Read(p.Context()); err != nil {
			return err
		}
	}
}

// TestManyViews: a page has so many views and no more; closing one makes room.
func TestManyViews(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`t = empty_table(5).update("X = i")`)
	p := r.open()
	for i := range mostViews {
		p.ask(`{"do":"open","view":%d,"table":"t"}`, i)
		p.frame(i, whatever)
	}
	p.ask(`{"do":"open","view":99,"table":"t"}`)
	if text := p.failed(99); !strings.Contains(text, "at most 16") {
		t.Error(text)
	}
	p.ask(`{"do":"close","view":3}`)
	p.ask(`{"do":"open","view":99,"table":"t"}`)
	p.frame(99, whatever)
}
