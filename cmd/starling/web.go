package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"

	"github.com/spf13/pflag"

	"starling/serve/door"
	"starling/serve/web"
)

// webFlags say where tables are seen in a browser, and who may see them.
type webFlags struct {
	at        string // "" for nowhere
	tokenFile string
	cert, key string
	remote    bool
	hosts     []string
	script    string // that is run, "" for the prompt
}

// flags are those of whatever runs scripts; usual is where they are seen if nobody says.
func (f *webFlags) flags(flags *pflag.FlagSet, usual string) {
	flags.StringVar(&f.at, "web", usual, "show tables in the browser at an address, as 127.0.0.1:8080, or :0 for any free port of this machine")
	flags.StringVar(&f.tokenFile, "token-file", "", "keep the token of --web in a file, so that its address is the same after a restart")
	flags.StringVar(&f.cert, "tls-cert", "", "certificate of --web in PEM, with its chain; needs --tls-key")
	flags.StringVar(&f.key, "tls-key", "", "key of --tls-cert in PEM")
	flags.BoolVar(&f.remote, "web-remote", false, "let other machines reach --web, as with --web 0.0.0.0:8443; needs --tls-cert")
	flags.StringArrayVar(&f.hosts, "web-host", nil, "further name by which browsers may ask for --web, as that of a proxy before it (repeatable)")
}

// webFlagNames are the flags that mean nothing without --web.
var webFlagNames = []string{"token-file", "tls-cert", "tls-key", "web-remote", "web-host"}

// alone is a flag that was given though there is no --web; "" if none was.
func (f *webFlags) alone() string {
	given := []bool{f.tokenFile != "", f.cert != "", f.key != "", f.remote, len(f.hosts) > 0}
	for i, name := range webFlagNames {
		if given[i] && f.at == "" {
			return name
		}
	}
	return ""
}

// webServer is the server of a console, which a script can have begun too.
type webServer struct {
	mu     sync.Mutex
	server *web.Server // nil: none
	closed bool
}

// listenWeb opens the address of --web, if there is one.
func (c *console) listenWeb() error {
	f := &c.app.web
	if name := f.alone(); name != "" {
		return usagef("--%s is for --web, which is not there", name)
	}
	if f.at == "" {
		return nil
	}
	s, err := f.listen()
	if err != nil {
		return err
	}
	c.web.server = s
	return nil
}

// listen opens the address for those who may come.
func (f *webFlags) listen() (*web.Server, error) {
	at := web.Door{At: f.at, Token: door.NewToken(), Hosts: f.hosts}
	var err error
	switch {
	case (f.cert == "") != (f.key == ""):
		return nil, usagef("--tls-cert and --tls-key go together: the certificate and its key")
	case f.cert != "":
		if at.Certificate, err = door.Certificate(f.cert, f.key); err != nil {
			return nil, fmt.Errorf("--tls-cert: %w", err)
		}
	}
	if f.tokenFile != "" {
		if at.Token, err = door.KeptToken(f.tokenFile); err != nil {
			return nil, fmt.Errorf("--token-file: %w", err)
		}
	}
	s, err := web.Listen(at)
	switch {
	case errors.Is(err, door.ErrAddress):
		return nil, usagef("--web: %w", err)
	case err != nil:
		return nil, fmt.Errorf("--web: %w", err)
	case !s.Local() && (!f.remote || at.Certificate == nil):
		s.Close(context.Background())
		return nil, usagef("--web %s: other machines reach that address: if they are to, add --web-remote, and --tls-cert and --tls-key so that nobody on the way reads the token and the tables; 127.0.0.1 is of this machine alone", f.at)
	}
	return s, nil
}

// showWeb begins to answer, and says where.
func (c *console) showWeb() {
	if c.web.server != nil {
		c.startWeb()
		c.notify("web: " + c.web.server.URL(""))
	}
}

func (c *console) startWeb() {
	s := c.web.server
	s.Graph, s.Host, s.Kafka, s.Version, s.Script = c.graph, c.host, c.env, version(), filepath.Base(c.app.web.script)
	if c.app.web.script == "" {
		s.Script = ""
	}
	s.Start()
}

// closeWeb ends the server, if there is one, and lets no other begin.
func (c *console) closeWeb(ctx context.Context) {
	c.web.mu.Lock()
	c.web.closed = true
	s := c.web.server
	c.web.mu.Unlock()
	if s != nil {
		s.Close(ctx)
	}
}
