package edit

import (
	"unicode"

	"starling/repl/keys"
)

// command is what a key is for.
type command = func(*Editor) Outcome

// commands are the keys, those of Emacs and of readline among them.
var commands = map[keys.Event]command{
	keys.Press(keys.Enter):                enter,
	keys.Press(keys.Enter).With(keys.Alt): func(e *Editor) Outcome { return e.newline() },
	keys.Control('c'):                     func(*Editor) Outcome { return Interrupt },
	keys.Control('d'):                     deleteOrEnd,
	keys.Control('g'):                     nothing,
	keys.Control('l'):                     func(*Editor) Outcome { return Redraw },
	keys.Control('z'):                     func(*Editor) Outcome { return Suspend },
	keys.Control('x'):                     func(e *Editor) Outcome { e.chord = afterX; return GoOn },

	keys.Press(keys.Left):                  moves(func(e *Editor) int { return e.at - 1 }),
	keys.Control('b'):                      moves(func(e *Editor) int { return e.at - 1 }),
	keys.Press(keys.Right):                 moves(func(e *Editor) int { return e.at + 1 }),
	keys.Control('f'):                      moves(func(e *Editor) int { return e.at + 1 }),
	keys.Press(keys.Left).With(keys.Ctrl):  moves((*Editor).wordLeft),
	keys.Press(keys.Left).With(keys.Alt):   moves((*Editor).wordLeft),
	keys.Meta('b'):                         moves((*Editor).wordLeft),
	keys.Press(keys.Right).With(keys.Ctrl): moves((*Editor).wordRight),
	keys.Press(keys.Right).With(keys.Alt):  moves((*Editor).wordRight),
	keys.Meta('f'):                         moves((*Editor).wordRight),
	keys.Press(keys.Home):                  moves(func(e *Editor) int { return e.start(e.at) }),
	keys.Control('a'):                      moves(func(e *Editor) int { return e.start(e.at) }),
	keys.Press(keys.End):                   moves(func(e *Editor) int { return e.end(e.at) }),
	keys.Control('e'):                      moves(func(e *Editor) int { return e.end(e.at) }),
	keys.Press(keys.Home).With(keys.Ctrl):  moves(func(*Editor) int { return 0 }),
	keys.Press(keys.End).With(keys.Ctrl):   moves(func(e *Editor) int { return len(e.buffer.text) }),

	keys.Press(keys.Up):                   up,
	keys.Control('p'):                     up,
	keys.Press(keys.Down):                 down,
	keys.Control('n'):                     down,
	keys.Press(keys.PageUp):               (*Editor).older,
	keys.Press(keys.Up).With(keys.Ctrl):   (*Editor).older,
	keys.Press(keys.Up).With(keys.Alt):    (*Editor).older,
	keys.Press(keys.PageDown):             (*Editor).newer,
	keys.Press(keys.Down).With(keys.Ctrl): (*Editor).newer,
	keys.Press(keys.Down).With(keys.Alt):  (*Editor).newer,
	keys.Meta('<'):                        (*Editor).oldest,
	keys.Meta('>'):                        (*Editor).newest,
	keys.Control('r'):                     searches(true),
	keys.Control('s'):                     searches(false),

	keys.Press(keys.Backspace):                backspace,
	keys.Press(keys.Delete):                   deletes(func(e *Editor) (int, int) { return e.at, e.at + 1 }),
	keys.Control('k'):                         kill(func(e *Editor) (int, int) { return e.at, max(e.end(e.at), min(e.at+1, len(e.buffer.text))) }, killing),
	keys.Control('u'):                         kill(func(e *Editor) (int, int) { return min(e.start(e.at), max(e.at-1, 0)), e.at }, killingBack),
	keys.Control('w'):                         kill(func(e *Editor) (int, int) { return e.spaceLeft(), e.at }, killingBack),
	keys.Press(keys.Backspace).With(keys.Alt): kill(func(e *Editor) (int, int) { return e.wordLeft(), e.at }, killingBack),
	keys.Meta('d'):                            kill(func(e *Editor) (int, int) { return e.at, e.wordRight() }, killing),
	keys.Press(keys.Delete).With(keys.Ctrl):   kill(func(e *Editor) (int, int) { return e.at, e.wordRight() }, killing),
	keys.Press(keys.Delete).With(keys.Alt):    kill(func(e *Editor) (int, int) { return e.at, e.wordRight() }, killing),
	keys.Control('y'):                         yank,
	keys.Meta('y'):                            yankPop,
	keys.Control('t'):                         transpose,
	keys.Meta('u'):                            recase(func(int, rune) func(rune) rune { return unicode.ToUpper }),
	keys.Meta('l'):                            recase(func(int, rune) func(rune) rune { return unicode.ToLower }),
	keys.Meta('c'):                            recase(capital),
	keys.Control('_'):                         undo,

	keys.Press(keys.Tab):                  (*Editor).tab,
	keys.Press(keys.Tab).With(keys.Shift): (*Editor).untab,
}

