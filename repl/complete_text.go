package repl

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"starling/chart"
	"starling/engine/column"
	"starling/starlib"
)

// textsOf is THE table of what is in texts, by the name of the parameter that they are for.
var textsOf = map[string]func(a *asking) (part string, list []Candidate){
	"by":                   (*asking).inColumns,
	"col":                  (*asking).inColumns,
	"col_name":             (*asking).inColumns,
	"cols":                 (*asking).inColumns,
	"cond":                 (*asking).inFormula,
	"exclude_columns":      (*asking).inColumns,
	"filters":              (*asking).inFormula,
	"formula":              (*asking).inFormula,
	"formulas":             (*asking).inFormula,
	"front":                (*asking).inColumns,
	"back":                 (*asking).inColumns,
	"freeze":               (*asking).inColumns,
	"hide":                 (*asking).inColumns,
	"id_col":               (*asking).inColumns,
	"include_columns":      (*asking).inColumns,
	"include_only_columns": (*asking).inColumns,
	"joins":                (*asking).inJoins,
	"kind":                 (*asking).inKinds,
	"key_cols":             (*asking).inColumns,
	"on":                   (*asking).inKeys,
	"order_by":             (*asking).inColumns,
	"parent_col":           (*asking).inColumns,
	"partition_col":        (*asking).inColumns,
	"path":                 (*asking).inPath,
	"proto_path":           (*asking).inPath,
	"save":                 (*asking).inPath,
	"stamp_cols":           (*asking).inTrigger,
	"timestamp_col":        (*asking).inColumns,
	"timestamp_field":      (*asking).inColumns,
	"topic":                (*asking).inTopics,
	"topic_col":            (*asking).inColumns,
	"ts_col":               (*asking).inColumns,
	"wcol":                 (*asking).inColumns,
	"x":                    (*asking).inColumns,
	"y":                    (*asking).inColumns,
}

// inText is how a text goes on.
func (a *asking) inText() (part string, list []Candidate) {
	b, inner, ok := a.call()
	var of string
	if ok {
		fn, _ := a.h.Foresee(b.of)
		p, _ := param(b, params(fn))
		of = p.Name
	}
	if len(inner) > 0 {
		switch last := inner[len(inner)-1]; {
		case last.kind == '[' && last.of != "":
			return a.keysOf(last.of)
		case last.kind == '{' && (of == "kafka_config" || !ok):
			return a.inProperties(last)
		case last.kind == '{' && (last.key != "" || of != "mapping"):
			return "", nil
		}
	}
	if of == "mapping" {
		return a.inColumns()
	}
	if in := textsOf[of]; in != nil {
		return in(a)
	}
	return "", nil
}

// keysOf is the keys of a dict.
func (a *asking) keysOf(src string) (part string, list []Candidate) {
	v, _ := a.h.Foresee(src)
	d, ok := v.(*starlark.Dict)
	if !ok {
		return "", nil
	}
	for _, k := range d.Keys() {
		if s, ok := starlark.AsString(k); ok {
			x, _, _ := d.Get(k)
			list = append(list, Candidate{s, a.h.About(x)})
		}
	}
	return a.quoted.text, list
}

// inProperties is the names of a Kafka client's properties, or the values of one.
func (a *asking) inProperties(b bracket) (part string, list []Candidate) {
	for _, p := range starlib.Properties() {
		if b.key == "" {
			list = append(list, Candidate{p.Name, p.Doc})
		} else if p.Name == b.key {
			for _, v := range p.Values {
				list = append(list, Candidate{Text: v})
			}
		}
	}
	return a.quoted.text, list
}

// topicsPatience is how long a broker may take to name its topics: less than patience.
const topicsPatience = 150 * time.Millisecond

