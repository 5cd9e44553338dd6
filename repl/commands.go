package repl

import (
	"fmt"
	"io"
	"strings"
)

// command is something that is typed after a backslash. It gives what is said of it.
type command struct {
	name, args, doc string
	do              func(c *Console, args string) (said string, err error)
}

// commands is THE table of what can be typed after a backslash.
func commands() []command {
	return []command{
		{"x", "[on|off|auto]", "Tables as records, a field a line; auto where more than half of the columns do not fit.", func(c *Console, args string) (string, error) {
			return c.records.turn(args)
		}},
	}
}

// command runs a line that begins with a backslash; ok is false for any other.
func (c *Console) command(line string) (ok bool, err error) {
	line, ok = strings.CutPrefix(strings.TrimSpace(line), `\`)
	if !ok {
		return false, nil
	}
	name, args, _ := strings.Cut(line, " ")
	for _, cmd := range commands() {
		if cmd.name != name {
			continue
		}
		said, err := cmd.do(c, strings.TrimSpace(args))
		if err == nil && said != "" {
			_, err = io.WriteString(c.Screen.Stdout(), said+"\n")
		}
		return true, err
	}
	var names []string
	for _, cmd := range commands() {
		names = append(names, strings.TrimSpace(`\`+cmd.name+" "+cmd.args))
	}
	return true, fmt.Errorf(`\%s: there is no such command; there are %s`, name, strings.Join(names, ", "))
}
