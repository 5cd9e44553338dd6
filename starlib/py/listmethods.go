package py

import (
	"math"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// listTable is the methods of lists.
func listTable() []Entry {
	return []Entry{
		{Sig: "copy()", Fn: copyList},
		{Sig: "count(value)", Fn: countElements},
		{Sig: "extend(iterable)", Fn: extendList},
		{Sig: "index(value, start=0, stop=None)", Fn: indexOfElement},
		{Sig: "insert(index, object)", Fn: insertElement},
		{Sig: "pop(index=-1)", Fn: popElement},
		{Sig: "remove(value)", Fn: removeElement},
		{Sig: "reverse()", Fn: reverseList},
		{Sig: "sort(*, key=None, reverse=False)", Fn: sortList},
	}
}

// tupleTable is the methods of tuples.
func tupleTable() []Entry {
	return []Entry{
		{Sig: "count(value)", Fn: countElements},
		{Sig: "index(value, start=0, stop=None)", Fn: indexOfElement},
	}
}

// native calls Starlark's own method.
func (c *Call) native(args ...starlark.Value) (starlark.Value, error) {
	m, err := c.Recv.(starlark.HasAttrs).Attr(c.Name)
	if err != nil {
		return nil, err
	}
	return m.(*starlark.Builtin).CallInternal(c.Thread, args, nil)
}

func copyList(c *Call) (starlark.Value, error) {
	if err := c.positional(0, 0); err != nil {
		return nil, err
	}
	return starlark.NewList(valuesOf(c.Recv.(*starlark.List))), nil
}

// valuesOf is the elements of a list or tuple.
func valuesOf(list starlark.Indexable) []starlark.Value {
	all := make([]starlark.Value, list.Len())
	for i := range all {
		all[i] = list.Index(i)
	}
	return all
}

// countElements is x.count(value) of a list, a tuple or a range.
func countElements(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	list, n, p := c.Recv.(starlark.Indexable), 0, c.Pace()
	for i := range list.Len() {
		same, err := identical(list.Index(i), c.Args[0], starlark.CompareLimit)
		if err == nil {
			err = p.Step()
		}
		if err != nil {
			return nil, err
		}
		if same {
			n++
		}
	}
	return starlark.MakeInt(n), nil
}

// indexOfElement is x.index(value, start, stop) of a list or a tuple.
func indexOfElement(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 3); err != nil {
		return nil, err
	}
	list := c.Recv.(starlark.Indexable)
	from, to, err := c.between(list.Len(), 1)
	if err != nil {
		return nil, err
	}
	i, err := c.place(list, c.Args[0], from, to)
	switch {
	case err != nil:
		return nil, err
	case i >= 0:
		return starlark.MakeInt(i), nil
	case TypeOf(c.Recv) == "tuple":
		return nil, Raise("ValueError", "tuple.index(x): x not in tuple")
	}
	s, err := c.printer().repr(c.Args[0])
	if err != nil {
		return nil, err
	}
	return nil, Raise("ValueError", "%s is not in list", s)
}

// between reads the arguments from i on, the bounds of a search among n elements.
func (c *Call) between(n, i int) (from, to int, err error) {
	to = n
	for k, p := range []*int{&from, &to} {
		if i+k < len(c.Args) {
			if *p, err = bound(c.Args[i+k], *p, 0, n, n); err != nil {
				return 0, 0, err
			}
		}
	}
	return from, to, nil
}

// place is where x is among the elements, -1 for nowhere.
func (c *Call) place(list starlark.Indexable, x starlark.Value, from, to int) (int, error) {
	p := c.Pace()
	for i := from; i < to && i < list.Len(); i++ {
		same, err := identical(list.Index(i), x, starlark.CompareLimit)
		if err == nil {
			err = p.Step()
		}
		if err != nil || same {
			return i, err
		}
	}
	return -1, nil
}

func extendList(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	seq, ok := looped(c.Args[0]).(starlark.Iterable)
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not iterable", TypeOf(c.Args[0]))
	}
	list := c.Recv.(*starlark.List)
	if of, ok := c.Args[0].(*starlark.List); ok {
		seq = starlark.Tuple(valuesOf(of)) // it may be the same
	}
	var err error
	for x := range c.Each(seq, c.bounds.Elements-list.Len(), &err) {
		if err := list.Append(x); err != nil {
			return nil, err
		}
	}
	return starlark.None, err
}