// inTopics is the topics of the broker that the call names, or that clients have otherwise.
func (a *asking) inTopics() (part string, list []Candidate) {
	b, _, _ := a.call()
	props := map[string]string{}
	for i, arg := range b.args[:len(b.args)-1] {
		if arg.name != "kafka_config" && (arg.name != "" || i > 1) {
			continue
		}
		v, _ := a.h.Foresee(arg.text)
		if d, ok := v.(*starlark.Dict); ok {
			for _, kv := range d.Items() {
				name, _ := starlark.AsString(kv[0])
				if props[name], ok = starlark.AsString(kv[1]); !ok {
					delete(props, name)
				}
			}
		}
	}
	for _, name := range a.h.Topics(topicsPatience, props) {
		list = append(list, Candidate{Text: name})
	}
	return a.quoted.text, list
}

// inPath is the files and folders of a path.
func (a *asking) inPath() (part string, list []Candidate) {
	dir, name := path.Split(a.quoted.text)
	for _, entry := range a.h.Listed(dir) {
		if !strings.HasPrefix(entry, ".") || strings.HasPrefix(name, ".") {
			list = append(list, Candidate{Text: dir + entry})
		}
	}
	return a.quoted.text, list
}

// receiver is what a method is a method of, "" for a function.
func receiver(method string) string {
	method = strings.TrimSpace(method)
	of, dot := strings.CutSuffix(strings.TrimRight(strings.TrimSuffix(method, lastName(method)), " \n"), ".")
	if !dot {
		return ""
	}
	return of
}

// tables is the tables that a text is about: that whose method is called by the innermost call
// around it, and that which it is joined with; or the tables among the arguments.
func (a *asking) tables() (t, other *starlib.Table) {
	for i := len(a.open) - 1; i >= 0 && t == nil; i-- {
		b := a.open[i]
		if b.kind != '(' || b.of == "" {
			continue
		}
		t = a.table(receiver(b.of))
		for _, arg := range b.args[:len(b.args)-1] {
			found := a.table(arg.text)
			switch {
			case found == nil:
			case t == nil:
				t = found
			case other == nil:
				other = found
			}
		}
	}
	return t, other
}

// fields is the columns of a table with their types.
func fields(t *starlib.Table) (list []Candidate) {
	if t == nil {
		return nil
	}
	for _, f := range t.Engine().Schema {
		list = append(list, Candidate{f.Name, typeText(f.Type)})
	}
	return list
}

// packages is what is in front of the names of Java's classes.
var packages = regexp.MustCompile(`\b[a-z]+\.([a-z]+\.)*`)

// typeText is a type without packages.
func typeText(t column.Type) string { return packages.ReplaceAllString(t.String(), "") }

// inColumns is the columns of the table.
func (a *asking) inColumns() (part string, list []Candidate) {
	t, _ := a.tables()
	return lastName(a.quoted.text), fields(t)
}

// inJoins is the columns that a join takes of the other table.
func (a *asking) inJoins() (part string, list []Candidate) {
	_, other := a.tables()
	return lastName(a.quoted.text), fields(other)
}

// inKinds is the kinds of charts.
func (a *asking) inKinds() (part string, list []Candidate) {
	for _, k := range chart.Kinds() {
		list = append(list, Candidate{Text: string(k)})
	}
	return a.quoted.text, list
}

// inTrigger is the columns of the table that says when.
func (a *asking) inTrigger() (part string, list []Candidate) { return a.inJoins() }

// compared is a key of a join of which the left column is there.
var compared = regexp.MustCompile(`[=<>][^,]*$`)

// inKeys is the columns that a join compares: first those that both tables have.
func (a *asking) inKeys() (part string, list []Candidate) {
	t, other := a.tables()
	part = lastName(a.quoted.text)
	if compared.MatchString(a.quoted.text) {
		return part, fields(other)
	}
	both := func(f column.Field) bool {
		return other != nil && slices.ContainsFunc(other.Engine().Schema, func(o column.Field) bool { return o.Name == f.Name })
	}
	if t == nil {
		return part, nil
	}
	var rest []Candidate
	for _, f := range t.Engine().Schema {
		if both(f) {
			list = append(list, Candidate{f.Name, typeText(f.Type) + ", in both tables"})
		} else {
			rest = append(rest, Candidate{f.Name, typeText(f.Type)})
		}
	}
	return part, append(list, rest...)
}
