package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPromptOnTerminal: on a terminal the prompt edits lines, keeps them for the next time,
// and says how to begin.
func TestPromptOnTerminal(t *testing.T) {
	const typed = `x = 41
x + 1
def twice(n):
    m = n + n

    return m

twice(21)
t = new_table({"Symbol": ["AAPL"], "Qty": [9]}).update("Qty = (int) Qty")
t
forgotten
exit()
`
	state := t.TempDir()
	screen := newTerminal(t).run(typed, []string{"XDG_STATE_HOME=" + state})
	for _, want := range []string{
		`Starling .*: Kafka topics as live tables\.`, `>>> `, `\.\.\. `, `(?m)^42$`,
		`(?m)^\x1b\[1mSymbol\x1b\[0m \| \x1b\[1mQty\x1b\[0m$`, `NameError: name .forgotten. is not defined`,
	} {
		if !regexp.MustCompile(want).MatchString(screen) {
			t.Errorf("no %s:\n%s", want, screen)
		}
	}
	kept, err := os.ReadFile(filepath.Join(state, "starling", "history"))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer("return m\n\n", "...     return m\n", "    m =", "...     m =", "n\n\n    ", "n\n... \n").Replace(typed)
	if string(kept) != want {
		t.Errorf("the history is\n%s\nwant\n%s", kept, want)
	}
}
