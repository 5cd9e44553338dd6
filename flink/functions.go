package flink

import (
	"fmt"
	"math"

	"starling/engine/column"
	"starling/engine/expr"
)

// constant is a named constant of formulas.
type constant struct {
	typ   column.Type
	value any
}

// constants are those of formulas that SQL can write, by name.
var constants = map[string]constant{
	"true": {boolType, true}, "false": {boolType, false},
	"SECOND": {longType, int64(1e9)},
	"MINUTE": {longType, int64(60e9)}, "HOUR": {longType, int64(3600e9)}, "DAY": {longType, int64(86400e9)}, "WEEK": {longType, int64(7 * 86400e9)},
	"PI": {doubleType, math.Pi}, "E": {doubleType, math.E},
	"MAX_INT": {intType, int32(math.MaxInt32)}, "MAX_LONG": {longType, int64(math.MaxInt64)},
}

// function makes SQL of a call: args are the receiver, if it is a method, and the arguments.
type function struct {
	method bool
	make   func(args []value) (value, error)
}

// functions is THE table of functions and methods of formulas that go to Flink, by name.
var functions = map[string][]function{
	"abs":           {{false, abs}},
	"ceil":          {{false, ofDouble("CEIL")}},
	"contains":      {{true, texts(2, boolType, "(POSITION(%[2]s IN %[1]s) > 0)")}},
	"endsWith":      {{true, texts(2, boolType, "ENDSWITH(%s, %s)")}},
	"exp":           {{false, ofDouble("EXP")}},
	"floor":         {{false, ofDouble("FLOOR")}},
	"isNull":        {{false, isNull}},
	"length":        {{true, texts(1, intType, "CHAR_LENGTH(%s)")}},
	"lowerBin":      {{false, lowerBin}},
	"pow":           {{false, power}},
	"replaceIfNull": {{false, replaceIfNull}},
	"sqrt":          {{false, ofDouble("SQRT")}},
	"startsWith":    {{true, texts(2, boolType, "STARTSWITH(%s, %s)")}},
	"toLowerCase":   {{true, texts(1, textType, "LOWER(%s)")}},
	"toUpperCase":   {{true, texts(1, textType, "UPPER(%s)")}},
	"upperBin":      {{false, upperBin}},
}

func (x *formulas) call(n *expr.Call) (value, error) {
	var args []value
	method := n.On != nil
	if name, ok := n.On.(*expr.Name); ok && name.Name == "Math" {
		method = false
	} else if method {
		v, err := x.compile(n.On)
		if err != nil {
			return v, err
		}
		args = append(args, v)
	}
	for _, a := range n.Args {
		v, err := x.argument(a)
		if err != nil {
			return v, err
		}
		args = append(args, v)
	}
	for _, f := range functions[n.Name] {
		if f.method == method {
			v, err := f.make(args)
			if err != nil {
				return v, fmt.Errorf("%s: %w", n, err)
			}
			return v, nil
		}
	}
	if v, ok := x.names[n.Name]; ok && v.Script {
		return value{}, fmt.Errorf("%s is a function of the script, which only Starling runs", n.Name)
	}
	return value{}, fmt.Errorf("%s has no counterpart in SQL", n.Name)
}

// argument is an argument of a call. A duration that is written out is its nanoseconds.
func (x *formulas) argument(n expr.Node) (value, error) {
	if l, ok := n.(*expr.Literal); ok {
		if d, ok := l.Value.(column.Duration); ok {
			sql, _ := literal(longType, int64(d))
			return value{sql: sql, typ: longType, sure: true}, nil
		}
	}
	return x.compile(n)
}

var errArguments = fmt.Errorf("it is not so called in SQL")

