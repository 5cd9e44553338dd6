package specs

import "starling/engine/column"

// jsonColumn is a column on its way in. Of the typed builders one is set.
type jsonColumn struct {
	column.Field
	shown string // the field as the script wrote it
	dst   column.Builder
	gen   uint64 // the record that gave it a value last
	bad   error  // why this record's value did not fit

	i8   *column.Vec[int8]
	i16  *column.Vec[int16]
	u16  *column.Vec[uint16]
	i32  *column.Vec[int32]
	i64  *column.Vec[int64]
	f32  *column.Vec[float32]
	f64  *column.Vec[float64]
	obj  *column.Vec[any]
	text *column.Text
	zone zoneCache
}

func newJSONColumn(f column.Field, shown string, dst column.Builder) jsonColumn {
	c := jsonColumn{Field: f, shown: shown, dst: dst}
	switch dst := dst.(type) {
	case *column.Vec[int8]:
		c.i8 = dst
	case *column.Vec[int16]:
		c.i16 = dst
	case *column.Vec[uint16]:
		c.u16 = dst
	case *column.Vec[int32]:
		c.i32 = dst
	case *column.Vec[int64]:
		c.i64 = dst
	case *column.Vec[float32]:
		c.f32 = dst
	case *column.Vec[float64]:
		c.f64 = dst
	case *column.Vec[any]:
		c.obj = dst
	case *column.Text:
		c.text = dst
	}
	return c
}

// column reads the value at i into c.
func (d *jsonDecoder) column(c *jsonColumn, i, depth int) int {
	d.clear(c)
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
		c.bad = badValue(c.shown, c.Field, quote(d.p[i:end]), why)
		d.bad++
		c.dst.AppendNull()
	}
	c.gen = d.gen
	d.set++
	return end
}
