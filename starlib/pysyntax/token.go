package pysyntax

// tokenKind is the class of a token.
type tokenKind uint8

const (
	tokEOF tokenKind = iota
	tokNewline
	tokIndent
	tokDedent
	tokName // identifiers and keywords
	tokNumber
	tokString
	tokOp
	tokBad // text is the reason, hint the way out
)

// token is a lexical element: src[pos:end]. White space and comments lie
// between tokens.
type token struct {
	kind     tokenKind
	pos, end int
	text     string
	hint     string
	open     bool     // tokBad: more lines could mend it
	lit      *literal // tokString
}

// literal describes a string literal.
type literal struct {
	raw, bytes, unicode bool
	format              bool
	quote               string // ' " ''' or """
	body, bodyEnd       int
	parts               []part // of an f-string
}

// part is a piece of an f-string or of a format specification: literal text,
// or a replacement field.
type part struct {
	pos, end int
	field    *field
}

// field is a replacement field {expr=!conv:spec}.
type field struct {
	toks  []token // of expr, closed by tokEOF
	debug string  // the text that = shows, or ""
	conv  string  // "", "r", "s" or "a"
	spec  []part
	expr  *node
}

func (t token) is(op string) bool   { return t.kind == tokOp && t.text == op }
func (t token) word(w string) bool  { return t.kind == tokName && t.text == w }
func (t token) isIdentifier() bool  { return t.kind == tokName && !keywords[t.text] }
func (t token) endsStatement() bool { return t.kind == tokNewline || t.kind == tokEOF || t.is(";") }

// Keyword reports whether no name of a script can be that.
func Keyword(name string) bool { return keywords[name] }

// softKeywords are words of statements that are names elsewhere.
var softKeywords = map[string]bool{"match": true, "case": true, "_": true}

// keywords are Python's reserved words, less None, True, False and assert,
// which are names to Starlark.
var keywords = map[string]bool{
	"and": true, "as": true, "async": true, "await": true,
	"break": true, "class": true, "continue": true, "def": true, "del": true,
	"elif": true, "else": true, "except": true, "finally": true, "for": true,
	"from": true, "global": true, "if": true, "import": true, "in": true,
	"is": true, "lambda": true, "nonlocal": true, "not": true, "or": true,
	"pass": true, "raise": true, "return": true, "try": true, "while": true,
	"with": true, "yield": true,
}
