package flink

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/engine/plan"
)

// Config says how plans are compiled.
type Config struct {
	// OnError is what Flink does with a record that it cannot decode: "fail" ends the job, "null"
	// leaves out what cannot be read. "" is "fail".
	OnError string
	// NullKey is the text under which rows are written whose key is null; nil leaves them out.
	NullKey *string
	// Group is the consumer group of tables that name none; "" is "starling".
	Group string
	// Place is where in the script a node was made, as query.py:3:1, and Variable the script's name
	// for it; "" where they are not known. Either may be nil.
	Place, Variable func(*plan.Node) string
}

// Program is what Flink is to run, in order: the settings, the tables and views, and the one statement that
// starts the job.
type Program struct {
	Settings []Statement
	Declared []Statement
	Job      Statement
	Topics   []Target
	Warnings []string // what is other than in Starling, each with its place
}

// Target is a topic that the job writes.
type Target struct {
	Topic string
	// Upsert says that the topic has a record for each change of a key, and one without value where a
	// key goes: kc.compacted shows the table. Otherwise each row is a record.
	Upsert bool
	Sink   *plan.Node // the publishing
	// Variable is the script's name of what is published, "" if it has none, and Reader what a script
	// has to say for the topic as a table: a call with kafka_config of the name conf.
	Variable, Reader string
}

// Statements is all of them.
func (p *Program) Statements() []Statement {
	return append(slices.Concat(p.Settings, p.Declared), p.Job)
}

// Refusal is why a plan does not go to Flink: an operation, its place in the script and the reason.
type Refusal struct {
	Place, Operation, Reason string
}

// Error is the refusal as a line.
func (r Refusal) Error() string {
	s := r.Operation + ": " + r.Reason
	if r.Place != "" {
		s = r.Place + ": " + s
	}
	return s
}

// Compile makes the program of what is published. Where something is refused there is no program; all
// refusals are given, in the order of the script's lines.
func Compile(sinks []*plan.Node, config Config) (*Program, []Refusal) {
	c := &compiler{Config: config, made: map[*plan.Node]*relation{}, used: map[string]bool{}}
	if len(sinks) == 0 {
		return nil, []Refusal{{Operation: "pk.produce", Reason: "the script publishes no table: what Flink makes is written to a topic"}}
	}
	var inserts []string
	for _, s := range sinks {
		if insert := c.sink(s); insert != "" {
			inserts = append(inserts, insert)
		}
	}
	if len(c.refused) > 0 {
		return nil, inLines(c.refused)
	}
	p := &c.program
	p.Settings = slices.Clone(settings)
	p.Job = text("EXECUTE STATEMENT SET\nBEGIN\n%s\nEND", strings.Join(inserts, "\n"))
	if len(inserts) == 1 {
		p.Job = text("%s", strings.TrimSuffix(inserts[0], ";"))
	}
	return p, nil
}

// settings is what the rules count on.
var settings = []Statement{
	text("SET 'table.local-time-zone' = 'UTC'"),
	text("SET 'execution.runtime-mode' = 'streaming'"),
	text("SET 'table.exec.mini-batch.enabled' = 'true'"),
	text("SET 'table.exec.mini-batch.allow-latency' = '200 ms'"),
	text("SET 'table.exec.mini-batch.size' = '5000'"),
}

// compiler makes relations of nodes, each once.
type compiler struct {
	Config
	program Program
	made    map[*plan.Node]*relation
	used    map[string]bool // names of tables and views
	refused []Refusal
	at      []*plan.Node // from the sink down to the node that is compiled
}

// relation is a node as a table or view, or what stands for it where it is refused.
func (c *compiler) relation(n *plan.Node) *relation {
	if r, ok := c.made[n]; ok {
		return r
	}
	c.at = append(c.at, n)
	defer func() { c.at = c.at[:len(c.at)-1] }()
	rule := rules[n.Op.Name()]
	var in []*relation
	if !rule.alone {
		for _, below := range madeOf(n) {
			in = append(in, c.relation(below))
		}
	}
	var r *relation
	var err error
	if rule.make == nil {
		err = errors.New(cmp.Or(rule.reason, "it has no counterpart in Flink SQL"))
	} else {
		r, err = rule.make(c, n, in)
	}
	if err != nil {
		c.refuseFor(n, err, in...)
		r = &relation{name: c.name(n, ""), fields: n.Schema, appends: true, refused: true}
	} else if slices.ContainsFunc(in, func(x *relation) bool { return x.refused }) {
		r.refused, r.appends, r.blink = true, true, false
	}
	c.made[n] = r
	return r
}

