package starlib

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/engine"
	"starling/engine/column"
)

// Foresee is what an expression would give, as far as that is known without running it: names
// are looked up, tables are twins without rows in a graph that is thrown away, and only what
// makes tables of tables, or parts of that, is called. Nothing that the script has changes, and
// no function of the script runs. ok is false where more would be needed.
func (h *Host) Foresee(src string) (v starlark.Value, ok bool) {
	e, err := (&syntax.FileOptions{}).ParseExpr("", "("+src+"\n)", 0)
	if err != nil {
		return nil, false
	}
	h.Locked(func() {
		v = h.foreseer().value(e)
	})
	return v, v != nil
}

// Types is the types that formulas give, which are without the name of a column: of rows of a
// table like t. Those that are wrong are missing.
func (h *Host) Types(t *Table, formulas ...string) (types map[string]column.Type) {
	types = map[string]column.Type{}
	h.Locked(func() {
		f := h.foreseer()
		for _, text := range formulas {
			args := starlark.Tuple{starlark.String("X__ = " + text)}
			if made, ok := f.call(f.attr(t, "view"), args, nil).(*Table); ok {
				types[text] = made.t.Schema[0].Type
			}
		}
	})
	return types
}

// foreseer foresees with the session lock held. What it does not know is nil.
type foreseer struct {
	h      *Host
	graph  *engine.Graph // of the twins
	thread *starlark.Thread
}

func (h *Host) foreseer() foreseer {
	f := foreseer{h, engine.NewGraph(), &starlark.Thread{Name: "foresee"}}
	f.graph.MaxBytes = h.cfg.Graph.MaxBytes
	return f
}

func (f foreseer) value(e syntax.Expr) starlark.Value {
	switch e := e.(type) {
	case *syntax.ParenExpr:
		return f.value(e.X)
	case *syntax.Ident:
		v, _ := f.h.Visible(e.Name)
		return v
	case *syntax.Literal:
		return literal(e)
	case *syntax.UnaryExpr:
		if x := f.value(e.X); x != nil && e.Op == syntax.MINUS {
			v, _ := starlark.Unary(e.Op, x)
			return v
		}
	case *syntax.ListExpr:
		if list, ok := f.values(e.List); ok {
			return starlark.NewList(list)
		}
	case *syntax.TupleExpr:
		if list, ok := f.values(e.List); ok {
			return starlark.Tuple(list)
		}
	case *syntax.DictExpr:
		return f.dict(e)
	case *syntax.DotExpr:
		return f.attr(f.value(e.X), e.Name.Name)
	case *syntax.CallExpr:
		return f.called(e)
	case *syntax.IndexExpr:
		return f.element(f.value(e.X), f.value(e.Y))
	}
	return nil
}

func literal(e *syntax.Literal) starlark.Value {
	switch v := e.Value.(type) {
	case string:
		return starlark.String(v)
	case int64:
		return starlark.MakeInt64(v)
	case float64:
		return starlark.Float(v)
	}
	return nil
}

func (f foreseer) values(list []syntax.Expr) (all []starlark.Value, ok bool) {
	for _, e := range list {
		v := f.value(e)
		if v == nil {
			return nil, false
		}
		all = append(all, v)
	}
	return all, true
}

// dict is a dict of those entries that are known.
func (f foreseer) dict(e *syntax.DictExpr) starlark.Value {
	d := starlark.NewDict(len(e.List))
	for _, entry := range e.List {
		kv := entry.(*syntax.DictEntry)
		if k, v := f.value(kv.Key), f.value(kv.Value); k != nil && v != nil {
			_ = d.SetKey(k, v) // a key that is none leaves the dict as it is
		}
	}
	return d
}

func (f foreseer) element(of, key starlark.Value) starlark.Value {
	switch of := of.(type) {
	case *starlark.Dict:
		if key != nil {
			v, _, _ := of.Get(key)
			return v
		}
	case starlark.Indexable:
		if i, err := starlark.AsInt32(key); key != nil && err == nil && i >= 0 && i < of.Len() {
			return of.Index(i)
		}
	}
	return nil
}

// attr is an attribute or method of a value; of a table that of its twin.
func (f foreseer) attr(of starlark.Value, name string) starlark.Value {
	if t, ok := of.(*Table); ok {
		of = f.twin(t)
	}
	a, has := of.(starlark.HasAttrs)
	if !has {
		return nil
	}
	v, err := a.Attr(name)
	if err != nil {
		return nil
	}
	return v
}
