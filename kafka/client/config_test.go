package client

// conf is properties as they are, without references.
func conf(p Props) Config { return Config{env: &Env{}, values: p} }

// props is the values that hold for a script's properties.
func (e *Env) props(p Props) (Props, error) {
	c, err := e.Config(p)
	return c.values, err
}
