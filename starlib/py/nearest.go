package py

import "starling/internal/nearest"

// meant is the candidate that name was most likely meant to be, or "".
func meant(name string, candidates []string) string {
	if near := nearest.Names(name, candidates, 1); len(near) > 0 {
		return near[0]
	}
	return ""
}
