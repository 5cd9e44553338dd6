package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/spf13/cobra"

	"starling/internal/safe"
	"starling/internal/scripttest"
)

// testRun is one run of starling test.
type testRun struct {
	*app
	only    string
	limit   time.Duration
	update  bool
	verbose bool
}

func (a *app) testCmd() *cobra.Command {
	t := &testRun{app: a}
	cmd := &cobra.Command{
		Use:   "test [flags] [FILE_test.star|FOLDER...]",
		Short: "Run the tests of scripts",
		Long: `Run the functions test_… of files, each with a broker, a schema registry, tables and a
clock of its own; without a file those of all files …_test.star and …_test.py in and below
the present folder. Paths in a test are relative to its file. A test knows, beside what all
scripts do:

  recorded("DIR")         fills topics with what "starling record" kept in a folder; the clock
                          then shows the time of the newest record
  q = run("query.star")   runs a script against them; its variables are attributes: q.result
  advance("5s")           lets time pass for time tables, windows, now() and time.sleep
  assert_table(t, want)   compares with a list of rows, dicts or lists, or with a CSV file as
                          write_csv writes it; the columns named are compared, in order of rows
                          unless any_order=True
  assert CONDITION        as in Python

Nothing of it depends on the time of day or on chance: the clock stands unless the test
moves it, and all that is in the topics comes into the tables at once, by partition.

A line says what became of each test. The status is 0 if all passed, 1 if one failed or there
is none, 2 if the command line is wrong, 130 after Ctrl-C.`,
		Example: `  starling record -o orders -b broker:9092 orders    # once
  starling test orders_test.star
  starling test --run totals queries/
  starling test --update                             # write the CSV files that differ`,
		RunE: func(cmd *cobra.Command, args []string) error { return t.run(cmd.Context(), args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&t.only, "run", "", "run only the tests whose names match this regular expression")
	flags.DurationVar(&t.limit, "timeout", time.Minute, "how long a test may take")
	flags.BoolVar(&t.update, "update", false, "write the CSV files that tables are compared with, where they differ")
	flags.BoolVar(&t.verbose, "verbose", false, "show what tests print that pass")
	return cmd
}

func (t *testRun) run(ctx context.Context, args []string) error {
	if t.limit <= 0 {
		return usagef("--timeout: %v is not more than 0", t.limit)
	}
	s := &scripttest.Suite{
		Out: t.stdout, Files: t.env.Files, Defaults: t.env.Defaults, Cycle: t.cycle, Limit: t.limit, Update: t.update, Verbose: t.verbose,
	}
	if isTerminal(t.stdout) {
		s.Out = safe.Terminal(t.stdout)
	}
	if t.only != "" {
		only, err := regexp.Compile(t.only)
		if err != nil {
			return usagef("--run: %w", err)
		}
		s.Only = only
	}
	paths, err := testFiles(args)
	if err != nil {
		return err
	}
	for _, path := range paths {
		if err := s.Run(ctx, path); err != nil {
			if ctx.Err() != nil {
				return exitError{cutShort(ctx)}
			}
			return err
		}
	}
	switch {
	case s.Passed+s.Failed == 0:
		return errors.New("test: there are no tests of these names")
	case s.Failed > 0:
		_, err = fmt.Fprintf(t.stdout, "%d of %d failed\n", s.Failed, s.Passed+s.Failed)
		return errors.Join(err, exitError{exitFailure})
	}
	_, err = fmt.Fprintf(t.stdout, "%d passed\n", s.Passed)
	return err
}

// testFiles is the files that are named, and those with tests in and below the folders that are.
func testFiles(args []string) (paths []string, err error) {
	if len(args) == 0 {
		args = []string{"."}
	}
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, usagef("test: %w", err)
		}
		if !info.IsDir() {
			paths = append(paths, arg)
			continue
		}
		before := len(paths)
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && scripttest.IsTest(filepath.Base(path)) {
				paths = append(paths, path)
			}
			return err
		})
		if err != nil {
			return nil, usagef("test: %w", err)
		}
		if len(paths) == before {
			return nil, usagef("test: %s: there is no file …_test.star or …_test.py in it", arg)
		}
	}
	return paths, nil
}
