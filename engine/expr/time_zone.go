package expr

import "starling/engine/column"

// zoneAliases are the short names of zones.
var zoneAliases = []struct{ alias, zone string }{
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
	{"TW", "Asia/Taipei"},
}

// parseZone reads ET, UTC, America/New_York, +01:00 or GMT+1.
func parseZone(name string) (ZoneID, error) {
	for _, a := range zoneAliases {
		if a.alias == name {
			name = a.zone
		}
	}
	return column.LoadZone(name)
}

// zoneAlias is the short name, ET for America/New_York.
func zoneAlias(z ZoneID) string {
	for _, a := range zoneAliases {
		if a.zone == z.Name {
			return a.alias
		}
	}
	return z.Name
}
