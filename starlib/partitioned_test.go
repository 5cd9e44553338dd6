package starlib

import (
	"testing"

	"starling/engine"
	"starling/engine/column"
)

func TestPartitionedTable(t *testing.T) {
	w := newWorld(t)
	key := []column.Field{{Name: "Partition", Type: column.Of(column.Int)}}
	schema := []column.Field{{Name: "V", Type: column.Of(column.Long)}}
	p, err := engine.NewPartitioned(w.graph, key, "Table", schema)
	if err != nil {
		t.Fatal(err)
	}
	p.Retain()
	for i := range int64(2) {
		v := column.NewVec[int64](column.Long)
		v.Append(10 * i)
		v.Append(10*i + 1)
		part, err := engine.NewTable(w.graph, schema, []column.Vector{v})
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Add([]any{int32(i)}, part); err != nil {
			t.Fatal(err)
		}
	}
	w.SetGlobal("p", w.NewPartitioned(p))
	for _, c := range []struct{ src, want string }{
		{"print(p, p.key_columns, p.constituent_column, p.constituent_table_definition['V'].data_type, p.unique_keys)", `<PartitionedTable> ['Partition'] Table long True`},
		{"while p.merge().size < 4: p.keys().await_update(100)\nprint([tuple(r) for r in p.merge().iter_tuple()])", "[(0,), (1,), (10,), (11,)]"},
		{"print([tuple(r) for r in p.keys().iter_tuple()], [t.size for t in p.constituent_tables])", "[(0,), (1,)] [2, 2]"},
		{"print([tuple(r) for r in p.get_constituent(1).iter_tuple()], [tuple(r) for r in p.get_constituent([0]).iter_tuple()], p.get_constituent(7))", "[(10,), (11,)] [(0,), (1,)] None"},
		{"print(p.table.column_names, [c.name for c in p.constituent_table_columns])", `['Partition', 'Table'] ['V']`},
	} {
		w.prints(t, c.src, c.want)
	}
	w.fails(t, "p.get_constituent([1, 2])", `Traceback (most recent call last):
  File "x.py", line 1, column 18, in <module>
    p.get_constituent([1, 2])
DHError: get_constituent: key_values: got 2 values for 1 key columns`)
}
