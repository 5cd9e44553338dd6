package expr

import "strings"

// Shifter is a Scope that has columns for the values of others some rows before or after: V_[i-1].
type Shifter interface {
	// Shifted is the name of the column that has the values of base so many rows on.
	Shifted(base string, by int64) (name string, ok bool)
}

// shifted is n, which is Col_[i], Col_[i - 1] or Col_[ii + 2], as the column that the scope has for it.
func (c *compiler) shifted(n *Index) (name string, ok bool) {
	s, has := c.scope.(Shifter)
	x, named := n.X.(*Name)
	if !has || !named {
		return "", false
	}
	base, whole := strings.CutSuffix(x.Name, "_")
	by, ok := offset(n.I)
	if !whole || !ok {
		return "", false
	}
	if _, column := c.scope.Column(x.Name); column {
		return "", false
	}
	return s.Shifted(base, by)
}

// offset is how far an index is from the row's own.
func offset(n Node) (by int64, ok bool) {
	switch n := n.(type) {
	case *Name:
		return 0, n.Name == "i" || n.Name == "ii"
	case *Binary:
		if at, row := offset(n.X); !row || at != 0 || n.Op != "+" && n.Op != "-" {
			return 0, false
		}
		lit, ok := n.Y.(*Literal)
		if !ok || lit.Err != nil {
			return 0, false
		}
		switch x := lit.Value.(type) {
		case int32:
			by = int64(x)
		case int64:
			by = x
		default:
			return 0, false
		}
		if n.Op == "-" {
			by = -by
		}
		return by, true
	}
	return 0, false
}
