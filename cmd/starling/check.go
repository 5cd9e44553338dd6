package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"starling/engine"
	"starling/internal/scripttest"
	"starling/starlib"
	"starling/starlib/pysyntax"
)

func (a *app) checkCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE...",
		Short: "Say what of scripts will not work here, without running them",
		Long: `Say what of scripts will not work here, without running them: what cannot be parsed,
modules and names that are not there, arguments that a function does not take, each with
its place and the way out. Of a folder all .py and .star files are checked. An import that
fails where the script handles that is shown, and is no problem.

What only running can tell, such as a method that a value has not, is not found.

The status is 0 if nothing was found, 1 if something was, 2 if a file cannot be read.`,
		Example: `  starling check query.py
  starling check scripts/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.check(args) },
	}
}

// check checks files and folders.
func (a *app) check(args []string) error {
	var files []string
	for _, arg := range args {
		in, err := scriptsIn(arg)
		if err != nil {
			return usageError{fmt.Errorf("check: %w", err)}
		}
		files = append(files, in...)
	}
	scripts := starlib.New(starlib.Config{Graph: engine.NewGraph(), Kafka: a.env})
	defer scripts.Close()
	tests := starlib.New(starlib.Config{Graph: engine.NewGraph(), Kafka: a.env, Builtins: scripttest.Builtins()})
	defer tests.Close()
	problems, bad := 0, 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return usageError{fmt.Errorf("check: %w", err)}
		}
		host := scripts
		if scripttest.IsTest(file) {
			host = tests
		}
		before := problems
		for _, f := range host.Check(file, string(text)) {
			at, note := f.Frames[len(f.Frames)-1], ""
			if f.Handled {
				note = "; the script handles it"
			} else {
				problems++
			}
			fmt.Fprintf(a.stdout, "%s:%d:%d: %s: %s%s%s\n", at.File, at.Line, at.Col, f.Kind, f.Msg, f.Hint, note)
		}
		if problems > before {
			bad++
		}
	}
	if problems == 0 {
		fmt.Fprintf(a.stdout, "%s: nothing found\n", counted(len(files), "file"))
		return nil
	}
	fmt.Fprintf(a.stdout, "%s in %d of %s\n", counted(problems, "problem"), bad, counted(len(files), "file"))
	return exitError{exitFailure}
}

// scriptsIn is the scripts of a folder, without those in hidden ones, or the file itself.
func scriptsIn(path string) (files []string, err error) {
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && p != path && (strings.HasPrefix(d.Name(), ".") || d.Name() == "__pycache__"):
			return fs.SkipDir
		case d.IsDir():
			return nil
		case p == path || strings.HasSuffix(p, ".py") || strings.HasSuffix(p, ".star"):
			files = append(files, p)
		}
		return nil
	})
	if err == nil && len(files) == 0 {
		err = errors.New(path + " has no .py or .star file")
	}
	return files, err
}

func (a *app) portCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "port FILE",
		Short: "Print the Starlark that a Python script becomes",
		Long: `Print the Starlark that a Python script becomes, line by line as in the script. What
Starlark has no statement for is written as a call or condition that starling knows, such as
__try__; so the text runs in starling as the script does. - reads the standard input.`,
		Example: `  starling port query.py
  starling port query.py > query.star`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := a.read("port", args[0])
			if err != nil {
				return err
			}
			r, err := pysyntax.Rewrite(args[0], text)
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(a.stdout, r.Source)
			return err
		},
	}
}
