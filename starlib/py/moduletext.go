package py

import "embed"

// The parts of Python's library that are written in Python: a module's text makes the entries that
// have no function and no value of Go's.
//
//go:embed library
var libraryTexts embed.FS

// libraryFolder is where those texts are, in the names of their files.
const libraryFolder = "library/"

// textOf is the text of a module.
func textOf(module string) string {
	b, err := libraryTexts.ReadFile(libraryFolder + module + ".py")
	if err != nil {
		panic(err) // of a table of ours
	}
	return string(b)
}

// ofText reports whether e is made by the text of its module.
func (e *Entry) ofText() bool { return !e.Method() && e.Fn == nil && e.Value == nil && e.Make == nil }

// loadText runs the text of the module that is imported, if the name is one that it makes; "" is any.
func (c *Call) loadText(path, name string) error {
	m := c.modules[path]
	if m == nil || m.text == "" {
		return nil
	}
	if name != "" {
		made := false
		for i := range m.entries {
			made = made || m.entries[i].Name() == name && m.entries[i].ofText()
		}
		if !made {
			return nil
		}
	}
	text := m.text
	m.text = ""
	globals, err := c.Include(libraryFolder+m.name+".py", text)
	if err != nil {
		return err
	}
	for i := range m.entries {
		e := &m.entries[i]
		if !e.ofText() || globals[e.Name()] == nil {
			continue
		}
		v := globals[e.Name()]
		if k, ok := v.(*class); ok {
			k.module = m.name
		}
		m.members[e.Name()] = v
	}
	return nil
}
