package py

import (
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// CompareSameType compares two datetimes: by their clocks if they are in the same zone, else as
// points in time. One without a zone is equal to none with one. Instants are points in time, and
// there what has no zone is in UTC.
func (d Datetime) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	e := y.(Datetime)
	switch {
	case d.Java || e.Java:
		return threeWay(op, d.Time.Compare(e.Time)), nil
	case d.Naive != e.Naive:
		if op == syntax.EQL || op == syntax.NEQ {
			return op == syntax.NEQ, nil
		}
		return false, Raise("TypeError", "can't compare offset-naive and offset-aware datetimes")
	case d.zone().same(e.zone()):
		return threeWay(op, d.wall().Compare(e.wall())), nil
	case (op == syntax.EQL || op == syntax.NEQ) && (d.doubtful() || e.doubtful()):
		return op == syntax.NEQ, nil
	}
	return threeWay(op, d.Time.Compare(e.Time)), nil
}

// doubtful reports whether fold changes the point in time: such a datetime is equal to none in
// another zone.
func (d Datetime) doubtful() bool {
	z := d.zone()
	return z != nil && z.key != "" && at(d.wall(), z, !d.later).offset() != d.offset()
}

// shifted is the datetime whose clock shows so much more. Days have 24 hours on a clock, whatever
// the zone does meanwhile.
func (d Datetime) shifted(by Timedelta) (starlark.Value, error) {
	t := timePlus(d.wall(), by)
	if !inYears(t) {
		return nil, Raise("OverflowError", "date value out of range")
	}
	return at(t, d.zone(), false), nil
}

// timePlus is t + d, for durations that Go's do not hold as well.
func timePlus(t time.Time, d Timedelta) time.Time {
	const most = 1 << 38 // seconds; there is no year beyond that
	secs := min(max(d.secs, -most), most)
	return time.Unix(t.Unix()+secs, int64(t.Nanosecond())+int64(d.nanos)).UTC()
}

// between is t - u.
func between(t, u time.Time) Timedelta {
	return deltaOf(t.Unix()-u.Unix(), int64(t.Nanosecond()-u.Nanosecond()))
}

// Binary is d ± timedelta and d - datetime.
func (d Datetime) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch y := y.(type) {
	case Timedelta:
		if op == syntax.PLUS {
			return d.shifted(y)
		}
		if op == syntax.MINUS && side == starlark.Left {
			return d.shifted(y.minus())
		}
	case Datetime:
		if op == syntax.MINUS {
			return d.since(y)
		}
	}
	return nil, nil
}

// since is d - e.
func (d Datetime) since(e Datetime) (starlark.Value, error) {
	switch {
	case d.Java || e.Java:
	case d.Naive != e.Naive:
		return nil, Raise("TypeError", "can't subtract offset-naive and offset-aware datetimes")
	case d.zone().same(e.zone()):
		return between(d.wall(), e.wall()), nil
	}
	return between(d.Time, e.Time), nil
}
