package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// sayArguments has the commands below cmd answer a wrong number of arguments with what they
// take; those that have others below them know what to say of a name.
func sayArguments(cmd *cobra.Command) {
	if fits := cmd.Args; fits != nil && !cmd.HasSubCommands() {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if fits(cmd, args) == nil {
				return nil
			}
			takes := cmd.Use
			if parent := cmd.Parent(); parent != nil {
				takes = parent.CommandPath() + " " + takes
			}
			if len(args) == 0 {
				return fmt.Errorf("an argument is missing: %s", takes)
			}
			return fmt.Errorf("%q is too much: %s", args[len(args)-1], takes)
		}
	}
	for _, sub := range cmd.Commands() {
		sayArguments(sub)
	}
}
