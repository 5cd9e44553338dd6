package keys

import "unicode"

// escape is decode for what begins with Esc.
func escape(b []byte, last bool) (Event, int) {
	if len(b) == 1 {
		if last {
			return Press(Esc), 1
		}
		return Event{}, 0
	}
	var e Event
	n := 0
	switch b[1] {
	case '[':
		e, n = sequence(b, last)
	case 'O':
		e, n = single(b, last)
	case esc:
		if e, n = escape(b[1:], last); n <= 1 { // Esc twice, or more to come
			return e, n
		}
		return e.With(Alt), n + 1
	default:
		if e, n = decode(b[1:], last); n > 0 {
			return e.With(Alt), n + 1
		}
	}
	return e, n
}

// single is Esc O and a letter, between which old terminals put a modifier.
func single(b []byte, last bool) (Event, int) {
	i, mod := 2, 0
	for i < len(b) && isDigit(b[i]) {
		mod = min(mod*10+int(b[i]-'0'), 99)
		i++
	}
	switch {
	case i < len(b):
		return letter(b[i], mod, Ctrl), i + 1
	case last:
		return Meta('O'), 2
	}
	return Event{}, 0
}

// longest is how long a sequence may be; what is longer is none.
const longest = 64

// sequence is Esc [ with its parameters and the character that ends it.
func sequence(b []byte, last bool) (Event, int) {
	var params []int
	param, report := -1, false
	for i := 2; i < len(b) && i < longest; i++ {
		c := b[i]
		switch {
		case isDigit(c):
			param = min(max(param, 0)*10+int(c-'0'), unicode.MaxRune)
		case c == ';' || c == ':':
			params, param = append(params, param), -1
		case i == 2 && c == '[': // a function key of the Linux console: one letter more
			if i+1 < len(b) {
				return Press(Other), i + 2
			}
		case c >= '<' && c <= '?': // an answer of the terminal
			report = true
		case report && c >= 0x40 && c < del:
			return Press(Other), i + 1
		case c >= 0x40 && c < del, c == '$' && len(params) == 0: // rxvt ends keys with Shift in $
			return meaning(append(params, param), c), i + 1
		case c < ' ' || c >= del:
			return Press(Other), i // broken off: c is the next key
		}
	}
	switch {
	case len(b) >= longest:
		return Press(Other), longest
	case last && len(b) == 2:
		return Meta('['), 2
	case last:
		return Press(Other), len(b)
	}
	return Event{}, 0
}

// meaning is the event of a sequence.
func meaning(params []int, end byte) Event {
	at := func(i int) int {
		if i < len(params) {
			return params[i]
		}
		return -1
	}
	switch end {
	case '~':
		if at(0) == 27 { // xterm's modifyOtherKeys: 27;modifiers;character~
			return character(at(2), at(1))
		}
		return numbered(at(0)).With(modifiers(at(1)))
	case '^', '$', '@': // rxvt
		return numbered(at(0)).With(map[byte]Mod{'^': Ctrl, '$': Shift, '@': Ctrl | Shift}[end])
	case 'M': // of the mouse
		return Press(Other)
	case 'u': // character;modifiersu, as kitty has it
		return character(at(0), at(1))
	}
	return letter(end, max(at(1), at(0)), Shift)
}

// modifiers is what a terminal's number says of them, which counts from 1. Meta is Alt.
func modifiers(n int) Mod {
	if n < 2 {
		return 0
	}
	n--
	m := Mod(n) & (Shift | Alt | Ctrl)
	if n&8 != 0 {
		m |= Alt
	}
	return m
}

// letters are the keys that sequences end with.
var letters = map[byte]Key{
	'A': Up, 'B': Down, 'C': Right, 'D': Left, 'H': Home, 'F': End,
	'a': Up, 'b': Down, 'c': Right, 'd': Left, 'M': Enter,
}

// letter is the key of the letter at the end; in lower case, as rxvt has it, the key was
// pressed with the modifier small.
func letter(c byte, mod int, small Mod) Event {
	e := Press(letters[c]).With(modifiers(mod))
	switch {
	case c == 'Z':
		return Press(Tab).With(Shift)
	case e.Key == Other:
		return Press(Other)
	case c >= 'a':
		return e.With(small)
	}
	return e
}

// numbers are the keys of sequences that end with ~.
var numbers = map[int]Key{
	1: Home, 2: Insert, 3: Delete, 4: End, 5: PageUp, 6: PageDown, 7: Home, 8: End, 200: Paste,
}

func numbered(n int) Event { return Press(numbers[n]) }

// character is the event of a key that is named by its character.
func character(c, mod int) Event {
	m := modifiers(mod)
	switch {
	case c == esc:
		return Press(Esc).With(m)
	case c >= 0 && c < ' ' || c == del:
		return control(byte(c)).With(m)
	case c < 0 || !unicode.IsPrint(rune(c)):
		return Press(Other)
	case m&Ctrl != 0:
		return Control(unicode.ToLower(rune(c))).With(m &^ Shift)
	}
	return Char(rune(c)).With(m &^ Shift)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
