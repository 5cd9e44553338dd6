package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// queueEntries is the module queue.
func queueEntries() []Entry {
	return []Entry{
		{Sig: "Empty", Doc: "The error of a queue without elements.", Value: ExceptionClass{"queue", "Empty", "Exception"}},
		{Sig: "Full", Doc: "The error of a queue without room.", Value: ExceptionClass{"queue", "Full", "Exception"}},
		{Sig: "LifoQueue", Doc: "A queue that gives the newest element first."},
		{Sig: "PriorityQueue", Doc: "A queue that gives the smallest element first."},
		{Sig: "Queue", Doc: "A queue between threads: put(x), get(), task_done() and join()."},
		{Sig: "SimpleQueue", Doc: "A queue without a limit and without task_done."},
	}
}

// numbersEntries is the module numbers.
func numbersEntries() []Entry {
	return []Entry{
		{Sig: "Complex", Doc: "Numbers that are complex or real, for isinstance."},
		{Sig: "Integral", Doc: "Whole numbers, for isinstance."},
		{Sig: "Number", Doc: "All numbers, for isinstance."},
		{Sig: "Rational", Doc: "Whole numbers and fractions, for isinstance."},
		{Sig: "Real", Doc: "Real numbers but Decimals, for isinstance."},
	}
}

const (
	hardKeywords = "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield"
	softKeywords = "_ case match"
)

// keywordEntries is the module keyword.
func keywordEntries() []Entry {
	list := func(words string) starlark.Value {
		return texts(strings.Fields(words))
	}
	is := func(sig, words, doc string) Entry {
		return Entry{Sig: sig + "(s) -> bool", Doc: doc, Fn: func(c *Call) (starlark.Value, error) {
			var v starlark.Value
			if err := c.Unpack("s", &v); err != nil {
				return nil, err
			}
			s, _ := starlark.AsString(v)
			return starlark.Bool(slices.Contains(strings.Fields(words), s)), nil
		}}
	}
	return []Entry{
		is("iskeyword", hardKeywords, "Whether a text is a word of the language."),
		is("issoftkeyword", softKeywords, "Whether a text is such a word in some places alone."),
		{Sig: "kwlist", Doc: "The words of the language.", Make: func(*Interp) starlark.Value { return list(hardKeywords) }},
		{Sig: "softkwlist", Doc: "The words that are such in some places.", Make: func(*Interp) starlark.Value { return list(softKeywords) }},
	}
}

// calendarEntries is the module calendar.
func calendarEntries() []Entry {
	day := func(name string, n int) Entry {
		return Entry{Sig: name, Doc: "The number of a weekday.", Value: starlark.MakeInt(n)}
	}
	return []Entry{
		day("FRIDAY", 4), day("MONDAY", 0), day("SATURDAY", 5), day("SUNDAY", 6), day("THURSDAY", 3), day("TUESDAY", 1), day("WEDNESDAY", 2),
		{Sig: "day_abbr", Doc: "The short names of the weekdays, from Mon on."},
		{Sig: "day_name", Doc: "The names of the weekdays, from Monday on."},
		{Sig: "isleap", Doc: "Whether a year is a leap year: isleap(year)."},
		{Sig: "leapdays", Doc: "How many leap years there are from one year on to another: leapdays(y1, y2)."},
		{Sig: "month", Doc: "A month as a text: month(year, month, w=0, l=0)."},
		{Sig: "month_abbr", Doc: "The short names of the months; the first is empty."},
		{Sig: "month_name", Doc: "The names of the months; the first is empty."},
		{Sig: "monthcalendar", Doc: "The weeks of a month as lists of days, 0 for those of other months: monthcalendar(year, month)."},
		{Sig: "monthrange", Doc: "The weekday of the first day of a month, and how many days it has: monthrange(year, month)."},
		{Sig: "timegm", Doc: "Seconds since 1970 of a tuple of year, month, day, hour, minute and second in UTC."},
		{Sig: "weekday", Doc: "The weekday of a day, 0 for Monday: weekday(year, month, day)."},
		{Sig: "weekheader", Doc: "The short names of the weekdays in one line: weekheader(width)."},
	}
}

// difflibEntries is the module difflib.
func difflibEntries() []Entry {
	return []Entry{
		{Sig: "Differ", Doc: "A class whose compare(a, b) is ndiff."},
		{Sig: "SequenceMatcher", Doc: "A class that compares two sequences: ratio(), get_opcodes(), get_matching_blocks()."},
		{Sig: "context_diff", Doc: "Not available: unified_diff gives the lines that differ."},
		{Sig: "get_close_matches", Doc: "The most similar of several texts: get_close_matches(word, possibilities, n=3, cutoff=0.6)."},
		{Sig: "ndiff", Doc: "The lines of two texts, with - + and ? before those that differ: ndiff(a, b)."},
		{Sig: "unified_diff", Doc: "The lines that differ between two lists of lines, as diff -u gives them."},
	}
}

// configparserEntries is the module configparser.
func configparserEntries() []Entry {
	failure := func(name string) Entry {
		return Entry{Sig: name, Doc: "An error of settings."}
	}
	return []Entry{
		{Sig: "ConfigParser", Doc: "A class of settings in sections: read_string(text), get(section, option), getint, sections()."},
		failure("DuplicateOptionError"), failure("DuplicateSectionError"), failure("Error"),
		failure("InterpolationError"), failure("MissingSectionHeaderError"), failure("NoOptionError"), failure("NoSectionError"),
		{Sig: "RawConfigParser", Doc: "ConfigParser without %(name)s in values."},
	}
}
