package py

// Modules is THE table of Python's modules.
func Modules() []Module {
	return []Module{
		{Name: "abc", Doc: "Classes with methods that derived classes must define.", Entries: abcEntries()},
		{Name: "argparse", Doc: "The arguments of a script.", Entries: argparseEntries()},
		{Name: "array", Doc: "Lists of numbers of one kind.", Entries: arrayEntries(), Text: textOf("array")},
		{Name: "base64", Doc: "Bytes as texts.", Entries: base64Entries()},
		{Name: "binascii", Doc: "Bytes as digits and texts.", Entries: binasciiEntries()},
		{Name: "bisect", Doc: "Places in sorted lists.", Entries: bisectEntries(), Text: textOf("bisect")},
		{Name: "calendar", Doc: "Months and weekdays.", Entries: calendarEntries(), Text: textOf("calendar")},
		{Name: "collections", Doc: "Dicts, lists and tuples that know more.", Entries: collectionsEntries(), Text: textOf("collections")},
		{Name: "collections.abc", Doc: "What values can do, as classes.", Entries: abcCollectionEntries(), Text: textOf("collections.abc")},
		{Name: "configparser", Doc: "Files of settings.", Entries: configparserEntries(), Text: textOf("configparser")},
		{Name: "contextlib", Doc: "Contexts for with statements.", Entries: contextlibEntries(), Text: textOf("contextlib")},
		{Name: "copy", Doc: "Copies of values.", Entries: copyEntries()},
		{Name: "csv", Doc: "Rows of CSV.", Entries: csvEntries()},
		{Name: "dataclasses", Doc: "Classes of fields.", Entries: dataclassEntries()},
		{Name: "datetime", Doc: "Points in time and durations.", Entries: datetimeEntries()},
		{Name: "decimal", Doc: "Decimal numbers, as exact as is asked for.", Entries: decimalEntries()},
		{Name: "difflib", Doc: "What differs between texts.", Entries: difflibEntries(), Text: textOf("difflib")},
		{Name: "enum", Doc: "Classes whose values have names.", Entries: enumEntries()},
		{Name: "fnmatch", Doc: "Names by patterns of the shell.", Entries: fnmatchEntries()},
		{Name: "fractions", Doc: "Fractions of whole numbers.", Entries: fractionsEntries()},
		{Name: "functools", Doc: "Functions of functions.", Entries: functoolsEntries(), Text: textOf("functools")},
		{Name: "getpass", Doc: "The user.", Entries: getpassEntries()},
		{Name: "glob", Doc: "Paths by patterns.", Entries: globEntries(), Text: textOf("glob")},
		{Name: "gzip", Doc: "Bytes, compressed as gzip does.", Entries: gzipEntries()},
		{Name: "hashlib", Doc: "Digests of bytes.", Entries: hashlibEntries()},
		{Name: "heapq", Doc: "Lists of which the smallest element is quick to reach.", Entries: heapqEntries(), Text: textOf("heapq")},
		{Name: "hmac", Doc: "Digests with keys.", Entries: hmacEntries(), Text: textOf("hmac")},
		{Name: "html", Doc: "Texts in HTML.", Entries: htmlEntries()},
		{Name: "io", Doc: "Files in memory.", Entries: ioEntries()},
		{Name: "ipaddress", Doc: "Addresses and networks.", Entries: ipaddressEntries(), Text: textOf("ipaddress")},
		{Name: "itertools", Doc: "Iterators.", Entries: itertoolsEntries()},
		{Name: "json", Doc: "JSON texts.", Entries: jsonEntries(), Text: textOf("json")},
		{Name: "keyword", Doc: "The words of the language.", Entries: keywordEntries()},
		{Name: "logging", Doc: "Messages about what a script does.", Entries: loggingEntries(), Text: textOf("logging")},
		{Name: "logging.config", Doc: "Loggers set up by a dict.", Entries: logConfigEntries(), Text: textOf("logging.config")},
		{Name: "math", Doc: "Mathematical functions.", Entries: mathEntries()},
		{Name: "numbers", Doc: "Kinds of numbers, as classes.", Entries: numbersEntries(), Text: textOf("numbers")},
		{Name: "operator", Doc: "Operators as functions.", Entries: operatorEntries()},
		{Name: "os", Doc: "The environment.", Entries: osEntries()},
		{Name: "os.path", Doc: "Paths of files.", Entries: pathEntries()},
		{Name: "pathlib", Doc: "Paths of files, as objects.", Entries: pathlibEntries(), Text: textOf("pathlib")},
		{Name: "platform", Doc: "The system.", Entries: platformEntries()},
		{Name: "pprint", Doc: "Values over several lines.", Entries: pprintEntries()},
		{Name: "queue", Doc: "Queues between threads.", Entries: queueEntries(), Text: textOf("queue")},
		{Name: "random", Doc: "Random numbers.", Entries: randomEntries()},
		{Name: "re", Doc: "Patterns of texts, those of RE2.", Entries: reEntries()},
		{Name: "secrets", Doc: "Random numbers that nobody can foresee.", Entries: secretsEntries()},
		{Name: "shlex", Doc: "Commands of the shell.", Entries: shlexEntries()},
		{Name: "shutil", Doc: "Copies of files and folders.", Entries: shutilEntries(), Text: textOf("shutil")},
		{Name: "statistics", Doc: "Means and deviations.", Entries: statisticsEntries(), Text: textOf("statistics")},
		{Name: "string", Doc: "Which characters are what.", Entries: stringEntries(), Text: textOf("string")},
		{Name: "struct", Doc: "Numbers and texts as bytes, laid out by a format.", Entries: structEntries()},
		{Name: "sys", Doc: "The process.", Entries: sysEntries()},
		{Name: "tempfile", Doc: "Files and folders for a while.", Entries: tempfileEntries(), Text: textOf("tempfile")},
		{Name: "textwrap", Doc: "Texts in lines.", Entries: textwrapEntries()},
		{Name: "threading", Doc: "Functions that run beside the script.", Entries: threadingEntries()},
		{Name: "time", Doc: "The clock.", Entries: timeEntries()},
		{Name: "traceback", Doc: "Where exceptions were raised.", Entries: tracebackEntries()},
		{Name: "types", Doc: "Types that have no name of their own, and values with any attributes.", Entries: typesEntries()},
		{Name: "typing", Doc: "Names for annotations.", Entries: typingEntries()},
		{Name: "unicodedata", Doc: "What Unicode says of characters.", Entries: unicodedataEntries()},
		{Name: "urllib", Doc: "URLs, in urllib.parse.", Entries: urllibEntries()},
		{Name: "urllib.parse", Doc: "The parts of URLs.", Entries: urlEntries()},
		{Name: "uuid", Doc: "UUIDs.", Entries: uuidEntries()},
		{Name: "warnings", Doc: "Warnings about what a script does.", Entries: warningsEntries()},
		{Name: "zlib", Doc: "Bytes, compressed, and checksums.", Entries: zlibEntries()},
		{Name: "zoneinfo", Doc: "Time zones by name.", Entries: zoneinfoEntries()},
	}
}

