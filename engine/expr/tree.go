package expr

import (
	"strings"

	"starling/engine/column"
)

// Node is a part of a parsed formula: plain data, printable.
type Node interface {
	// Pos is the byte offset in the formula.
	Pos() int
	// String is the part as a formula, fully parenthesised.
	String() string
}

type (
	// Literal is a value written out. Text is how; Value is what Vec.Any gives, nil for null.
	// Quotes says that it stands in single quotes, and Inside what is between them: where that
	// is neither a character nor a time Err says so, and only a filter takes it, as text.
	Literal struct {
		At     int
		Text   string
		Type   column.Type
		Value  any
		Quotes bool
		Inside string
		Err    error
	}
	// Name is a column, a variable, a constant or a class.
	Name struct {
		At   int
		Name string
	}
	// Unary is - + ! applied to X.
	Unary struct {
		At int
		Op string
		X  Node
	}
	// Binary is X Op Y.
	Binary struct {
		At   int // of the operator
		Op   string
		X, Y Node
	}
	// Cond is If ? Then : Else.
	Cond struct {
		At             int // of the question mark
		If, Then, Else Node
	}
	// Cast is (Class) X.
	Cast struct {
		At    int
		Class string
		X     Node
	}
	// Call is Name(Args), or On.Name(Args). Paren says that it stands in parentheses.
	Call struct {
		At    int // of the name
		On    Node
		Name  string
		Args  []Node
		Paren bool
	}
	// Field is X.Name.
	Field struct {
		At   int // of the name
		X    Node
		Name string
	}
	// Index is X[I].
	Index struct {
		At   int // of the bracket
		X, I Node
	}
	// NewArray is new Elem[]{Items}, or new Elem[Size].
	NewArray struct {
		At    int
		Elem  string
		Size  Node
		Items []Node
	}
	// New is new Class(Args).
	New struct {
		At    int
		Class string
		Args  []Node
	}
	// Match is a filter: Column [icase] [not] in Values, or with Includes
	// Column [icase] [not] includes [any|all] Values.
	Match struct {
		At                         int
		Column                     string
		Fold, Not, Includes, Every bool
		Values                     []Node
	}
)

func (n *Literal) Pos() int  { return n.At }
func (n *Name) Pos() int     { return n.At }
func (n *Unary) Pos() int    { return n.At }
func (n *Binary) Pos() int   { return n.At }
func (n *Cond) Pos() int     { return n.At }
func (n *Cast) Pos() int     { return n.At }
func (n *Call) Pos() int     { return n.At }
func (n *Field) Pos() int    { return n.At }
func (n *Index) Pos() int    { return n.At }
func (n *NewArray) Pos() int { return n.At }
func (n *New) Pos() int      { return n.At }
func (n *Match) Pos() int    { return n.At }

func (n *Literal) String() string { return n.Text }
func (n *Name) String() string    { return n.Name }
func (n *Unary) String() string   { return n.Op + n.X.String() }
func (n *Binary) String() string {
	return "(" + n.X.String() + " " + n.Op + " " + n.Y.String() + ")"
}

func (n *Cond) String() string {
	return "(" + n.If.String() + " ? " + n.Then.String() + " : " + n.Else.String() + ")"
}
func (n *Cast) String() string { return "((" + n.Class + ") " + n.X.String() + ")" }
func (n *Call) String() string {
	if n.On != nil {
		return n.On.String() + "." + n.Name + list(n.Args)
	}
	return n.Name + list(n.Args)
}
func (n *Field) String() string { return n.X.String() + "." + n.Name }
func (n *Index) String() string { return n.X.String() + "[" + n.I.String() + "]" }
func (n *NewArray) String() string {
	if n.Size != nil {
		return "new " + n.Elem + "[" + n.Size.String() + "]"
	}
	l := list(n.Items)
	return "new " + n.Elem + "[]{" + l[1:len(l)-1] + "}"
}
func (n *New) String() string { return "new " + n.Class + list(n.Args) }

func (n *Match) String() string {
	var b strings.Builder
	b.WriteString(n.Column)
	if n.Fold {
		b.WriteString(" icase")
	}
	if n.Not {
		b.WriteString(" not")
	}
	switch {
	case n.Includes && n.Every:
		b.WriteString(" includes all ")
	case n.Includes:
		b.WriteString(" includes any ")
	default:
		b.WriteString(" in ")
	}
	l := list(n.Values)
	b.WriteString(l[1 : len(l)-1])
	return b.String()
}

func list(nodes []Node) string {
	texts := make([]string, len(nodes))
	for i, n := range nodes {
		texts[i] = n.String()
	}
	return "(" + strings.Join(texts, ", ") + ")"
}
