package starlib

import (
	"context"
	"errors"

	"go.starlark.net/starlark"
)

// Browser has a browser show a table by the name that the script has for it, if there is one at hand,
// and gives the address where it is seen. It is called without the session lock.
type Browser func(ctx context.Context, table string) (url string, err error)

// showInBrowser is t.show_in_browser().
func showInBrowser(c *call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	name := c.NameOf(c.Recv)
	switch {
	case c.host.cfg.Browser == nil:
		return nil, c.failed(errors.New("there is no page to show it on"))
	case name == "" || name == "_":
		return nil, c.failed(errors.New("the page finds tables by their names, and the script has none for this one: big = t.where(…), then big.show_in_browser()"))
	}
	ctx := c.Context()
	if err := c.Waiting(func() error {
		url, err := c.host.cfg.Browser(ctx, name)
		if err != nil {
			return err
		}
		return c.host.write(url + "\n")
	}); err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, nil
}
