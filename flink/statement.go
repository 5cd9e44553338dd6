package flink

import (
	"fmt"
	"strings"

	"starling/engine/plan"
)

// Statement is a statement of Flink SQL.
type Statement struct {
	parts []part
}

// part is text, or a secret that stands in its place.
type part struct {
	text   string
	secret *Secret
}

// Secret is a value that a statement must have and nobody may see: of the source or sink whose plan Of
// is. Property is the name of a property of its client; Login stands for the JAAS line of its user and
// password, of which Property is then the mechanism.
type Secret struct {
	Of       *plan.Node
	Property string
	Login    bool
}

// masked is what secrets are shown as.
const masked = "***"

// String is the statement with its secrets masked.
func (s Statement) String() string {
	var b strings.Builder
	for _, p := range s.parts {
		if p.secret != nil {
			b.WriteString(Quote(masked))
		} else {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// Reveal is the statement as Flink gets it. find gives the value of a secret; its error ends it.
func (s Statement) Reveal(find func(Secret) (string, error)) (string, error) {
	var b strings.Builder
	for _, p := range s.parts {
		if p.secret == nil {
			b.WriteString(p.text)
			continue
		}
		value, err := find(*p.secret)
		if err != nil {
			return "", fmt.Errorf("property %s: %w", p.secret.Property, err)
		}
		b.WriteString(Quote(value))
	}
	return b.String(), nil
}

// text is a statement without secrets.
func text(format string, args ...any) Statement {
	return Statement{parts: []part{{text: fmt.Sprintf(format, args...)}}}
}

// options is the options of a table, in order.
type options []option

// option is the name of an option, and its value or a secret.
type option struct {
	name, value string
	secret      *Secret
}

func (o *options) set(name, value string) { *o = append(*o, option{name: name, value: value}) }

// createTable is the statement that declares a table.
func createTable(name string, columns []string, with options) Statement {
	s := Statement{parts: []part{{text: fmt.Sprintf("CREATE TEMPORARY TABLE %s (\n  %s\n) WITH (", ident(name), strings.Join(columns, ",\n  "))}}}
	for i, o := range with {
		lead := "\n  "
		if i > 0 {
			lead = ",\n  "
		}
		s.parts = append(s.parts, part{text: lead + Quote(o.name) + " = "})
		if o.secret != nil {
			s.parts = append(s.parts, part{secret: o.secret})
		} else {
			s.parts = append(s.parts, part{text: Quote(o.value)})
		}
	}
	s.parts = append(s.parts, part{text: "\n)"})
	return s
}
