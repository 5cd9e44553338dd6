package expr

import (
	"fmt"
	"math"
	"time"

	"starling/engine/column"
)

// timeArithmetic is + - * / with times; ok is false if neither side is one.
func (c *compiler) timeArithmetic(n *Binary, x, y *op) (*op, bool, error) {
	if !isTime(x.typ) && !isTime(y.typ) {
		return nil, false, nil
	}
	name := map[string]string{"+": "plus", "-": "minus", "*": "multiply", "/": "divide"}[n.Op]
	fn, _ := lookup(name)
	if o, ok := c.overload(n.At, fn, []*op{x, y}); ok {
		return o, true, nil
	}
	if o, ok := c.overload(n.At, fn, []*op{y, x}); ok && n.Op == "+" {
		return o, true, nil
	}
	if x.typ.Kind == column.String || y.typ.Kind == column.String {
		return nil, false, nil
	}
	hint := castHint(y.typ, "long", n.Y)
	if y.typ.Kind == column.Double || y.typ.Kind == column.Float {
		hint = "; cast the number to long nanoseconds, as in (long) (1.5 * SECOND)"
	}
	return nil, false, errAt(n.At, "cannot apply %s to %s and %s%s", n.Op, typeName(x.typ), typeName(y.typ), hint)
}

func isTime(t column.Type) bool {
	return t.Kind == column.Instant || t.Ordered() && t != dayOfWeekType || t == periodType
}

// plusPeriod adds days to an instant; months and years have no fixed length.
func plusPeriod(sign int64) func(t int64, p any) (int64, error) {
	return func(t int64, p any) (int64, error) {
		q := p.(Period)
		if q.Years != 0 || q.Months != 0 {
			return 0, fmt.Errorf("the period %v has months or years, whose length depends on the date; convert with toZonedDateTime first", q)
		}
		return plusNanos(t, sign*int64(q.Days)*day)
	}
}

// addPeriod adds a period to a date, months first; a day the month does not have becomes
// its last.
func addPeriod(t time.Time, p Period, sign int) time.Time {
	months := t.Year()*12 + int(t.Month()) - 1 + sign*(int(p.Years)*12+int(p.Months))
	y, m := int(floorTo(int64(months), 12)), time.Month(int(((months%12)+12)%12)+1)
	last := time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
	d := time.Date(y, m, min(t.Day(), last), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
	return d.AddDate(0, 0, sign*int(p.Days))
}

func datePlus(sign int) func(d, p any) any {
	return func(d, p any) any { return column.DateOf(addPeriod(d.(LocalDate).GoTime(), p.(Period), sign)) }
}

func zonedPlus(sign int) func(t, p any) (any, error) {
	return func(t, p any) (any, error) {
		z := t.(ZonedDateTime)
		n, err := nanosOfTime(addPeriod(z.GoTime(), p.(Period), sign))
		return ZonedDateTime{Nanos: n, Zone: z.Zone}, err
	}
}

// shiftZoned moves a time by nanoseconds; by is plusNanos or minusNanos.
func shiftZoned(t ZonedDateTime, n int64, by func(t, n int64) (int64, error)) (any, error) {
	x, err := by(t.Nanos, n)
	return ZonedDateTime{Nanos: x, Zone: t.Zone}, err
}

func plusNanos(t, n int64) (int64, error) {
	r, err := addExact(t, n)
	if err != nil || r == column.NullLong {
		return 0, errInstantRange
	}
	return r, nil
}

func minusNanos(t, n int64) (int64, error) {
	r, err := subtractExact(t, n)
	if err != nil || r == column.NullLong {
		return 0, errInstantRange
	}
	return r, nil
}

func timesDuration(d Duration, n int64) (any, error) {
	r, err := multiplyExact(int64(d), n)
	return Duration(r), err
}

// nanosOfTime is t in nanoseconds since 1970.
func nanosOfTime(t time.Time) (int64, error) {
	if s := t.Unix(); s <= math.MinInt64/second || s >= math.MaxInt64/second {
		return 0, errInstantRange
	}
	return t.UnixNano(), nil
}

func periodPlus(sign int32) func(a, b any) any {
	return func(a, b any) any {
		p, q := a.(Period), b.(Period)
		return Period{Years: p.Years + sign*q.Years, Months: p.Months + sign*q.Months, Days: p.Days + sign*q.Days}
	}
}

// construct is new Class(…): String of bytes or characters.
func (c *compiler) construct(n *New) (*op, error) {
	name := simpleName(n.Class)
	if _, ok := lookup("new " + name); !ok {
		return nil, errAt(n.At, "new %s(…) is not supported; arrays are, as in new int[]{1, 2}%s", n.Class, nearConstructor(name))
	}
	args, err := c.args(n.Args)
	if err != nil {
		return nil, err
	}
	return c.function(n.At, "new "+name, args)
}
