package repl

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"starling/internal/safe"
	"starling/starlib/pysyntax"
)

const (
	// historyStatements is how many statements of earlier sessions are offered.
	historyStatements = 1000
	// longestKept is the longest statement that is kept for the next time, in bytes.
	longestKept = 64 << 10
)

// History is the statements of earlier sessions, in a file that every statement is added to
// before it runs. Its further lines begin with the prompt of such lines there. A nil History
// keeps nothing.
type History struct {
	statements []string
	f          *os.File
}

// HistoryPath is where the history is by default: $XDG_STATE_HOME/starling/history, or
// .local/state/starling/history in the home folder.
func HistoryPath() (string, error) {
	dir := os.Getenv("XDG_STATE_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		dir = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(dir, "starling", "history"), nil
}

// OpenHistory reads the file, which is made if it is missing. Of a long file only the last
// statements are kept.
func OpenHistory(path string) (*History, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	h := &History{f: f}
	if err := h.read(); err != nil {
		f.Close() //nolint:errcheck // only read
		return nil, fmt.Errorf("history: %w", err)
	}
	return h, nil
}

func (h *History) read() error {
	scan := bufio.NewScanner(h.f)
	scan.Buffer(nil, 1<<20)
	n := 0
	for scan.Scan() {
		line := safe.Lines(scan.Text())
		if last := len(h.statements) - 1; last >= 0 {
			if rest, further := furtherLine(line); further {
				h.statements[last] += "\n" + rest
				continue
			}
		}
		n++
		if h.statements = append(h.statements, line); len(h.statements) > 2*historyStatements {
			h.statements = append(h.statements[:0], h.statements[len(h.statements)-historyStatements:]...)
		}
	}
	if err := scan.Err(); err != nil {
		return err
	}
	h.statements = h.statements[max(len(h.statements)-historyStatements, 0):]
	if n <= 2*historyStatements {
		return nil
	}
	if err := h.f.Truncate(0); err != nil {
		return err
	}
	var all strings.Builder
	for _, s := range h.statements {
		all.WriteString(entry(s))
	}
	_, err := h.f.WriteString(all.String())
	return err
}

// furtherLine is the text of a line that goes on with the statement before it. Files of
// earlier versions have no prompts; there those lines do that are indented.
func furtherLine(line string) (text string, ok bool) {
	if rest, ok := strings.CutPrefix(line, prompt2); ok {
		return rest, true
	}
	return line, line != "" && (line[0] == ' ' || line[0] == '\t')
}

// entry is a statement as the file has it.
func entry(statement string) string {
	return strings.ReplaceAll(statement, "\n", "\n"+prompt2) + "\n"
}

// Statements is the statements of earlier sessions, the oldest first.
func (h *History) Statements() []string {
	if h == nil {
		return nil
	}
	return h.statements
}

// Add writes a statement. One that cannot be written is only missing from the next session.
// Secrets in it are not kept.
func (h *History) Add(statement string) {
	statement = strings.Trim(strings.ReplaceAll(pysyntax.Redact(statement), "\r\n", "\n"), "\n")
	if h == nil || strings.TrimSpace(statement) == "" || len(statement) > longestKept {
		return
	}
	h.f.WriteString(entry(statement)) //nolint:errcheck // see above
}

// Close ends the use of the file.
func (h *History) Close() error {
	if h == nil {
		return nil
	}
	return h.f.Close()
}
