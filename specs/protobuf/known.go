package protobuf

import (
	"fmt"
	"math"
	"unicode/utf8"
)

// Any is a google.protobuf.Any as an object of a table: a message and its type.
type Any struct {
	TypeURL string
	Value   string // its bytes
}

// String is the type and the size.
func (a Any) String() string {
	return fmt.Sprintf("%s (%d bytes)", a.TypeURL, len(a.Value))
}

// moment is a Timestamp, Duration or Any as far as it was read: each has one
// number or text of each kind. A message that comes in parts is the sum of them.
type moment struct {
	seconds int64
	nanos   int32
	any     Any
}

// moment reads the Timestamp, Duration or Any at i, after what was read of it before,
// and appends it to c.
func (d *decoder) moment(c *col, i, end int) int {
	start := i
	if i = d.length(i, end); i < 0 {
		return -1
	}
	end = i + int(d.v)
	for i < end {
		num, wt, next := d.tag(i, end)
		if next < 0 {
			return -1
		}
		if c.op == opAny {
			i = d.anyField(c.known, num, wt, next, end)
		} else {
			i = d.timeField(c.known, num, wt, next, end)
		}
		if i < 0 {
			return -1
		}
	}
	return d.known(c, start, end)
}

func (d *decoder) timeField(k *moment, num int32, wt uint8, i, end int) int {
	if wt != wireVarint || num > 2 {
		return d.skip(num, wt, i, end)
	}
	if i = d.varint(i, end); i < 0 {
		return -1
	}
	if num == 1 {
		k.seconds = int64(d.v)
	} else {
		k.nanos = int32(d.v)
	}
	return i
}

func (d *decoder) anyField(k *moment, num int32, wt uint8, i, end int) int {
	if wt != wireBytes || num > 2 {
		return d.skip(num, wt, i, end)
	}
	if i = d.length(i, end); i < 0 {
		return -1
	}
	s := string(d.p[i : i+int(d.v)])
	switch {
	case num == 2:
		k.any.Value = s
	case !utf8.ValidString(s):
		return d.fail(i, "is not UTF-8")
	default:
		k.any.TypeURL = s
	}
	return i + len(s)
}

// known appends what was read at [i, end) to c.
func (d *decoder) known(c *col, i, end int) int {
	k := c.known
	if c.op == opAny {
		c.Obj.Append(k.any)
		return end
	}
	nanos, ok := sumNanos(k.seconds, k.nanos)
	if !ok {
		return d.fail(i, fmt.Sprintf("is out of range, %d seconds,", k.seconds))
	}
	if c.I64 != nil {
		c.I64.Append(nanos)
	} else {
		c.Obj.Append(d.tree.duration(nanos))
	}
	return end
}

// sumNanos is seconds and nanoseconds as nanoseconds, if they fit 64 bits.
func sumNanos(seconds int64, nanos int32) (sum int64, ok bool) {
	const second = 1_000_000_000
	if limit := int64(math.MaxInt64/second + 4); seconds > limit || seconds < -limit {
		return 0, false
	}
	seconds += int64(nanos) / second
	rest := int64(nanos) % second
	if rest < 0 {
		seconds--
		rest += second
	}
	if seconds < 0 { // towards zero, so that the least instant does not overflow on the way
		seconds++
		rest -= second
	}
	if seconds > math.MaxInt64/second || seconds < math.MinInt64/second {
		return 0, false
	}
	sum = seconds * second
	if rest > 0 && sum > math.MaxInt64-rest || rest < 0 && sum < math.MinInt64-rest {
		return 0, false
	}
	return sum + rest, true
}
