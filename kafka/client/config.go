package client

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Config is the properties of one client as they hold: with defaults, and with references
// followed. A value that came by a reference remembers it: the value is for use, and what
// speaks of it shows the reference.
//
// The references of secret properties are followed by opened alone, where a connection is
// secured, so that a secret is nowhere for longer than that, and is read again when it
// has changed.
type Config struct {
	env     *Env
	values  Props
	written map[string]string // those that came by references, as the script has them
}

// Config is the properties that hold for a script's: the defaults are filled in, and the
// embedded broker and registry take the place of the ones named, together with what secures
// the way there. What references lead to is checked now.
func (e *Env) Config(p Props) (Config, error) {
	out := e.Defaults.With(p)
	if e.Embedded != nil {
		var err error
		if out, err = e.embed(out); err != nil {
			return Config{}, err
		}
	}
	c := Config{env: e, values: out}
	if !slices.ContainsFunc(slices.Collect(maps.Values(out)), refers) {
		return c, nil
	}
	c, err := c.followed(func(name string) bool { return !isSecret(name) })
	if err != nil {
		return c, err
	}
	if len(c.written) == 0 {
		return c, nil
	}
	for name, text := range c.written {
		e.veil.add(c.values[name], text)
	}
	if _, err = parse(c); err == nil {
		_, err = c.Registry()
	}
	return c, e.Veil(err)
}

// embed puts the embedded broker and registry in the place of others.
func (e *Env) embed(p Props) (Props, error) {
	if _, err := (Config{env: e, values: p}).servers(); err != nil && !refers(p["bootstrap.servers"]) {
		return nil, err
	}
	broker, registry, err := e.Embedded()
	if err != nil {
		return nil, fmt.Errorf("embedded broker: %w", err)
	}
	_, schemas := p["schema.registry.url"]
	for name := range p {
		if name == "security.protocol" || strings.HasPrefix(name, "ssl.") || strings.HasPrefix(name, "sasl.") ||
			strings.HasPrefix(name, "schema.registry.") || strings.HasPrefix(name, "basic.auth.") || strings.HasPrefix(name, "bearer.auth.") || name == "metadata.broker.list" {
			delete(p, name)
		}
	}
	p["bootstrap.servers"] = broker
	if schemas {
		p["schema.registry.url"] = registry
	}
	return p, nil
}

// followed is c with the references of the properties wanted followed, but for
// sasl.jaas.config: login reads those within a login module's options.
func (c Config) followed(wanted func(name string) bool) (Config, error) {
	out := Config{c.env, c.values.With(nil), maps.Clone(c.written)}
	if out.written == nil {
		out.written = map[string]string{}
	}
	for _, name := range slices.Sorted(maps.Keys(c.values)) {
		text := c.values[name]
		if _, done := c.written[name]; done || !wanted(name) || name == "sasl.jaas.config" || !refers(text) {
			continue
		}
		value, err := c.env.follow(text)
		if err != nil {
			return c, fmt.Errorf("%s: %w", name, err)
		}
		if !isSecret(name) && refers(value) {
			return c, fmt.Errorf("%s: %s leads to another reference, which is not followed", name, text)
		}
		out.values[name], out.written[name] = value, text
	}
	return out, nil
}

// opened is c with the references of secret properties followed.
func (c Config) opened() (Config, error) { return c.followed(isSecret) }

// Reveal is the value of a property with its references followed, of a secret one too; "" if it is not
// set. It is not to be shown.
func (c Config) Reveal(name string) (string, error) {
	open, err := c.opened()
	return open.Get(name, ""), err
}

// Env is what surrounds the client.
func (c Config) Env() *Env { return c.env }

// Values is the properties as they hold; the references of secret ones stay.
func (c Config) Values() Props { return c.values }

// get is a property's value as it is; ok is false if it is not set.
func (c Config) Lookup(name string) (a Arg, ok bool) {
	value, ok := c.values[name]
	return Arg{Name: name, Value: value, written: c.written[name]}, ok
}

// Arg is a property without the space around its value; one that is not set has def.
func (c Config) Arg(name, def string) Arg {
	a, ok := c.Lookup(name)
	if !ok {
		return Arg{Name: name, Value: def}
	}
	a.Value = strings.TrimSpace(a.Value)
	return a
}

// Get returns the property's value without surrounding space, or def if it is
// not set.
func (c Config) Get(name, def string) string { return c.Arg(name, def).Value }

// Bool reads a true or false property; def stands for an absent one.
func (c Config) Bool(name string, def bool) (bool, error) {
	a, ok := c.Lookup(name)
	if !ok {
		return def, nil
	}
	return a.boolean()
}

// Int reads a whole number of at least lowest; def stands for an absent one.
func (c Config) Int(name string, def, lowest int64) (int64, error) {
	a, ok := c.Lookup(name)
	if !ok {
		return def, nil
	}
	return a.integer(lowest, 1<<62)
}

// Millis reads a duration given in milliseconds; def stands for an absent one.
func (c Config) Millis(name string, def time.Duration) (time.Duration, error) {
	a, ok := c.Lookup(name)
	if !ok {
		return def, nil
	}
	return a.millis()
}

// Timeout is how long a call may wait for the broker: default.api.timeout.ms,
// one minute if absent.
func (c Config) Timeout() (time.Duration, error) {
	return c.Millis("default.api.timeout.ms", defaultTimeout)
}

// Written is the properties as the script has them: a value that is a reference is that, and a
// secret that stands there itself is hidden.
func (c Config) Written() Props {
	out := Props{}
	for name, value := range c.values {
		if out[name] = value; !wholeReference.MatchString(value) {
			out[name] = c.Shown(name)
		}
	}
	return out
}

// wholeReference is a value that is a reference and nothing else.
var wholeReference = regexp.MustCompile(`^\$\{[^{}]+\}$`)

// Shown is how the value of a property is worded.
func (c Config) Shown(name string) string { return c.Arg(name, "").Shown() }

var errNoServer = errors.New(`missing, for example {"bootstrap.servers": "127.0.0.1:9092"}`)
