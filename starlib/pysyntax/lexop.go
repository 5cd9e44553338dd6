package pysyntax

import (
	"fmt"
	"strings"
)

// operators, longest first.
var operators = [...]string{
	"**=", "//=", ">>=", "<<=", "...",
	"**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=", "-=", "*=",
	"/=", "%=", "&=", "|=", "^=", "@=", ":=", "<>",
	"+", "-", "*", "/", "%", "&", "|", "^", "~", "<", ">", "=", "(", ")",
	"[", "]", "{", "}", ",", ":", ".", ";", "@",
}

var closers = map[string]string{")": "(", "]": "[", "}": "{"}

func (l *lexer) op() token {
	rest := l.src[l.pos:]
	for _, op := range operators {
		if !strings.HasPrefix(rest, op) {
			continue
		}
		t := l.take(tokOp, len(op))
		switch op {
		case "(", "[", "{":
			if len(l.open)+l.nested >= maxDepth {
				return l.bad(t.pos, "too many nested brackets", "")
			}
			l.open = append(l.open, t)
		case ")", "]", "}":
			return l.closer(t)
		}
		return t
	}
	if rest[0] == '!' && l.nested > 0 {
		return l.take(tokOp, 1)
	}
	return l.strange()
}

func (l *lexer) closer(t token) token {
	n := len(l.open)
	switch {
	case n == 0 && l.nested > 0 && t.text == "}":
	case n == 0:
		return l.bad(t.pos, fmt.Sprintf("unmatched '%s'", t.text), "")
	case l.open[n-1].text != closers[t.text]:
		return l.mismatch(t, l.open[n-1])
	default:
		l.open = l.open[:n-1]
	}
	return t
}

func (l *lexer) mismatch(t, open token) token {
	msg := fmt.Sprintf("closing parenthesis '%s' does not match opening parenthesis '%s'", t.text, open.text)
	at := newLines(l.src, 0)
	if line := at.position(l.src, open.pos).line; line != at.position(l.src, t.pos).line {
		msg += fmt.Sprintf(" on line %d", line)
	}
	return l.bad(t.pos, msg, "")
}
