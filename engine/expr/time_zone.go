package expr

import (
	"starling/engine/column"
	"starling/internal/zone"
)

// parseZone reads ET, UTC, America/New_York, +01:00 or GMT+1.
func parseZone(name string) (ZoneID, error) { return column.LoadZone(zone.LongShown(name)) }
