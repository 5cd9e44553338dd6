package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// listing is what a command lists: aligned columns, or an array of JSON objects, one a line.
type listing struct {
	head []string // names in capital letters
	rows [][]any  // texts and numbers; nil is unknown
}

// formatFlag gives a command the choice.
func formatFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", "text or json")
	complete(cmd, "format", func() []string { return []string{"text", "json"} })
}

func checkFormat(format string) error {
	if format != "text" && format != "json" {
		return usagef("--format: %q is not text or json", format)
	}
	return nil
}

func (l *listing) print(out io.Writer, format string) error {
	if format == "json" {
		return l.json(out)
	}
	w := columns(out)
	fmt.Fprintln(w, strings.Join(l.head, "\t"))
	for _, row := range l.rows {
		texts := make([]string, len(row))
		for i, v := range row {
			texts[i] = cell(v)
		}
		fmt.Fprintln(w, strings.Join(texts, "\t"))
	}
	return w.Flush()
}

// json prints the rows with the names in small letters, in their order.
func (l *listing) json(out io.Writer) error {
	lines := make([]string, len(l.rows))
	for i, row := range l.rows {
		fields := make([]string, len(row))
		for j, v := range row {
			value, err := json.Marshal(v)
			if err != nil {
				return err
			}
			fields[j] = fmt.Sprintf("%q:%s", strings.ToLower(l.head[j]), value)
		}
		lines[i] = "{" + strings.Join(fields, ",") + "}"
	}
	_, err := fmt.Fprintf(out, "[%s]\n", strings.Join(lines, ",\n "))
	return err
}
