package keys

import (
	"slices"
	"strings"
	"testing"
)

// all is the events of b, fed in these parts; after the last nothing follows.
func all(parts ...string) (events []Event) {
	var d Decoder
	for _, p := range parts {
		d.Feed([]byte(p))
		for e, ok := d.Next(); ok; e, ok = d.Next() {
			events = append(events, e)
		}
	}
	for e, ok := d.Flush(); ok; e, ok = d.Flush() {
		events = append(events, e)
	}
	return events
}

var sequences = []struct {
	bytes string
	want  []Event
}{
	{"a é世", []Event{Char('a'), Char(' '), Char('é'), Char('世')}},
	{"\xff", []Event{Char('�')}},
	{"\x01\x1a\x1f\x00", []Event{Control('a'), Control('z'), Control('_'), Control(' ')}},
	{"\r\n\t\x7f\b", []Event{Press(Enter), Press(Enter), Press(Tab), Press(Backspace), Press(Backspace)}},
	{"\x1b", []Event{Press(Esc)}},
	{"\x1b\x1b", []Event{Press(Esc), Press(Esc)}},
	{"\x1b\r\x1bb\x1b\x7f\x1bé", []Event{Press(Enter).With(Alt), Meta('b'), Press(Backspace).With(Alt), Meta('é')}},
	{"\x1b[A\x1b[B\x1b[C\x1b[D", []Event{Press(Up), Press(Down), Press(Right), Press(Left)}},
	{"\x1bOA\x1bOB\x1bOC\x1bOD", []Event{Press(Up), Press(Down), Press(Right), Press(Left)}},
	{"\x1b[H\x1b[1~\x1b[7~\x1bOH", []Event{Press(Home), Press(Home), Press(Home), Press(Home)}},
	{"\x1b[F\x1b[4~\x1b[8~\x1bOF", []Event{Press(End), Press(End), Press(End), Press(End)}},
	{"\x1b[2~\x1b[3~\x1b[5~\x1b[6~", []Event{Press(Insert), Press(Delete), Press(PageUp), Press(PageDown)}},
	{"\x1b[1;5C\x1b[5C\x1bO5C\x1bOc", []Event{Press(Right).With(Ctrl), Press(Right).With(Ctrl), Press(Right).With(Ctrl), Press(Right).With(Ctrl)}},
	{"\x1b[1;3D\x1b\x1b[D\x1b[1;9D", []Event{Press(Left).With(Alt), Press(Left).With(Alt), Press(Left).With(Alt)}},
	{"\x1b[1;2A\x1b[a\x1b[Z", []Event{Press(Up).With(Shift), Press(Up).With(Shift), Press(Tab).With(Shift)}},
	{"\x1b[3;5~\x1b[3^\x1b[3$\x1b[3@", []Event{Press(Delete).With(Ctrl), Press(Delete).With(Ctrl), Press(Delete).With(Shift), Press(Delete).With(Shift | Ctrl)}},
	{"\x1b[13;3u\x1b[27;3;13~\x1b[97;5u\x1b[27u", []Event{Press(Enter).With(Alt), Press(Enter).With(Alt), Control('a'), Press(Esc)}},
	{"\x1bOP\x1b[15~\x1b[[Ax\x1b[?62;4c\x1b[I\x1b[12;40R", []Event{{}, {}, {}, Char('x'), {}, {}, {}}},
	{"\x1b[\x03", []Event{{}, Control('c')}},
	{"\x1bO", []Event{Meta('O')}},
	{"\x1b[", []Event{Meta('[')}},
	{"\x1b[200~if x:\n\ty\x1b[A\x1b[201~z", []Event{{Key: Paste, Text: "if x:\n\ty\x1b[A"}, Char('z')}},
	{"a\x1b[200~\x1b[201~b\x1b[200~c", []Event{Char('a'), Char('b'), {Key: Paste, Text: "c"}}},
	{"\x1b[200~lost\x03x", []Event{Control('c'), Char('x')}},
}

// TestEvents feeds each sequence whole and cut in two at every place: what was begun waits.
func TestEvents(t *testing.T) {
	for _, s := range sequences {
		if got := all(s.bytes); !slices.Equal(got, s.want) {
			t.Errorf("%q: %v, want %v", s.bytes, got, s.want)
		}
		for i := range s.bytes {
			if got := all(s.bytes[:i], s.bytes[i:]); !slices.Equal(got, s.want) {
				t.Errorf("%q cut at %d: %v, want %v", s.bytes, i, got, s.want)
			}
		}
	}
}

// TestLoneEsc: an Esc waits for what may belong to it, and is a key when nothing comes.
func TestLoneEsc(t *testing.T) {
	var d Decoder
	d.Feed([]byte("\x1b"))
	if e, ok := d.Next(); ok || !d.Begun() {
		t.Errorf("%v before its time", e)
	}
	if e, ok := d.Flush(); !ok || e != Press(Esc) || d.Begun() {
		t.Errorf("%v, %v", e, ok)
	}
	d.Feed([]byte("\x1b[200~a"))
	if e, ok := d.Next(); ok || d.Begun() {
		t.Errorf("a paste of which the end is missing: %v", e)
	}
}

// TestLongPaste: a paste that comes in small parts is looked through once.
func TestLongPaste(t *testing.T) {
	text := strings.Repeat("x", 1<<20)
	var d Decoder
	d.Feed([]byte("\x1b[200~"))
	for i := 0; i < len(text); i += 1024 {
		d.Feed([]byte(text[i : i+1024]))
		if _, ok := d.Next(); ok || i > 0 && d.seen < i {
			t.Fatalf("at %d: %v, %d bytes seen", i, ok, d.seen)
		}
	}
	d.Feed(pasteEnd)
	if e, ok := d.Next(); !ok || e.Text != text {
		t.Error("the text is another")
	}
}

func FuzzDecoder(f *testing.F) {
	for _, s := range sequences {
		f.Add(s.bytes, 1)
	}
	f.Fuzz(func(t *testing.T, s string, cut int) {
		cut = min(max(cut, 0), len(s))
		whole, parts := all(s), all(s[:cut], s[cut:])
		if !slices.Equal(whole, parts) {
			t.Errorf("%q cut at %d: %v, whole %v", s, cut, parts, whole)
		}
		if len(whole) > len(s) || len(s) > 6 && len(whole) == 0 && !strings.Contains(s, "\x1b[") {
			t.Errorf("%q: %v", s, whole)
		}
	})
}
