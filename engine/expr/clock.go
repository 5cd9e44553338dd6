package expr

import (
	"starling/internal/wall"
	"starling/internal/zone"
)

// Clock is an io.deephaven.base.clock.Clock, the one of the system.
type Clock struct{}

// String is what Java shows of it.
func (Clock) String() string { return "INSTANCE" }

// clockFuncs are currentClock, the methods of what it gives, and what changes the names of zones.
var clockFuncs = joinedTables(table{
	"currentClock": {"the clock that tells now()", []overload{{"Clock()", r0(func() any { return Clock{} }), present}}},
}, drawing(methods(table{
	"Clock#currentTimeMicros": {"microseconds since 1970", j1(func(Clock) int64 { return wall.Now().UnixMicro() })},
	"Clock#currentTimeMillis": {"milliseconds since 1970", j1(func(Clock) int64 { return wall.Now().UnixMilli() })},
	"Clock#currentTimeNanos":  {"nanoseconds since 1970", j1(func(Clock) int64 { return wall.Now().UnixNano() })},
	"Clock#instantMillis":     {"the Instant of now, in whole milliseconds", j1(func(Clock) instant { return instant(wall.Now().UnixMilli() * 1e6) })},
	"Clock#instantNanos":      {"the Instant of now", j1(func(Clock) instant { return instant(wall.Now().UnixNano()) })},
})), drawing(table{
	"timeZoneAliasRm": {"forgets a short name of a time zone; whether there was one", j1(zone.Remove)},
}))
