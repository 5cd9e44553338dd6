package plan

import (
	"reflect"
	"strconv"
)

// ArgsOf is the arguments of an operation in the order in which scripts give them: its fields
// with the tag arg:"name". Those left out, which are empty lists and a type that is the usual
// one, are not among them. Those of a source begin with its kind, and end with what it keeps,
// where that is not all.
func ArgsOf(op Op) []Arg {
	switch o := op.(type) {
	case Source:
		return o.args()
	case Sink:
		return append([]Arg{{"kind", o.Kind}}, o.Params...)
	}
	var out []Arg
	v := reflect.ValueOf(op)
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("arg")
		if name == "" {
			continue
		}
		if x := argOf(v.Field(i).Interface()); x != nil {
			out = append(out, Arg{name, x})
		}
	}
	return out
}

// argOf is a field as a value of an Arg, nil if it is left out.
func argOf(field any) any {
	var list []string
	switch x := field.(type) {
	case []Formula:
		list = texts(x)
	case []Pair:
		list = each(x)
	case Range:
		return x.String()
	case []OnKey:
		list = each(x)
	case []SortKey:
		list = each(x)
	case []Agg:
		list = each(x)
	case []Window:
		list = each(x)
	case []string:
		list = x
	case bool:
		if !x {
			return nil
		}
		return x
	case Match:
		if x == ErrorOnDuplicate {
			return nil
		}
		return x.String()
	default:
		return x
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

func (o Source) args() []Arg {
	args := append([]Arg{{"kind", o.Kind}}, o.Params...)
	switch o.Keep {
	case Cycle:
		args = append(args, Arg{"keep", o.Keep.String()})
	case Last:
		args = append(args, Arg{"keep", o.Keep.String() + "(" + strconv.Itoa(o.Size) + ")"})
	}
	return args
}

// each is the texts of values.
func each[T interface{ String() string }](xs []T) []string {
	out := make([]string, len(xs))
	for i, x := range xs {
		out[i] = x.String()
	}
	return out
}
