package py

// Modules is THE table of Python's modules.
func Modules() []Module {
	return []Module{
		{Name: "dataclasses", Doc: "Classes of fields.", Entries: dataclassEntries()},
		{Name: "datetime", Doc: "Points in time and durations.", Entries: datetimeEntries()},
		{Name: "json", Doc: "JSON texts.", Entries: jsonEntries()},
		{Name: "math", Doc: "Mathematical functions.", Entries: mathEntries()},
		{Name: "os", Doc: "The environment.", Entries: osEntries()},
		{Name: "os.path", Doc: "Paths of files.", Entries: pathEntries()},
		{Name: "random", Doc: "Random numbers.", Entries: randomEntries()},
		{Name: "string", Doc: "Which characters are what.", Entries: stringEntries()},
		{Name: "sys", Doc: "The process.", Entries: sysEntries()},
		{Name: "threading", Doc: "Functions that run beside the script.", Entries: threadingEntries()},
		{Name: "time", Doc: "The clock.", Entries: timeEntries()},
		{Name: "typing", Doc: "Names for annotations.", Entries: typingEntries()},
	}
}

// Prelude is a name that scripts have without importing it: a member of a module, or
// with as the module itself.
type Prelude struct{ Module, Name, As string }

// Library is all that scripts can name besides Starlark's own builtins.
type Library struct {
	Builtins []Entry
	Modules  []Module
	Prelude  []Prelude

	// Elsewhere is what to say of the full name of something that is not there but is where
	// scripts come from, "" of all else. It may be nil.
	Elsewhere func(name string) string
}

// elsewhere is a sentence about a full name that is not there, or nothing.
func (l *Library) elsewhere(name string) string {
	if l.Elsewhere != nil {
		if s := l.Elsewhere(name); s != "" {
			return ". " + s
		}
	}
	return ""
}
