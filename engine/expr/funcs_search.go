package expr

import (
	"errors"
	"slices"

	"starling/engine/column"
)

// searchType is the type of the constants that say which of equal values is looked for.
var searchType = column.ObjectOf("io.deephaven.function.BinSearchAlgo")

// searchRule is one of them.
type searchRule int

const (
	searchAny searchRule = iota
	searchHighest
	searchLowest
)

// String is the constant's name.
func (r searchRule) String() string {
	return [...]string{"BS_ANY", "BS_HIGHEST", "BS_LOWEST"}[r]
}

// searchFuncs look values up in arrays in ascending order.
var searchFuncs = join(expand(
	kind{"byte", "", searchLines(compareNumbers[int8])},
	kind{"short", "", searchLines(compareNumbers[int16])},
	kind{"int", "", searchLines(compareNumbers[int32])},
	kind{"long", "", searchLines(compareNumbers[int64])},
	kind{"float", "", searchLines(compareNumbers[float32])},
	kind{"double", "", searchLines(compareNumbers[float64])},
	kind{"char", "", searchLines(compareNumbers[uint16])},
), expand(objectKinds(searchLines(compareNumbers[int8]), searchLines(compareNumbers[int64]), searchLines(compareTexts), searchLines[any])...))

func searchLines[T any](order func(x, y T) int32) []line {
	return []line{
		{"binSearchIndex", "where a value is in a sorted array, or where it would be inserted", "int(T[], T, BinSearchAlgo)", searching(order, false), fails},
		{"rawBinSearchIndex", "where a value is in a sorted array, or -n-1 where it would be inserted at n", "int(T[], T, BinSearchAlgo)", searching(order, true), fails},
	}
}

func searching[T any](order func(x, y T) int32, raw bool) kernel {
	return func(c *call) error {
		in, keys, rules := arraysOf[T](c.args[0]), vals[T](c.args[1]), vals[any](c.args[2])
		out := grow[int32](c.out, c.n)
		for i := range out {
			s, ok := in.at(i)
			out[i] = column.NullInt
			if !ok || order(keys[i], column.Null[T]()) == 0 {
				continue
			}
			rule, ok := rules[i].(searchRule)
			if !ok {
				return rowErr(i, "which of equal values to look for is null; it is BS_ANY, BS_HIGHEST or BS_LOWEST")
			}
			n, err := binSearch(s, keys[i], rule, order)
			if err != nil {
				return &RowError{Index: i, Err: err}
			}
			if n < 0 && !raw {
				n = -n - 1
			}
			out[i] = int32(n)
		}
		return nil
	}
}

var (
	errSearchEmpty = errors.New("the array has no values to look in")
	errSearchNull  = errors.New("the array has a null, and so no order to look in")
)

// binSearch is the place of key in s, or -n-1 if it would be inserted at n.
func binSearch[T any](s []T, key T, rule searchRule, order func(x, y T) int32) (int, error) {
	if len(s) == 0 {
		return 0, errSearchEmpty
	}
	if slices.ContainsFunc(s, func(x T) bool { return order(x, column.Null[T]()) == 0 }) {
		return 0, errSearchNull
	}
	switch rule {
	case searchLowest:
		at := firstWhere(s, func(x T) bool { return order(x, key) >= 0 })
		return found(s, at, at, key, order), nil
	case searchHighest:
		at := firstWhere(s, func(x T) bool { return order(x, key) > 0 })
		return found(s, at-1, at, key, order), nil
	}
	lo, hi := 0, len(s)-1
	for lo <= hi {
		mid := (lo + hi) / 2
		switch d := order(s[mid], key); {
		case d < 0:
			lo = mid + 1
		case d > 0:
			hi = mid - 1
		default:
			return mid, nil
		}
	}
	return -lo - 1, nil
}

// firstWhere is the first place from which on the values pass a test.
func firstWhere[T any](s []T, test func(T) bool) int {
	lo, hi := 0, len(s)-1
	for lo <= hi {
		if mid := (lo + hi) / 2; test(s[mid]) {
			hi = mid - 1
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// found is i if the key is there, or else -n-1.
func found[T any](s []T, i, n int, key T, order func(x, y T) int32) int {
	if i >= 0 && i < len(s) && order(s[i], key) == 0 {
		return i
	}
	return -n - 1
}
