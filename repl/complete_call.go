package repl

import (
	"regexp"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/starlib"
	"starling/starlib/py"
)

// params is the parameters of a function, as far as they are known.
func params(v starlark.Value) (all []py.Param) {
	switch v := v.(type) {
	case *py.Function:
		return v.Params()
	case *starlark.Function:
		for i := range v.NumParams() {
			name, _ := v.Param(i)
			p := py.Param{Name: name}
			if x := v.ParamDefault(i); x != nil {
				p.Default, p.Optional = x.String(), true
			}
			all = append(all, p)
		}
	}
	return all
}

// param is the parameter that the cursor's argument of a call is for; ok is false if it is not known.
func param(b bracket, all []py.Param) (p py.Param, ok bool) {
	arg, at := b.at()
	i := at
	if arg.name != "" {
		i = slices.IndexFunc(all, func(p py.Param) bool { return p.Name == arg.name })
	}
	if i < 0 || i >= len(all) {
		return p, false
	}
	return all[i], true
}

// inCall is what an argument may begin with: what the parameter takes, and the names of others.
func (a *asking) inCall() (list []Candidate) {
	b, inner, ok := a.call()
	if !ok || len(inner) > 1 || len(inner) == 1 && (inner[0].kind != '[' || inner[0].of != "") {
		return nil
	}
	innermost := a.open[len(a.open)-1]
	begun, _ := innermost.at()
	if strings.TrimSpace(begun.text) != a.word {
		return nil // within an expression
	}
	fn, _ := a.h.Foresee(b.of)
	all := params(fn)
	if p, ok := param(b, all); ok {
		if takes := valuesOf[p.Name]; takes != nil {
			list = takes(a, b)
		}
		if p.Default == "True" || p.Default == "False" {
			list = append(list, Candidate{Text: "True"}, Candidate{Text: "False"})
		}
	}
	if arg, _ := b.at(); len(inner) > 0 || arg.name != "" {
		return list
	}
	for _, p := range left(b, all) {
		if word.MatchString(p.Name) {
			list = append(list, Candidate{Text: p.Name + "=", About: otherwise(p)})
		}
	}
	return list
}

// word is a name of a parameter, and no mark such as / or *args.
var word = regexp.MustCompile(`^[A-Za-z]\w*$`)

func otherwise(p py.Param) string {
	if p.Optional {
		return "otherwise " + p.Default
	}
	return ""
}

// left is the parameters of a call that no argument before the cursor's is for.
func left(b bracket, all []py.Param) (out []py.Param) {
	given := b.args[:len(b.args)-1]
	for i, p := range all {
		taken := slices.ContainsFunc(given, func(a argument) bool { return a.name == p.Name })
		if !taken && (i >= len(given) || given[i].name != "") {
			out = append(out, p)
		}
	}
	return out
}

// valuesOf is THE table of what parameters take beside texts, by their names.
var valuesOf = map[string]func(a *asking, b bracket) []Candidate{
	"aggs":          func(a *asking, _ bracket) []Candidate { return a.members("agg", "^[a-z]") },
	"data_type":     func(a *asking, _ bracket) []Candidate { return a.members("dht", "") },
	"filter_table":  tablesOnly,
	"kafka_config":  configs,
	"key_spec":      specsOf,
	"l_table":       tablesOnly,
	"offsets":       starts,
	"ops":           windows,
	"order":         func(a *asking, _ bracket) []Candidate { return a.members("SortDirection", "") },
	"other":         tablesOnly,
	"partitions":    func(a *asking, b bracket) []Candidate { return a.members(module(b), "^ALL_PARTITIONS$") },
	"r_table":       tablesOnly,
	"t":             tablesOnly,
	"table":         tablesOnly,
	"table_type":    keeping,
	"tables":        tablesOnly,
	"trigger_table": tablesOnly,
	"type":          func(a *asking, _ bracket) []Candidate { return a.members("NaturalJoinType", "") },
	"until":         starts,
	"value_spec":    specsOf,
}

func tablesOnly(a *asking, _ bracket) []Candidate {
	return a.variables(func(v starlark.Value) bool { _, ok := v.(*starlib.Table); return ok })
}

// configs is the dicts that name a broker.
func configs(a *asking, _ bracket) []Candidate {
	return a.variables(func(v starlark.Value) bool {
		d, ok := v.(*starlark.Dict)
		if !ok {
			return false
		}
		_, ok, _ = d.Get(starlark.String("bootstrap.servers"))
		return ok
	})
}

func starts(a *asking, b bracket) []Candidate {
	return a.members(module(b), "^(ALL_PARTITIONS_.*|from_timestamp)$")
}

func specsOf(a *asking, b bracket) []Candidate {
	list := a.members(module(b), "_spec$")
	return append(list, a.members(inModule(module(b), "KeyValueSpec"), "")...)
}

// keeping is the types of tables, called.
func keeping(a *asking, b bracket) (list []Candidate) {
	for _, c := range a.members(inModule(module(b), "TableType"), "^[a-z]") {
		if c.Text += "()"; strings.HasSuffix(c.Text, "ring()") {
			c.Text = strings.TrimSuffix(c.Text, ")")
		}
		list = append(list, c)
	}
	return list
}

// windows is the operations of update_by that the script has imported.
func windows(a *asking, _ bracket) (list []Candidate) {
	return a.variables(func(v starlark.Value) bool {
		f, ok := v.(*py.Function)
		return ok && strings.HasPrefix(f.Name(), "updateby.")
	})
}

// module is the name of the module in front of the name of a function, "" if there is none.
func module(b bracket) string {
	of := strings.Join(strings.Fields(b.of), "")
	return of[:max(strings.LastIndexByte(of, '.'), 0)]
}

func inModule(module, name string) string {
	if module == "" {
		return name
	}
	return module + "." + name
}

// members is what an expression has of those names that match a pattern, with it in front; without
// one what the script has imported of such names.
func (a *asking) members(of, pattern string) (list []Candidate) {
	like := regexp.MustCompile(pattern)
	all := a.h.Visibles(a.h.About)
	if of != "" {
		v, _ := a.h.Foresee(of)
		all = a.h.Members(v)
	}
	for _, k := range all {
		if like.MatchString(k.Name) && !strings.HasPrefix(k.Name, "_") {
			list = append(list, Candidate{inModule(of, k.Name), k.About})
		}
	}
	return list
}
