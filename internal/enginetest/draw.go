package enginetest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"starling/engine/column"
	"starling/engine/expr"
)

// localDate is a type of objects that have an order and can be keys.
var localDate = column.ObjectOf("java.time.LocalDate")

// kinds is the types that columns are drawn of.
var kinds = []column.Type{
	column.Of(column.Bool), column.Of(column.Byte), column.Of(column.Short), column.Of(column.Char),
	column.Of(column.Int), column.Of(column.Long), column.Of(column.Float), column.Of(column.Double),
	column.Of(column.Instant), column.Of(column.String), column.Of(column.Bytes), localDate, column.PyObject,
}

// values is the values worth drawing of each kind: edges, and some that are tied.
var values = map[column.Type][]any{
	column.Of(column.Bool):    {true, false},
	column.Of(column.Byte):    {int8(0), int8(1), int8(-1), int8(math.MaxInt8), int8(-math.MaxInt8)},
	column.Of(column.Short):   {int16(0), int16(7), int16(-7), int16(math.MaxInt16), int16(-math.MaxInt16)},
	column.Of(column.Char):    {uint16('A'), uint16('z'), uint16(0), uint16(0xD800), uint16('é')},
	column.Of(column.Int):     {int32(0), int32(1), int32(2), int32(3), int32(-5), int32(math.MaxInt32), int32(-math.MaxInt32)},
	column.Of(column.Long):    {int64(0), int64(1), int64(2), int64(3), int64(-5), int64(1 << 53), int64(math.MaxInt64), int64(-math.MaxInt64)},
	column.Of(column.Float):   {float32(0), float32(math.Copysign(0, -1)), float32(1.5), float32(-2.25), float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1))},
	column.Of(column.Double):  {0.0, math.Copysign(0, -1), 0.1, 2.5, -1e6, 3.0, math.NaN(), math.Inf(1), math.Inf(-1)},
	column.Of(column.Instant): {int64(0), int64(1_700_000_000_000_000_000), int64(-1)},
	column.Of(column.String):  {"", "a", "b", "aa", "Ω", "日本語", "a\x00b", "\u00e9", "e\u0301", "\U0001F600", "\uFFFD", "null"},
	column.Of(column.Bytes):   {blob(""), blob("\x00"), blob("\xff\xfe"), blob("abc")},
	localDate:                 {expr.LocalDate(0), expr.LocalDate(-1), expr.LocalDate(19_675)},
	column.PyObject:           {thing{1}, thing{2}, "text", int64(5)},
}

// domain draws the values that one column takes.
func domain(rng *rand.Rand, t column.Type) []any {
	all := values[t]
	n := 1 + rng.IntN(len(all))
	var d []any
	for _, i := range rng.Perm(len(all))[:n] {
		d = append(d, all[i])
	}
	if rng.IntN(3) > 0 {
		d = append(d, nil)
	}
	if rng.IntN(3) == 0 { // many
		for i := range 60 {
			if x := nth(t.Kind, i); x != nil {
				d = append(d, x)
			}
		}
	}
	return d
}

// nth is one of many distinct values of kind k, nil where there are not many.
func nth(k column.Kind, i int) any {
	switch k {
	case column.Short:
		return int16(100 + i)
	case column.Int:
		return int32(100 + i)
	case column.Long, column.Instant:
		return int64(100 + i)
	case column.Double:
		return 100 + float64(i)/4
	case column.String:
		return fmt.Sprintf("key-%d", i)
	case column.Bytes:
		return blob(fmt.Sprintf("b%d", i))
	}
	return nil
}

// retention is what becomes of a source's rows.
type retention int

const (
	edited retention = iota // rows are added, modified and removed
	appended
	blinked
	ringed
	fixed      // the table is static: it has its rows from the start
	retentions // how many there are
)

func (r retention) String() string {
	return [...]string{"editable", "append", "blink", "ring", "static"}[r]
}

// drawRetention draws one, most often one whose rows change in every way.
func drawRetention(rng *rand.Rand) retention {
	if rng.IntN(3) == 0 {
		return edited
	}
	return retention(rng.IntN(int(retentions)))
}

// Source is a source table of a case.
type Source struct {
	Keep    retention
	Ring    int
	Fields  []column.Field
	domains [][]any
}