// refuseFor refuses a node for an error, or for each of those that are joined, unless that is of a column
// that a refused one of what it is made of has.
func (c *compiler) refuseFor(n *plan.Node, err error, in ...*relation) {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range all.Unwrap() {
			c.refuseFor(n, e, in...)
		}
		return
	}
	if errors.As(err, new(*unknownColumn)) && slices.ContainsFunc(in, func(x *relation) bool { return x.refused }) {
		return
	}
	c.refuse(n, err.Error())
}

// madeOf is the nodes whose relations a node's rule takes. head_by takes groups of rows apart again, in
// plans: its rule takes the rows. So does that of head after sort, which has the order.
func madeOf(n *plan.Node) []*plan.Node {
	switch n.Op.(type) {
	case plan.HeadBy:
		if _, ok := n.In[0].Op.(plan.GroupBy); ok {
			return n.In[0].In
		}
	case plan.Head:
		if _, ok := n.In[0].Op.(plan.Sort); ok {
			return n.In[0].In
		}
	}
	return n.In
}

// refuse notes why a node does not go to Flink.
func (c *compiler) refuse(n *plan.Node, reason string) {
	r := Refusal{Place: c.place(n), Operation: operation(n), Reason: reason}
	if !slices.Contains(c.refused, r) {
		c.refused = append(c.refused, r)
	}
}

// warn notes what is other than in Starling.
func (c *compiler) warn(n *plan.Node, format string, args ...any) {
	w := Refusal{Place: c.place(n), Operation: operation(n), Reason: fmt.Sprintf(format, args...)}.Error()
	if !slices.Contains(c.program.Warnings, w) {
		c.program.Warnings = append(c.program.Warnings, w)
	}
}

// operation is a node's operation as the script has it.
func operation(n *plan.Node) string {
	switch o := n.Op.(type) {
	case plan.Source:
		return o.Kind
	case plan.Sink:
		return o.Kind
	}
	return n.Op.Name()
}

// place is where the script made a node, or the nearest table that is made of it.
func (c *compiler) place(n *plan.Node) string {
	if c.Place == nil {
		return ""
	}
	if p := c.Place(n); p != "" {
		return p
	}
	for _, above := range slices.Backward(c.at) {
		if p := c.Place(above); p != "" {
			return p
		}
	}
	return ""
}

// name is an unused name for a node: the script's, or the operation's.
func (c *compiler) name(n *plan.Node, suffix string) string {
	base := ""
	if c.Variable != nil {
		base = c.Variable(n)
	}
	return c.unused(cmp.Or(base, operation(n)) + suffix)
}

// unused is a name for a table or view, with a number if there is one of that name.
func (c *compiler) unused(base string) string {
	name := base
	for i := 2; c.used[name]; i++ {
		name = fmt.Sprintf("%s_%d", base, i)
	}
	c.used[name] = true
	return name
}

// view declares a view of a node: fields and what else holds of it are r's. sql is a SELECT.
func (c *compiler) view(n *plan.Node, r relation, sql string) *relation {
	r.name = c.name(n, "")
	c.program.Declared = append(c.program.Declared, text("CREATE TEMPORARY VIEW %s AS\n%s", ident(r.name), sql))
	return &r
}

// selected is SELECT of columns that are computed, by name, of a relation that appends with its arrival.
func selected(fields []column.Field, sqls []string, appends bool) string {
	parts := make([]string, len(sqls), len(sqls)+1)
	for i, s := range sqls {
		if parts[i] = s; s != ident(fields[i].Name) {
			parts[i] += " AS " + ident(fields[i].Name)
		}
	}
	if appends {
		parts = append(parts, ident(arrival))
	}
	return "SELECT " + strings.Join(parts, ", ")
}

// own is all columns of a relation as they are.
func own(fields []column.Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = ident(f.Name)
	}
	return out
}

var digits = regexp.MustCompile(`\d+`)

// inLines orders refusals by the lines of the script.
func inLines(rs []Refusal) []Refusal {
	padded := func(r Refusal) string {
		return digits.ReplaceAllStringFunc(r.Place, func(d string) string { return fmt.Sprintf("%09s", d) })
	}
	slices.SortStableFunc(rs, func(a, b Refusal) int { return cmp.Compare(padded(a), padded(b)) })
	return rs
}
