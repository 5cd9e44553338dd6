package plan

// Attrs are what is known of how a table changes.
type Attrs struct {
	Blink      bool // every row lives for one cycle
	AppendOnly bool // rows are only added, after all others
	AddOnly    bool // rows are only added
	Refreshing bool // the table can change at all
	Ascending  bool // a row added is above all rows before it; rows are not modified
}

// Map is the attributes by the names that attributes() shows.
func (a Attrs) Map() map[string]bool {
	m := map[string]bool{}
	if a.Blink {
		m["BlinkTable"] = true
	}
	if a.Refreshing && a.AddOnly {
		m["AddOnly"] = true
	}
	if a.Refreshing && a.AppendOnly {
		m["AppendOnly"] = true
	}
	return m
}

// rule gives the attributes of the result of an operation by those of its parents.
type rule func(op Op, in []Attrs) Attrs

// history is the attributes of rows that are kept, numbered one after the other.
var history = Attrs{Refreshing: true, AppendOnly: true, AddOnly: true, Ascending: true}

// keeps: rows in, the same rows out.
func keeps(_ Op, in []Attrs) Attrs { return in[0] }

// accumulates: rows of its own, one per group. Over a blink table it is of all rows ever
// seen, so the result is not blink.
func accumulates(_ Op, in []Attrs) Attrs { return Attrs{Refreshing: in[0].Refreshing} }

// reorders: the rows of the first table, but a row that is there may change or go and come
// back, so the result is not append-only any more.
func reorders(_ Op, in []Attrs) Attrs {
	a := Attrs{Blink: in[0].Blink, Ascending: in[0].Ascending && in[0].Blink}
	for _, b := range in {
		a.Refreshing = a.Refreshing || b.Refreshing
	}
	return a
}

// surrounds: the rows of the table, which may change with those around them. Those of a blink
// table are of this cycle, but the result is not blink, as in Deephaven.
func surrounds(_ Op, in []Attrs) Attrs { return Attrs{Refreshing: in[0].Refreshing} }

// pairs: rows that change when either table does. Of a blink table they are those of the cycle,
// but the result does not count as one.
func pairs(_ Op, in []Attrs) Attrs {
	return Attrs{Refreshing: in[0].Refreshing || in[1].Refreshing}
}

// chooses: rows of the first table, by what is in the second.
func chooses(op Op, in []Attrs) Attrs {
	if in[1].Refreshing {
		return reorders(op, in)
	}
	return in[0]
}

// freezes: the result never changes.
func freezes(Op, []Attrs) Attrs { return Attrs{} }

// remembers: all rows of a blink table from now on.
func remembers(Op, []Attrs) Attrs { return history }

// begins: the first rows; those of a blink table stay once they came.
func begins(_ Op, in []Attrs) Attrs {
	switch a := in[0]; {
	case a.Blink:
		return history
	case a.AppendOnly:
		return Attrs{Refreshing: a.Refreshing, AppendOnly: true, AddOnly: true}
	}
	return accumulates(nil, in)
}

// cuts: rows from the midst, which may go when others come.
func cuts(_ Op, in []Attrs) Attrs { return Attrs{Refreshing: in[0].Refreshing} }

// ends: the last rows; those of a blink table stay until others came.
func ends(_ Op, in []Attrs) Attrs {
	return Attrs{Refreshing: in[0].Refreshing, Ascending: in[0].Blink}
}

// merges: a row of an earlier table comes before rows that were there. One table alone is
// as it is, unless others may follow.
func merges(op Op, in []Attrs) Attrs {
	if m, ok := op.(Merge); ok && m.Later != nil {
		a := m.Later
		return Attrs{Refreshing: true, Blink: a.Blink, AddOnly: a.AddOnly}
	}
	if len(in) == 1 {
		return in[0]
	}
	a := Attrs{Blink: true, AddOnly: true}
	for _, b := range in {
		a.Refreshing = a.Refreshing || b.Refreshing
		a.Blink = a.Blink && b.Blink
		a.AddOnly = a.AddOnly && (b.AddOnly || !b.Refreshing)
	}
	return a
}

// spreads: several rows for each, in its place.
func spreads(_ Op, in []Attrs) Attrs {
	if a := in[0]; a.Blink || a.AppendOnly {
		return Attrs{Refreshing: a.Refreshing, Blink: a.Blink, AppendOnly: a.AppendOnly, AddOnly: a.AppendOnly, Ascending: true}
	}
	return accumulates(nil, in)
}

// passes: rows that live for the cycle in which they come.
func passes(_ Op, in []Attrs) Attrs {
	return Attrs{Refreshing: true, Blink: true, Ascending: in[0].Ascending}
}

// lasts: the same rows, which do not count as those of a blink table.
func lasts(_ Op, in []Attrs) Attrs {
	a := in[0]
	a.Blink = false
	return a
}

// rings: copies of rows, of which the oldest go.
func rings(_ Op, in []Attrs) Attrs { return Attrs{Refreshing: in[0].Refreshing, Ascending: true} }

// waits: rows that change when the second table does.
func waits(op Op, in []Attrs) Attrs {
	return Attrs{Refreshing: in[1].Refreshing, Ascending: op.(SnapshotWhen).History}
}

// fades: the same rows, which change as time goes by.
func fades(Op, []Attrs) Attrs { return Attrs{Refreshing: true} }

// comes: by what is kept.
func comes(op Op, _ []Attrs) Attrs {
	switch op.(Source).Keep {
	case All:
		return history
	case Cycle:
		return Attrs{Refreshing: true, Ascending: true, Blink: true}
	case Last:
		return Attrs{Refreshing: true, Ascending: true}
	case Edited:
		return Attrs{Refreshing: true}
	}
	return Attrs{}
}
