package py

import "go.starlark.net/starlark"

// Include runs a script within the call of a builtin, as a part of what runs, with names of its
// own: neither sees what the other assigns. It gives what the script assigned, also of one that
// fails or ends itself.
func (c *Call) Include(filename, text string) (starlark.StringDict, error) {
	progs, err := c.load(filename, text)
	if err != nil {
		return nil, err
	}
	outer, own := c.session, newSession(c.session.builtins)
	defer func() { c.session = outer }()
	c.session = own
	for _, p := range progs {
		if err := own.run(c.Thread, p); err != nil {
			return own.user, err
		}
	}
	return own.user, nil
}
