package py

import (
	"strings"

	"go.starlark.net/starlark"
)

// exceptionToLog is the text of the exception that is logged beside a message: exc_info says which.
func (c *Call) exceptionToLog() (string, error) {
	var info starlark.Value = starlark.Bool(strings.HasSuffix(c.Name, "exception"))
	for _, kv := range c.Kwargs {
		switch name := string(kv[0].(starlark.String)); name {
		case "exc_info":
			info = kv[1]
		case "extra", "stack_info", "stacklevel":
			return "", Raise("NotImplementedError", "%s: %s is not available: put it into the message", c.Name, name)
		default:
			return "", Raise("TypeError", "%s() got an unexpected keyword argument '%s'", c.Name, name)
		}
	}
	s := c.handledNow()
	switch v := info.(type) {
	case *instance:
		s.o = v
	case starlark.Tuple:
		if len(v) == 3 && exceptionIn(v[1]) != nil {
			s.o = v[1].(*instance)
		}
	}
	if !info.Truth() {
		return "", nil
	}
	lines, err := s.lines(c.Interp)
	return "\n" + strings.TrimSuffix(strings.Join(lines, ""), "\n"), err
}
