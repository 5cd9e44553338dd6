// Package keys makes events of the bytes that a terminal sends: characters, keys with
// their modifiers, pasted text. It reads nothing and knows no time of its own, so that
// every view of the console reads keys in the same way. It imports nothing of the module.
package keys

// Event is a key that was pressed, or a text that was pasted. Events are compared with ==.
type Event struct {
	Key  Key
	Rune rune // the character of a Rune; with Ctrl a lower case letter or a sign
	Mod  Mod
	Text string // what was pasted
}

// Key is which key it was.
type Key uint8

// The keys. Other is one that has no name here, or a report of the terminal.
const (
	Other Key = iota
	Rune
	Enter
	Tab
	Backspace
	Esc
	Up
	Down
	Right
	Left
	Home
	End
	PageUp
	PageDown
	Insert
	Delete
	Paste
)

// Mod is the modifiers that were held down.
type Mod uint8

// The modifiers, to be added up.
const (
	Shift Mod = 1 << iota
	Alt
	Ctrl
)

// Char is the event of a plain character.
func Char(r rune) Event { return Event{Key: Rune, Rune: r} }

// Control is the event of a character with Ctrl: Control('c') is Ctrl-C.
func Control(r rune) Event { return Event{Key: Rune, Rune: r, Mod: Ctrl} }

// Meta is the event of a character with Alt, or after Esc.
func Meta(r rune) Event { return Event{Key: Rune, Rune: r, Mod: Alt} }

// Press is the event of a key.
func Press(k Key) Event { return Event{Key: k} }

// With is the event with these modifiers too.
func (e Event) With(m Mod) Event {
	e.Mod |= m
	return e
}
