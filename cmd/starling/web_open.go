package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"

	"starling/starlib"
)

// browser is where scripts show tables: the server of --web, or one that begins when a script shows
// its first table, for this machine alone.
func (c *console) browser() starlib.Browser {
	return func(ctx context.Context, table string) (string, error) {
		c.web.mu.Lock()
		defer c.web.mu.Unlock()
		if c.web.closed {
			return "", errors.New("the session ends")
		}
		if c.web.server == nil {
			if c.sandbox.confines() {
				return "", errors.New("a script that is confined begins no server; starling --web 127.0.0.1:0 has one")
			}
			s, err := (&listeners{}).openWeb("127.0.0.1:0")
			if err != nil {
				return "", err
			}
			c.web.server = s
			c.startWeb()
		}
		s := c.web.server
		if c.tty && !c.sandbox.confines() {
			openDesktop(ctx, s.Invitation(table))
		}
		return s.URL(table), nil
	}
}

// openDesktop has the desktop's browser open an address, if there is a desktop. What comes of it is seen
// there, or not: the address is printed as well.
func openDesktop(ctx context.Context, url string) {
	var name string
	var args []string
	switch {
	case runtime.GOOS == "darwin":
		name = "open"
	case runtime.GOOS == "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler"}
	case os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "":
		name = "xdg-open"
	default:
		return
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), name, append(args, url)...) //nolint:gosec // an address of ours
	if cmd.Start() == nil {
		go cmd.Wait() //nolint:errcheck // see above
	}
}
