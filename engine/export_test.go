package engine

import "starling/internal/invariants"

// Tripping is when in its work an operation is made to fail.
type Tripping int

// The times to fail.
const (
	Before     Tripping = iota // before its work
	After                      // when all that it writes is written
	Committing                 // when its commit begins, by a panic
	Committed                  // when its commit is done, by a panic
	trippings
)

// Trippings is how many there are: panics are fatal under the invariants tag.
func Trippings() int {
	if invariants.Enabled {
		return int(Committing)
	}
	return int(trippings)
}

// Trip makes the operation of t fail with err in the next cycle in which it works. A static
// table never does.
func Trip(t *Table, how Tripping, err error) {
	r := rigged{Op: t.node.op}
	switch how {
	case Before:
		r.applying = func() error { return err }
	case After:
		r.applied = func() error { return err }
	case Committing:
		r.committing = func() { panic(err) }
	case Committed:
		r.committed = func() { panic(err) }
	}
	t.node.op = &r
	if d, ok := r.Op.(drainer); ok {
		t.node.op = &riggedSource{r, d}
	}
}

// riggedSource is a rigged op that no parent drives.
type riggedSource struct {
	rigged
	drainer
}
