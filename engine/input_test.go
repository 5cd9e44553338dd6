package engine

import (
	"context"
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
	edited := func(edit func(context.Context, *Frame) error, f *Frame) {
		t.Helper()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		done := make(chan error, 1)
		go func() { done <- edit(ctx, f) }()
		for { // until the edit is queued and seen
			select {
			case err := <-done:
				noErr(t, err)
				return
			default:
				noErr(t, g.Step(ctx))
			}
		}
	}
	edited(in.Add, rows("a b a", 1, 2, 3))
	wantRows(t, "of two with a key the last", in.Table(), []string{"a 3", "b 2"})
	edited(in.Add, rows("b c", 5, 6))
	wantRows(t, "replaced and added", in.Table(), []string{"a 3", "b 5", "c 6"})
	key := &Frame{Schema: fields[:1], Cols: rows("a x", 0, 0).Cols[:1], Hi: 2}
	edited(in.Delete, key)
	wantRows(t, "deleted", in.Table(), []string{"b 5", "c 6"})
	edited(in.Add, rows("a", 7))
	wantRows(t, "back at the end", in.Table(), []string{"b 5", "c 6", "a 7"})
	if err := in.Delete(t.Context(), rows("b", 5)); err == nil || !strings.Contains(err.Error(), "Sum is no key column") {
		t.Errorf("delete by a column that is no key: %v", err)
	}
	if err := in.Add(t.Context(), key); err == nil || !strings.Contains(err.Error(), "want [Who Sum]") {
		t.Errorf("add without a column: %v", err)
	}
	plain := must[*Input](t)(g.AddInput(fields, nil))
	if err := plain.Delete(t.Context(), key); err == nil || !strings.Contains(err.Error(), "no key columns") {
		t.Errorf("delete without keys: %v", err)
	}
}
