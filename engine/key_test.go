package engine

import (
	"context"
	"math/big"
	"slices"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/engine/expr"
)

// objectsOf is a static table of a column O of objects or lists and its row's number N.
func objectsOf(t *testing.T, class string, values ...any) *Table {
	t.Helper()
	typ := column.ObjectOf(class)
	v, n := column.NewVector(typ), column.NewVec[int64](column.Long)
	for i, x := range values {
		if !v.AppendAny(x) {
			t.Fatalf("%v is no %s", x, typ)
		}
		n.Append(int64(i))
	}
	fields := []column.Field{{Name: "O", Type: typ}, {Name: "N", Type: column.Of(column.Long)}}
	return must[*Table](t)(NewTable(NewGraph(), fields, []column.Vector{v, n}))
}

// TestObjectKeys: objects are grouped and joined by value.
func TestObjectKeys(t *testing.T) {
	zoned := func(nanos int64, zone string) any {
		z := must[column.Vector](t)(evalObject("ZoneId.of(`" + zone + "`)"))
		return expr.ZonedDateTime{Nanos: nanos, Zone: z.Any(0).(expr.ZoneID)}
	}
	dec := func(s string) any { return must[column.Decimal](t)(column.ParseDecimal(s)) }
	big5 := func() any { return new(big.Int).Exp(big.NewInt(5), big.NewInt(40), nil) }
	for class, values := range map[string][]any{
		"java.math.BigInteger":    {big5(), big.NewInt(2), big5(), nil, big5()},
		"java.math.BigDecimal":    {dec("1.50"), dec("2"), dec("1.5"), nil, dec("1.500")},
		"java.time.ZonedDateTime": {zoned(1, "Europe/London"), zoned(2, "Europe/London"), zoned(1, "Europe/London"), nil, zoned(1, "Europe/London")},
		"java.lang.Object":        {[]any{"a", int64(1)}, "a", []any{"a", int64(1)}, nil, []any{"a", int64(1)}},
	} {
		tab := objectsOf(t, class, values...)
		last := must[*Table](t)(tab.LastBy([]Pair{{New: "O", Old: "O"}}))
		n := must[*Frame](t)(last.Read(0, 9, []string{"N"})).Cols[0].(*column.Vec[int64]).V
		if len(n) != 3 || n[0] != 4 || n[1] != 1 || n[2] != 3 {
			t.Errorf("%s: the last rows are %v, want 4, 1 and 3", class, n)
		}
		joined := must[*Table](t)(tab.NaturalJoin(last, []Pair{{New: "O", Old: "O"}}, []Pair{{New: "M", Old: "N"}}, ExactlyOneMatch))
		m := must[*Frame](t)(joined.Read(0, 9, []string{"M"})).Cols[0].(*column.Vec[int64]).V
		if len(m) != 5 || m[0] != 4 || m[2] != 4 || m[3] != 3 {
			t.Errorf("%s: joined with rows %v", class, m)
		}
	}
}

// evalObject is the value of a formula without columns.
func evalObject(formula string) (column.Vector, error) {
	one, err := EmptyTable(NewGraph(), 1)
	if err != nil {
		return nil, err
	}
	t, err := one.Update(Env{}, "X = "+formula)
	if err != nil {
		return nil, err
	}
	f, err := t.Read(0, 1, nil)
	if err != nil {
		return nil, err
	}
	return f.Cols[0], nil
}

// TestNoKeys: what cannot be a key is an error when the operation is made, or of the value.
func TestNoKeys(t *testing.T) {
	ints := objectsOf(t, "[I", []int32{1}, []int32{1})
	group := must[*Table](t)(ints.AggBy([]Aggregation{{Name: "group", Pairs: []Pair{{New: "G", Old: "N"}}}}, nil))
	for want, c := range map[string]struct {
		tab *Table
		key string
	}{
		"column O: values of type [I cannot be a key":                                    {ints, "O"},
		"column G: values of type io.deephaven.vector.LongVector cannot be a key":        {group, "G"},
		"column O: values of type java.util.Map cannot be a key":                         {objectsOf(t, "java.util.Map", nil), "O"},
		"column O: values of type io.deephaven.engine.table.Table cannot be a key":       {objectsOf(t, tableType.String(), nil), "O"},
		"column O: script objects cannot be a key; cast it, as in (String)O":             {objectsOf(t, column.PyObject.String(), nil), "O"},
		"index: column O: the value an object cannot be a key; cast it, as in (String)O": {objectsOf(t, "java.lang.Object", "a", map[string]int{}), "O"},
	} {
		by := []Pair{{New: c.key, Old: c.key}}
		_, err := c.tab.AggBy(rowCount, by)
		if err == nil || err.Error() != want {
			t.Errorf("agg_by: %v, want %s", err, want)
		}
		_, err = c.tab.NaturalJoin(c.tab, by, []Pair{{New: "M", Old: c.tab.names()[len(c.tab.names())-1]}}, LastMatch)
		if err == nil || err.Error() != want {
			t.Errorf("natural_join: %v, want %s", err, want)
		}
	}
}

// TestNoKeyComesLater: a value that cannot be a key fails its table, not the process.
func TestNoKeyComesLater(t *testing.T) {
	g := NewGraph()
	e := must[*Editable](t)(g.AddEditable("any", []column.Field{{Name: "O", Type: column.Anything}}))
	last := must[*Table](t)(e.Table().AggBy(rowCount, []Pair{{New: "O", Old: "O"}}))
	for _, x := range []any{"a", []string{"a"}, map[string]int{}, "b"} {
		v := column.NewVec[any](column.Object)
		v.Append(x)
		must[int64](t)(e.Add([]column.Builder{v}, 1))
		noErr(t, g.Step(context.Background()))
	}
	if err := last.Err(); err == nil || !strings.Contains(err.Error(), "agg_by: index: column O: the value an object cannot be a key") {
		t.Errorf("failed with %v", err)
	}
	if n, m := last.Size(), e.Table().Size(); n != 2 || m != 4 {
		t.Errorf("%d groups and %d rows, want 2 and 4", n, m)
	}
}

// TestBigSort: numbers of any size are sorted by value, equal ones in the order they came.
func TestBigSort(t *testing.T) {
	dec := func(s string) any { return must[column.Decimal](t)(column.ParseDecimal(s)) }
	for class, values := range map[string][]any{
		column.BigDecimal.String(): {dec("1E+3"), dec("1.50"), nil, dec("-7.125"), dec("1.5")},
		column.BigInteger.String(): {new(big.Int).Lsh(big.NewInt(1), 100), big.NewInt(7), nil, new(big.Int).Lsh(big.NewInt(-1), 100), big.NewInt(7)},
	} {
		tab := objectsOf(t, class, values...)
		for _, c := range []struct {
			descending bool
			want       []int64
		}{{false, []int64{2, 3, 1, 4, 0}}, {true, []int64{0, 1, 4, 3, 2}}} {
			sorted := must[*Table](t)(tab.Sort([]SortKey{{Column: "O", Descending: c.descending}}))
			if n := must[*Frame](t)(sorted.Read(0, 9, []string{"N"})).Cols[0].(*column.Vec[int64]).V; !slices.Equal(n, c.want) {
				t.Errorf("%s, descending %v: rows %v, want %v", class, c.descending, n, c.want)
			}
		}
	}
}
