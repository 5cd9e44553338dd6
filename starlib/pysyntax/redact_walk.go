package pysyntax

import "starling/internal/secret"

// redactions is the table of where a name gives a value: by kind of node, the function
// that hides the value if the name is a secret's.
var redactions = [kinds]func(*redactor, *node){
	kAnnotated: func(r *redactor, n *node) { r.given(n.kids[0], n.kids[1:]...) },
	kAssign:    (*redactor).assigned,
	kAugment:   func(r *redactor, n *node) { r.given(n.kids[0], n.kids[1]) },
	kBinary:    (*redactor).operator,
	kCall:      (*redactor).called,
	kClause:    func(r *redactor, n *node) { r.given(n.kids[0], n.kids[1:]...) },
	kCompare:   (*redactor).compared,
	kDef:       (*redactor).function,
	kDict:      (*redactor).record,
	kDictComp:  (*redactor).comprehension,
	kEntry:     func(r *redactor, n *node) { r.given(n.kids[0], n.kids[1]) },
	kGenerator: (*redactor).comprehension,
	kKeyword:   func(r *redactor, n *node) { r.named(n.text, n.kids) },
	kList:      (*redactor).list,
	kListComp:  (*redactor).comprehension,
	kLoop:      func(r *redactor, n *node) { r.given(n.kids[0], n.kids[1]) },
	kMatch:     (*redactor).matched,
	kParam:     func(r *redactor, n *node) { r.named(n.text, n.kids) },
	kPatternAs: func(r *redactor, n *node) { r.given(n.kids[1], n.kids[0]) },
	kString:    (*redactor).formatted,
	kTuple:     (*redactor).tuple,
	kWalrus:    func(r *redactor, n *node) { r.given(n.kids[0], n.kids[1]) },
	kWithItem:  (*redactor).opened,
}

// walk hides what the names in n give.
func (r *redactor) walk(n *node) {
	if redact := redactions[n.kind]; redact != nil {
		redact(r, n)
	}
	for _, k := range n.kids {
		r.walk(k)
	}
}

// given hides values if target names a secret.
func (r *redactor) given(target *node, values ...*node) {
	if r.names(target) {
		r.values(values)
	}
}

func (r *redactor) named(name string, values []*node) {
	if secret.Name(name) {
		r.values(values)
	}
}

func (r *redactor) values(nodes []*node) {
	for _, n := range nodes {
		r.value(n)
	}
}

// value hides the strings and numbers of an expression, but not the names by which something
// is looked up in it: of os.environ["NAME"] and os.getenv("NAME").
func (r *redactor) value(n *node) {
	switch n.kind {
	case kString:
		for _, t := range n.toks {
			r.literal(t)
		}
	case kNumber:
		r.number(n.pos, n.end)
	case kIndex:
		r.value(n.kids[0])
		return
	case kCall:
		if f := n.kids[0]; (f.text == "getenv" || f.text == "get") && len(n.kids) > 1 {
			r.value(f)
			r.values(n.kids[2:])
			return
		}
	case kEntry:
		r.value(n.kids[1])
		return
	}
	r.values(n.kids)
}

// names reports whether n is named as a secret is, or is the name.
func (r *redactor) names(n *node) bool {
	switch n.kind {
	case kName:
		return secret.Name(n.text)
	case kAttr:
		return secret.Name(n.text) || r.names(n.kids[0])
	case kIndex:
		return r.names(n.kids[0]) || n.kids[1].kind != kSlice && r.names(n.kids[1])
	case kCall:
		return r.names(n.kids[0])
	case kString:
		return r.nameText(n)
	case kBinary:
		return n.text == "+" && r.nameText(n) || r.names(n.kids[0]) || r.names(n.kids[1])
	case kParen, kStar, kTuple, kList, kCond:
		for _, k := range n.kids {
			if r.names(k) {
				return true
			}
		}
	}
	return false
}
