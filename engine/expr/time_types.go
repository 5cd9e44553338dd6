package expr

import "starling/engine/column"

// The types of dates and the like.
var (
	durationType      = column.ObjectOf("java.time.Duration")
	periodType        = column.ObjectOf("java.time.Period")
	localDateType     = column.ObjectOf("java.time.LocalDate")
	localTimeType     = column.ObjectOf("java.time.LocalTime")
	localDateTimeType = column.ObjectOf("java.time.LocalDateTime")
	zonedDateTimeType = column.ObjectOf("java.time.ZonedDateTime")
	zoneIDType        = column.ObjectOf("java.time.ZoneId")
	dayOfWeekType     = column.ObjectOf("java.time.DayOfWeek")
	monthType         = column.ObjectOf("java.time.Month")
	zoneOffsetType    = column.ObjectOf("java.time.ZoneOffset")
	chronoUnitType    = column.ObjectOf("java.time.temporal.ChronoUnit")
	colorType         = column.ObjectOf("io.deephaven.gui.color.Color")
	dateType          = column.ObjectOf("java.util.Date")
	chronoFieldType   = column.ObjectOf("java.time.temporal.ChronoField")
	formatterType     = column.ObjectOf("java.time.format.DateTimeFormatter")
)

// The values of dates and the like.
type (
	Duration      = column.Duration
	Period        = column.Period
	LocalDate     = column.LocalDate
	LocalTime     = column.LocalTime
	LocalDateTime = column.LocalDateTime
	ZoneID        = column.ZoneID
	ZonedDateTime = column.ZonedDateTime
	DayOfWeek     = column.DayOfWeek
)

func floorTo(x, by int64) int64 {
	q := x / by
	if x%by < 0 {
		q--
	}
	return q
}
