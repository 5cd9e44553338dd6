// Package zone knows the short names of time zones that formulas and records may have. It
// imports nothing of the module.
package zone

// names is the table of short names, with those of the time zone database. Those that
// Deephaven has are shown, the others only read.
var names = []struct {
	short, long string
	shown       bool
}{
	{"AL", "America/Anchorage", false},
	{"AT", "America/Halifax", false},
	{"AU", "Australia/Sydney", false},
	{"BT", "America/Sao_Paulo", false},
	{"CE", "Europe/Berlin", false},
	{"CH", "Europe/Zurich", false},
	{"CT", "America/Chicago", true},
	{"ET", "America/New_York", true},
	{"GB", "Europe/London", false},
	{"HI", "Pacific/Honolulu", false},
	{"HK", "Asia/Hong_Kong", true},
	{"IN", "Asia/Kolkata", false},
	{"JP", "Asia/Tokyo", true},
	{"KR", "Asia/Seoul", false},
	{"LON", "Europe/London", true},
	{"MN", "America/Chicago", false},
	{"MOS", "Europe/Moscow", false},
	{"MT", "America/Denver", true},
	{"NF", "America/St_Johns", false},
	{"NL", "Europe/Amsterdam", false},
	{"NY", "America/New_York", false},
	{"PT", "America/Los_Angeles", true},
	{"SG", "Asia/Singapore", false},
	{"SHG", "Asia/Shanghai", false},
	{"SYD", "Australia/Sydney", false},
	{"TW", "Asia/Taipei", false},
}

// Long is the name that the time zone database has for a short one, or name itself.
func Long(name string) string {
	for _, n := range names {
		if n.short == name {
			return n.long
		}
	}
	return name
}

// LongShown is Long of the names that Deephaven has, which alone formulas have.
func LongShown(name string) string {
	for _, n := range names {
		if n.shown && n.short == name {
			return n.long
		}
	}
	return name
}

// Short is the short name that a zone of the time zone database is shown by, or name itself.
func Short(name string) string {
	for _, n := range names {
		if n.shown && n.long == name {
			return n.short
		}
	}
	return name
}
