package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"starling/internal/tty"
	"starling/kafka/embedded"
)

// TestEveryViewIsHarmless: a record of ten megabytes that would clear the screen, set the title and
// turn the text round is text in every view of a window of 24 columns, and no view sends more of it than
// its window has room for.
func TestEveryViewIsHarmless(t *testing.T) {
	broker, err := embedded.Start(embedded.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer broker.Close()
	const evil = `\u001b[2J\u001b]0;title\u0007\u0000\u202e\u2066\u009b31m`
	writeHostile(t, broker.Addr(), "big", "\x1b[31m\x1b]0;key\a\u202e", fmt.Sprintf(`{"A": %q, "N": -1, "%s": 2, "Doc": {"in": ["%s"]}}`, strings.Repeat("x", 10<<20), evil, evil))
	p := atPromptOf(t, tty.Size{Cols: 24, Rows: 12}, "-b", broker.Addr())
	const window, record = 24 << 10, 1 << 20 // bytes that a picture and a record of many pages may take
	for i, v := range []struct {
		typed, keys string // keys are for the view
		most        int
	}{
		{"topics()", "", window},
		{"groups()", "", window},
		{`peek("big")`, "", window},
		{"big.await_update(3000)", "", window},
		{"big", "", window},
		{"print(big)", "", window},
		{"describe(big)", "", window},
		{"big.show(0)", "", record},
		{"watch big", "\x1b[B\r\x1b[6~q", window},
		{"big.browse()", "\x1b[C\x1b[C\r\x1b[6~\x1b[Fq", window},
		{`plot(big, x="A", y="N", kind="bar")`, "", window},
		{`plot(big, y="N", by="Doc")`, "", window},
		{"kc.errors(big)", "", window},
		{"kc.status(big)", "", window},
		{"big.meta_table", "", window},
		{"help('\\x1b[2J')", "", window},
		{"input('\\x1b[2J\\x9b31m')", "\x15\x1b[3D\r", window},
		{"big.where('A = `\\x1b[2J`')", "", window},
		{"big.where('\\x1b]0;x\\x07')", "", window},
		{"raise_('\\x1b[2J')", "", window},
		{"\\x", "", window},
		{"big", "", record},
		{"\\x off", "", window},
	} {
		before := p.Sent()
		p.Type(v.typed + "\t\x1b[D") // a list of what it could become, and a move
		p.Type("\x05\r")
		p.Type(v.keys)
		if strings.HasPrefix(v.typed, "peek") { // runs what it puts on the prompt
			p.Until("a call on the prompt", func(x *tty.Screen) bool { return strings.HasSuffix(x.String(), "\n... )") })
			p.Type("\r")
		}
		p.Type(fmt.Sprintf("\x05\x15print('do' + 'ne', %d)\r", i))
		p.Until(v.typed, func(x *tty.Screen) bool { return strings.HasSuffix(x.String(), fmt.Sprintf("done %d\n>>>", i)) })
		if n := p.Sent() - before; n > v.most {
			t.Errorf("%s sends %d bytes", v.typed, n)
		}
		if strange := p.strange(); len(strange) > 0 {
			t.Fatalf("%s sends %q", v.typed, strange)
		}
	}
	if !strings.Contains(p.All(), `\x1b[2J`) {
		t.Errorf("what is hostile is not seen:\n%s", p.All())
	}
}

// writeHostile writes a record to a topic that takes ones of 20 megabytes.
func writeHostile(t *testing.T, addr, topic, key, value string) {
	t.Helper()
	for _, args := range [][]string{
		{"starling", "-b", addr, "topic", "create", topic, "-c", "max.message.bytes=20000000"},
		{"starling", "-b", addr, "topic", "produce", topic, "-k", key},
	} {
		cmd := &exec.Cmd{Path: os.Args[0], Args: args, Stdin: strings.NewReader(value + "\n")}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%q: %v\n%s", args[:4], err, out)
		}
	}
}
