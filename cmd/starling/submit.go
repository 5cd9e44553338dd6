package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"starling/flink"
)

// submission is one run of starling submit.
type submission struct {
	*script
	gatewayFlag
	engine    string
	onError   string
	nullKey   string
	set       []string
	jars      []string
	name      string
	savepoint string
	print     bool
	check     bool
	wait      bool
	nulls     bool // nullKey is given
}

// submitCmd is the command that hands a script's query over.
func (a *app) submitCmd() *cobra.Command {
	s := &submission{script: &script{app: a}}
	cmd := &cobra.Command{
		Use:   "submit [flags] SCRIPT [ARGUMENTS]",
		Short: "Hand a script's query to Flink, for more than one machine",
		Long: `Hand a script's query to Flink: what the script publishes with pk.produce is compiled to
Flink SQL, with the same meaning, and sent to a SQL gateway. The script itself runs here once,
with tables that stay empty; what it prints goes to standard error.

What has no counterpart in Flink is refused, with its line and the reason: a query is handed
over whole or not at all. --check lists all of that; --print shows the SQL. Neither needs a
cluster. Passwords are masked in all that is printed.

It returns when the job runs, and prints its id and the topics that it writes; --wait returns
when the job is over, as one is whose tables have an until. -i goes on at the prompt with the
topics as tables, by the names that the script has for them, and the job as job.status().
starling job lists, stops and resumes jobs.

The status is 0 if all is well, 1 if something is refused or the job failed, 2 if the
command line is wrong.`,
		Example: `  starling submit --check query.py
  starling submit --print query.py > query.sql
  starling submit --gateway http://127.0.0.1:8083 query.py
  starling submit --gateway http://127.0.0.1:8083 --set parallelism.default=8 -i query.py
  starling submit --gateway http://127.0.0.1:8083 --until-caught-up --show totals query.py`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s.nulls = cmd.Flags().Changed("null-key")
			return s.submit(cmd.Context(), "submit", args)
		},
	}
	f := cmd.Flags()
	f.SetInterspersed(false)
	f.StringVar(&s.engine, "engine", "flink", "the engine: flink")
	f.BoolVar(&s.print, "print", false, "print the SQL, and do nothing else")
	f.BoolVar(&s.check, "check", false, "list all that does not go to Flink, and do nothing else")
	s.job(cmd)
	s.after(cmd)
	return cmd
}

// job are the flags of what a job is made of.
func (s *submission) job(cmd *cobra.Command) {
	f := cmd.Flags()
	s.gatewayFlag.flags(f)
	f.StringVar(&s.onError, "on-error", "fail", "what Flink does with a record that it cannot decode: fail ends the job, null leaves out what cannot be read")
	f.StringVar(&s.nullKey, "null-key", "", "write rows whose key is null under this text; without it they are left out")
	f.StringArrayVar(&s.set, "set", nil, "a property of the session in Flink, as parallelism.default=4 (repeatable)")
	f.StringArrayVar(&s.jars, "jar", nil, "a jar of a format, by its path on the gateway's machine (repeatable)")
	f.StringVar(&s.name, "name", "", "the job's name; the script's unless it is given")
}

// after are the flags of what is done once the job runs.
func (s *submission) after(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVarP(&s.interactive, "interactive", "i", false, "go on at the prompt, with the topics as tables and the job as job")
	f.BoolVar(&s.wait, "wait", false, "return when the job is over; with status 1 if it failed")
	f.BoolVar(&s.caughtUp, "until-caught-up", false, "wait until the job is over and its topics are read to their ends, for --show")
	f.StringArrayVar(&s.show, "show", nil, "print a table that the job writes, by the script's name, at the end (repeatable)")
	s.shown.flags(f)
	complete(cmd, "format", shownFormats)
}

// countedOn are the properties of which the meaning of a query in Flink depends.
var countedOn = []string{"execution.runtime-mode", "table.local-time-zone"}

// submit compiles the script's query and does with it what the flags say.
func (s *submission) submit(ctx context.Context, command string, args []string) error {
	switch {
	case len(args) == 0:
		return usagef("%s: a script is missing, as in starling submit --check query.py", command)
	case s.embedded:
		return usagef("%s: --embedded has no meaning here, Flink does not see that broker; run starling broker", command)
	case s.engine != "flink" && s.engine != "":
		return usagef("--engine: %q must be flink", s.engine)
	case s.onError != "fail" && s.onError != "null":
		return usagef("--on-error: %q must be fail or null; Flink's SQL connector has no topic for records that it cannot decode", s.onError)
	case s.interactive && s.caughtUp:
		return usagef("-i ends with the prompt, not with --until-caught-up")
	case len(s.show) > 0 && !s.caughtUp:
		return usagef("--show is of topics that are read to their ends: give --until-caught-up too")
	case !s.print && !s.check && s.url() == "":
		return usagef("%s: the SQL gateway is missing, as --gateway http://127.0.0.1:8083; --check and --print need none", command)
	}
	for _, p := range s.set {
		if name, _, ok := strings.Cut(p, "="); !ok || name == "" {
			return usagef("--set: %q must be a property and its value, as parallelism.default=4", p)
		} else if slices.Contains(countedOn, name) {
			return usagef("--set: %s is not to be set: the query would mean something else", name)
		}
	}
	if err := s.shown.check(len(s.show), isTerminal(s.stdout)); err != nil {
		return err
	}
	config := flink.Config{OnError: s.onError}
	if s.nulls {
		config.NullKey = &s.nullKey
	}
	out := s.stdout
	p, err := s.plans(ctx, command, args)
	if err != nil {
		return err
	}
	program, refused := p.compile(config)
	err = s.refuse(out, refused)
	var job *submitted
	if err == nil {
		for _, w := range program.Warnings {
			fmt.Fprintf(s.stderr, "warning: %s\n", w)
		}
		switch {
		case s.check:
			fmt.Fprintf(out, "all of it goes to Flink; it writes %s\n", topicsOf(program))
		case s.print:
			printSQL(out, program)
		default:
			job, err = s.send(ctx, p, program, filepath.Base(args[0]))
		}
	}
	if err == nil && job != nil {
		err = s.follow(ctx, out, job)
	}
	return p.console.end(false, err) // behind all: from its begin on the process has little time
}

// refuse says what does not go to Flink; the error is that something does not.
func (s *submission) refuse(out io.Writer, refused []flink.Refusal) error {
	to := s.stderr
	if s.check {
		to = out
	}
	for _, r := range refused {
		fmt.Fprintln(to, r.Error())
	}
	if len(refused) == 0 {
		return nil
	}
	fmt.Fprintf(to, "%s: nothing is handed to Flink\n", counted(len(refused), "problem"))
	return exitError{exitFailure}
}

// printSQL prints the statements, as a file of SQL.
func printSQL(out io.Writer, p *flink.Program) {
	for i, st := range p.Statements() {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "%s;\n", st)
	}
}

// topicsOf is the topics that a program writes.
func topicsOf(p *flink.Program) string {
	topics := make([]string, len(p.Topics))
	for i, t := range p.Topics {
		topics[i] = t.Topic
	}
	return strings.Join(topics, ", ")
}

// gatewayFlag is where the SQL gateway answers: by the flag, or by the environment, which no help shows.
type gatewayFlag struct{ flag string }

// gatewayVariable is the variable of the environment that says so where no flag does.
const gatewayVariable = "STARLING_GATEWAY"
