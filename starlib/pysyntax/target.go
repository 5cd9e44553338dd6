package pysyntax

// What can be assigned to, deleted and annotated, in Python's words.

// target checks that x can be assigned to.
func (p *parser) target(x *node) {
	if bad := invalidTarget(x); bad != nil {
		p.fail(bad.pos, "cannot assign to "+bad.said(), "")
	}
}

// assigned checks the target x of an assignment; only says that it is the only one.
func (p *parser) assigned(x *node, only bool) {
	if x.kind == kStar {
		p.fail(x.pos, "starred assignment target must be in a list or tuple", "")
	}
	bad := invalidTarget(x)
	switch {
	case bad == nil:
		return
	case x.kind == kYield:
		p.fail(bad.pos, "assignment to yield expression not possible", "")
	case only && meantEqual(bad) && (bad == inner(x) || x.bare() && bad == inner(x.kids[len(x.kids)-1])):
		p.fail(bad.pos, "cannot assign to "+bad.said()+" here. Maybe you meant '==' instead of '='?", "")
	}
	p.fail(bad.pos, "cannot assign to "+bad.said(), "")
}

// invalidTarget is the first part of a target that is none, nil if it is one.
func invalidTarget(x *node) *node {
	switch x.kind {
	case kName:
		if constants[x.text] || x.text == "__debug__" {
			return x
		}
		return nil
	case kAttr, kIndex:
		return nil
	case kStar:
		return invalidTarget(x.kids[0])
	case kParen:
		return invalidTarget(x.kids[0])
	case kTuple, kList:
		for _, k := range x.kids {
			if bad := invalidTarget(k); bad != nil {
				return bad
			}
		}
		return nil
	}
	return x
}

// meantEqual reports whether == may have been meant behind x.
func meantEqual(x *node) bool {
	switch x.kind {
	case kCompare, kCond, kLambda, kGenerator, kName, kStar:
		return false
	case kBinary:
		return x.text != "and" && x.text != "or"
	case kUnary:
		return x.text != "not"
	}
	return true
}

// augmentable checks that x can stand before += and the like.
func (p *parser) augmentable(x *node) {
	if in := inner(x); in.kind != kName && in.kind != kAttr && in.kind != kIndex || invalidTarget(in) != nil {
		if in.text == "__debug__" {
			p.fail(in.pos, "cannot assign to __debug__", "")
		}
		p.fail(in.pos, "'"+in.said()+"' is an illegal expression for augmented assignment", "")
	}
}

// annotatable checks that x can have an annotation.
func (p *parser) annotatable(x *node) {
	switch in := inner(x); in.kind {
	case kName, kAttr, kIndex:
		p.target(in)
	case kTuple, kList:
		p.fail(in.pos, "only single target (not "+in.said()+") can be annotated", "")
	default:
		p.fail(in.pos, "illegal target for annotation", "")
	}
}

// deletable checks that x can be deleted.
func (p *parser) deletable(x *node) {
	if x.kind == kStar {
		p.fail(x.pos, "cannot delete "+x.said(), "")
	}
	if isList(x) {
		for _, k := range x.kids {
			p.deletable(k)
		}
		return
	}
	if x.kind == kParen && isList(inner(x)) {
		p.deletable(inner(x))
		return
	}
	if bad := invalidTarget(x); bad != nil {
		p.fail(bad.pos, "cannot delete "+bad.said(), "")
	}
}
