package apicases

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// readDifferences is the reasons of the tables of differences in a folder, by case.
func readDifferences(dir string) (map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "differences*.md"))
	if err != nil {
		return nil, err
	}
	reasons := map[string]string{}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(text)) {
			cells := strings.SplitN(strings.Trim(strings.TrimSpace(line), "|"), "|", 2)
			if len(cells) != 2 || strings.Contains(cells[0], "---") {
				continue
			}
			id, why := strings.Trim(cells[0], " `"), strings.TrimSpace(cells[1])
			if id == "case id" {
				continue
			}
			if reasons[id] != "" || why == "" {
				return nil, fmt.Errorf("%s: %s has two reasons or none", path, id)
			}
			reasons[id] = why
		}
	}
	return reasons, nil
}
