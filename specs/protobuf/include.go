package protobuf

import (
	"fmt"
	"strings"
)

// include says which fields become columns.
type include []path

// path is a path of fields; open paths include everything below.
type path struct {
	names []string
	open  bool
}

// newInclude reads paths such as "/inner/x" and "/inner/*". None is all fields.
func newInclude(paths []string) (include, error) {
	in := include{}
	if paths == nil {
		return include{{open: true}}, nil
	}
	for _, s := range paths {
		var p path
		rest := strings.TrimPrefix(s, "/")
		if rest == "*" || strings.HasSuffix(rest, "/*") {
			p.open = true
			rest = strings.TrimSuffix(strings.TrimSuffix(rest, "*"), "/")
		}
		if strings.Contains(rest, "*") {
			return nil, fmt.Errorf("include %q: * can only be the last part of a path, as in \"/inner/*\"", s)
		}
		if rest != "" {
			p.names = strings.Split(rest, "/")
		}
		in = append(in, p)
	}
	return in, nil
}

// match reports whether the field at a path is included, or one below it; and whether
// all below it are.
func (in include) match(path []string) (ok, open bool) {
	for _, p := range in {
		n := min(len(p.names), len(path))
		same := true
		for i := range n {
			same = same && p.names[i] == path[i]
		}
		if !same || len(path) > len(p.names) && !p.open {
			continue
		}
		ok = true
		open = open || p.open && len(path) >= len(p.names)
	}
	return ok, open
}
