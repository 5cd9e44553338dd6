package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// sorted is sorted(iterable, key, reverse), with a sort that can end early.
func sorted(c *Call) (starlark.Value, error) {
	var over, key, reverse starlark.Value
	if len(c.Args) > 1 {
		return nil, Raise("TypeError", "sorted expected 1 argument, got %d", len(c.Args))
	}
	if err := c.Unpack("iterable", &over, "key?", &key, "reverse?", &reverse); err != nil {
		return nil, err
	}
	seq, ok := looped(over).(starlark.Iterable)
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not iterable", TypeOf(over))
	}
	values, err := c.sortedValues(seq, key, reverse)
	if err != nil {
		return nil, err
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
