package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"starling/internal/tty"
	"starling/kafka/embedded"
)

// TestReadmePastes pastes the blocks of README that show the console, with their prompts, while
// another terminal writes the records.
func TestReadmePastes(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	broker, err := embedded.Start(embedded.Config{Topics: map[string]int{"share.price": 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer broker.Close()
	p := atPromptOf(t, tty.Size{Cols: 100, Rows: 40}, "--alias", "127.0.0.1:9092="+broker.Addr())
	blocks := 0
	for _, m := range regexp.MustCompile("(?s)```[^\n]*\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		if !strings.Contains(m[1], ">>> ") {
			continue
		}
		if blocks++; blocks == 2 {
			writes := tty.Start(t, usual, nil, "starling", "-b", broker.Addr(), "topic", "produce", "share.price", "-f", `%k %v\n`)
			writes.Type("AAPL 135.60\rAAPL 135.99\rTSLA 730\r\x04")
			if code := writes.Exit(); code != 0 {
				t.Fatalf("status %d:\n%s", code, writes.Screen())
			}
			p.enter(`latest.await_update(5000)`)
			p.ready()
		}
		p.Paste(m[1])
		lines := strings.Split(strings.TrimSpace(m[1]), "\n")
		p.Wait(lines[len(lines)-1])
		p.ready()
	}
	if blocks < 2 {
		t.Fatalf("%d blocks", blocks)
	}
	p.Wait(">>> latest = prices.last_by(\"Symbol\")", ">>> latest\n", "135.99", "730")
	if strings.Contains(p.All(), "Error") {
		t.Errorf("an error:\n%s", p.All())
	}
}
