package starlib

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/internal/safe"
)

// queryGraph is what graph(t) gives: the query of a table at one moment, shown as text.
type queryGraph struct {
	stages []engine.Stage
	names  []string // by stage: the script's names of its table, "" for none
}

func graphOf(c *call) (starlark.Value, error) {
	var t *Table
	if err := c.unpack("t", &t); err != nil {
		return nil, err
	}
	q := &queryGraph{}
	err := c.build(func() error {
		names := c.tableNames()
		q.stages = t.t.Query()
		for _, s := range q.stages {
			q.names = append(q.names, strings.Join(names[s.Table], ", "))
		}
		return nil
	})
	return q, err
}

func (q *queryGraph) Type() string          { return "QueryGraph" }
func (q *queryGraph) Freeze()               {}
func (q *queryGraph) Truth() starlark.Bool  { return true }
func (q *queryGraph) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable type: %q", q.Type()) }

// Attr is dot, the graph for Graphviz.
func (q *queryGraph) Attr(name string) (starlark.Value, error) {
	if name == "dot" {
		return starlark.String(q.dot()), nil
	}
	return nil, nil
}

// AttrNames is the names of the attributes.
func (q *queryGraph) AttrNames() []string { return []string{"dot"} }

// String is a line per stage: its number, rows, rows that ever came, time spent, what it does
// and of which stages.
func (q *queryGraph) String() string {
	lines := [][4]string{{"", "Rows", "Came", "Time"}}
	tails := []string{""}
	for i, s := range q.stages {
		line := [4]string{strconv.Itoa(i + 1), strconv.Itoa(s.Rows), strconv.FormatInt(s.Added, 10), spent(s.Spent)}
		if s.Table == nil {
			line[1], line[2] = strconv.Itoa(s.Groups), ""
		}
		lines, tails = append(lines, line), append(tails, q.what(i))
	}
	var wide [4]int
	for _, l := range lines {
		for k, cell := range l {
			wide[k] = max(wide[k], len(cell))
		}
	}
	var b strings.Builder
	for i, l := range lines {
		for k, cell := range l {
			fmt.Fprintf(&b, "%*s  ", wide[k], cell)
		}
		b.WriteString(tails[i])
		if i+1 < len(lines) {
			b.WriteByte('\n')
		}
	}
	return strings.ReplaceAll(b.String(), "  \n", "\n")
}

// what is what stage i does, of which stages, and why it failed.
func (q *queryGraph) what(i int) string {
	s := q.stages[i]
	text := s.Text
	if q.names[i] != "" {
		text = q.names[i] + " = " + text
	}
	if len(s.In) > 0 {
		of := make([]string, len(s.In))
		for k, n := range s.In {
			of[k] = strconv.Itoa(n + 1)
		}
		text += " of " + strings.Join(of, ", ")
	}
	if s.Err != nil {
		text += ": failed: " + s.Err.Error()
	}
	return safe.Text(text)
}

// dot is the graph in Graphviz's language.
func (q *queryGraph) dot() string {
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	var b strings.Builder
	b.WriteString("digraph query {\n  node [shape=box];\n")
	for i, s := range q.stages {
		label := s.Text
		if q.names[i] != "" {
			label = q.names[i] + " = " + label
		}
		rows := fmt.Sprintf("%d rows", s.Rows)
		if s.Table == nil {
			rows = fmt.Sprintf("%d keys", s.Groups)
		}
		fmt.Fprintf(&b, "  n%d [label=\"%s\\n%s, %s\"];\n", i+1, quote.Replace(safe.Text(label)), rows, spent(s.Spent))
	}
	for i, s := range q.stages {
		for _, from := range s.In {
			fmt.Fprintf(&b, "  n%d -> n%d;\n", from+1, i+1)
		}
	}
	b.WriteString("}")
	return b.String()
}

// spent is a time with three digits: 12.3ms.
func spent(d time.Duration) string {
	for _, unit := range []time.Duration{time.Second, time.Millisecond, time.Microsecond} {
		if d >= unit {
			return d.Round(unit / 100).String()
		}
	}
	return d.String()
}
