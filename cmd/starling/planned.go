package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"starling/engine/plan"
	"starling/flink"
	"starling/starlib/py"
)

// planned is what a script publishes, as plans, and what of it is not in them.
type planned struct {
	console   *console
	sinks     []*plan.Node
	places    map[*plan.Node]string
	variables map[*plan.Node]string
}

// plans runs a script for the plans of what it publishes: nothing is read or written, tables of topics
// stay empty, and what the script prints goes to the standard error. The caller ends the console.
func (s *script) plans(ctx context.Context, command string, args []string) (*planned, error) {
	text, err := s.read(command, args[0])
	if err != nil {
		return nil, err
	}
	p := &planned{places: map[*plan.Node]string{}, variables: map[*plan.Node]string{}}
	s.app.env.Planning = true
	s.app.made = func(n *plan.Node, at py.Place) {
		if p.places[n] == "" {
			p.places[n] = fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Col)
		}
	}
	stdout := s.app.stdout
	s.app.stdout = s.app.stderr
	c, err := s.newConsole(strings.NewReader(""), false, args)
	s.app.stdout = stdout
	if err != nil {
		return nil, err
	}
	p.console = c
	code, err := s.execute(ctx, c, args[0], text)
	if code != exitOK {
		err = exitError{code}
	}
	if err != nil && !endedWell(err) {
		return nil, c.end(false, err)
	}
	p.sinks = c.env.Planned()
	for name, t := range c.host.Tables() {
		if n := t.Engine().Plan(); p.variables[n] == "" || name < p.variables[n] {
			p.variables[n] = name
		}
	}
	return p, nil
}

// endedWell reports whether the script ended itself with status 0.
func endedWell(err error) bool {
	var exit *py.Exit
	return errors.As(err, &exit) && exit.Code == 0
}

// compile makes Flink SQL of the plans, or says what is refused, as an error.
func (p *planned) compile(c flink.Config) (*flink.Program, []flink.Refusal) {
	c.Place = func(n *plan.Node) string { return p.places[n] }
	c.Variable = func(n *plan.Node) string { return p.variables[n] }
	return flink.Compile(p.sinks, c)
}

// modules are Kafka's login modules by mechanism.
var modules = map[string]string{"PLAIN": "plain.PlainLoginModule"}

// secret is the value that stands in a statement in place of a mask.
func (p *planned) secret(x flink.Secret) (string, error) {
	c, ok := p.console.env.Properties(x.Of)
	if !ok {
		return "", errors.New("its call has ended")
	}
	if !x.Login {
		return c.Reveal(x.Property)
	}
	user, err := c.Reveal("sasl.username")
	if err != nil {
		return "", err
	}
	password, err := c.Reveal("sasl.password")
	if err != nil {
		return "", err
	}
	module := modules[x.Property]
	if strings.HasPrefix(x.Property, "SCRAM-") {
		module = "scram.ScramLoginModule"
	}
	if module == "" {
		return "", fmt.Errorf("sasl.mechanism %s with sasl.username has no counterpart: give sasl.jaas.config", x.Property)
	}
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	return fmt.Sprintf(`org.apache.kafka.common.security.%s required username="%s" password="%s";`, module, escape.Replace(user), escape.Replace(password)), nil
}
