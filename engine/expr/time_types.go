package expr

import "starling/engine/column"

// The types of dates and the like, as they stand in Object columns.
var (
	durationType      = column.ObjectOf("java.time.Duration")
	periodType        = column.ObjectOf("java.time.Period")
	localDateType     = column.ObjectOf("java.time.LocalDate")
	localTimeType     = column.ObjectOf("java.time.LocalTime")
	localDateTimeType = column.ObjectOf("java.time.LocalDateTime")
	zonedDateTimeType = column.ObjectOf("java.time.ZonedDateTime")
	zoneIDType        = column.ObjectOf("java.time.ZoneId")
	dayOfWeekType     = column.ObjectOf("java.time.DayOfWeek")
)

func hasOrder(t column.Type) bool                      { return false }
func holds(t column.Type, x any) bool                  { return true }
func timeLiteral(text string) (column.Type, any, bool) { return column.Type{}, nil, false }
func (c *compiler) timeArithmetic(n *Binary, x, y *op) (*op, bool, error) {
	lo := func(o *op) bool { return integral(o.typ) }
	switch {
	case x.typ == instantType && lo(y) && (n.Op == "+" || n.Op == "-"):
	case y.typ == instantType && lo(x) && n.Op == "+":
		x, y = y, x
	case x.typ == instantType && y.typ == instantType && n.Op == "-":
		return c.kernelOp(n.At, longType, arithmeticKernel("-", column.Long, x, y), x, y), true, nil
	default:
		return nil, false, nil
	}
	y = c.widen(y, longType)
	return c.kernelOp(n.At, instantType, arithmeticKernel(n.Op, column.Long, x, y), x, y), true, nil
}

func (c *compiler) construct(n *New) (*op, error) {
	return nil, errAt(n.At, "new %s(…) is not supported", n.Class)
}