// texts is a function of so many texts, null where one is.
func texts(count int, result column.Type, format string) func([]value) (value, error) {
	return func(args []value) (value, error) {
		if len(args) != count {
			return value{}, errArguments
		}
		sqls := make([]any, len(args))
		sure := true
		for i, a := range args {
			if a.typ.Kind != column.String {
				return value{}, fmt.Errorf("%s is no text", a.typ)
			}
			sqls[i], sure = a.sql, sure && a.sure
		}
		return value{sql: fmt.Sprintf(format, sqls...), typ: result, sure: sure}, nil
	}
}

// ofDouble is a function of a number as a double.
func ofDouble(name string) func([]value) (value, error) {
	return func(args []value) (value, error) {
		if len(args) != 1 || !numeric(args[0].typ) {
			return value{}, errArguments
		}
		a := args[0].to(doubleType)
		return value{sql: name + "(" + a.sql + ")", typ: doubleType, sure: a.sure}, nil
	}
}

func power(args []value) (value, error) {
	if len(args) != 2 || !numeric(args[0].typ) || !numeric(args[1].typ) {
		return value{}, errArguments
	}
	a, b := args[0].to(doubleType), args[1].to(doubleType)
	return value{sql: "POWER(" + a.sql + ", " + b.sql + ")", typ: doubleType, sure: a.sure && b.sure}, nil
}

func abs(args []value) (value, error) {
	if len(args) != 1 || !numeric(args[0].typ) {
		return value{}, errArguments
	}
	return value{sql: "ABS(" + args[0].sql + ")", typ: args[0].typ, sure: args[0].sure}, nil
}

func isNull(args []value) (value, error) {
	if len(args) != 1 {
		return value{}, errArguments
	}
	if args[0].null {
		return value{sql: "TRUE", typ: boolType, sure: true}, nil
	}
	return value{sql: "(" + args[0].sql + " IS NULL)", typ: boolType, sure: true}, nil
}

func replaceIfNull(args []value) (value, error) {
	if len(args) != 2 || args[0].typ != args[1].typ {
		return value{}, errArguments
	}
	return value{sql: "COALESCE(" + args[0].sql + ", " + args[1].sql + ")", typ: args[0].typ, sure: args[0].sure || args[1].sure}, nil
}

// lowerBin is the multiple of the second at or below the first, of whole numbers and times.
func lowerBin(args []value) (value, error) {
	x, size, err := binned(args)
	if err != nil {
		return x, err
	}
	x.sql = fmt.Sprintf("(%[1]s - MOD(MOD(%[1]s, %[2]s) + %[2]s, %[2]s))", x.sql, size)
	return x, nil
}

// upperBin is that at or above it.
func upperBin(args []value) (value, error) {
	x, size, err := binned(args)
	if err != nil {
		return x, err
	}
	x.sql = fmt.Sprintf("(%[1]s + MOD(%[2]s - MOD(MOD(%[1]s, %[2]s) + %[2]s, %[2]s), %[2]s))", x.sql, size)
	return x, nil
}

func binned(args []value) (x value, size string, err error) {
	if len(args) != 2 {
		return x, "", errArguments
	}
	x, s := args[0], args[1]
	switch {
	case x.typ == timeType && (s.typ == longType || s.typ == intType):
		s = s.to(longType)
	case x.typ == s.typ && (x.typ == longType || x.typ == intType):
	default:
		return x, "", errArguments
	}
	if !s.sure {
		return x, "", fmt.Errorf("the interval may be null")
	}
	return x, s.sql, nil
}

// timeArithmetic is the sum and difference of a time and nanoseconds, and the nanoseconds between two
// times; false if it is none of these.
func timeArithmetic(op string, l, r value) (value, bool) {
	var t column.Type
	switch {
	case op == "-" && l.typ == timeType && r.typ == timeType:
		t = longType
	case (op == "+" || op == "-") && l.typ == timeType && (r.typ == longType || r.typ == intType):
		t = timeType
	default:
		return value{}, false
	}
	return value{sql: "(" + l.sql + " " + op + " " + r.to(longType).sql + ")", typ: t, sure: l.sure && r.sure}, true
}
