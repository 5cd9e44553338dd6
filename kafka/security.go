package kafka

import (
	"crypto/tls"
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
func (p Props) security() (out security, warnings []string, err error) {
	a := arg{"security.protocol", p.Get("security.protocol", "PLAINTEXT")}
	protocol, err := a.choice("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
	if err != nil {
		return out, nil, err
	}
	if strings.HasSuffix(protocol, "SSL") {
		if out.tls, err = p.TLS(""); err != nil {
			return out, nil, err
		}
	} else if name := p.anyOf("ssl."); name != "" {
		warnings = append(warnings, fmt.Sprintf("property %q has no effect: security.protocol is %s, without TLS", name, protocol))
	}
	if strings.HasPrefix(protocol, "SASL") {
		out.sasl, err = p.login()
	} else if name := p.anyOf("sasl."); name != "" {
		warnings = append(warnings, fmt.Sprintf("property %q has no effect: security.protocol is %s, without SASL", name, protocol))
	}
	return out, warnings, err
}

// anyOf returns the alphabetically first name set with the prefix, or "".
func (p Props) anyOf(prefix string) (first string) {
	for name, value := range p {
		if strings.HasPrefix(name, prefix) && value != "" && (first == "" || name < first) {
			first = name
		}
	}
	return first
}

// login builds the SASL mechanism from sasl.mechanism and either
// sasl.jaas.config or sasl.username and sasl.password.
func (p Props) login() (sasl.Mechanism, error) {
	a := arg{"sasl.mechanism", p.Get("sasl.mechanism", p.Get("sasl.mechanisms", ""))}
	if a.value == "" {
		return nil, fmt.Errorf("sasl.mechanism: missing; PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512 are supported")
	}
	mechanism, err := a.choice("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
	if err != nil {
		return nil, err
	}
	user, pass, token := p.Get("sasl.username", ""), p["sasl.password"], false
	if text := p.Get("sasl.jaas.config", ""); text != "" {
		if user, pass, token, err = jaasLogin(text, mechanism); err != nil {
			return nil, fmt.Errorf("sasl.jaas.config: %w", err)
		}
	}
	if user == "" {
		return nil, fmt.Errorf("sasl.jaas.config: missing; sasl.mechanism %s needs a username and a password", mechanism)
	}
	switch mechanism {
	case "PLAIN":
		return plain.Auth{User: user, Pass: pass}.AsMechanism(), nil
	case "SCRAM-SHA-256":
		return scram.Auth{User: user, Pass: pass, IsToken: token}.AsSha256Mechanism(), nil
	}
	return scram.Auth{User: user, Pass: pass, IsToken: token}.AsSha512Mechanism(), nil
}

// jaasLogin takes user and password out of a login module's options and makes
// sure that the module is the mechanism's.
func jaasLogin(text, mechanism string) (user, pass string, token bool, err error) {
	module, options, err := parseJAAS(text)
	if err != nil {
		return "", "", false, err
	}
	want := "ScramLoginModule"
	if mechanism == "PLAIN" {
		want = "PlainLoginModule"
	}
	if module[strings.LastIndexByte(module, '.')+1:] != want {
		return "", "", false, fmt.Errorf("the login module does not fit sasl.mechanism %s, which needs %s", mechanism, want)
	}
	user, pass = options["username"], options["password"]
	if user == "" {
		return "", "", false, fmt.Errorf("the login module has no username")
	}
	return user, pass, strings.EqualFold(options["tokenauth"], "true"), nil
}
