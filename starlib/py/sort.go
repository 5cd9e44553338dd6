package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// sorted is Starlark's sorted with a sort that can end early.
func sorted(c *Call) (starlark.Value, error) {
	var seq starlark.Iterable
	var key starlark.Callable
	var reverse bool
	if err := starlark.UnpackArgs(c.Name, c.Args, c.Kwargs, "iterable", &seq, "key?", &key, "reverse?", &reverse); err != nil {
		return nil, err
	}
	s := &sorting{Pace: c.Pace(), op: syntax.LT}
	if reverse {
		s.op = syntax.GT
	}
	var err error
	for v := range c.Each(seq, c.bounds.Elements, &err) {
		s.rows = append(s.rows, keyed{v, v})
	}
	for i := range s.rows {
		if key == nil || err != nil {
			break
		}
		s.rows[i].key, err = starlark.Call(c.Thread, key, starlark.Tuple{s.rows[i].key}, nil)
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
	return starlark.NewList(values), nil
}

type keyed struct{ key, value starlark.Value }

// sorting is a list being sorted; equal keys keep their order.
type sorting struct {
	rows, spare []keyed
	op          syntax.Token // a comes before b if a op b
	Pace
}

// insertionMost is up to how many rows insertion beats merging.
const insertionMost = 12

// sort sorts rows; spare is as long.
func (s *sorting) sort(rows, spare []keyed) error {
	if len(rows) <= insertionMost {
		return s.insert(rows)
	}
	h := len(rows) / 2
	if err := s.sort(rows[:h], spare[:h]); err != nil {
		return err
	}
	if err := s.sort(rows[h:], spare[h:]); err != nil {
		return err
	}
	return s.merge(rows, spare, h)
}

func (s *sorting) insert(rows []keyed) error {
	for i := 1; i < len(rows); i++ {
		for j := i; j > 0; j-- {
			first, err := s.before(rows[j], rows[j-1])
			if err != nil {
				return err
			}
			if !first {
				break
			}
			rows[j-1], rows[j] = rows[j], rows[j-1]
		}
	}
	return nil
}

// merge merges the sorted parts rows[:h] and rows[h:].
func (s *sorting) merge(rows, spare []keyed, h int) error {
	if late, err := s.before(rows[h], rows[h-1]); err != nil || !late {
		return err
	}
	left := spare[:copy(spare, rows[:h])]
	right, out := rows[h:], rows[:0]
	for len(left) > 0 && len(right) > 0 {
		first, err := s.before(right[0], left[0])
		if err != nil {
			return err
		}
		if first {
			out, right = append(out, right[0]), right[1:]
		} else {
			out, left = append(out, left[0]), left[1:]
		}
	}
	copy(rows[len(out):], left) // what is left of the right is in its place
	return nil
}

func (s *sorting) before(a, b keyed) (bool, error) {
	if err := s.Step(); err != nil {
		return false, err
	}
	return compare(s.op, a.key, b.key, starlark.CompareLimit)
}
