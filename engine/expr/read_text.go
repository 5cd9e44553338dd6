package expr

import (
	"strconv"
	"strings"

	"starling/engine/column"
)

// textAs is what the text says as a value of type t, as Vec.Any gives it; ok is false if it
// says none.
func textAs(text string, t column.Type) (v any, ok bool) {
	switch t.Kind {
	case column.Bool:
		return strings.EqualFold(text, "true"), strings.EqualFold(text, "true") || strings.EqualFold(text, "false")
	case column.Byte:
		return parsed(text, whole10[int8](8))
	case column.Short:
		return parsed(text, whole10[int16](16))
	case column.Int:
		return parsed(text, whole10[int32](32))
	case column.Long:
		return parsed(text, whole10[int64](64))
	case column.Float:
		return parsed(text, parseFloat)
	case column.Double:
		return parsed(text, parseDouble)
	case column.Char:
		if u := units(text); len(u) == 1 && u[0] != column.NullChar {
			return u[0], true
		}
		return nil, false
	case column.Instant:
		if _, err := strconv.ParseInt(text, 10, 64); err == nil {
			return nil, false // a number, of a unit that is not said
		}
		return parsed(text, parseInstant)
	case column.String:
		return text, true
	}
	return timeAs(text, t)
}

// timeAs is textAs for dates and the like.
func timeAs(text string, t column.Type) (any, bool) {
	switch t {
	case durationType:
		return parsed(text, parseDuration)
	case periodType:
		return parsed(text, parsePeriod)
	case localDateType:
		return parsed(text, parseLocalDate)
	case localTimeType:
		return parsed(text, parseLocalTime)
	case localDateTimeType:
		return parsed(text, parseLocalDateTime)
	case zonedDateTimeType:
		return parsed(text, parseZoned)
	case zoneIDType:
		return parsed(text, parseZone)
	case decimalType:
		return parsed(text, column.ParseDecimal)
	case bigIntegerType:
		return parsed(text, func(s string) (any, error) { return parseBigInteger(s, 10) })
	case dayOfWeekType:
		for d := DayOfWeek(1); d <= 7; d++ {
			if d.String() == text {
				return d, true
			}
		}
	}
	return nil, false
}

func parsed[T any](text string, parse func(string) (T, error)) (any, bool) {
	x, err := parse(text)
	return x, err == nil
}
