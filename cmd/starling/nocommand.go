package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"starling/internal/nearest"
)

// foreign is what commands of other tools are called here.
var foreign = map[string]string{
	"cat": "topic consume", "consume": "topic consume", "produce": "topic produce", "read": "topic consume", "write": "topic produce",
	"topics": "topic list", "groups": "group list", "list": "topic list", "ls": "topic list", "create": "topic create", "describe": "topic describe",
	"consumer": "topic consume", "producer": "topic produce", "shell": "", "repl": "", "console": "",
}

// noCommand is the error of a name that is no command, with the nearest that are.
func noCommand(cmd *cobra.Command, name string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(append(names, c.Name()), c.Aliases...)
		}
	}
	hint := nearest.Hint(name, names)
	if way, ok := foreign[name]; ok && hint == "" && !cmd.HasParent() {
		if hint = "; that is starling " + way; way == "" {
			hint = "; starling alone is the prompt"
		}
	}
	of := ""
	if cmd.HasParent() {
		of = fmt.Sprintf(" for %q", cmd.CommandPath())
	}
	return usagef("unknown command %q%s%s", name, of, hint)
}