// afterX are the keys after Ctrl-X.
var afterX = map[keys.Event]command{
	keys.Control('e'): func(*Editor) Outcome { return External },
	keys.Control('u'): undo,
}

func nothing(*Editor) Outcome { return GoOn }

func enter(e *Editor) Outcome { return e.enter() }

func undo(e *Editor) Outcome {
	e.undo()
	return GoOn
}

// moves is a command that moves the cursor to a place, as far as there is one.
func moves(to func(*Editor) int) command {
	return func(e *Editor) Outcome {
		e.at = min(max(to(e), 0), len(e.buffer.text))
		return GoOn
	}
}

// deletes is a command that deletes what is between two places.
func deletes(what func(*Editor) (from, to int)) command {
	return func(e *Editor) Outcome {
		from, to := what(e)
		e.remove(max(from, 0), min(to, len(e.buffer.text)))
		return GoOn
	}
}

// deleteOrEnd deletes a character, and is the end where there is nothing.
func deleteOrEnd(e *Editor) Outcome {
	if len(e.buffer.text) == 0 {
		return EOF
	}
	e.remove(e.at, min(e.at+1, len(e.buffer.text)))
	return GoOn
}

// backspace deletes a character, and a step where a line is only indented so far.
func backspace(e *Editor) Outcome {
	n := 1
	if lead, only := e.lead(); only && lead != "" && lead[len(lead)-1] == ' ' {
		for n = 1; n < len(lead) && (len(lead)-n)%len(step) != 0 && lead[len(lead)-n-1] == ' '; n++ {
		}
	}
	e.remove(max(e.at-n, 0), e.at)
	return GoOn
}

func up(e *Editor) Outcome {
	if e.firstLine() {
		return e.older()
	}
	return e.climb(false)
}

func down(e *Editor) Outcome {
	if e.lastLine() {
		return e.newer()
	}
	return e.climb(true)
}

// climb moves a line up or down, to the column where climbing began.
func (e *Editor) climb(down bool) Outcome {
	if !e.climbed {
		e.column = e.at - e.start(e.at)
	}
	e.vertical(down, e.column)
	e.last = climbing
	return GoOn
}

// transpose exchanges the two characters around the cursor, or before it at the end of a line.
func transpose(e *Editor) Outcome {
	i := e.at
	if i == e.end(i) {
		i--
	}
	if i <= e.start(e.at) {
		return GoOn
	}
	e.replace(i-1, i+1, string([]rune{e.buffer.text[i], e.buffer.text[i-1]}))
	return GoOn
}

// recase is a command that writes the rest of a word in another case.
func recase(as func(i int, r rune) func(rune) rune) command {
	return func(e *Editor) Outcome {
		end := e.wordRight()
		word := append([]rune(nil), e.buffer.text[e.at:end]...)
		first := 0
		for first < len(word) && !isWord(word[first]) {
			first++
		}
		for i := first; i < len(word); i++ {
			word[i] = as(i-first, word[i])(word[i])
		}
		e.replace(e.at, end, string(word))
		return GoOn
	}
}

func capital(i int, _ rune) func(rune) rune {
	if i == 0 {
		return unicode.ToUpper
	}
	return unicode.ToLower
}
