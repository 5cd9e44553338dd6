package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"starling/flink"
)

// submission is one run of starling submit.
type submission struct {
	*script
	engine  string
	onError string
	nullKey string
	print   bool
	check   bool
}

func (a *app) submitCmd() *cobra.Command {
	s := &submission{script: &script{app: a}}
	cmd := &cobra.Command{
		Use:   "submit [flags] SCRIPT [ARGUMENTS]",
		Short: "Hand a script's query to Flink, for more than one machine",
		Long: `Hand a script's query to Flink: what the script publishes with pk.produce is compiled to
Flink SQL, with the same meaning, and sent to a SQL gateway. The script itself runs here once,
with tables that stay empty.

What has no counterpart in Flink is refused, with its line and the reason: a query is handed
over whole or not at all. --check lists all of that; --print shows the SQL. Neither needs a
cluster. Passwords are masked in all that is printed.`,
		Example: `  starling submit --check query.py
  starling submit --print query.py > query.sql`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return s.run(cmd.Context(), cmd, args) },
	}
	f := cmd.Flags()
	f.SetInterspersed(false)
	f.StringVar(&s.engine, "engine", "flink", "the engine: flink")
	f.BoolVar(&s.print, "print", false, "print the SQL, and do nothing else")
	f.BoolVar(&s.check, "check", false, "list all that does not go to Flink, and do nothing else")
	f.StringVar(&s.onError, "on-error", "fail", "what Flink does with a record that it cannot decode: fail ends the job, null leaves out what cannot be read")
	f.StringVar(&s.nullKey, "null-key", "", "write rows whose key is null under this text; without it they are left out")
	return cmd
}

func (s *submission) run(ctx context.Context, cmd *cobra.Command, args []string) error {
	switch {
	case s.engine != "flink":
		return usagef("--engine: %q must be flink", s.engine)
	case s.onError != "fail" && s.onError != "null":
		return usagef("--on-error: %q must be fail or null; Flink's SQL connector has no topic for records that it cannot decode", s.onError)
	}
	config := flink.Config{OnError: s.onError}
	if cmd.Flags().Changed("null-key") {
		config.NullKey = &s.nullKey
	}
	out := s.stdout
	p, err := s.plans(ctx, "submit", args)
	if err != nil {
		return err
	}
	program, refused := p.compile(config)
	return p.console.end(false, s.tell(out, program, refused))
}

// tell says what is refused, or prints what there is.
func (s *submission) tell(out io.Writer, p *flink.Program, refused []flink.Refusal) error {
	to := s.stderr
	if s.check {
		to = out
	}
	for _, r := range refused {
		fmt.Fprintln(to, r.Error())
	}
	if len(refused) > 0 {
		if s.check {
			fmt.Fprintf(out, "%s: not to be handed to Flink as it is\n", counted(len(refused), "problem"))
		}
		return exitError{exitFailure}
	}
	for _, w := range p.Warnings {
		fmt.Fprintf(s.stderr, "warning: %s\n", w)
	}
	switch {
	case s.check:
		topics := make([]string, len(p.Topics))
		for i, t := range p.Topics {
			topics[i] = t.Topic
		}
		fmt.Fprintf(out, "all of it goes to Flink; it writes %s\n", strings.Join(topics, ", "))
	case s.print:
		for _, st := range p.Statements() {
			fmt.Fprintf(out, "%s;\n\n", st)
		}
	}
	return nil
}
