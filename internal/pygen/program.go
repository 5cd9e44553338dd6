package pygen

import "strings"

// Program is statements, in a form that can be made shorter.
type Program struct {
	body []*node
}

// node is a statement: its first line and, if it is compound, its clauses.
type node struct {
	line    string
	body    []*node // nil: a simple statement
	clauses []*node // else, except, case …: with a line and a body, and none of their own
}

// Source is the text of the program.
func (p *Program) Source() string {
	var b strings.Builder
	write(&b, p.body, "")
	return b.String()
}

func write(b *strings.Builder, body []*node, indent string) {
	for _, n := range body {
		b.WriteString(indent)
		b.WriteString(n.line)
		b.WriteByte('\n')
		if n.body == nil && n.clauses == nil {
			continue
		}
		if n.body != nil {
			writeBody(b, n.body, indent+"    ")
		}
		deeper := indent
		if n.body == nil { // a match, whose cases stand one deeper
			deeper += "    "
		}
		for _, c := range n.clauses {
			b.WriteString(deeper)
			b.WriteString(c.line)
			b.WriteByte('\n')
			writeBody(b, c.body, deeper+"    ")
		}
	}
}

func writeBody(b *strings.Builder, body []*node, indent string) {
	if len(body) == 0 {
		b.WriteString(indent + "pass\n")
	}
	write(b, body, indent)
}
