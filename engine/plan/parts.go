package plan

import (
	"strconv"

	"starling/engine/agg"
	"starling/engine/window"
)

// Pair is "New=Old": the column New is made of the column Old, or without Old of the rows. In a join's keys New is the
// left table's and Old the right one's.
type Pair struct{ New, Old string }

// Names is a pair for each name, of a column that keeps it.
func Names(names []string) []Pair {
	out := make([]Pair, len(names))
	for i, n := range names {
		out[i] = Pair{New: n, Old: n}
	}
	return out
}

func (p Pair) String() string {
	if p.New == p.Old || p.Old == "" {
		return p.New
	}
	return p.New + "=" + p.Old
}

// SortKey is a column to sort by.
type SortKey struct {
	Column     string
	Descending bool
}

// String is the column, of a descending key with a minus.
func (k SortKey) String() string {
	if k.Descending {
		return "-" + k.Column
	}
	return k.Column
}

// Agg is one kind of aggregation and the columns it makes.
type Agg struct {
	Name    string    // as in agg's table: "sum", "last", "weighted_sum"
	Pairs   []Pair    // the columns it makes, and of which
	Weight  string    // the weight column of weighted aggregations
	Filters []Formula // of one that counts what passes
	Formula Formula   // of one that is a formula
	Param   string    // what stands for the column in it; "" if it names columns and result itself
	Args    agg.Args
}

func (a Agg) String() string {
	s := a.Name + "("
	for _, x := range []string{a.Weight, a.Formula.Text, a.Param} {
		if x != "" {
			s += x + "; "
		}
	}
	for i, p := range a.Pairs {
		if i > 0 {
			s += ", "
		}
		s += p.String()
	}
	for _, f := range texts(a.Filters) {
		s += "; " + f
	}
	return s + ")"
}

// Window is an operation over the rows around each, and the columns it makes.
type Window struct {
	Name   string // as in window's table: "cum_sum", "rolling_avg"
	Pairs  []Pair // the columns it makes, and of which; none is all columns that are no key
	Weight string // the weight column of a weighted one
	Time   string // the column of times of one by time, else ""
	// Back and Ahead are how many rows a rolling one reaches back, with the row itself, and ahead,
	// or how many nanoseconds.
	Back, Ahead int
	Filters     []Formula // of one that counts what passes
	Formula     Formula   // of one that has a formula
	Param       string    // what stands for the column in it; "" if it names columns and result itself
	Args        window.Args
}

func (w Window) String() string {
	s := w.Name + "("
	if w.Formula.Text != "" {
		s += w.Formula.Text + "; "
	}
	if w.Param != "" {
		s += w.Param + "; "
	}
	for i, p := range w.Pairs {
		if i > 0 {
			s += ", "
		}
		s += p.String()
	}
	if w.Weight != "" {
		s += "; " + w.Weight
	}
	for _, f := range texts(w.Filters) {
		s += "; " + f
	}
	if w.Time != "" {
		s += "; by " + w.Time
	}
	if w.Back != 0 || w.Ahead != 0 {
		s += "; " + strconv.Itoa(w.Back) + " back, " + strconv.Itoa(w.Ahead) + " ahead"
	}
	return s + ")"
}

// Match says which right row a natural join takes where several match.
type Match uint8

// The ways to match, as in Deephaven's NaturalJoinType.
const (
	ErrorOnDuplicate Match = iota
	FirstMatch
	LastMatch
	ExactlyOneMatch
)

// String is the name of the constant in scripts.
func (m Match) String() string {
	return [...]string{"ERROR_ON_DUPLICATE", "FIRST_MATCH", "LAST_MATCH", "EXACTLY_ONE_MATCH"}[m]
}

// OnKey is a key of a join that compares otherwise than by equality: the left column New with the
// right column Old.
type OnKey struct {
	Pair
	By Compare
}

func (k OnKey) String() string {
	if k.By == Equal {
		return k.Pair.String()
	}
	return k.New + " " + k.By.String() + " " + k.Old
}

// Compare is how a left value relates to the right ones that it matches.
type Compare uint8

// The ways to compare.
const (
	Equal Compare = iota
	AtOrAfter
	StrictlyAfter
	AtOrBefore
	StrictlyBefore
)

// String is the operator in scripts.
func (c Compare) String() string { return [...]string{"=", ">=", ">", "<=", "<"}[c] }

// Range is the right values that a range join takes: those between two columns of the left row.
type Range struct {
	Start, Column, End string
	After, Until       bool // the start, the end itself is not within
	Preceding          bool // the last value before the start is within
	Following          bool // the first value after the end is within
}

// String is the range in scripts: "Start <= Column < End".
func (r Range) String() string {
	op := map[bool]string{false: " <= ", true: " < "}
	s := r.Start + op[r.After] + r.Column + op[r.Until] + r.End
	if r.Preceding {
		s = "<- " + s
	}
	if r.Following {
		s += " ->"
	}
	return s
}

// Keep says which rows a source's table keeps.
type Keep uint8

// What a table keeps of its source.
const (
	All    Keep = iota // every row
	Cycle              // the rows of the running cycle
	Last               // the last rows, a ring
	Edited             // the rows that a program adds, modifies and removes
	Given              // the rows that it had at first: it never changes
)

// String is what scripts call it.
func (k Keep) String() string { return [...]string{"append", "blink", "ring", "edited", "static"}[k] }
