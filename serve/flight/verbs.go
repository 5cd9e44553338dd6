package flight

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protowire"

	"starling/engine"
	"starling/engine/plan"
)

// verb is a call that makes a table of others: which fields have those, and what operation it is.
type verb struct {
	call   string // after TableService/
	batch  protowire.Number
	tables []protowire.Number // references; one that is repeated has several
	op     func(message) (plan.Op, error)
}

var oneTable, twoTables = []protowire.Number{2}, []protowire.Number{2, 3}

// verbs is THE table of the operations that a client of Deephaven's can ask for, by the names of their calls
// and by their fields in a batch.
var verbs = []verb{
	{"DropColumns", 3, oneTable, func(m message) (plan.Op, error) { return plan.DropColumns{Columns: m.texts(3)}, nil }},
	{"Update", 4, oneTable, func(m message) (plan.Op, error) { return plan.Update{Formulas: formulas(m)}, nil }},
	{"LazyUpdate", 5, oneTable, func(m message) (plan.Op, error) { return plan.LazyUpdate{Formulas: formulas(m)}, nil }},
	{"View", 6, oneTable, func(m message) (plan.Op, error) { return plan.View{Formulas: formulas(m)}, nil }},
	{"UpdateView", 7, oneTable, func(m message) (plan.Op, error) { return plan.UpdateView{Formulas: formulas(m)}, nil }},
	{"Select", 8, oneTable, func(m message) (plan.Op, error) { return plan.Select{Formulas: formulas(m)}, nil }},
	{"SelectDistinct", 9, oneTable, func(m message) (plan.Op, error) { return plan.SelectDistinct{Formulas: formulas(m)}, nil }},
	{"UnstructuredFilter", 11, oneTable, func(m message) (plan.Op, error) { return plan.Where{Filters: formulas(m)}, nil }},
	{"Sort", 12, oneTable, sorted},
	{"Head", 13, oneTable, func(m message) (plan.Op, error) { return plan.Head{Rows: int(m.signed(3))}, nil }},
	{"Tail", 14, oneTable, func(m message) (plan.Op, error) { return plan.Tail{Rows: int(m.signed(3))}, nil }},
	{"HeadBy", 15, oneTable, func(m message) (plan.Op, error) {
		return plan.HeadBy{Rows: int(m.signed(3)), By: m.texts(4)}, nil
	}},
	{"TailBy", 16, oneTable, func(m message) (plan.Op, error) {
		return plan.TailBy{Rows: int(m.signed(3)), By: m.texts(4)}, nil
	}},
	{"MergeTables", 18, oneTable, func(m message) (plan.Op, error) {
		if m.text(3) != "" {
			return nil, errors.New("merging in the order of a column is not available: sort what is merged")
		}
		return plan.Merge{}, nil
	}},
	{"Flatten", 21, oneTable, func(message) (plan.Op, error) { return plan.Flatten{}, nil }},
	{"CrossJoinTables", 23, twoTables, func(m message) (plan.Op, error) {
		return plan.Join{On: pairs(m.texts(4)), Joins: pairs(m.texts(5))}, nil
	}},
	{"NaturalJoinTables", 24, twoTables, naturalJoin},
	{"ExactJoinTables", 25, twoTables, func(m message) (plan.Op, error) {
		return plan.ExactJoin{On: pairs(m.texts(4)), Joins: pairs(m.texts(5))}, nil
	}},
	{"WhereIn", 33, twoTables, func(m message) (plan.Op, error) {
		if m.truth(4) {
			return plan.WhereNotIn{On: pairs(m.texts(5))}, nil
		}
		return plan.WhereIn{On: pairs(m.texts(5))}, nil
	}},
	{"AggregateAll", 34, oneTable, nil}, // for which the columns of the table have to be known: see made
	{"Aggregate", 35, oneTable, aggregate},
	{"Snapshot", 36, oneTable, func(message) (plan.Op, error) { return plan.Snapshot{}, nil }},
	{"MetaTable", 38, oneTable, func(message) (plan.Op, error) { return plan.MetaTable{}, nil }},
}

func formulas(m message) []plan.Formula { return plan.Formulas(m.texts(3)...) }

