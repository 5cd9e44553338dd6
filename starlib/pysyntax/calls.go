package pysyntax

// call rewrites arguments in an order that Starlark does not take:
//
//	f(*a, b, *c)       f(*(__spread__(a) + [b] + __spread__(c)))
//	f(*a, x=1)         f(*a, **__dict__(x=1))
//	f(*a, x=1, **b)    f(*a, **__merge__(__dict__(x=1), b))
func call(w *writer, n *node) {
	args, commas := n.kids[1:], n.toks[1:]
	w.argumentOrder(args)
	first, last := firstKind(args, kStar), lastPositional(args)
	if first >= 0 && last > first {
		w.open(args[first].pos, "*(")
		w.close(args[last].end, ")")
		w.splice(args[first:last+1], commas[first:last], sequence)
	}
	from := last + 1
	if first < 0 {
		if from = firstKind(args, kDoubleStar); from < 0 {
			return
		}
	}
	if rest := args[from:]; hasKind(rest, kKeyword) || len(rest) > 1 {
		w.keywords(rest)
	}
}

// argumentOrder rejects a mixture that has no counterpart.
func (w *writer) argumentOrder(args []*node) {
	for i, a := range args {
		if s := firstKind(args[:i], kStar); a.kind == kStar && s >= 0 && hasKind(args[s:i], kKeyword) {
			w.fail(a.pos, "*args after a keyword argument is not available here", "put all positional arguments before the keyword arguments")
		}
	}
}

// keywords joins keyword arguments and ** arguments into one **.
func (w *writer) keywords(args []*node) {
	runs := 0
	for i, a := range args {
		if a.kind == kDoubleStar {
			runs++
			w.replace(a.pos, a.pos+2, "")
			continue
		}
		if i == 0 || args[i-1].kind == kDoubleStar {
			runs++
		}
	}
	last := args[len(args)-1]
	if runs > 1 {
		w.open(args[0].pos, "**__merge__(")
		w.close(last.end, ")")
	} else {
		w.open(args[0].pos, "**")
	}
	for i, a := range args {
		if a.kind != kKeyword {
			continue
		}
		if i == 0 || args[i-1].kind == kDoubleStar {
			w.open(a.pos, "__dict__(")
		}
		if i == len(args)-1 || args[i+1].kind == kDoubleStar {
			w.close(a.end, ")")
		}
	}
}

func firstKind(list []*node, k kind) int {
	for i, n := range list {
		if n.kind == k {
			return i
		}
	}
	return -1
}

func lastPositional(args []*node) int {
	for i := len(args) - 1; i >= 0; i-- {
		if args[i].kind != kKeyword && args[i].kind != kDoubleStar {
			return i
		}
	}
	return -1
}
