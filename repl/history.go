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

// historyLines is how many lines of earlier sessions are offered.
const historyLines = 1000

// History is the lines of earlier sessions, in a file that every statement is added to
// before it runs. A nil History keeps nothing.
type History struct {
	lines []string
	f     *os.File
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
// lines are kept.
func OpenHistory(path string) (*History, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	h := &History{f: f}
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	n := 0
	for ; scan.Scan(); n++ {
		if h.lines = append(h.lines, safe.Lines(scan.Text())); len(h.lines) > 2*historyLines {
			h.lines = append(h.lines[:0], h.lines[len(h.lines)-historyLines:]...)
		}
	}
	if err := scan.Err(); err != nil {
		f.Close() //nolint:errcheck // only read
		return nil, fmt.Errorf("history: %w", err)
	}
	h.lines = h.lines[max(len(h.lines)-historyLines, 0):]
	if n > 2*historyLines {
		if err := f.Truncate(0); err != nil {
			return nil, fmt.Errorf("history: %w", err)
		}
		if _, err := f.WriteString(strings.Join(h.lines, "\n") + "\n"); err != nil {
			return nil, fmt.Errorf("history: %w", err)
		}
	}
	return h, nil
}

// Lines is the lines of earlier sessions, the oldest first.
func (h *History) Lines() []string {
	if h == nil {
		return nil
	}
	return h.lines
}

// Add writes the lines of a statement but for blank ones. Those that cannot be written are
// only missing from the next session. Secrets in the statement are not kept.
func (h *History) Add(statement string) {
	if h == nil {
		return
	}
	var lines strings.Builder
	for line := range strings.Lines(pysyntax.Redact(statement)) {
		if strings.TrimSpace(line) != "" {
			lines.WriteString(strings.TrimRight(line, "\r\n") + "\n")
		}
	}
	h.f.WriteString(lines.String()) //nolint:errcheck // see above
}

// Close ends the use of the file.
func (h *History) Close() error {
	if h == nil {
		return nil
	}
	return h.f.Close()
}
