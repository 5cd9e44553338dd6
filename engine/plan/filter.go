package plan

import "strings"

// Connective is what a filter is that is made of others.
type Connective uint8

// The ways to make filters of others.
const (
	Leaf   Connective = iota // it is a formula
	AllOf                    // all of its parts hold
	AnyOf                    // one of its parts holds
	NoneOf                   // none of its parts holds
)

// Joined is a filter made of others; its text is for people.
func Joined(how Connective, parts ...Formula) Formula {
	texts := make([]string, len(parts))
	for i, p := range parts {
		if texts[i] = p.Text; p.How != AllOf || len(parts) > 1 {
			texts[i] = "(" + p.Text + ")"
		}
	}
	f := Formula{How: how, Parts: parts}
	switch how {
	case NoneOf:
		f.Text = "!(" + strings.Join(texts, " || ") + ")"
	case AnyOf:
		f.Text = strings.Join(texts, " || ")
	default:
		f.Text = strings.Join(texts, " && ")
	}
	return f
}
