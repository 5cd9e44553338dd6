package main

import (
	"crypto/tls"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"starling/serve/door"
)

// listeners say where tables can be had beside the script, and who may have them.
type listeners struct {
	metrics, web, flight string // addresses, "" for nowhere
	tokenFile            string
	cert, key            string
	remote, noToken      bool
	allowRun             bool // who comes over Flight, or an assistant, may run scripts
	hosts                []string
	script               string // that is run, "" for the prompt
	assistant            bool   // somebody asks on standard input
}

// flags are those of whatever runs scripts; webAt is where tables are seen if nobody says.
func (l *listeners) flags(flags *pflag.FlagSet, webAt string) {
	flags.StringVar(&l.metrics, "metrics", "", "show metrics for Prometheus and /healthz at an address, as 127.0.0.1:9090, :9090 for the same, or 0.0.0.0:9090 for others too")
	flags.StringVar(&l.web, "web", webAt, "show tables in the browser at an address, as 127.0.0.1:8080, or :0 for any free port of this machine")
	flags.StringVar(&l.flight, "flight", "", "answer Arrow Flight and pydeephaven at an address, as 127.0.0.1:8815, or :0 for any free port of this machine")
	flags.StringVar(&l.tokenFile, "token-file", "", "keep the token of --web and --flight in a file, so that it is the same after a restart")
	flags.BoolVar(&l.noToken, "no-token", false, "let all programs of this machine read at --flight, without a token")
	flags.BoolVar(&l.allowRun, "allow-run", false, "let clients of --flight run scripts, with all that yours may; --sandbox bounds that")
	flags.StringVar(&l.cert, "tls-cert", "", "certificate of --web and --flight in PEM, with its chain; needs --tls-key")
	flags.StringVar(&l.key, "tls-key", "", "key of --tls-cert in PEM")
	flags.BoolVar(&l.remote, "remote", false, "let other machines reach --web and --flight, as with --web 0.0.0.0:8443; needs --tls-cert")
	flags.StringArrayVar(&l.hosts, "web-host", nil, "further name by which browsers may ask for --web, as that of a proxy before it (repeatable)")
}

// listenerFlags are their names, all of which the prompt has too.
var listenerFlags = []string{"metrics", "web", "flight", "token-file", "no-token", "allow-run", "tls-cert", "tls-key", "remote", "web-host"}

// check reports a flag that means nothing without another.
func (l *listeners) check() error {
	for _, f := range []struct {
		name  string
		given bool
		needs string
		there bool
	}{
		{"token-file", l.tokenFile != "", "--web or --flight", l.web+l.flight != ""},
		{"tls-cert", l.cert != "", "--web or --flight", l.web+l.flight != ""},
		{"tls-key", l.key != "", "--web or --flight", l.web+l.flight != ""},
		{"remote", l.remote, "--web or --flight", l.web+l.flight != ""},
		{"web-host", len(l.hosts) > 0, "--web", l.web != ""},
		{"no-token", l.noToken, "--flight", l.flight != ""},
		{"allow-run", l.allowRun && !l.assistant, "--flight", l.flight != ""},
	} {
		if f.given && !f.there {
			return usagef("--%s is for %s, which is not there", f.name, f.needs)
		}
	}
	if (l.cert == "") != (l.key == "") {
		return usagef("--tls-cert and --tls-key go together: the certificate and its key")
	}
	return nil
}

// certificate is what TLS needs, nil if it is not asked for.
func (l *listeners) certificate() (*tls.Config, error) {
	if l.cert == "" {
		return nil, nil
	}
	c, err := door.Certificate(l.cert, l.key)
	if err != nil {
		return nil, fmt.Errorf("--tls-cert: %w", err)
	}
	return c, nil
}

// token is what who comes in has to know.
func (l *listeners) token() (door.Token, error) {
	if l.tokenFile == "" {
		return door.NewToken(), nil
	}
	t, err := door.KeptToken(l.tokenFile)
	if err != nil {
		return "", fmt.Errorf("--token-file: %w", err)
	}
	return t, nil
}

// opened is what came of opening an address of a flag, of which others are kept out unless they
// were let in.
func (l *listeners) opened(flag, at string, err error, local func() bool, closed func()) error {
	switch {
	case errors.Is(err, door.ErrAddress):
		return usagef("--%s: %w", flag, err)
	case err != nil:
		return fmt.Errorf("--%s: %w", flag, err)
	case !local() && (!l.remote || l.cert == ""):
		closed()
		return usagef("--%s %s: other machines reach that address: if they are to, add --remote, and --tls-cert and --tls-key so that nobody on the way reads the token and the tables; 127.0.0.1 is of this machine alone", flag, at)
	}
	return nil
}

// listen opens the addresses, before anything updates tables.
func (c *console) listen() error {
	if err := c.listeners.check(); err != nil {
		return err
	}
	return errors.Join(c.listenMetrics(), c.listenWeb(), c.listenFlight())
}

// answer begins to answer, and says where.
func (c *console) answer() {
	c.showMetrics()
	c.showWeb()
	c.showFlight()
}
