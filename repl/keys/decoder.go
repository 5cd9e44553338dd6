package keys

import (
	"bytes"
	"time"
	"unicode/utf8"
)

// Patience is how long after an Esc what belongs to it may still come. A terminal sends a
// sequence at once, a person types the key alone.
const Patience = 50 * time.Millisecond

// Decoder takes bytes in and gives events out. The zero value is ready; it is used by one
// goroutine at a time.
type Decoder struct {
	buf     []byte
	pasting bool
	seen    int // bytes of the paste in which its end is not
}

// Feed takes in what the terminal sent.
func (d *Decoder) Feed(b []byte) { d.buf = append(d.buf, b...) }

// Next is the next event that is there as a whole.
func (d *Decoder) Next() (e Event, ok bool) {
	if d.pasting {
		return d.paste()
	}
	e, n := decode(d.buf, false)
	return d.give(e, n)
}

// Begun reports whether an event is there in part, which Patience may make whole. It is
// false within a paste, whose end comes for certain.
func (d *Decoder) Begun() bool { return !d.pasting && len(d.buf) > 0 }

// Empty reports whether all that came was made events of.
func (d *Decoder) Empty() bool { return len(d.buf) == 0 }

// Flush is the next event when nothing follows: what was begun is taken as it is, an Esc as
// the key of that name. ok is false if there is nothing.
func (d *Decoder) Flush() (e Event, ok bool) {
	if d.pasting {
		d.pasting = false
		e = Event{Key: Paste, Text: string(d.buf)}
		return d.give(e, len(d.buf))
	}
	if len(d.buf) == 0 {
		return Event{}, false
	}
	return d.give(decode(d.buf, true))
}

// Rest is the bytes of which no event was made yet. They are the caller's from now on.
func (d *Decoder) Rest() []byte {
	b := d.buf
	*d = Decoder{}
	return b
}

func (d *Decoder) give(e Event, n int) (Event, bool) {
	if n == 0 {
		return Event{}, false
	}
	if d.buf = d.buf[n:]; len(d.buf) == 0 {
		d.buf = nil
	}
	if e.Key == Paste && e.Text == "" {
		d.pasting, d.seen = true, 0
		return d.paste()
	}
	return e, true
}

// pasteEnd is what follows pasted text.
var pasteEnd = []byte("\x1b[201~")

// paste is the pasted text if its end is there. Ctrl-C, which no terminal pastes, gives a
// paste up whose end is lost.
func (d *Decoder) paste() (Event, bool) {
	if i := bytes.IndexByte(d.buf[d.seen:], 3); i >= 0 {
		d.pasting = false
		return d.give(Control('c'), d.seen+i+1)
	}
	i := bytes.Index(d.buf[d.seen:], pasteEnd)
	if i < 0 {
		d.seen = max(len(d.buf)-len(pasteEnd)+1, 0)
		return Event{}, false
	}
	end := d.seen + i
	e := Event{Key: Paste, Text: string(d.buf[:end])}
	d.pasting = false
	d.buf = d.buf[end+len(pasteEnd):]
	if e.Text == "" {
		return d.Next()
	}
	return e, true
}

// decode is the event at the beginning of b and of how many bytes it is, 0 if that is not
// all of it. With last nothing follows. An empty Paste is the mark that begins one.
func decode(b []byte, last bool) (Event, int) {
	if len(b) == 0 {
		return Event{}, 0
	}
	if b[0] == esc {
		return escape(b, last)
	}
	if b[0] < ' ' || b[0] == del {
		return control(b[0]), 1
	}
	if !utf8.FullRune(b) && !last {
		return Event{}, 0
	}
	r, n := utf8.DecodeRune(b)
	return Char(r), n
}

const (
	esc = 0x1b
	del = 0x7f
)

// control is the event of a control character.
func control(c byte) Event {
	switch c {
	case '\r', '\n':
		return Press(Enter)
	case '\t':
		return Press(Tab)
	case '\b', del:
		return Press(Backspace)
	case 0:
		return Control(' ')
	}
	if c <= 26 {
		return Control(rune(c) - 1 + 'a')
	}
	return Control(rune(c) + '@') // \ ] ^ _
}
