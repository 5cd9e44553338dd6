package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"go.starlark.net/starlark"

	"starling/engine"
	"starling/internal/safe"
	"starling/repl"
	"starling/starlib"
)

// shown is how values are printed at the end of a run.
type shown struct {
	format string
	rows   int // 0 is as many as the format has by itself
}

// gridFormat is the format for people; the others are starlib's.
const gridFormat = "table"

// shownRows is how many rows of a table are printed for people.
const shownRows = 1000

func (s *shown) flags(flags *pflag.FlagSet) {
	flags.StringVar(&s.format, "format", gridFormat, "how --show and -c print tables: "+strings.Join(shownFormats(), ", "))
	flags.IntVar(&s.rows, "limit", 0, "print this many rows of a table at most (default: 1000 as table and markdown, else all)")
}

func shownFormats() []string { return append([]string{gridFormat}, starlib.Formats()...) }

// check reports what is wrong with the flags; variables is how many are printed.
func (s *shown) check(variables int, tty bool) error {
	switch {
	case !slices.Contains(shownFormats(), s.format):
		return usagef("--format: %q is not one of %s", s.format, strings.Join(shownFormats(), ", "))
	case tty && starlib.Binary(s.format):
		return usagef("--format %s is nothing for a terminal: write it to a file, as > out.arrow, or to a pipe", s.format)
	case s.rows < 0:
		return usagef("--limit: %d is less than 0", s.rows)
	case variables > 1 && !s.named():
		return usagef("--format %s has no place for names: give --show once", s.format)
	}
	return nil
}

// named reports whether the names of several variables can stand between them.
func (s *shown) named() bool { return s.format == gridFormat || s.format == "markdown" }

// print prints a value as it is now.
func (s *shown) print(c *console, v starlark.Value) error {
	rows := s.rows
	if rows == 0 && s.named() {
		rows = shownRows
	}
	if s.format == gridFormat {
		text, err := repl.ShowFirst(c.host, v, rows, c.host.Layout())
		if err != nil {
			return err
		}
		_, err = io.WriteString(c.stdout, text)
		return err
	}
	var t *engine.Table
	switch v := v.(type) {
	case *starlib.Table:
		t = v.Engine()
	case *starlib.Hierarchy:
		t = v.Shown()
	default:
		return fmt.Errorf("--format %s is for tables, and this is of type %s", s.format, v.Type())
	}
	ctx := context.Background() // what ended the run does not end this
	if !c.tty {
		return c.host.Export(ctx, c.stdout, t, s.format, rows)
	}
	var b bytes.Buffer
	if err := c.host.Export(ctx, &b, t, s.format, rows); err != nil {
		return err
	}
	_, err := io.WriteString(c.stdout, safe.Lines(b.String()))
	return err
}
