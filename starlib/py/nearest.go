package py

import (
	"slices"
	"strings"

	"starling/internal/nearest"
)

// meant is the candidate that name was most likely meant to be, or "".
func meant(name string, candidates []string) string {
	if near := nearest.Names(name, candidates, 1); len(near) > 0 {
		return near[0]
	}
	return ""
}

// meant is the candidate that means the same as name, or else the nearest, or "".
func (l *Library) meant(name string, candidates []string) string {
	if same := l.Synonyms[name]; slices.Contains(candidates, same) {
		return same
	}
	words := strings.Split(name, "_")
	for i, w := range words {
		if same, ok := l.Synonyms[w]; ok {
			words[i] = same
		}
	}
	if same := strings.Join(words, "_"); same != name && slices.Contains(candidates, same) {
		return same
	}
	return meant(name, candidates)
}
