package plan

import (
	"strconv"

	"starling/engine/agg"
)

type (
	// Where is the rows for which all filters hold.
	Where struct{ Filters []Formula }

	// Update is the table with columns added or replaced, kept.
	Update struct{ Formulas []Formula }
	// UpdateView is Update with columns computed whenever they are read.
	UpdateView struct{ Formulas []Formula }
	// Select is just the columns named or computed, kept; all without formulas.
	Select struct{ Formulas []Formula }
	// View is Select with columns computed whenever they are read.
	View struct{ Formulas []Formula }
	// RenameColumns gives columns other names.
	RenameColumns struct{ Pairs []Pair }
	// DropColumns is the table without some columns.
	DropColumns struct{ Columns []string }

	// Head is the first rows.
	Head struct{ Rows int }
	// Tail is the last rows.
	Tail struct{ Rows int }
	// Sort is the rows in the order of keys, of which the first counts most.
	Sort struct{ Keys []SortKey }

	// AggBy is a row per key with aggregations.
	AggBy struct {
		Aggs []Agg
		By   []Pair
	}
	// FirstBy is the first row per key.
	FirstBy struct{ By []Pair }
	// LastBy is the last row per key.
	LastBy struct{ By []Pair }
	// NaturalJoin is the table with columns of the one row of another that has the same key.
	NaturalJoin struct {
		On, Joins []Pair
		Match     Match
	}
	// Merge is the rows of all tables, one after the other.
	Merge struct {
		Later *Attrs // of the tables of a table of tables, those that may still come too; else nil
	}

	// BlinkToAppendOnly is all rows that a blink table has from now on.
	BlinkToAppendOnly struct{}
	// Compacted is the last row per key without keys whose last row is a delete, which the
	// source marks.
	Compacted struct{ By []Pair }
	// Newest is the rows of the highest life, a column that counts how often all was deleted.
	Newest struct{ Column string }
	// Snapshot is the rows of one moment.
	Snapshot struct{}
	// MetaTable is a table of the columns.
	MetaTable struct{}

	// Source is rows that come from outside, or that are given.
	Source struct {
		Kind   string // what scripts call: "consume", "time_table", "new_table"
		Params []Arg
		Keep   Keep
		Size   int // of a ring
	}
)

// Pair is "New=Old": the column New is made of the column Old, or without Old of the rows. In a join's keys New is the
// left table's and Old the right one's.
type Pair struct{ New, Old string }

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

// Agg is one kind of aggregation and the columns it makes.
type Agg struct {
	Name   string // as in agg's table: "sum", "last", "weighted_sum"
	Pairs  []Pair // the columns it makes, and of which
	Weight string // the weight column of weighted aggregations
	Args   agg.Args
}

func (a Agg) String() string {
	s := a.Name + "("
	if a.Weight != "" {
		s += a.Weight + "; "
	}
	for i, p := range a.Pairs {
		if i > 0 {
			s += ", "
		}
		s += p.String()
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

func (Where) Name() string             { return "where" }
func (Update) Name() string            { return "update" }
func (UpdateView) Name() string        { return "update_view" }
func (Select) Name() string            { return "select" }
func (View) Name() string              { return "view" }
func (RenameColumns) Name() string     { return "rename_columns" }
func (DropColumns) Name() string       { return "drop_columns" }
func (Head) Name() string              { return "head" }
func (Tail) Name() string              { return "tail" }
func (Sort) Name() string              { return "sort" }
func (AggBy) Name() string             { return "agg_by" }
func (FirstBy) Name() string           { return "first_by" }
func (LastBy) Name() string            { return "last_by" }
func (NaturalJoin) Name() string       { return "natural_join" }
func (Merge) Name() string             { return "merge" }
func (BlinkToAppendOnly) Name() string { return "blink_to_append_only" }
func (Compacted) Name() string         { return "compacted" }
func (Newest) Name() string            { return "newest" }
func (Snapshot) Name() string          { return "snapshot" }
func (MetaTable) Name() string         { return "meta_table" }
func (Source) Name() string            { return "source" }

func (o Where) Args() []Arg         { return []Arg{{"filters", texts(o.Filters)}} }
func (o Update) Args() []Arg        { return []Arg{{"formulas", texts(o.Formulas)}} }
func (o UpdateView) Args() []Arg    { return []Arg{{"formulas", texts(o.Formulas)}} }
func (o Select) Args() []Arg        { return []Arg{{"formulas", texts(o.Formulas)}} }
func (o View) Args() []Arg          { return []Arg{{"formulas", texts(o.Formulas)}} }
func (o RenameColumns) Args() []Arg { return []Arg{{"cols", each(o.Pairs)}} }
func (o DropColumns) Args() []Arg   { return []Arg{{"cols", o.Columns}} }
func (o Head) Args() []Arg          { return []Arg{{"num_rows", o.Rows}} }
func (o Tail) Args() []Arg          { return []Arg{{"num_rows", o.Rows}} }

// Args names the columns; a descending one has a minus.
func (o Sort) Args() []Arg {
	by := make([]string, len(o.Keys))
	for i, k := range o.Keys {
		if by[i] = k.Column; k.Descending {
			by[i] = "-" + k.Column
		}
	}
	return []Arg{{"order_by", by}}
}

func (o AggBy) Args() []Arg   { return given(Arg{"aggs", each(o.Aggs)}, Arg{"by", each(o.By)}) }
func (o FirstBy) Args() []Arg { return given(Arg{"by", each(o.By)}) }
func (o LastBy) Args() []Arg  { return given(Arg{"by", each(o.By)}) }

// Args has the type only where it is not the usual one.
func (o NaturalJoin) Args() []Arg {
	args := given(Arg{"on", each(o.On)}, Arg{"joins", each(o.Joins)})
	if o.Match != ErrorOnDuplicate {
		args = append(args, Arg{"type", o.Match.String()})
	}
	return args
}

func (Merge) Args() []Arg             { return nil }
func (BlinkToAppendOnly) Args() []Arg { return nil }
func (o Compacted) Args() []Arg       { return given(Arg{"by", each(o.By)}) }
func (o Newest) Args() []Arg          { return []Arg{{"col", o.Column}} }
func (Snapshot) Args() []Arg          { return nil }
func (MetaTable) Args() []Arg         { return nil }

// Args begins with the kind and what it keeps, where that is not all.
func (o Source) Args() []Arg {
	args := append([]Arg{{"kind", o.Kind}}, o.Params...)
	switch o.Keep {
	case Cycle:
		args = append(args, Arg{"keep", o.Keep.String()})
	case Last:
		args = append(args, Arg{"keep", o.Keep.String() + "(" + strconv.Itoa(o.Size) + ")"})
	}
	return args
}

// given is the arguments that are not empty lists.
func given(args ...Arg) []Arg {
	var out []Arg
	for _, a := range args {
		if list, ok := a.Value.([]string); !ok || len(list) > 0 {
			out = append(out, a)
		}
	}
	return out
}

// each is the texts of values.
func each[T interface{ String() string }](xs []T) []string {
	out := make([]string, len(xs))
	for i, x := range xs {
		out[i] = x.String()
	}
	return out
}
