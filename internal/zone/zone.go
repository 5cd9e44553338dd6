// Package zone knows the short names of time zones that formulas and records may have. It
// imports nothing of the module.
package zone

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// alias is a short name of a zone of the time zone database.
type alias struct {
	short, long string
	shown       bool
}

// names is the table of short names, with those of the time zone database. Those that
// Deephaven has are shown, the others only read.
var names = []alias{
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

// known is the aliases now, a slice that nobody changes; changing is held to put another there.
var (
	known    = atPointer(&names)
	changing sync.Mutex
)

func atPointer(all *[]alias) *atomic.Pointer[[]alias] {
	p := new(atomic.Pointer[[]alias])
	p.Store(all)
	return p
}

// Long is the name that the time zone database has for a short one, or name itself.
func Long(name string) string {
	for _, n := range *known.Load() {
		if n.short == name {
			return n.long
		}
	}
	return name
}

// LongShown is Long of the names that Deephaven has, which alone formulas have.
func LongShown(name string) string {
	for _, n := range *known.Load() {
		if n.shown && n.short == name {
			return n.long
		}
	}
	return name
}

// Short is the short name that a zone of the time zone database is shown by, or name itself.
func Short(name string) string {
	for _, n := range *known.Load() {
		if n.shown && n.long == name {
			return n.short
		}
	}
	return name
}

// Add makes short a name of a zone of the time zone database.
func Add(short, long string) error {
	changing.Lock()
	defer changing.Unlock()
	if _, err := time.LoadLocation(long); err != nil || long == "" {
		return fmt.Errorf("there is no time zone %q", long)
	}
	all := *known.Load()
	for _, n := range all {
		switch {
		case n.short == short:
			return fmt.Errorf("%s is a name of %s already", short, n.long)
		case n.shown && n.long == long:
			return fmt.Errorf("%s has the name %s already", long, n.short)
		}
	}
	all = append(slices.Clone(all), alias{short, long, true})
	known.Store(&all)
	return nil
}

// Remove forgets a short name; false if there is none.
func Remove(short string) bool {
	changing.Lock()
	defer changing.Unlock()
	all := slices.DeleteFunc(slices.Clone(*known.Load()), func(n alias) bool { return n.short == short })
	gone := len(all) < len(*known.Load())
	known.Store(&all)
	return gone
}