// drawSource draws a source. Its columns K and G have few values and the types that all
// sources of a case share; so do N and D, which can be added up, and Fixed, which is never
// modified. U is a value that hardly any row has twice.
func drawSource(rng *rand.Rand, keep retention, common []column.Field, shared [][]any) Source {
	s := Source{Keep: keep, Ring: 1 + rng.IntN(12)}
	s.Fields = append(s.Fields, common...)
	s.domains = append(s.domains, shared...)
	more := rng.IntN(4)
	if rng.IntN(60) == 0 {
		more = 70 // sets of columns take more than a word
	}
	for i := range more {
		t := kinds[rng.IntN(len(kinds))]
		s.Fields = append(s.Fields, column.Field{Name: fmt.Sprintf("V%d", i), Type: t})
		s.domains = append(s.domains, domain(rng, t))
	}
	return s
}

// unique is the name of a column whose values are those of one or two rows of all sources.
const unique = "U"

// unmodified is the name of a column whose values stay what they were when a row was added.
const unmodified = "Fixed"

func drawCommon(rng *rand.Rand) (fields []column.Field, domains [][]any) {
	key := kinds[rng.IntN(len(kinds)-1)] // not PyObject
	for _, f := range []column.Field{
		{Name: "K", Type: key},
		{Name: "G", Type: column.Of(column.Int)},
		{Name: "N", Type: column.Of([]column.Kind{column.Long, column.Int}[rng.IntN(2)])},
		{Name: "D", Type: column.Of([]column.Kind{column.Double, column.Float}[rng.IntN(4)/3])},
		{Name: unmodified, Type: column.Of(column.Bool)},
	} {
		fields = append(fields, f)
		domains = append(domains, domain(rng, f.Type))
	}
	at := len(fields)
	if rng.IntN(3) == 0 { // where most keys are drawn from
		at = 1
	}
	f := column.Field{Name: unique, Type: column.Of([]column.Kind{column.Long, column.String}[rng.IntN(2)])}
	return slices.Insert(fields, at, f), slices.Insert(domains, at, nil)
}

// row draws the values of a row that event n adds or modifies.
func (s *Source) row(rng *rand.Rand, n int) []any {
	out := make([]any, len(s.domains))
	for i, d := range s.domains {
		if s.Fields[i].Name == unique {
			out[i] = nth(s.Fields[i].Type.Kind, n/2)
			continue
		}
		out[i] = d[rng.IntN(len(d))]
	}
	return out
}

// Event is one primitive change of a source: a row added, removed, or modified in some
// columns. A row is named by the event that added it. What names a row that is not
// there changes nothing, so that any part of a history is one.
type Event struct {
	Source int
	Kind   eventKind
	Row    int
	Cols   []int
	Values []any
	Cycle  int // in which it happens when played in random batches
}

type eventKind int

const (
	added eventKind = iota
	removed
	modified
)

// drawEvents draws n events over the sources, and the cycles they happen in.
func drawEvents(rng *rand.Rand, sources []Source, n int) (events []Event, cycles int) {
	live := make([][]int, len(sources))
	batch := 1 + rng.IntN(12) + n/8
	left := 1 + rng.IntN(batch)
	churn := rng.IntN(3)
	for i := range n {
		for left == 0 {
			cycles++
			left = rng.IntN(batch + 1) // 0: an empty cycle
		}
		left--
		e := Event{Source: rng.IntN(len(sources)), Row: i, Cycle: cycles}
		s, l := &sources[e.Source], live[e.Source]
		what := rng.IntN(4)
		if s.Keep != edited || len(l) == 0 || what > churn {
			e.Values = s.row(rng, i)
			live[e.Source] = append(l, i)
			events = append(events, e)
			continue
		}
		at := rng.IntN(len(l))
		e.Row = l[at]
		if rng.IntN(2) == 0 {
			e.Kind = removed
			live[e.Source] = append(l[:at], l[at+1:]...)
		} else {
			e.Kind = modified
			row := s.row(rng, i)
			perm := slices.DeleteFunc(rng.Perm(len(row)), func(c int) bool { return s.Fields[c].Name == unmodified })
			for _, c := range perm[:1+rng.IntN(2)] {
				e.Cols = append(e.Cols, c)
				e.Values = append(e.Values, row[c])
			}
		}
		events = append(events, e)
	}
	return events, cycles + 1
}
