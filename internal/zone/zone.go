// Package zone knows the short names of time zones that formulas and records may have. It
// imports nothing of the module.
package zone

// names is the table of short names, with those of the time zone database. Of two that a zone
// has the first is shown.
var names = []struct{ short, long string }{
	{"AL", "America/Anchorage"},
	{"AT", "America/Halifax"},
	{"AU", "Australia/Sydney"},
	{"BT", "America/Sao_Paulo"},
	{"CE", "Europe/Berlin"},
	{"CH", "Europe/Zurich"},
	{"CT", "America/Chicago"},
	{"ET", "America/New_York"},
	{"GB", "Europe/London"},
	{"HI", "Pacific/Honolulu"},
	{"HK", "Asia/Hong_Kong"},
	{"IN", "Asia/Kolkata"},
	{"JP", "Asia/Tokyo"},
	{"KR", "Asia/Seoul"},
	{"LON", "Europe/London"},
	{"MN", "America/Chicago"},
	{"MOS", "Europe/Moscow"},
	{"MT", "America/Denver"},
	{"NF", "America/St_Johns"},
	{"NL", "Europe/Amsterdam"},
	{"NY", "America/New_York"},
	{"PT", "America/Los_Angeles"},
	{"SG", "Asia/Singapore"},
	{"SHG", "Asia/Shanghai"},
	{"SYD", "Australia/Sydney"},
	{"TW", "Asia/Taipei"},
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

// Short is the short name of a zone of the time zone database, or name itself.
func Short(name string) string {
	for _, n := range names {
		if n.long == name {
			return n.short
		}
	}
	return name
}
