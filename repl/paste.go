package repl

import "bytes"

// paste follows what a terminal in bracketed paste mode sends: pasted text between two
// marks, in which a tab is no wish for completion.
type paste struct {
	pasting bool
	rest    []byte // the beginning of a mark at the end of the last bytes
}

const (
	pasteBegin = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
	pasteOn    = "\x1b[?2004h"
	pasteOff   = "\x1b[?2004l"
)

// filter is b without marks; in pasted text tabs are four spaces and other control
// characters are dropped.
func (p *paste) filter(b []byte) []byte {
	b = append(p.rest, b...)
	p.rest = nil
	var out []byte
	for len(b) > 0 {
		mark := pasteBegin
		if p.pasting {
			mark = pasteEnd
		}
		i := bytes.Index(b, []byte(mark))
		if i < 0 {
			n := len(b) - halfMark(b, mark)
			p.rest = bytes.Clone(b[n:])
			return p.add(out, b[:n])
		}
		out = p.add(out, b[:i])
		p.pasting = !p.pasting
		b = b[i+len(mark):]
	}
	return out
}

// halfMark is the length of the longest end of b that begins a mark, but for a single
// escape, which is a key.
func halfMark(b []byte, mark string) int {
	for n := min(len(mark)-1, len(b)); n > 1; n-- {
		if string(b[len(b)-n:]) == mark[:n] {
			return n
		}
	}
	return 0
}

func (p *paste) add(out, b []byte) []byte {
	if !p.pasting {
		return append(out, b...)
	}
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	for _, c := range b {
		switch {
		case c == '\t':
			out = append(out, "    "...)
		case c >= ' ' || c == '\n' || c == '\r':
			out = append(out, c)
		}
	}
	return out
}
