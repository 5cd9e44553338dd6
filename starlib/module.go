package starlib

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// moduleDef is a line of the table of modules.
type moduleDef struct {
	name    string // "deephaven.stream.kafka"
	short   string // what its functions are said to be in, if not the last of its name
	bare    bool   // or in nothing: they go by their own names
	doc     string
	also    []string // other names of the same module
	entries []entry
}

// module is a module as scripts see it.
type module struct {
	name, doc string
	members   starlark.StringDict
	entries   []entry
}

// buildModules makes the modules of the table, each a member of the one it is in.
func (h *Host) buildModules() map[string]*module {
	all := map[string]*module{}
	for _, d := range moduleTable() {
		m := &module{name: d.name, doc: d.doc, members: starlark.StringDict{}, entries: d.entries}
		last := d.short
		if last == "" {
			last = d.name[strings.LastIndexByte(d.name, '.')+1:]
		}
		if last += "."; d.bare {
			last = ""
		}
		for i := range d.entries {
			e := &d.entries[i]
			m.members[e.name()] = h.fill(e, last+e.name())
		}
		for _, name := range append(d.also, d.name) {
			all[name] = m
		}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if i := strings.LastIndexByte(name, '.'); i >= 0 {
			if up := all[name[:i]]; up != nil {
				up.members[name[i+1:]] = all[name]
			}
		}
	}
	return all
}

func (m *module) String() string        { return fmt.Sprintf("<module '%s'>", m.name) }
func (m *module) Type() string          { return "module" }
func (m *module) Freeze()               {}
func (m *module) Truth() starlark.Bool  { return true }
func (m *module) Hash() (uint32, error) { return starlark.String(m.name).Hash() }

// Attr is a member.
func (m *module) Attr(name string) (starlark.Value, error) {
	if v, ok := m.members[name]; ok {
		return v, nil
	}
	msg := fmt.Sprintf("module '%s' has no attribute '%s'", m.name, name)
	if kin := m.kin(name); len(kin) > 0 {
		msg += "; there are " + strings.Join(kin, ", ")
	} else if near := meant(name, m.AttrNames()); near != "" {
		msg += fmt.Sprintf(". Did you mean: '%s'?", near)
	}
	return nil, raise("AttributeError", "%s", msg)
}

// kin is the members whose names end as name does: of x_spec all specs.
func (m *module) kin(name string) []string {
	i := strings.LastIndexByte(name, '_')
	if i < 0 {
		return nil
	}
	return slices.DeleteFunc(m.AttrNames(), func(s string) bool { return !strings.HasSuffix(s, name[i:]) })
}

// AttrNames is the names of the members.
func (m *module) AttrNames() []string { return slices.Sorted(maps.Keys(m.members)) }

// find is the module of that name; slashes are dots.
func (h *Host) find(name string) (*module, error) {
	name = strings.ReplaceAll(strings.TrimSuffix(name, ".star"), "/", ".")
	if m, ok := h.modules[name]; ok {
		return m, nil
	}
	names := slices.Sorted(maps.Keys(h.modules))
	msg := fmt.Sprintf("No module named '%s'", name)
	up := name
	for strings.Contains(up, ".") {
		up = up[:strings.LastIndexByte(up, '.')]
		if m, ok := h.modules[up]; ok {
			return nil, raise("ModuleNotFoundError", "%s; %s has %s", msg, up, strings.Join(m.AttrNames(), ", "))
		}
	}
	if near := meant(name, names); near != "" {
		return nil, raise("ModuleNotFoundError", "%s. Did you mean: '%s'?", msg, near)
	}
	return nil, raise("ModuleNotFoundError", "%s; there are %s", msg, strings.Join(names, ", "))
}

// pyImport is __import__(module, name=None, top=False), as package pysyntax says.
func pyImport(c *call) (starlark.Value, error) {
	var path string
	var name starlark.Value = starlark.None
	var top bool
	if err := c.unpack("module", &path, "name?", &name, "top?", &top); err != nil {
		return nil, err
	}
	m, err := c.find(path)
	if err != nil {
		return nil, err
	}
	if top {
		first, _, _ := strings.Cut(path, ".")
		return c.find(first)
	}
	s, ok := starlark.AsString(name)
	if !ok {
		return m, nil
	}
	if v, ok := m.members[s]; ok {
		return v, nil
	}
	msg := fmt.Sprintf("cannot import name '%s' from '%s'", s, m.name)
	if near := meant(s, m.AttrNames()); near != "" {
		msg += fmt.Sprintf(". Did you mean: '%s'?", near)
	} else {
		msg += "; it has " + strings.Join(m.AttrNames(), ", ")
	}
	return nil, raise("ImportError", "%s", msg)
}
