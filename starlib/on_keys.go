package starlib

import (
	"fmt"
	"regexp"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine/plan"
)

// onKeys takes the keys of an as-of join: names and "Left = Right", of which the last is compared
// by an operator, "Time >= QuoteTime", or by the usual one of its method. A text may have several.
type onKeys []plan.OnKey

const nameText = `\s*([a-zA-Z_$][a-zA-Z0-9_$]*)\s*`

var (
	plainName = regexp.MustCompile("^" + nameText + "$")
	nearKey   = regexp.MustCompile("^" + nameText + "(>=?|<=?)" + nameText + "$")
)

// Unpack implements starlark.Unpacker.
func (k *onKeys) Unpack(v starlark.Value) error {
	var list texts
	if err := list.Unpack(v); err != nil {
		return err
	}
	if list = list.split(); len(list) == 0 {
		return fmt.Errorf("the last key is what is compared, as in [\"Sym\", \"Time >= QuoteTime\"]; there is none")
	}
	last := list[len(list)-1]
	var exact pairs
	if err := exact.take(list[:len(list)-1]); err != nil {
		return err
	}
	for _, p := range exact {
		*k = append(*k, plan.OnKey{Pair: p})
	}
	var near plan.OnKey
	if m := nearKey.FindStringSubmatch(last); m != nil {
		near = plan.OnKey{Pair: plan.Pair{New: m[1], Old: m[3]}, By: relations[m[2]]}
	} else if plainName.MatchString(last) {
		near.New, near.Old = strings.TrimSpace(last), strings.TrimSpace(last)
	} else {
		return fmt.Errorf("%q is neither a name nor a comparison, as in \"Time >= QuoteTime\"", last)
	}
	*k = append(*k, near)
	return nil
}

// relations is the operators of as-of joins.
var relations = map[string]plan.Compare{">=": plan.AtOrAfter, ">": plan.StrictlyAfter, "<=": plan.AtOrBefore, "<": plan.StrictlyBefore}
