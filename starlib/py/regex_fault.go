package py

import (
	"fmt"
	"strconv"
	"strings"
)

// patternFault is what CPython says of a pattern that does not parse, with the place in characters; "" of what it
// does not find.
func patternFault(pattern string) string {
	p := faultFinder{text: []rune(pattern)}
	p.find()
	return p.fault
}

// faultFinder goes through a pattern as CPython does, up to its first fault.
type faultFinder struct {
	text  []rune
	at    int
	open  []int // where the groups begin
	last  atomKind
	fault string
}

// atomKind is what a repeat would be of.
type atomKind uint8

const (
	noAtom atomKind = iota // the beginning of an alternative
	oneAtom
	repeatedAtom
)

func (p *faultFinder) say(what string, at int) { p.fault = fmt.Sprintf("%s at position %d", what, at) }

func (p *faultFinder) find() {
	for p.at < len(p.text) && p.fault == "" {
		switch c := p.text[p.at]; c {
		case '\\':
			if p.at+1 == len(p.text) {
				p.say("bad escape (end of pattern)", p.at)
			}
			p.at, p.last = p.at+2, oneAtom
		case '[':
			p.class()
		case '(':
			p.group()
		case ')':
			if len(p.open) == 0 {
				p.say("unbalanced parenthesis", p.at)
				return
			}
			p.open = p.open[:len(p.open)-1]
			p.at, p.last = p.at+1, oneAtom
		case '|':
			p.at, p.last = p.at+1, noAtom
		case '*', '+', '?':
			p.repeat(p.at + 1)
		case '{':
			p.braces()
		default:
			p.at++
			if c != '^' {
				p.last = oneAtom
			}
		}
	}
	if n := len(p.open); p.fault == "" && n > 0 {
		p.say("missing ), unterminated subpattern", p.open[n-1])
	}
}

// class goes over [...].
func (p *faultFinder) class() {
	begin := p.at
	p.at++
	if p.at < len(p.text) && p.text[p.at] == '^' {
		p.at++
	}
	for first := p.at; p.at < len(p.text); p.at++ {
		switch {
		case p.text[p.at] == '\\':
			p.at++
		case p.text[p.at] == ']' && p.at > first:
			p.at, p.last = p.at+1, oneAtom
			return
		case p.at+2 < len(p.text) && p.text[p.at+1] == '-' && p.text[p.at+2] != ']' && p.text[p.at+2] != '\\':
			if p.text[p.at] > p.text[p.at+2] {
				p.say("bad character range "+string(p.text[p.at:p.at+3]), p.at)
				return
			}
			p.at += 2
		}
	}
	p.say("unterminated character set", begin)
}

// group goes over the beginning of one.
func (p *faultFinder) group() {
	p.open = append(p.open, p.at)
	p.at, p.last = p.at+1, noAtom
	if p.at == len(p.text) || p.text[p.at] != '?' {
		return
	}
	p.at++
	rest := string(p.text[p.at:])
	switch {
	case rest == "":
		p.say("unexpected end of pattern", p.at)
	case strings.HasPrefix(rest, "P<"):
		name, _, ok := strings.Cut(rest[2:], ">")
		if !ok {
			p.say("missing >, unterminated name", p.at+2)
			return
		}
		p.at += len([]rune(name)) + 3
	default:
		for p.at < len(p.text) && strings.ContainsRune("aimsuxL-", p.text[p.at]) {
			p.at++
		}
		if p.at < len(p.text) && strings.ContainsRune(":=!", p.text[p.at]) {
			p.at++
		}
	}
}

// repeat goes over one that ends before end.
func (p *faultFinder) repeat(end int) {
	switch p.last {
	case noAtom:
		p.say("nothing to repeat", p.at)
		return
	case repeatedAtom:
		p.say("multiple repeat", p.at)
		return
	}
	if end < len(p.text) && p.text[end] == '?' {
		end++
	}
	p.at, p.last = end, repeatedAtom
}

// braces goes over {m,n}, or over a { that is itself.
func (p *faultFinder) braces() {
	body, _, ok := strings.Cut(string(p.text[p.at+1:]), "}")
	low, high, both := strings.Cut(body, ",")
	if !ok || strings.Trim(body, "0123456789,") != "" || strings.Contains(high, ",") || low == "" && !both {
		p.at, p.last = p.at+1, oneAtom
		return
	}
	m, _ := strconv.Atoi(low)
	if n, err := strconv.Atoi(high); err == nil && n < m {
		p.say("min repeat greater than max repeat", p.at+1)
		return
	}
	p.repeat(p.at + len([]rune(body)) + 2)
}