// pairs is columns as "New=Old", or as a name that both have.
func pairs(texts []string) []plan.Pair {
	out := make([]plan.Pair, len(texts))
	for i, text := range texts {
		left, right, two := strings.Cut(text, "=")
		left, right = strings.TrimSpace(left), strings.TrimSpace(strings.TrimPrefix(right, "="))
		if !two {
			right = left
		}
		out[i] = plan.Pair{New: left, Old: right}
	}
	return out
}

func sorted(m message) (plan.Op, error) {
	var op plan.Sort
	for _, s := range m.messages(3) {
		if s.truth(2) {
			return nil, fmt.Errorf("sorting by absolute values is not available: view has a column of them, as A = abs(%s)", s.text(1))
		}
		// Directions are of the type sint32 or an enumeration, where -1 is the one that descends.
		down := int32(s.last(3).number) == -1
		op.Keys = append(op.Keys, plan.SortKey{Column: s.text(1), Descending: down})
	}
	return op, nil
}

func naturalJoin(m message) (plan.Op, error) {
	match := map[uint64]plan.Match{0: plan.ErrorOnDuplicate, 1: plan.ErrorOnDuplicate, 2: plan.FirstMatch, 3: plan.LastMatch, 4: plan.ExactlyOneMatch}
	is, ok := match[m.last(6).number]
	if !ok {
		return nil, fmt.Errorf("there is no way %d to join", m.last(6).number)
	}
	return plan.NaturalJoin{On: pairs(m.texts(4)), Joins: pairs(m.texts(5)), Match: is}, nil
}

// specs is the aggregations by their fields in an AggSpec.
var specs = map[protowire.Number]string{
	1: "abs_sum", 3: "avg", 4: "count_distinct", 5: "distinct", 6: "first", 9: "group", 10: "last", 11: "max", 12: "median", 13: "min", 14: "pct",
	15: "sorted_first", 16: "sorted_last", 17: "std", 18: "sum", 20: "unique", 21: "weighted_avg", 22: "weighted_sum", 23: "var",
}

// spec is an AggSpec for some columns.
func spec(m message, of []plan.Pair) (a plan.Agg, err error) {
	for n, name := range specs {
		if !m.has(n) {
			continue
		}
		x := m.at(n)
		a = plan.Agg{Name: name, Pairs: of}
		switch name {
		case "count_distinct":
			a.Args.CountNulls = x.truth(1)
		case "distinct", "unique":
			a.Args.IncludeNulls = x.truth(1)
			if s := x.at(2); len(s.values) > 0 && !s.has(1) {
				return a, errors.New("a sentinel that is not null is not available")
			}
		case "median":
			a.Args.AverageEvenlyDivided = x.truth(1)
		case "pct":
			a.Args.Percentile, a.Args.AverageEvenlyDivided = x.double(1), x.truth(2)
		case "sorted_first", "sorted_last":
			for _, c := range x.messages(1) {
				a.Args.OrderBy = append(a.Args.OrderBy, c.text(1))
			}
		case "weighted_avg", "weighted_sum":
			a.Weight = x.text(1)
		}
		return a, nil
	}
	return a, errors.New("an aggregation that is not available here; agg_by in the script has formulas and more")
}

func aggregate(m message) (plan.Op, error) {
	if m.has(3) {
		return nil, errors.New("initial_groups is not available")
	}
	op := plan.AggBy{By: pairs(m.texts(6)), Empty: m.truth(4)}
	for _, a := range m.messages(5) {
		var is plan.Agg
		var err error
		switch {
		case a.has(1):
			is, err = spec(a.at(1, 1), pairs(a.at(1).texts(2)))
		case a.has(2):
			is = plan.Agg{Name: "count", Pairs: []plan.Pair{{New: a.at(2).text(1)}}}
		case a.has(7):
			is = plan.Agg{Name: "count_where", Pairs: []plan.Pair{{New: a.at(7).text(1)}}, Filters: plan.Formulas(a.at(7).texts(2)...)}
		default:
			err = errors.New("an aggregation that is not available here; agg_by in the script has partitions, formulas and more")
		}
		if err != nil {
			return nil, err
		}
		op.Aggs = append(op.Aggs, is)
	}
	return op, nil
}

