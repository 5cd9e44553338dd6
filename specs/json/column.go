package json

import (
	"starling/engine/column"
	"starling/specs/wire"
)

// target is a column on its way in, and the field that it is read from.
type target struct {
	wire.Column
	field column.Field
	shown string // the field as the script wrote it
	gen   uint64 // the record that gave it a value last
	bad   error  // why this record's value did not fit
	zone  wire.ZoneCache
}

// column reads the value at i into c.
func (d *decoder) column(c *target, i, depth int) int {
	if c.gen == d.gen {
		d.clear(c)
	}
	var end int
	var why string
	switch ch := d.p[min(i, len(d.p)-1)]; {
	case i >= len(d.p):
		return d.fail(i, "expected a value")
	case ch == '"':
		if end = d.str(i); end < 0 {
			return -1
		}
		why = d.fromString(c, i, end)
	case ch == '-' || ch-'0' <= 9:
		var ok bool
		if end, ok = d.few(c, i); ok {
			break
		}
		if end = d.number(i, &d.num); end < 0 {
			return -1
		}
		why = c.fromNumber(&d.num)
	default:
		if end = d.skip(i, depth, &d.num); end < 0 {
			return -1
		}
		why = d.fromOther(c, d.p[i:end])
	}
	if why != "" {
		c.bad = wire.BadValue(c.shown, c.field, wire.Quote(d.p[i:end]), why)
		d.bad++
		c.Dst.AppendNull()
	}
	c.gen = d.gen
	d.set++
	return end
}

// few reads the number at i into c if it is an easy one.
func (d *decoder) few(c *target, i int) (end int, ok bool) {
	end, mant, places, neg := few(d.p, i)
	return end, end > 0 && c.Few(mant, places, neg)
}
