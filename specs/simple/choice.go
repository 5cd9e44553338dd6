package simple

import (
	"fmt"
	"iter"

	"starling/specs/wire"
)

// instead says how numbers are read and how to have it otherwise.
func (n notation) instead() string {
	other := asText
	if n == asText {
		other = asBinary
	}
	return fmt.Sprintf("numbers are read as %s; {%q: %q} reads them as %s", n, Format, other, other)
}

// Choose takes the notation that most payloads speak for which can have but one.
func (s reader) Choose(env wire.Env, payloads iter.Seq[[]byte]) (wire.Choice, bool) {
	f, err := s.field(env)
	if err != nil || numberWidth(f.Type.Kind) == 0 {
		return wire.Choice{}, true
	}
	if n, err := notationOf(env.Props); err != nil || n != auto {
		return wire.Choice{}, true
	}
	e := evidence{num: numberDecoder{field: f, width: numberWidth(f.Type.Kind)}}
	for rec := range payloads {
		e.see(rec)
	}
	n := e.notation()
	c := wire.Choice{Way: string(n)}
	if e.likely || e.text > 0 && e.binary > 0 {
		c.Doubt = n.instead()
	}
	return c, n != auto
}

// evidence is what payloads of a column of numbers tell of how they are written.
type evidence struct {
	num          numberDecoder
	text, binary int      // payloads that can be nothing else
	first        notation // of the first of them
	likely       bool     // a text of digits that is as long as a binary number
}

// see looks at one more. A text is a number and nothing else; of other payloads only those
// tell that have a byte no text has, as binary numbers mostly have, and the right length.
func (e *evidence) see(rec []byte) {
	is := auto
	switch {
	case e.num.readable(rec):
		if len(rec) == e.num.width {
			e.likely = true
			return
		}
		is = asText
		e.text++
	case len(rec) == e.num.width && !printable(rec):
		is = asBinary
		e.binary++
	default:
		return
	}
	if e.first == "" {
		e.first = is
	}
}

// notation is what was seen, auto if nothing was.
func (e *evidence) notation() notation {
	switch {
	case e.text > e.binary:
		return asText
	case e.binary > e.text:
		return asBinary
	case e.first != "":
		return e.first
	case e.likely:
		return asText
	}
	return auto
}

// printable reports whether all bytes are printable ASCII.
func printable(rec []byte) bool {
	for _, c := range rec {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}
