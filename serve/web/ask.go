package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"starling/engine"
)

// How much of a table can be seen at once.
const (
	mostRows    = 1000
	mostColumns = 200
)

// ask is a message of the page. Which fields it has follows from Do.
type ask struct {
	Do      string
	View    int // a number that the page chose
	Table   string
	Sort    []sorted
	Filter  string
	Lo, Hi  int     // positions of rows
	Columns *[2]int // of the columns that are shown
	Row     *int    // position of the row that all is wanted of, nil for none
	Plot    *plotAsk
	What    []string
	N       int // number of the message that is drawn
}

// sorted is a column to sort by.
type sorted struct {
	Column string
	Down   bool
}

// keys is the columns to sort by.
func (a *ask) keys() []engine.SortKey {
	var out []engine.SortKey
	for _, k := range a.Sort {
		out = append(out, engine.SortKey{Column: k.Column, Descending: k.Down})
	}
	return out
}

// badAsk is a message that no page of ours sends. It ends the connection.
type badAsk struct{ what string }

func (e *badAsk) Error() string { return e.what }

// reason is the error as the end of a connection has it.
func (e *badAsk) reason() string {
	const most = 120
	text := strings.ToValidUTF8(e.what, "?")
	if len(text) > most {
		text = text[:most]
		for !utf8.ValidString(text) {
			text = text[:len(text)-1]
		}
	}
	return text
}

// readAsk reads a message.
func readAsk(b []byte) (*ask, error) {
	a := &ask{}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(a); err != nil {
		return nil, &badAsk{err.Error()}
	}
	switch a.Do {
	case "open", "close", "drawn", "watch":
	case "record":
		if a.Row != nil && *a.Row < 0 {
			return nil, &badAsk{fmt.Sprintf("record: row %d", *a.Row)}
		}
	case "window":
		if a.Lo < 0 || a.Hi < a.Lo || a.Hi-a.Lo > mostRows {
			return nil, &badAsk{fmt.Sprintf("window: rows %d to %d, want at most %d", a.Lo, a.Hi, mostRows)}
		}
		if c := a.Columns; c != nil && (c[0] < 0 || c[1] < c[0] || c[1]-c[0] > mostColumns) {
			return nil, &badAsk{fmt.Sprintf("window: columns %d to %d, want at most %d", c[0], c[1], mostColumns)}
		}
	case "plot":
		if a.Plot == nil {
			return nil, &badAsk{"plot: without a plot"}
		}
	default:
		return nil, &badAsk{fmt.Sprintf("do: %.20q", a.Do)}
	}
	return a, nil
}
