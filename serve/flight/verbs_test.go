package flight

import (
	"fmt"
	"slices"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/encoding/protowire"
)

// texts is a repeated field of texts.
func (w written) texts(n protowire.Number, all ...string) written {
	for _, text := range all {
		w = w.text(n, text)
	}
	return w
}

// TestVerbs: each verb makes what the script's method makes.
func TestVerbs(t *testing.T) {
	const script = `
t = empty_table(20).update(["K = i % 3", "V = i == 4 ? NULL_INT : i", "W = i * 0.5"])
u = empty_table(3).update(["K = i", "N = i * 100"])
limit = 7
`
	r := newRig(t, script)
	p := r.connect(preset + token)
	p.must("ConfigService/GetConfigurationConstants", nil)
	sum, pct := written{}.bytes(18, nil), written{}.bytes(14, protowire.AppendFixed64(protowire.AppendTag(nil, 1, protowire.Fixed64Type), 0x3fe0000000000000))
	columns := func(spec written, cols ...string) written {
		return written{}.bytes(1, written{}.bytes(1, spec).texts(2, cols...))
	}
	join := slices.Clip(written{}.bytes(2, source("s/t")).bytes(3, source("s/u")))
	of := slices.Clip(written{}.bytes(2, source("s/t"))) // each appends to it
	seen := map[string]bool{}
	for i, c := range []struct {
		call, want string
		request    written
	}{
		{"DropColumns", "t.drop_columns(['V'])", of.texts(3, "V")},
		{"Update", "t.update('X = V + limit')", of.texts(3, "X = V + limit")},
		{"LazyUpdate", "t.lazy_update('X = V + 1')", of.texts(3, "X = V + 1")},
		{"View", "t.view(['V', 'X = W * 2'])", of.texts(3, "V", "X = W * 2")},
		{"UpdateView", "t.update_view('X = V + 1')", of.texts(3, "X = V + 1")},
		{"Select", "t.select()", of},
		{"SelectDistinct", "t.select_distinct('K')", of.texts(3, "K")},
		{"UnstructuredFilter", "t.where(['V > limit', 'K == 1'])", of.texts(3, "V > limit", "K == 1")},
		{"Sort", "t.sort(order_by=['K', 'V'], order=[SortDirection.ASCENDING, SortDirection.DESCENDING])", of.bytes(3, written{}.text(1, "K").number(3, 1)).bytes(3, written{}.text(1, "V").number(3, ^uint64(0)))},
		{"Head", "t.head(4)", of.signed(3, 4)},
		{"Tail", "t.tail(4)", of.signed(3, 4)},
		{"HeadBy", "t.head_by(2, ['K'])", of.signed(3, 2).texts(4, "K")},
		{"TailBy", "t.tail_by(2, ['K'])", of.signed(3, 2).texts(4, "K")},
		{"MergeTables", "merge([t, t])", written{}.bytes(2, source("s/t")).bytes(2, source("s/t"))},
		{"Flatten", "t.flatten()", of},
		{"CrossJoinTables", "t.join(u, on='K', joins='N')", join.texts(4, "K").texts(5, "N")},
		{"NaturalJoinTables", "t.natural_join(u, on=['K'], joins=['M = N'])", join.texts(4, "K").texts(5, "M = N").number(6, 1)},
		{"ExactJoinTables", "t.exact_join(u, on=['K'], joins=['N'])", join.texts(4, "K==K").texts(5, "N")},
		{"WhereIn", "t.where_in(u.where('N > 0'), 'K')", nil},
		{"AggregateAll", "t.sum_by('K')", of.bytes(3, sum).texts(4, "K")},
		{"AggregateAll", "t.last_by('K')", of.bytes(3, written{}.bytes(10, nil)).texts(4, "K")},
		{"AggregateAll", "t.first_by()", of.bytes(3, written{}.bytes(6, nil))},
		{"AggregateAll", "t.weighted_avg_by('W', 'K')", of.bytes(3, written{}.bytes(21, written{}.text(1, "W"))).texts(4, "K")},
		{"Aggregate", "t.agg_by([agg.sum_(['S = V', 'W']), agg.count_('N'), agg.pct(0.5, 'P = V'), agg.count_where('C', 'V > 5')], by='K')", of.
			bytes(5, columns(sum, "S = V", "W")).bytes(5, written{}.bytes(2, written{}.text(1, "N"))).bytes(5, columns(pct, "P = V")).
			bytes(5, written{}.bytes(7, written{}.text(1, "C").texts(2, "V > 5"))).texts(6, "K")},
		{"Snapshot", "t.snapshot()", of},
		{"MetaTable", "t.meta_table", of},
	} {
		seen[c.call] = true
		if c.call == "WhereIn" {
			if _, err := p.call("TableService/UnstructuredFilter", written{}.bytes(1, written{}.text(1, export2)).bytes(2, source("s/u")).texts(3, "N > 0")); err != nil {
				t.Fatal(err)
			}
			c.request = of.bytes(3, source(export2)).texts(5, "K")
		}
		r.run(fmt.Sprintf("want%d = %s\n", i, c.want))
		m, err := p.call("TableService/"+c.call, append(written{}.bytes(1, written{}.text(1, export1)), c.request...))
		if err != nil || !m.truth(2) {
			t.Errorf("%s: %v", c.call, err)
			continue
		}
		got, err := r.get(r.with(p.auth), r.client(), export1)
		if err != nil {
			t.Fatal(err)
		}
		want, err := r.get(r.in(), r.client(), fmt.Sprintf(`{"table": "want%d"}`, i))
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) || len(got) != 1 || !got[0].Schema().Equal(want[0].Schema()) || fmt.Sprint(got[0].RecordBatch) != fmt.Sprint(want[0].RecordBatch) {
			t.Errorf("%s: %v\nwant %v", c.want, got, want)
		}
	}
	for _, v := range verbs {
		if !seen[v.call] {
			t.Errorf("%s has no case", v.call)
		}
	}
	for what, c := range map[string]struct {
		call    string
		request written
		code    codes.Code
	}{
		"a formula":     {"View", of.texts(3, "X = nothing"), codes.InvalidArgument},
		"no table":      {"View", nil, codes.InvalidArgument},
		"of nobody":     {"View", written{}.bytes(2, source("s/none")), codes.InvalidArgument},
		"by absolutes":  {"Sort", of.bytes(3, written{}.text(1, "K").truth(2, true)), codes.Unimplemented},
		"a freeze":      {"AggregateAll", of.bytes(3, written{}.bytes(8, nil)), codes.Unimplemented},
		"a partition":   {"Aggregate", of.bytes(5, written{}.bytes(5, nil)), codes.Unimplemented},
		"groups":        {"Aggregate", of.bytes(3, source("s/u")), codes.Unimplemented},
		"a join's way":  {"NaturalJoinTables", join.number(6, 9), codes.Unimplemented},
		"sorted merges": {"MergeTables", of.text(3, "K"), codes.Unimplemented},
	} {
		_, err := p.call("TableService/"+c.call, append(written{}.bytes(1, written{}.text(1, export1)), c.request...))
		refused(t, what, err, c.code)
	}
}

