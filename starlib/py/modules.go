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
		{Name: "sys", Doc: "The process.", Entries: sysEntries()},
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
}