// Prelude is a name that scripts have without importing it: a member of a module, or
// with as the module itself.
type Prelude struct{ Module, Name, As string }

// Library is all that scripts can name besides Starlark's own builtins, and what help says of it.
type Library struct {
	Builtins []Entry
	Modules  []Module
	Prelude  []Prelude
	Classes  []Class

	Title    string // the first line of help()
	Examples []Example
	Subjects []Subject

	// Synonyms is names, and words of names, that mean the same elsewhere.
	Synonyms map[string]string
	// Instead is what to write for what values cannot do: "len(Table)", "Table[]", "for Table".
	Instead map[string]string
	// Formulas is the functions of formulas, if there are any. They are many, so it is called when
	// somebody asks for one.
	Formulas func() []Entry
	// Elsewhere is what to say of the full name of something that is not there but is where
	// scripts come from, "" of all else. It may be nil.
	Elsewhere func(name string) string
}

// Example is a statement for the first page of help, which runs as it stands after those before.
type Example struct{ Code, Doc string }

// Class is what values of a type have.
type Class struct {
	Name    string // "Table"
	Var     string // the variable that help writes before its methods; "" where the name stands
	Doc     string // a sentence
	Entries func() []Entry
}

// Subject is a page of help about what belongs together.
type Subject struct {
	Name string // "joins"
	Also string // other words for it, "join natural"
	Doc  string // one line
	Text string // the page, which runs on from the line
	// Quiet keeps it out of what help() lists, where there is room for few.
	Quiet bool
	// See is full names, "Table.aj", "deephaven.agg" for all in it, whose lines end the page.
	See []string
}
