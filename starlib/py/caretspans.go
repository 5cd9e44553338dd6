package py

// lineBinds is how tightly operators bind. That of a unary one is between * and **.
var lineBinds = map[string]int{
	"in": 1, "not": 1, "is": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "==": 1, "!=": 1,
	"|": 2, "^": 3, "&": 4, "<<": 5, ">>": 5, "+": 6, "-": 6, "*": 7, "/": 7, "//": 7, "%": 7, "@": 7, "**": 9,
}

const (
	bindsComparison = 1
	bindsUnary      = 8
	bindsPower      = 9
)

// lineExpr is the tokens of a line, as parts of expressions.
type lineExpr []lineToken

// spanAt is the expression that token i stands for.
func spanAt(toks []lineToken, i int) caretSpan {
	l := lineExpr(toks)
	t := toks[i]
	whole := caretSpan{start: toks[0].start, end: toks[len(toks)-1].end}
	after := i > 0 && l.ends(i-1)
	switch {
	case t.text == "(" && after:
		return caretSpan{start: toks[l.primary(i-1)].start, end: toks[l.match(i)].end}
	case t.text == "[" && after:
		end := toks[l.match(i)].end
		return caretSpan{toks[l.primary(i-1)].start, end, t.start, end}
	case t.text == "." && after:
		return caretSpan{start: toks[l.primary(i-1)].start, end: toks[min(i+1, len(toks)-1)].end}
	case t.text == "(" || t.text == "[" || t.text == "{":
		return caretSpan{start: t.start, end: toks[l.match(i)].end}
	case t.text == "=":
		return caretSpan{start: toks[l.statement(i)].start, end: toks[max(i-1, 0)].end}
	case lineBinds[t.text] > 0 && after:
		return l.operation(i)
	case lineBinds[t.text] > 0 || t.text == "~":
		return caretSpan{start: t.start, end: toks[l.operand(i, bindsUnary)].end}
	case t.text == "assert" && i+1 < len(toks):
		return caretSpan{start: toks[i+1].start, end: toks[l.listed(i+1)].end}
	case t.text == "del" && i+1 < len(toks):
		return caretSpan{start: toks[i+1].start, end: whole.end}
	case t.kind == wordToken || len(t.text) > 1 && t.text[len(t.text)-1] == '=':
		return caretSpan{start: toks[l.statement(i)].start, end: whole.end, main: 0}
	}
	return caretSpan{start: t.start, end: t.end}
}

// ends reports whether an operand can end with token i.
func (l lineExpr) ends(i int) bool {
	t := l[i]
	return t.kind != wordToken && t.kind != operatorToken || t.text == ")" || t.text == "]" || t.text == "}" || t.text == "..."
}

// match is the bracket that closes the one at i, else the last token.
func (l lineExpr) match(i int) int {
	depth := 0
	for ; i < len(l); i++ {
		switch l[i].text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(l) - 1
}

// opens is the bracket that the one at i closes, else the first token.
func (l lineExpr) opens(i int) int {
	depth := 0
	for ; i > 0; i-- {
		switch l[i].text {
		case ")", "]", "}":
			depth++
		case "(", "[", "{":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return 0
}

// primary is the first token of the operand that ends with token i, with its calls, indexes and
// attributes.
func (l lineExpr) primary(i int) int {
	for {
		switch l[i].text {
		case ")", "]", "}":
			i = l.opens(i)
			if i == 0 || !l.ends(i-1) {
				return i
			}
			i--
			continue
		}
		switch {
		case i > 1 && l[i-1].text == "." && l.ends(i-2):
			i -= 2
		case i > 0 && l[i].kind == stringToken && l[i-1].kind == stringToken:
			i--
		default:
			return i
		}
	}
}

// operation is the operation whose operator is token i.
func (l lineExpr) operation(i int) caretSpan {
	binds := lineBinds[l[i].text]
	first := l.primary(i - 1)
	for first > 0 {
		before := l[first-1].text
		b := lineBinds[before]
		switch {
		case b == 0 && before != "~":
		case first == 1 || !l.ends(first-2): // a unary one
			if binds < bindsPower && before != "not" && before != "in" && before != "is" {
				first--
				continue
			}
		case b > binds || b == binds && binds < bindsPower:
			first = l.primary(first - 2)
			continue
		}
		break
	}
	s := caretSpan{start: l[first].start, end: l[l.operand(i, binds)].end}
	if binds != bindsComparison && i+1 < len(l) { // else the line ends before the other operand
		s.main, s.mainEnd = l[i].start, l[i].end
	}
	return s
}

// operand is the last token of the operand behind token i, an operator that binds so tightly.
func (l lineExpr) operand(i, binds int) int {
	last := i
	for i++; i < len(l); i++ {
		t := l[i]
		switch {
		case t.text == "-" || t.text == "+" || t.text == "~" || t.text == "not" || t.text == "in":
			last = i
			continue // before the operand
		case t.text == "(" || t.text == "[" || t.text == "{":
			i = l.match(i)
		case t.kind == wordToken || t.kind == operatorToken && t.text != "...":
			return last
		}
		last = i
		for i+1 < len(l) {
			next := l[i+1]
			switch {
			case next.text == "(" || next.text == "[":
				i = l.match(i + 1)
			case next.text == "." && i+2 < len(l):
				i += 2
			case next.kind == stringToken && l[i].kind == stringToken:
				i++
			default:
				if b := lineBinds[next.text]; b > binds || b == binds && (b == bindsPower || b == bindsComparison) {
					return l.operand(i+1, binds)
				}
				return i
			}
			last = i
		}
		return last
	}
	return last
}

// listed is the last token of an expression that begins with token i and ends with a comma.
func (l lineExpr) listed(i int) int {
	for ; i+1 < len(l); i++ {
		switch l[i].text {
		case "(", "[", "{":
			i = l.match(i)
		}
		if i+1 < len(l) && l[i+1].text == "," {
			return i
		}
	}
	return len(l) - 1
}

// statement is the first token of the statement that token i is in.
func (l lineExpr) statement(i int) int {
	depth := 0
	for ; i > 0; i-- {
		switch l[i-1].text {
		case ")", "]", "}":
			depth++
		case "(", "[", "{":
			depth--
		case ";", ":":
			if depth == 0 {
				return i
			}
		}
	}
	return 0
}
