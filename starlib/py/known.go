package py

import (
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// Known is a name that a value has, and a line about what it stands for; "" where nothing is
// known of it.
type Known struct{ Name, About string }

// Members is the attributes of v by name.
func (ip *Interp) Members(v starlark.Value) []Known {
	about := map[string]string{}
	switch v := v.(type) {
	case *ModuleValue:
		note(about, v.entries)
		for name, x := range v.members {
			if about[name] == "" {
				about[name] = About(x)
			}
		}
	case Documented:
		_, entries := v.Documentation()
		note(about, entries)
	case *Namespace:
		for name, x := range v.Members {
			about[name] = About(x)
		}
	}
	return members(ip.AttrNames(v), about)
}

// Modules is the modules that can be imported, by their full names.
func (ip *Interp) Modules() []Known {
	about := map[string]string{}
	for name, m := range ip.modules {
		about[name] = m.doc
	}
	return members(slices.Sorted(maps.Keys(about)), about)
}

// Module is the module of a full name.
func (ip *Interp) Module(name string) (m *ModuleValue, ok bool) {
	m, ok = ip.modules[name]
	return m, ok
}

// Visibles is what a script can name: its variables, of which describe says what they are, and
// the builtins.
func (ip *Interp) Visibles(describe func(v starlark.Value) string) []Known {
	about := map[string]string{}
	note(about, ip.library.Builtins)
	var names []string
	ip.Locked(func() {
		names = ip.session.visible()
		for _, name := range names {
			if v, ok := ip.session.user[name]; ok || about[name] == "" {
				if v == nil {
					v = ip.session.names[name]
				}
				about[name] = describe(v)
			}
		}
	})
	return members(names, about)
}

func note(about map[string]string, entries []Entry) {
	for i := range entries {
		about[entries[i].Name()] = entries[i].Doc
	}
}

func members(names []string, about map[string]string) []Known {
	out := make([]Known, len(names))
	for i, name := range names {
		out[i] = Known{name, about[name]}
	}
	return out
}

// About is a line about a value: what its registration table says, the first line of its own
// documentation, or its type.
func About(v starlark.Value) string {
	switch v := v.(type) {
	case *ModuleValue:
		return v.doc
	case *Function:
		return v.entry.Doc
	case *starlark.Function:
		first, _, _ := strings.Cut(strings.TrimSpace(v.Doc()), "\n")
		return first
	}
	return TypeOf(v)
}
