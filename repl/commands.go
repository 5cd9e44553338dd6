package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"starling/internal/nearest"
	"starling/internal/safe"
)

// command is something that is typed after a backslash. It gives what is said of it.
type command struct {
	name, args, doc string
	do              func(ctx context.Context, c *Console, args string) (said string, err error)
}

// commands is THE table of what can be typed after a backslash.
func commands() []command {
	return []command{
		{"alias", "[FROM=TO]", "Dials another address from now on, as in redpanda:9092=127.0.0.1:19092; without one the aliases there are.", alias},
		{"close", "NAME", "Closes a table: its topic is read no more, and the name goes.", closeNamed},
		{"edit", "", "The last statement in the editor of $VISUAL or $EDITOR; then it is on the prompt.", editLast},
		{"help", "", "What can be typed after a backslash; !COMMAND runs a command of the shell.", helpCommands},
		{"save", "[-f] FILE", "Writes the statements that worked into a script; -f replaces one.", save},
		{"tables", "", "All tables with their rows, rows a second and state.", func(ctx context.Context, c *Console, args string) (string, error) {
			if args != "" {
				return "", fmt.Errorf("%q is too much", args)
			}
			return "", c.run(ctx, "tables()\n")
		}},
		{"x", "[on|off|auto]", "Tables as records, a field a line; auto where more than half of the columns do not fit.", func(_ context.Context, c *Console, args string) (string, error) {
			return c.records.turn(args)
		}},
	}
}

// Outside is what commands need of the process. What is nil is not allowed here.
type Outside struct {
	// Alias adds an alias unless text is "", and is all that there are.
	Alias func(text string) (all []string, err error)
	// Create makes a file; one that is there is an error unless it is to be replaced.
	Create func(path string, replace bool) (io.WriteCloser, error)
	// Shell runs a command with the terminal.
	Shell func(ctx context.Context, command string) error
	// Edit is the text after the user has edited it.
	Edit func(text string) (string, error)
}

var errOutside = errors.New("not allowed with --sandbox")

// isCommand reports whether a line is none of the script language's.
func isCommand(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, `\`) || strings.HasPrefix(line, "!")
}

// command runs a line that begins with a backslash or an exclamation mark; ok is false for any other.
func (c *Console) command(ctx context.Context, line string) (ok bool, err error) {
	line = strings.TrimSpace(line)
	if shell, ok := strings.CutPrefix(line, "!"); ok {
		return true, c.shell(ctx, strings.TrimSpace(shell))
	}
	line, ok = strings.CutPrefix(line, `\`)
	if !ok {
		return false, nil
	}
	name, args, _ := strings.Cut(line, " ")
	for _, cmd := range commands() {
		if cmd.name != name {
			continue
		}
		said, err := cmd.do(ctx, c, strings.TrimSpace(args))
		if err == nil && said != "" {
			_, err = io.WriteString(c.Screen.Stdout(), safe.Lines(said)+"\n")
		}
		if err != nil && !strings.HasPrefix(err.Error(), `\`) {
			err = fmt.Errorf(`\%s: %w`, name, err)
		}
		return true, err
	}
	var names, all []string
	for _, cmd := range commands() {
		names = append(names, cmd.name)
		all = append(all, strings.TrimSpace(`\`+cmd.name+" "+cmd.args))
	}
	if near := nearest.Names(name, names, 1); len(near) > 0 {
		return true, fmt.Errorf(`\%s: there is no such command; did you mean \%s?`, name, near[0])
	}
	return true, fmt.Errorf(`\%s: there is no such command; there are %s`, name, strings.Join(all, ", "))
}

// helpCommands is \help.
func helpCommands(context.Context, *Console, string) (string, error) {
	var b strings.Builder
	for _, cmd := range commands() {
		fmt.Fprintf(&b, "%-20s %s\n", strings.TrimSpace(`\`+cmd.name+" "+cmd.args), cmd.doc)
	}
	b.WriteString("!COMMAND             Runs a command of the shell.")
	return b.String(), nil
}

// shell is !COMMAND.
func (c *Console) shell(ctx context.Context, text string) error {
	switch {
	case text == "":
		return errors.New("!: a command of the shell is missing, as in !ls")
	case c.Outside.Shell == nil:
		return fmt.Errorf("!: %w", errOutside)
	}
	if err := c.Outside.Shell(ctx, text); err != nil {
		return fmt.Errorf("!%s: %w", safe.Text(text), err)
	}
	return nil
}

// alias is \alias.
func alias(_ context.Context, c *Console, args string) (string, error) {
	if c.Outside.Alias == nil {
		return "", errOutside
	}
	all, err := c.Outside.Alias(args)
	if err == nil && len(all) == 0 {
		return "there are none; redpanda:9092=127.0.0.1:19092 is one", nil
	}
	return strings.Join(all, "\n"), err
}

// closeNamed is \close.
func closeNamed(ctx context.Context, c *Console, name string) (string, error) {
	if name == "" {
		return "", errors.New("the name of a table is missing")
	}
	return "", c.Host.CloseTable(ctx, name)
}
