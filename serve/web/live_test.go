package web

import (
	"testing"
)

func any1(*news) bool { return true }

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
	tables := p.await("tables", func(m *news) bool { return m.Tables != nil }).Tables
	if len(tables) != 2 || tables[0].Name != "i" || tables[1].Name != "t" || tables[1].Kind != "static" || tables[1].Rows != 3 || len(tables[1].Columns) != 2 || tables[1].Columns[1] != (heading{"P", "double", "right"}) {
		t.Errorf("tables %+v", tables)
	}
	p.ask(`{"do":"open","view":7,"table":"i","sort":[{"column":"P","down":true}]}`)
	m := p.frame(7, any1)
	if m.Frame.Size != 3 || len(m.Frame.Columns) != 2 || len(m.Frame.Rows) != 0 {
		t.Errorf("first %+v", m.Frame)
	}
	p.ask(`{"do":"window","view":7,"lo":0,"hi":60,"columns":[0,12]}`)
	m = p.frame(7, func(m *news) bool { return len(m.Frame.Rows) > 0 })
	if m.text() != "- 3.25\nA 1.5\nB -2.0\n" || m.Frame.Columns != nil {
		t.Errorf("%s%+v", m.text(), m.Frame)
	}
	r.script(`i.add(new_table([string_col("Sym", ["C", "A"]), double_col("P", [9.0, 0.5])]))`)
	m = p.frame(7, func(m *news) bool { return m.Frame.Size == 4 })
	if m.text() != "C 9.0\n- 3.25\nA 0.5\nB -2.0\n" || m.Frame.Changed == (counts{}) {
		t.Errorf("%s%+v", m.text(), m.Frame)
	}
}