// TestBatch: operations of a batch are of those before them, and only what has a ticket stays.
func TestBatch(t *testing.T) {
	r := newRig(t, "t = empty_table(20).update(['V = i'])\n")
	p := r.connect(preset + token)
	p.must("ConfigService/GetConfigurationConstants", nil)
	before := slices.Clip(written{}.bytes(2, written{}.signed(2, 0)))
	m := p.must("TableService/Batch", written{}.
		bytes(1, written{}.bytes(11, written{}.bytes(2, source("s/t")).texts(3, "V > 4"))).
		bytes(1, written{}.bytes(13, append(written{}.bytes(1, written{}.text(1, export1)), before.signed(3, 3)...))))
	if m.signed(6) != 3 || m.at(1, 1).text(1) != export1 {
		t.Errorf("%v", m)
	}
	if n, err := p.rows(export1); n != 3 || err != nil {
		t.Errorf("%d rows, %v", n, err)
	}
	for what, request := range map[string]written{
		"a result that is none yet": written{}.bytes(1, written{}.bytes(13, before.signed(3, 3))),
		"an operation not known":    written{}.bytes(1, written{}.bytes(32, nil)),
	} {
		if _, err := p.call("TableService/Batch", request); err == nil {
			t.Errorf("%s is taken", what)
		}
	}
}
