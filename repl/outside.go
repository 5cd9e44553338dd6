package repl

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"starling/internal/safe"
)

// outside gives the terminal back while f runs; what was typed stays where it is.
func (t *terminal) outside(f func()) error {
	width, _ := window()
	t.painter.Draw(t.editor.Final(width)) //nolint:errcheck // a terminal that is gone
	t.give()
	t.painter.Leave() //nolint:errcheck // a terminal that is gone
	f()
	return t.take()
}

// suspend stops the process, and those that were started with it, until the shell has it go on.
func suspend() {
	syscall.Kill(0, syscall.SIGTSTP) //nolint:errcheck // it is allowed to stop itself
}

// external edits the text in the program that VISUAL or EDITOR names.
func (t *terminal) external() {
	text, err := Edited(cmp.Or(os.Getenv("VISUAL"), os.Getenv("EDITOR"), "vi"), t.editor.Text())
	if err != nil {
		fmt.Fprintln(t.screen.Stderr(), err)
		return
	}
	t.editor.Replace(text)
}

// Edited is the text after the program has edited it in a file.
func Edited(program, text string) (string, error) {
	f, err := os.CreateTemp("", "starling-*.star")
	if err != nil {
		return "", err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // the system will
	_, err = f.WriteString(text + "\n")
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return "", err
	}
	cmd := exec.Command("sh", "-c", program+` "$1"`, "sh", f.Name()) //nolint:gosec // the user's own program
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s: %w; what was typed is as before", safe.Text(program), err)
	}
	b, err := os.ReadFile(f.Name())
	return strings.TrimRight(string(b), " \r\n"), err
}
