package py

// truths is what is told of a value: whether it may be True or False, and whether it may hold such.
type truths uint8

const (
	isTruthful  truths    = 1 << iota // it may be True or False itself
	holdsTruths                       // what it has, gives, or is called for may be
	anyTruths             = isTruthful | holdsTruths
	nothing     truthNode = 0 // of what no truth comes
)

// passing is what an edge hands on of a value.
type passing uint8

const (
	copies   passing = iota // the value itself
	shares                  // what it holds, as a list does that has another name too
	extracts                // one of what it holds: an element, an attribute, a result
	opens                   // the value or one of what it holds
	boxes                   // something that has the value
	mixes                   // anything that is made of it
)

func (p passing) of(t truths) truths {
	switch p {
	case shares:
		return t & holdsTruths
	case extracts:
		if t&holdsTruths != 0 {
			return anyTruths
		}
		return 0
	case opens:
		if t&holdsTruths != 0 {
			return anyTruths
		}
		return t
	case boxes:
		if t != 0 {
			return holdsTruths
		}
		return 0
	case mixes:
		if t != 0 {
			return anyTruths
		}
		return 0
	}
	return t
}

// truthNode is a name, or an expression without one, of which it is asked whether truths come there.
type truthNode int32

type truthEdge struct {
	to truthNode
	by passing
}

// truthGraph is where truths go: nodes with what is known of them, and edges along which it is handed on. It
// grows with each text of a session, and what is known of a node only grows as well.
type truthGraph struct {
	known   []truths
	edges   [][]truthEdge
	names   map[string]truthNode
	derived map[derivation]truthNode
}

type derivation struct {
	from truthNode
	by   passing
}

func newTruthGraph() truthGraph {
	g := truthGraph{names: map[string]truthNode{}, derived: map[derivation]truthNode{}}
	g.node() // nothing
	return g
}

func (g *truthGraph) node() truthNode {
	g.known, g.edges = append(g.known, 0), append(g.edges, nil)
	return truthNode(len(g.known) - 1)
}

// name is the node of a name.
func (g *truthGraph) name(name string) truthNode {
	n, ok := g.names[name]
	if !ok {
		n = g.node()
		g.names[name] = n
	}
	return n
}

// edge hands on what is known of a node, and what will be.
func (g *truthGraph) edge(from, to truthNode, by passing) {
	if from == nothing || to == nothing || from == to && by != mixes && by != extracts && by != opens {
		return
	}
	g.edges[from] = append(g.edges[from], truthEdge{to, by})
	g.add(to, by.of(g.known[from]))
}

// add notes that truths come to a node.
func (g *truthGraph) add(to truthNode, t truths) {
	if to == nothing || g.known[to]|t == g.known[to] {
		return
	}
	g.known[to] |= t
	for queue := []truthNode{to}; len(queue) > 0; {
		n := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, e := range g.edges[n] {
			if now := g.known[e.to] | e.by.of(g.known[n]); now != g.known[e.to] {
				g.known[e.to] = now
				queue = append(queue, e.to)
			}
		}
	}
}

// from is a node to which another one hands on.
func (g *truthGraph) from(n truthNode, by passing) truthNode {
	if n == nothing || by == copies {
		return n
	}
	key := derivation{n, by}
	to, ok := g.derived[key]
	if !ok {
		to = g.node()
		g.derived[key] = to
		g.edge(n, to, by)
	}
	return to
}

// join is a node to which all of these hand on.
func (g *truthGraph) join(of ...truthNode) truthNode {
	last, n := nothing, 0
	for _, x := range of {
		if x != nothing && x != last {
			last, n = x, n+1
		}
	}
	if n < 2 {
		return last
	}
	to := g.node()
	for _, x := range of {
		g.edge(x, to, copies)
	}
	return to
}
