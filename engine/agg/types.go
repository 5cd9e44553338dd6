package agg

import (
	"fmt"

	"starling/engine/column"
)

// unsupported is the error for an input an aggregation cannot take.
func unsupported(name string, t column.Type) error {
	return fmt.Errorf("%s: unsupported type %s", name, t)
}

// summable reports whether values of t can be added up.
func summable(t column.Type) bool { return t.Kind.Numeric() || t.Kind == column.Char }

// ordered reports whether values of t can be compared.
func ordered(t column.Type) bool {
	switch t.Kind {
	case column.Bytes, column.List:
		return false
	case column.Object:
		return t.Ordered()
	}
	return true
}

func floating(t column.Type) bool { return t.Kind == column.Float || t.Kind == column.Double }

// typeRule is the Result of a Def.
type typeRule = func([]column.Type, Args) (column.Type, error)

// sumType is long for whole numbers, characters and Booleans, and float, double, BigDecimal
// and BigInteger for themselves.
func sumType(name string) typeRule {
	return func(in []column.Type, _ Args) (column.Type, error) {
		switch t := in[0]; {
		case floating(t), t.Big():
			return t, nil
		case summable(t) || t.Kind == column.Bool:
			return column.Of(column.Long), nil
		default:
			return column.Type{}, unsupported(name, t)
		}
	}
}

// doubleType is double for whatever can be added up.
func doubleType(name string) typeRule {
	return func(in []column.Type, _ Args) (column.Type, error) {
		for _, t := range in {
			if !summable(t) {
				return column.Type{}, unsupported(name, t)
			}
		}
		return column.Of(column.Double), nil
	}
}

// meanType is doubleType, and BigDecimal for BigDecimal and BigInteger.
func meanType(name string) typeRule {
	return func(in []column.Type, args Args) (column.Type, error) {
		if in[0].Big() {
			return column.BigDecimal, nil
		}
		return doubleType(name)(in, args)
	}
}

// orderedType is the type of the input if it has an order.
func orderedType(name string) typeRule {
	return func(in []column.Type, _ Args) (column.Type, error) {
		if !ordered(in[0]) {
			return column.Type{}, unsupported(name, in[0])
		}
		return in[0], nil
	}
}

func weightedSumType(in []column.Type, _ Args) (column.Type, error) {
	for _, t := range in {
		if !summable(t) {
			return column.Type{}, unsupported("weighted_sum", t)
		}
	}
	if floating(in[0]) || floating(in[1]) {
		return column.Of(column.Double), nil
	}
	return column.Of(column.Long), nil
}

func longType([]column.Type, Args) (column.Type, error) { return column.Of(column.Long), nil }

func sameType(in []column.Type, _ Args) (column.Type, error) { return in[0], nil }
