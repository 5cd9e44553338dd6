package kafka

// conf is properties as they are, without references.
func conf(p Props) config { return config{env: &Env{}, values: p} }

// props is the values that hold for a script's properties.
func (e *Env) props(p Props) (Props, error) {
	c, err := e.config(p)
	return c.values, err
}
