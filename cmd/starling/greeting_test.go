package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"starling/internal/tty"
	"starling/kafka/embedded"
)

// TestGreeting: the console says which broker it asks and which topics there are, within 80
// columns, and does not wait for that; the start file has run before the prompt.
func TestGreeting(t *testing.T) {
	topics := map[string]int{"orders": 1}
	for _, name := range []string{"a", "b", "c", "d"} {
		topics["quotes."+strings.Repeat(name, 20)] = 1
	}
	b, err := embedded.Start(embedded.Config{Topics: topics})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close() //nolint:errcheck // the test is over
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, "starling"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "starling", "init.star"), []byte("mine = 41\nprint('ready')\nnone\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := []string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_STATE_HOME=" + home}
	s := tty.Start(t, tty.Size{Cols: 100, Rows: 24}, env, "starling", "-b", b.Addr())
	s.Wait("Broker " + b.Addr() + ", 5 topics: orders, quotes.aaaa")
	s.Wait(">>>")
	s.Type("mine + 1\r")
	s.Wait("42")
	s.Type("!echo from the shell\r")
	s.Wait("\nfrom the shell")
	for line := range strings.Lines(s.Screen()) {
		if n := len([]rune(strings.TrimRight(line, "\n "))); n > greetingWidth && !strings.Contains(line, "init.star") {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	for _, want := range []string{"\nready\n", "NameError: name 'none' is not defined", "…"} {
		if !strings.Contains(s.Screen(), want) {
			t.Errorf("no %q in\n%s", want, s.Screen())
		}
	}
	s.Type("quit\r")

	s = tty.Start(t, tty.Size{Cols: 80, Rows: 24}, env, "starling", "--embedded")
	s.Wait("Embedded broker 127.0.0.1:")
	s.Wait(">>>")
	s.Type("exit\r")
}

// TestEditLast: \edit gives the last statement to the editor, and what it saves to the prompt.
func TestEditLast(t *testing.T) {
	home := t.TempDir()
	env := []string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_STATE_HOME=" + home, "VISUAL=sed -i s/40/41/"}
	s := tty.Start(t, tty.Size{Cols: 80, Rows: 24}, env, "starling")
	s.Wait(">>>")
	s.Type("40 + 1\r")
	s.Wait("\n41")
	s.Type("\\edit\r")
	s.Wait(">>> 41 + 1")
	s.Type("\r")
	s.Wait("\n42")
	s.Type("exit\r")
}

func TestTopicsLine(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  string
	}{
		{nil, "Broker b:1, 0 topics"},
		{[]string{"a"}, "Broker b:1, 1 topic: a"},
		{[]string{"a", "b"}, "Broker b:1, 2 topics: a, b"},
		{[]string{"a", strings.Repeat("b", 60)}, "Broker b:1, 2 topics: a, …"},
		{[]string{strings.Repeat("b", 90)}, "Broker b:1, 1 topic: …"},
	} {
		if got := topicsLine("b:1", c.names); got != c.want {
			t.Errorf("%q: %q, want %q", c.names, got, c.want)
		}
	}
}
