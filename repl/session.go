package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"starling/starlib/pysyntax"
)

// statements is the statements of a session.
type statements struct {
	last   string   // whatever became of it
	worked []string // that ran to their ends, but for questions
}

// done notes what became of a statement. Asked is what it was rewritten to.
func (t *statements) done(src, asked string, err error) {
	t.last = src
	if err == nil && src == asked {
		t.worked = append(t.worked, strings.TrimRight(src, "\n"))
	}
}

// save is \save: a script of what worked. Secrets are kept out of it, as of the history.
func save(_ context.Context, c *Console, args string) (string, error) {
	path, replace := strings.CutPrefix(args, "-f ")
	path = strings.TrimSpace(path)
	switch {
	case path == "" || args == "-f":
		return "", errors.New("the name of a file is missing, as in query.star")
	case len(c.typed.worked) == 0:
		return "", errors.New("no statement has worked yet")
	case c.Outside.Create == nil:
		return "", errOutside
	}
	text := strings.Join(c.typed.worked, "\n") + "\n"
	kept := pysyntax.Redact(text)
	f, err := c.Outside.Create(path, replace)
	if err != nil {
		return "", err
	}
	_, err = io.WriteString(f, kept)
	if err := errors.Join(err, f.Close()); err != nil {
		return "", err
	}
	said := fmt.Sprintf("%d statements in %s", len(c.typed.worked), path)
	if len(c.typed.worked) == 1 {
		said = "1 statement in " + path
	}
	if kept != text {
		said += "; asterisks stand for what is secret there: write ${env:NAME} or ${file:PATH}"
	}
	return said, nil
}

// editLast is \edit.
func editLast(_ context.Context, c *Console, args string) (string, error) {
	d, ok := c.Lines.(drafter)
	switch {
	case args != "":
		return "", fmt.Errorf("%q is too much", args)
	case !ok:
		return "", errors.New("there is no prompt to edit for")
	case c.Outside.Edit == nil:
		return "", errOutside
	}
	text, err := c.Outside.Edit(strings.TrimRight(c.typed.last, "\n"))
	if err == nil && strings.TrimSpace(text) != "" {
		d.Draft(text)
	}
	return "", err
}