// aggregateAll is an aggregation of all columns that are no keys.
func aggregateAll(m message, of *engine.Table) (plan.Op, error) {
	by := pairs(m.texts(4))
	s := m.at(3)
	switch {
	case s.has(6):
		return plan.FirstBy{By: by}, nil
	case s.has(10):
		return plan.LastBy{By: by}, nil
	}
	keys := map[string]bool{}
	for _, p := range by {
		keys[p.New], keys[p.Old] = true, true
	}
	var rest []plan.Pair
	for _, f := range of.Schema {
		if !keys[f.Name] {
			rest = append(rest, plan.Pair{New: f.Name, Old: f.Name})
		}
	}
	a, err := spec(s, rest)
	if err != nil {
		return nil, err
	}
	if a.Weight != "" {
		for i, p := range a.Pairs {
			if p.New == a.Weight {
				a.Pairs = append(a.Pairs[:i:i], a.Pairs[i+1:]...)
				break
			}
		}
	}
	return plan.AggBy{Aggs: []plan.Agg{a}, By: by}, nil
}

// made is the table of a verb; of are those of its batch that are made already. The caller releases it.
func (a *asked) made(v *verb, m message, of []table) (table, error) {
	var in []*engine.Table
	for _, n := range v.tables {
		for _, ref := range m.messages(n) {
			t, err := a.referred(ref, of)
			if err != nil {
				return table{}, err
			}
			defer t.Seen.Keep()
			in = append(in, t.Table)
		}
	}
	if len(in) == 0 {
		return table{}, status.Errorf(codes.InvalidArgument, "%s of no table", v.call)
	}
	var op plan.Op
	var err error
	if v.op == nil {
		op, err = aggregateAll(m, in[0])
	} else {
		op, err = v.op(m)
	}
	if err != nil {
		return table{}, status.Errorf(codes.Unimplemented, "%s: %v", v.call, err)
	}
	t, err := a.Host.Make(a, op, in...)
	if err != nil {
		return table{}, status.Error(codes.InvalidArgument, err.Error())
	}
	return table{Table: t, name: v.call}, nil
}

// referred is the table of a TableReference.
func (a *asked) referred(ref message, of []table) (table, error) {
	if ref.has(1) {
		return a.exported(a, ref.at(1).last(1).bytes)
	}
	n := ref.signed(2)
	if !ref.has(2) || n < 0 || n >= int64(len(of)) || n > math.MaxInt32 {
		return table{}, status.Errorf(codes.InvalidArgument, "a batch of %d operations has no result %d yet", len(of), n)
	}
	return of[n], nil
}

// make answers a call that makes a table.
func (a *asked) make(v *verb) error {
	t, err := a.made(v, a.request, nil)
	if err != nil {
		return err
	}
	defer t.Release()
	return a.answer(t, a.request.at(1).last(1).bytes)
}

// batch answers the tables of several operations, each of which may be of those before it.
func (a *asked) batch() error {
	var of []table
	defer func() {
		for _, t := range of {
			t.Release()
		}
	}()
	for i, step := range a.request.messages(1) {
		v, m, err := inBatch(step)
		if err != nil {
			return fmt.Errorf("operation %d of the batch: %w", i+1, err)
		}
		t, err := a.made(v, m, of)
		if err != nil {
			return err
		}
		of = append(of, t)
		if ticket := m.at(1).last(1).bytes; len(ticket) > 0 {
			if err := a.answer(t, ticket); err != nil {
				return err
			}
		}
	}
	return nil
}

// inBatch is the verb of an operation of a batch, and its message.
func inBatch(step message) (*verb, message, error) {
	for i := range verbs {
		if v := &verbs[i]; step.has(v.batch) {
			return v, step.at(v.batch), nil
		}
	}
	return nil, message{}, status.Error(codes.Unimplemented, "it is not available: what needs it is done in the script")
}

// verbOf is the verb of a call, nil if it is none.
func verbOf(name string) *verb {
	call, ok := strings.CutPrefix(name, "TableService/")
	for i := range verbs {
		if ok && verbs[i].call == call {
			return &verbs[i]
		}
	}
	return nil
}
