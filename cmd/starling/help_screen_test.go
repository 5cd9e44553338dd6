package main

import (
	"strings"
	"testing"

	"starling/internal/tty"
)

// help() and the prompt after it fill a window of 80 by 24; what is longer is shown in pages, whose
// last one stays.
func TestHelpOnATerminal(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 80, Rows: 24})
	s.Type("help()\r")
	s.Until("all of help() and the prompt", func(x *tty.Screen) bool {
		lines := strings.Split(strings.TrimRight(x.String(), "\n "), "\n")
		return strings.HasPrefix(lines[0], "Starling: Kafka topics as tables") && strings.HasPrefix(lines[len(lines)-1], ">>>")
	})
	s.Type("joins?\r")
	s.Wait("joins: Columns of another table", "1 to 22 of")
	s.Type(" ")
	s.Wait("23 to 44 of")
	s.Type("q")
	s.Until("a prompt below the page", func(x *tty.Screen) bool { return strings.HasSuffix(x.String(), "\n>>>") })
	s.Type("1 + 1\r")
	s.Wait(">>> 1 + 1", "\n2\n>>>")
	if screen := s.Screen(); strings.Contains(screen, "q ends") || !strings.Contains(screen, "Table.raj(") {
		t.Errorf("the last page does not stay:\n%s", screen)
	}
	s.Type("?merge\r")
	s.Wait("merge(tables)", "The rows of all tables of a list")
	s.Type("help('modules')\r")
	s.Wait("of ", "q ends")
	s.Type("\x03")
	s.Until("a prompt below the page", func(x *tty.Screen) bool { return strings.HasSuffix(x.String(), "\n>>>") })
}

// A terminal that moves no cursor, and a narrow one, get the words whole.
func TestHelpOnOtherTerminals(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 80, Rows: 24}, "TERM=dumb")
	s.Type("help('joins')\r")
	s.Wait("The rows of all tables of a list, one after the other.")
	narrow := promptOf(t, tty.Size{Cols: 24, Rows: 24})
	narrow.Type("?merge\r")
	narrow.Wait("    The rows of all", "    tables of a list")
}
