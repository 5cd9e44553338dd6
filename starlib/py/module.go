package py

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// Module is a line of a table of modules.
type Module struct {
	Name    string // "deephaven.stream.kafka"
	Short   string // what its functions are said to be in, if not the last of its name
	Bare    bool   // or in nothing: they go by their own names
	Doc     string
	Also    []string // other names of the same module
	Entries []Entry
	Text    string // Python that makes the entries which have nothing else, run when one of them is imported; "" for none
}

// ModuleValue is a module as scripts see it.
type ModuleValue struct {
	name, doc string
	ip        *Interp
	members   starlark.StringDict
	entries   []Entry
	text      string // that makes what is missing; "" once it has run
}

// buildModules makes the modules of a table, each a member of the one it is in.
func (ip *Interp) buildModules(table []Module) map[string]*ModuleValue {
	all := map[string]*ModuleValue{}
	for _, d := range table {
		m := &ModuleValue{ip: ip, name: d.Name, doc: d.Doc, members: starlark.StringDict{}, entries: d.Entries, text: d.Text}
		last := d.Short
		if last == "" {
			last = d.Name[strings.LastIndexByte(d.Name, '.')+1:]
		}
		if last += "."; d.Bare {
			last = ""
		}
		for i := range d.Entries {
			e := &d.Entries[i]
			m.members[e.Name()] = ip.fill(e, last+e.Name())
			if d.Text != "" && e.ofText() {
				m.members[e.Name()] = TypeName(d.Name + "." + e.Name())
			}
		}
		for _, name := range append(d.Also, d.Name) {
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

// Name is the full name of the module.
func (m *ModuleValue) Name() string { return m.name }

func (m *ModuleValue) String() string        { return fmt.Sprintf("<module '%s'>", m.name) }
func (m *ModuleValue) Type() string          { return "module" }
func (m *ModuleValue) Freeze()               {}
func (m *ModuleValue) Truth() starlark.Bool  { return true }
func (m *ModuleValue) Hash() (uint32, error) { return starlark.String(m.name).Hash() }

// Attr is a member.
func (m *ModuleValue) Attr(name string) (starlark.Value, error) {
	if v, ok := m.members[name]; ok {
		return v, nil
	}
	hint := m.ip.library.elsewhere(m.name + "." + name)
	if kin := m.kin(name); hint == "" && len(kin) > 0 && m.ip.library.Synonyms[name] == "" {
		hint = "; there are " + strings.Join(kin, ", ")
	}
	if hint == "" {
		hint = didYouMean(m.ip.library.meant(name, m.AttrNames()))
	}
	return nil, Hinted(Raise("AttributeError", "module '%s' has no attribute '%s'", m.name, name), hint)
}

// noAttribute is the error of an attribute that of has not, with the way out.
func noAttribute(format, of, name, hint string) error {
	return Hinted(Raise("AttributeError", format, of, name), hint)
}

// didYouMean is the question after a name that is near, nothing without one.
func didYouMean(near string) string {
	if near == "" {
		return ""
	}
	return fmt.Sprintf(". Did you mean: '%s'?", near)
}

// kin is the members whose names end as name does: of x_spec all specs.
func (m *ModuleValue) kin(name string) []string {
	i := strings.LastIndexByte(name, '_')
	if i < 0 {
		return nil
	}
	return slices.DeleteFunc(m.AttrNames(), func(s string) bool { return !strings.HasSuffix(s, name[i:]) })
}

// AttrNames is the names of the members.
func (m *ModuleValue) AttrNames() []string { return slices.Sorted(maps.Keys(m.members)) }

// find is the module of that name; slashes are dots.
func (ip *Interp) find(name string) (*ModuleValue, error) {
	name = strings.ReplaceAll(strings.TrimSuffix(name, ".star"), "/", ".")
	if m, ok := ip.modules[name]; ok {
		return m, nil
	}
	if strings.HasPrefix(name, ".") {
		return nil, Raise("ImportError", "attempted relative import with no known parent package")
	}
	return nil, ip.noModule(name)
}

// pyImport is __import__(module, name=None, top=False), as package pysyntax says.
func pyImport(c *Call) (starlark.Value, error) {
	var path string
	var name starlark.Value = starlark.None
	var top bool
	if err := c.Unpack("module", &path, "name?", &name, "top?", &top); err != nil {
		return nil, err
	}
	s, _ := starlark.AsString(name)
	for _, text := range [...][2]string{{path, s}, {path + "." + s, ""}} { // the name may be a module's own
		if err := c.loadText(text[0], text[1]); err != nil {
			return nil, err
		}
	}
	return c.importing(path, s, top)
}

// importing is a module, with a name something of it, or the first module of its path.
func (ip *Interp) importing(path, s string, top bool) (starlark.Value, error) {
	m, err := ip.find(path)
	if err != nil {
		return nil, err
	}
	if top {
		first, _, _ := strings.Cut(path, ".")
		return ip.find(first)
	}
	if s == "" {
		return m, nil
	}
	if v, ok := m.members[s]; ok {
		return v, nil
	}
	return nil, ip.noMember(m, s)
}

// importAll is __import_all__(module), as package pysyntax says.
func importAll(c *Call) (starlark.Value, error) {
	var path string
	if err := c.Unpack("module", &path); err != nil {
		return nil, err
	}
	m, err := c.find(path)
	if err == nil {
		err = c.loadText(path, "")
	}
	if err != nil {
		return nil, err
	}
	for name, v := range m.members {
		if !strings.HasPrefix(name, "_") {
			c.session.set(name, v)
		}
	}
	return starlark.None, nil
}
