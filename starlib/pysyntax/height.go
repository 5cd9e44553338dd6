package pysyntax

// maxHeight bounds the height of what a statement becomes in Starlark. What walks that tree
// recurses, here and in Starlark's compiler, and running out of stack ends the process.
const maxHeight = 10_000

// checkHeight fails on a statement that is too high. Brackets are bounded already, but not
// what is parsed by a loop: 1 + 1 + 1 …, a.b.c …, elif.
func (w *writer) checkHeight(root *node) {
	type place struct {
		n     *node
		level int
	}
	todo := []place{{root, 0}}
	for len(todo) > 0 {
		n, level := todo[len(todo)-1].n, todo[len(todo)-1].level
		todo = todo[:len(todo)-1]
		step := n.unrolled()
		if level+step*len(n.toks) > maxHeight {
			w.fail(n.pos, "too deeply nested", "take it apart into several statements")
		}
		for i, k := range n.kids {
			todo = append(todo, place{k, level + 1 + step*i})
		}
	}
}

// unrolled is how much deeper each kid of n is than the one before it.
func (n *node) unrolled() int {
	switch n.kind {
	case kCompare, kIf, kTry, kString, kListComp, kSetComp, kDictComp, kGenerator:
		return 1
	case kList, kSet, kDict, kTuple, kCall:
		if hasKind(n.kids, kStar) || hasKind(n.kids, kDoubleStar) {
			return 1
		}
	}
	return 0
}
