package pygen

import "strings"

// replaceName fills in the name of the variable that a template changes.
func replaceName(template, name string) string { return strings.ReplaceAll(template, "<$>", name) }

// formatTargets puts names for each § of a text, which are the targets of an assignment.
func formatTargets(text string, names []any) string {
	for _, n := range names {
		text = strings.Replace(text, "§", n.(string), 1)
	}
	return text
}
