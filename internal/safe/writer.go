package safe

import "io"

// Writer passes on to w what is written to it, as Lines has it. Each Write is a text of
// its own: a character must not be split between two.
func Writer(w io.Writer) io.Writer { return writer{w, layout} }

// Terminal is Writer for what a script prints to a terminal itself, which may begin a line
// anew (\r) and change colours (ESC [ 1 ; 31 m), but nothing else of the terminal.
func Terminal(w io.Writer) io.Writer { return writer{w, looks} }

type writer struct {
	w    io.Writer
	kept keep
}

// Write reports b as written if its harmless form is.
func (w writer) Write(b []byte) (int, error) {
	if _, err := io.WriteString(w.w, escape(string(b), w.kept)); err != nil {
		return 0, err
	}
	return len(b), nil
}

// looks keeps what Terminal lets through.
func looks(s string) int {
	switch {
	case s[0] == '\r':
		return 1
	case len(s) > 1 && s[:2] == "\x1b[":
		return colour(s)
	}
	return layout(s)
}

// colour is the length of the sequence that s begins with if it is one of colours and
// weights, 0 if not.
func colour(s string) int {
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c != ';' && (c < '0' || c > '9'):
			return 0
		}
	}
	return 0
}
