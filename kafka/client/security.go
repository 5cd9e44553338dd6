package client

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"strings"

	"github.com/twmb/franz-go/pkg/sasl"
	"github.com/twmb/franz-go/pkg/sasl/plain"
	"github.com/twmb/franz-go/pkg/sasl/scram"
)

// security is how a connection is secured; nil means not.
type security struct {
	tls  *tls.Config
	sasl sasl.Mechanism
}

// security reads security.protocol, sasl.* and ssl.*. Settings that the
// protocol leaves unused are warned about.
func (c Config) security() (out security, warnings []string, err error) {
	a := c.Arg("security.protocol", "PLAINTEXT")
	protocol, err := a.choice("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
	if err != nil {
		return out, nil, err
	}
	if strings.HasSuffix(protocol, "SSL") {
		if out.tls, err = c.TLS(""); err != nil {
			return out, nil, err
		}
	} else if name := c.anyOf("ssl."); name != "" {
		warnings = append(warnings, fmt.Sprintf("property %q has no effect: security.protocol is %s, without TLS", name, a.part(protocol)))
	}
	if strings.HasPrefix(protocol, "SASL") {
		out.sasl, err = c.login()
	} else if name := c.anyOf("sasl."); name != "" {
		warnings = append(warnings, fmt.Sprintf("property %q has no effect: security.protocol is %s, without SASL", name, a.part(protocol)))
	}
	return out, warnings, err
}

// anyOf returns the alphabetically first name set with the prefix, or "".
func (c Config) anyOf(prefix string) (first string) {
	for name, value := range c.values {
		if strings.HasPrefix(name, prefix) && value != "" && (first == "" || name < first) {
			first = name
		}
	}
	return first
}

// login builds the SASL mechanism of sasl.mechanism. What it needs is read now,
// so that a mistake is told, and again at each login, so that a password or
// token that is replaced in its file holds from the next connection on.
func (c Config) login() (sasl.Mechanism, error) {
	a := c.Arg("sasl.mechanism", "")
	if a.Value == "" {
		a = c.Arg("sasl.mechanisms", "")
		a.Name = "sasl.mechanism"
	}
	if a.Value == "" {
		return nil, fmt.Errorf("sasl.mechanism: missing; PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 and OAUTHBEARER are supported")
	}
	mechanism, err := a.choice("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER")
	if err != nil {
		return nil, err
	}
	if mechanism == "OAUTHBEARER" {
		return c.bearerLogin()
	}
	if _, err := c.user(mechanism); err != nil {
		return nil, err
	}
	forScram := func(context.Context) (scram.Auth, error) {
		u, err := c.user(mechanism)
		return scram.Auth{User: u.name, Pass: u.pass, IsToken: u.token}, err
	}
	switch mechanism {
	case "PLAIN":
		return plain.Plain(func(context.Context) (plain.Auth, error) {
			u, err := c.user(mechanism)
			return plain.Auth{User: u.name, Pass: u.pass}, err
		}), nil
	case "SCRAM-SHA-256":
		return scram.Sha256(forScram), nil
	}
	return scram.Sha512(forScram), nil
}

// user is who logs in; token says that the password is a delegation token's.
type user struct {
	name, pass string
	token      bool
}

// user reads sasl.jaas.config, or else sasl.username and sasl.password.
func (c Config) user(mechanism string) (u user, err error) {
	options, err := c.jaasOptions(mechanism)
	switch {
	case err != nil:
		return u, fmt.Errorf("sasl.jaas.config: %w", err)
	case options != nil:
		u = user{options["username"], options["password"], strings.EqualFold(options["tokenauth"], "true")}
		if u.name == "" {
			err = errors.New("sasl.jaas.config: the login module has no username")
		} else if u.pass == "" {
			err = errors.New("sasl.jaas.config: the login module has no password")
		}
		return u, err
	}
	if c, err = c.opened(); err != nil {
		return u, err
	}
	u.name, u.pass = c.Get("sasl.username", ""), c.values["sasl.password"]
	if u.name == "" {
		err = fmt.Errorf("sasl.jaas.config: missing; %s needs a username and a password", strings.TrimSpace("sasl.mechanism "+c.Arg("sasl.mechanism", "").part(mechanism)))
	} else if u.pass == "" {
		err = errors.New("sasl.password: missing; sasl.username is given")
	}
	return u, err
}

// loginModules is the Java class that a mechanism has, without its package.
var loginModules = map[string]string{
	"PLAIN": "PlainLoginModule", "SCRAM-SHA-256": "ScramLoginModule", "SCRAM-SHA-512": "ScramLoginModule",
	"OAUTHBEARER": "OAuthBearerLoginModule",
}

// jaasOptions is the options of sasl.jaas.config, nil if it is not set; the
// login module must be the mechanism's, unless that is "". References are
// followed within an option's value, where nothing they lead to can be taken
// for syntax; a reference alone leads to the whole text.
func (c Config) jaasOptions(mechanism string) (map[string]string, error) {
	text := c.Get("sasl.jaas.config", "")
	if text == "" {
		return nil, nil
	}
	whole := strings.HasPrefix(text, "${") && strings.Index(text, "}") == len(text)-1
	var err error
	if whole {
		if text, err = c.env.follow(text); err != nil {
			return nil, err
		}
	}
	module, options, err := parseJAAS(text)
	if err != nil {
		return nil, err
	}
	if want := loginModules[mechanism]; want != "" && module[strings.LastIndexByte(module, '.')+1:] != want {
		return nil, fmt.Errorf("the login module does not fit sasl.mechanism %s, which needs %s", c.Arg("sasl.mechanism", "").part(mechanism), want)
	}
	for name, value := range options {
		if whole || !refers(value) {
			continue
		}
		if options[name], err = c.env.follow(value); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return options, nil
}
