package tty

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// TestMain is also the program that the test runs.
func TestMain(m *testing.M) {
	if os.Args[0] == "echo" {
		echo()
		return
	}
	os.Exit(m.Run())
}

// echo says how wide the window is and repeats lines.
func echo() {
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		rows, cols, err := pty.Getsize(os.Stdin)
		fmt.Println(strings.ToUpper(in.Text()), cols, rows, err)
		if in.Text() == "end" {
			os.Exit(3)
		}
	}
}

func TestTerm(t *testing.T) {
	s := Start(t, Size{40, 5}, nil, "echo")
	s.Type("hello\r")
	s.Wait("HELLO 40 5 <nil>")
	before := s.Sent()
	s.Resize(Size{30, 4})
	s.Paste("a\nend\n")
	s.Wait("END 30 4")
	if s.Exit() != 3 || s.Sent() <= before {
		t.Errorf("status %d, %d bytes", s.Exit(), s.Sent())
	}
}