func insertElement(c *Call) (starlark.Value, error) {
	if err := c.positional(2, 2); err != nil {
		return nil, err
	}
	n := c.Recv.(*starlark.List).Len()
	i, err := c.whole(c.Args[0])
	if err != nil {
		return nil, err
	}
	at, err := bound(i, 0, 0, n, n)
	if err != nil {
		return nil, err
	}
	return c.native(starlark.MakeInt(at), c.Args[1])
}

// whole is an argument that must be a whole number.
func (c *Call) whole(v starlark.Value) (starlark.Int, error) {
	own, err := indexOfValue(v)
	if err != nil {
		return starlark.Int{}, err
	}
	n, ok := asNumber(own).(starlark.Int)
	if !ok {
		return n, Raise("TypeError", "'%s' object cannot be interpreted as an integer", TypeOf(v))
	}
	return n, nil
}

func popElement(c *Call) (starlark.Value, error) {
	if err := c.positional(0, 1); err != nil {
		return nil, err
	}
	n, i := c.Recv.(*starlark.List).Len(), int64(-1)
	if len(c.Args) > 0 {
		v, err := c.whole(c.Args[0])
		if err != nil {
			return nil, err
		}
		var fits bool
		if i, fits = v.Int64(); !fits {
			i = math.MaxInt32
		}
	}
	if i < 0 {
		i += int64(n)
	}
	switch {
	case n == 0:
		return nil, Raise("IndexError", "pop from empty list")
	case i < 0 || i >= int64(n):
		return nil, Raise("IndexError", "pop index out of range")
	}
	return c.native(starlark.MakeInt64(i))
}

func removeElement(c *Call) (starlark.Value, error) {
	if err := c.positional(1, 1); err != nil {
		return nil, err
	}
	list := c.Recv.(*starlark.List)
	i, err := c.place(list, c.Args[0], 0, list.Len())
	switch {
	case err != nil:
		return nil, err
	case i < 0:
		return nil, Raise("ValueError", "list.remove(x): x not in list")
	}
	pop := *c
	pop.Name = "pop"
	_, err = pop.native(starlark.MakeInt(i))
	return starlark.None, err
}

func reverseList(c *Call) (starlark.Value, error) {
	if err := c.positional(0, 0); err != nil {
		return nil, err
	}
	list := c.Recv.(*starlark.List)
	for i, j := 0, list.Len()-1; i < j; i, j = i+1, j-1 {
		a, b := list.Index(i), list.Index(j)
		if err := list.SetIndex(i, b); err != nil {
			return nil, err
		}
		if err := list.SetIndex(j, a); err != nil {
			return nil, err
		}
	}
	return starlark.None, nil
}

func sortList(c *Call) (starlark.Value, error) {
	if len(c.Args) > 0 {
		return nil, Raise("TypeError", "sort() takes no positional arguments")
	}
	var key, reverse starlark.Value
	if err := c.Unpack("key?", &key, "reverse?", &reverse); err != nil {
		return nil, err
	}
	list := c.Recv.(*starlark.List)
	n := list.Len()
	values, err := c.sortedValues(list, key, reverse)
	if err != nil {
		return nil, err
	}
	if list.Len() != n {
		return nil, Raise("ValueError", "list modified during sort")
	}
	for i, v := range values {
		if err := list.SetIndex(i, v); err != nil {
			return nil, err
		}
	}
	return starlark.None, nil
}

// sortedValues is the values of seq in order.
func (c *Call) sortedValues(seq starlark.Iterable, key, reverse starlark.Value) ([]starlark.Value, error) {
	s := &sorting{Pace: c.Pace(), op: syntax.LT}
	if reverse != nil && bool(reverse.Truth()) {
		s.op = syntax.GT
	}
	var err error
	for v := range c.Each(seq, c.bounds.Elements, &err) {
		s.rows = append(s.rows, keyed{v, v})
	}
	if err == nil && key != nil && key != starlark.None {
		for i := range s.rows {
			if s.rows[i].key, err = starlark.Call(c.Thread, key, starlark.Tuple{s.rows[i].key}, nil); err != nil {
				break
			}
		}
	}
	if err == nil {
		s.spare = make([]keyed, len(s.rows))
		err = s.sort(s.rows, s.spare)
	}
	if err != nil {
		return nil, err
	}
	values := make([]starlark.Value, len(s.rows))
	for i, r := range s.rows {
		values[i] = r.value
	}
	return values, nil
}
