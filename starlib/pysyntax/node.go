package pysyntax

// kind says what a node is; the comment gives its kids.
type kind uint8

const (
	kNone        kind = iota
	kName             // text
	kNumber           // text
	kString           // toks: the adjacent literals; kids: the fields' expressions
	kEllipsis         //
	kParen            // kid
	kTuple            // kids; toks: commas
	kList             // kids; toks: commas
	kSet              // kids; toks: commas
	kDict             // kids: kEntry, kDoubleStar; text: patternText in a pattern; toks: commas
	kEntry            // key, value; toks: colon
	kListComp         // element, clauses
	kSetComp          // element, clauses
	kDictComp         // entry, clauses
	kGenerator        // element, clauses; text: bareText if without ( )
	kClause           // target, iterable; or condition
	kStar             // kid
	kDoubleStar       // kid
	kKeyword          // text = kid
	kCall             // function, arguments; toks: (, commas
	kIndex            // value, index; toks: [
	kSlice            // the parts given; text: sliceText if one of several; toks: colons
	kAttr             // value; text: the name; toks: the dot
	kUnary            // kid; text: operator
	kBinary           // left, right; text: operator; toks: operator
	kPower            // left, right; toks: operator
	kCompare          // operands; toks: operators
	kCond             // value, condition, alternative
	kWalrus           // name, value; toks: :=
	kYield            // value if any; toks: yield, from if there
	kLambda           // kParam..., body
	kParam            // default if any; text: name; toks: star or /; note: annotation
	kPatternStar      // name
	kPatternRest      // name
	kPatternAs        // pattern, name

	kExpr       // kid
	kAssign     // targets, value; toks: the =
	kAugment    // target, value; toks: operator
	kAnnotated  // target, value if any; toks: colon, = if any; note: annotation
	kBranch     // pass, break, continue
	kReturn     // value if any
	kImport     // names: what is imported; toks: import
	kFromImport // text: module; names; toks: from, import, (, ), commas
	kImportAll  // text: module
	kDef        // kParam..., kBlock; text: name; toks: def, name, (, ); note: return annotation
	kClass      // kCall with its bases if there are ( ), kBlock; text: name; toks: class, name, colon
	kDecorator  // kid; toks: @
	kIf         // condition, kBlock, and so on
	kLoop       // text: for or while; for: target, iterable, kBlock, kPart if else; while: condition, kBlock, kPart if else
	kTry        // kPart, kHandler and so on
	kPart       // kBlock; text: try, else, finally, loop; toks: word, colon
	kHandler    // type if any, kBlock; toks: except, name if any, colon
	kWith       // kWithItem..., kBlock; toks: with, (, commas, ), colon
	kWithItem   // context, target if any
	kScope      // names; text: global, nonlocal
	kMatch      // subject, kCase...; toks: match, colon
	kCase       // pattern, guard if any, kBlock; toks: case, colon
	kBlock      // statements; toks: semicolons
	kAssert     // condition, message if any; toks: assert, comma
	kRaise      // exception if any, cause if any; toks: raise
	kDel        // targets; toks: del, commas
	kinds
)

// node is a piece of the syntax tree: src[pos:end].
type node struct {
	kind     kind
	pos, end int
	text     string
	toks     []token
	kids     []*node
	note     *note
	names    []alias
}

// note is an annotation, which is not rewritten: src[pos:end].
type note struct {
	pos, end int
	inside   bool // within brackets
	text     string
}

// alias is an imported name: pos to end covers "x as y".
type alias struct {
	pos, end int
	name, as string
}

// simple reports whether evaluating n twice is as good as once.
func (n *node) simple() bool { return n.kind == kName || n.kind == kNumber }

// constant reports whether n is a literal.
func (n *node) constant() bool {
	switch n.kind {
	case kNumber:
		return true
	case kString:
		return len(n.kids) == 0
	case kName:
		return n.text == "None" || n.text == "True" || n.text == "False"
	}
	return false
}

// bare reports whether n is a tuple without parentheses.
func (n *node) bare() bool {
	return n.kind == kTuple && len(n.kids) > 0 && n.kids[0].pos == n.pos
}
