package engine

import (
	"strings"
	"testing"

	"starling/engine/column"
)

func TestInput(t *testing.T) {
	g := NewGraph()
	fields := []column.Field{{Name: "Who", Type: column.Of(column.String)}, {Name: "Sum", Type: column.Of(column.Long)}}
	in := must[*Input](t)(g.AddInput(fields, []string{"Who"}))
	in.Table().Retain()
	watch(t, "input", in.Table())
	rows := func(who string, sums ...int64) *Frame {
		names := column.NewVec[string](column.String)
		names.V = append(names.V, strings.Fields(who)...)
		return &Frame{Schema: fields, Cols: []column.Vector{names, longVec(sums...)}, Hi: len(sums)}
	}
	edited := func(edit func(*Frame) (<-chan struct{}, error), f *Frame) {
		t.Helper()
		done := must[<-chan struct{}](t)(edit(f))
		noErr(t, g.Step(t.Context()))
		<-done
	}
	edited(in.Add, rows("a b a", 1, 2, 3))
	wantRows(t, "of two with a key the last", in.Table(), []string{"a 3", "b 2"})
	edited(in.Add, rows("b c", 5, 6))
	wantRows(t, "replaced and added", in.Table(), []string{"a 3", "b 5", "c 6"})
	key := &Frame{Schema: fields[:1], Cols: rows("a x", 0, 0).Cols[:1], Hi: 2}
	edited(in.Delete, key)
	wantRows(t, "deleted", in.Table(), []string{"b 5", "c 6"})
	edited(in.Add, rows("a", 7))
	wantRows(t, "back in its place", in.Table(), []string{"a 7", "b 5", "c 6"})
	all := &Frame{Schema: fields[:1], Cols: rows("a b c a", 0, 0, 0, 0).Cols[:1], Hi: 4}
	edited(in.Delete, all)
	edited(in.Add, rows("d c d a", 8, 9, 10, 11))
	wantRows(t, "some are back, one is new", in.Table(), []string{"a 11", "c 9", "d 10"})
	if _, err := in.Delete(rows("b", 5)); err == nil || !strings.Contains(err.Error(), "Sum is no key column") {
		t.Errorf("delete by a column that is no key: %v", err)
	}
	if _, err := in.Add(key); err == nil || !strings.Contains(err.Error(), "want [Who Sum]") {
		t.Errorf("add without a column: %v", err)
	}
	plain := must[*Input](t)(g.AddInput(fields, nil))
	if a := plain.Table().Attrs; !a.AppendOnly || in.Table().Attrs.AddOnly {
		t.Errorf("without keys it is %+v, with keys %+v", a, in.Table().Attrs)
	}
	if _, err := plain.Delete(key); err == nil || !strings.Contains(err.Error(), "no key columns") {
		t.Errorf("delete without keys: %v", err)
	}
}

// TestInputReturns: what is deleted and comes back, all in one cycle or in several, looks to an
// aggregation and a where as to the table itself.
func TestInputReturns(t *testing.T) {
	g := NewGraph()
	fields := []column.Field{{Name: "Who", Type: column.Of(column.String)}, {Name: "Sum", Type: column.Of(column.Long)}}
	in := must[*Input](t)(g.AddInput(fields, []string{"Who"}))
	in.Table().Retain()
	watch(t, "input", in.Table())
	total := must[*Table](t)(in.Table().AllBy("sum", Names([]string{"Who"})))
	total.Retain()
	large := must[*Table](t)(in.Table().Where(Env{}, "Sum > 2"))
	large.Retain()
	add := func(who string, sums ...int64) {
		names := column.NewVec[string](column.String)
		names.V = append(names.V, strings.Fields(who)...)
		f := &Frame{Schema: fields, Cols: []column.Vector{names, longVec(sums...)}, Hi: len(sums)}
		must[<-chan struct{}](t)(in.Add(f))
	}
	remove := func(who string) {
		names := column.NewVec[string](column.String)
		names.V = append(names.V, strings.Fields(who)...)
		must[<-chan struct{}](t)(in.Delete(&Frame{Schema: fields[:1], Cols: []column.Vector{names}, Hi: names.Len()}))
	}
	waits := func(want int) {
		t.Helper()
		n, taken := in.Waiting()
		select {
		case <-taken:
			if want > 0 {
				t.Errorf("%d rows wait, and are taken", n)
			}
		default:
			if want == 0 {
				t.Error("no row waits, and they are not taken")
			}
		}
		if n != want {
			t.Errorf("%d rows wait, want %d", n, want)
		}
	}
	waits(0)
	add("a b c", 1, 2, 3)
	waits(3)
	noErr(t, g.Step(t.Context()))
	waits(0)
	remove("a b")
	waits(2)
	add("b a", 5, 6)
	remove("a c")
	add("c", 7)
	noErr(t, g.Step(t.Context()))
	wantRows(t, "all in one cycle", in.Table(), []string{"b 5", "c 7"})
	wantRows(t, "where", large, []string{"b 5", "c 7"})
	add("a d", 8, 9)
	noErr(t, g.Step(t.Context()))
	wantRows(t, "back", in.Table(), []string{"a 8", "b 5", "c 7", "d 9"})
	wantRows(t, "where", large, []string{"a 8", "b 5", "c 7", "d 9"})
	wantRows(t, "sums", total, []string{"a 8", "b 5", "c 7", "d 9"})
}
