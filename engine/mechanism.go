package engine

// Mechanism is a way to do less work, which changes no result.
type Mechanism uint8

// The mechanisms that a graph can do without.
const (
	// Sameness: columns in which no modified row differs are told, and what is computed of them
	// is not computed anew.
	Sameness Mechanism = 1 << iota
	// Links: a join finds the left rows of few changed keys without a look at all rows.
	Links
	// Sharing: indexes and arrangements of the same rows and columns are one.
	Sharing
	// Cores: columns of one operation are written at once.
	Cores
	// Mechanisms is all of them.
	Mechanisms = Sameness | Links | Sharing | Cores
)

// uses reports whether the graph makes use of a mechanism.
func (g *Graph) uses(m Mechanism) bool { return g.Without&m == 0 }
