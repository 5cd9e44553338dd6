package flink

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"starling/engine/plan"
)

// arguments is the arguments of a call that a plan holds, by name.
type arguments map[string]any

func argumentsOf(args []plan.Arg) arguments {
	out := arguments{}
	for _, a := range args {
		out[a.Name] = a.Value
	}
	return out
}

// text is an argument that is a text or a number, "" if it is not there.
func (a arguments) text(name string) string {
	if v, ok := a[name]; ok {
		return fmt.Sprint(v)
	}
	return ""
}

// is reports whether an argument is True.
func (a arguments) is(name string) bool { b, _ := a[name].(bool); return b }

// list is an argument that is a list of texts.
func (a arguments) list(name string) []string { l, _ := a[name].([]string); return l }

// in is the arguments within one.
func (a arguments) in(name string) arguments {
	args, _ := a[name].([]plan.Arg)
	return argumentsOf(args)
}

// args is an argument that has names and values, in its order.
func (a arguments) args(name string) []plan.Arg { args, _ := a[name].([]plan.Arg); return args }

// names is the arguments' names, in order.
func (a arguments) names() []string { return slices.Sorted(maps.Keys(a)) }

// known reports an argument that is none of those named.
func (a arguments) known(names ...string) error {
	allowed := map[string]bool{}
	for _, n := range names {
		allowed[n] = true
	}
	for _, n := range a.names() {
		if !allowed[n] {
			return fmt.Errorf("%s has no counterpart in Flink", n)
		}
	}
	return nil
}

// topics is the topics of a call, as one text, and whether it is a pattern.
func topics(v any) (names string, pattern bool, err error) {
	list, many := v.([]string)
	if s, ok := v.(string); ok {
		list = []string{s}
	} else if !many {
		return "", false, fmt.Errorf("topic: it is not known")
	}
	for _, t := range list {
		if p, ok := strings.CutPrefix(t, "^"); ok {
			if len(list) > 1 {
				return "", false, fmt.Errorf("topic: a pattern beside other topics has no counterpart in Flink")
			}
			return "^" + p + ".*", true, nil
		}
	}
	return strings.Join(list, ";"), false, nil
}
