package pysyntax

// said is what Python calls an expression in its errors.
func (n *node) said() string {
	switch n.kind {
	case kName:
		if constants[n.text] || n.text == "__debug__" {
			return n.text
		}
		return "name"
	case kNumber:
		return "literal"
	case kString:
		for _, t := range n.toks {
			if t.lit.format {
				return "f-string expression"
			}
		}
		return "literal"
	case kParen:
		return n.kids[0].said()
	case kUnary, kBinary, kPower:
		return "expression"
	}
	return said[n.kind]
}

// said is what those are called of which the kind says it.
var said = [kinds]string{
	kAttr:      "attribute",
	kCall:      "function call",
	kCompare:   "comparison",
	kCond:      "conditional expression",
	kDict:      "dict literal",
	kDictComp:  "dict comprehension",
	kEllipsis:  "ellipsis",
	kGenerator: "generator expression",
	kIndex:     "subscript",
	kLambda:    "lambda",
	kList:      "list",
	kListComp:  "list comprehension",
	kSet:       "set display",
	kSetComp:   "set comprehension",
	kStar:      "starred",
	kTuple:     "tuple",
	kWalrus:    "named expression",
	kYield:     "yield expression",
}
