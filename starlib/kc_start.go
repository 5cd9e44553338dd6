package starlib

import (
	"fmt"
	"math"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"starling/kafka"
	"starling/starlib/py"
)

// startTime is where to start reading: at the first record of that time or later.
type startTime struct{ t time.Time }

func (s startTime) String() string {
	return fmt.Sprintf("from_timestamp(%q)", s.t.UTC().Format(time.RFC3339Nano))
}
func (s startTime) Type() string          { return "from_timestamp" }
func (s startTime) Freeze()               {}
func (s startTime) Truth() starlark.Bool  { return true }
func (s startTime) Hash() (uint32, error) { return starlark.MakeInt64(s.t.UnixNano()).Hash() }

// fromTime is kc.from_timestamp: of one time for all partitions, or of a dict of partition to time.
func fromTime(c *py.Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("timestamp", &v); err != nil {
		return nil, err
	}
	d, ok := v.(*starlark.Dict)
	if !ok {
		t, err := clockTime(v)
		if err != nil {
			return nil, py.Raise("ValueError", "%s: timestamp: %w", c.Name, err)
		}
		return startTime{t}, nil
	}
	out := starlark.NewDict(d.Len())
	for _, kv := range d.Items() {
		t, err := clockTime(kv[1])
		if err != nil {
			return nil, py.Raise("ValueError", "%s: partition %s: %w", c.Name, py.Short(kv[0]), err)
		}
		if err := out.SetKey(kv[0], startTime{t}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// secondsMax is the largest number that is taken for seconds; a number 1000 times as
// large can be milliseconds, and so on: the rule of epochAutoToInstant.
const secondsMax = 9309341000

// clockTime is the time in a text, a datetime, or a number since 1970: seconds if it is
// a float, as time.time() gives it; else seconds, milli-, micro- or nanoseconds by its size.
func clockTime(v starlark.Value) (time.Time, error) {
	switch v := v.(type) {
	case starlark.String, py.Date, py.Datetime:
		t, err := py.Moment(v)
		if err != nil {
			return time.Time{}, err
		}
		return *t, nil
	case starlark.Float:
		if s := float64(v); math.Abs(s) <= secondsMax { // not NaN
			return time.Unix(0, 0).Add(time.Duration(s * 1e9)), nil
		}
	case starlark.Int:
		n, ok := v.Int64()
		for _, unit := range []time.Duration{time.Second, time.Millisecond, time.Microsecond} {
			if limit := int64(secondsMax * (time.Second / unit)); ok && n >= -limit && n <= limit {
				return time.Unix(0, 0).Add(time.Duration(n) * unit), nil
			}
		}
		if ok {
			return time.Unix(0, n), nil
		}
	}
	return time.Time{}, fmt.Errorf("got %s (%s), want a time such as \"2026-01-31T12:00:00Z\", a datetime or a number since 1970", py.Short(v), py.TypeOf(v))
}

// allPartitionsOf is the constant that somebody meant who gave the start of one partition, or Kafka's
// word for it, "" if it is neither.
func allPartitionsOf(v starlark.Value) string {
	if s, ok := starlark.AsString(v); ok {
		switch strings.ToLower(s) {
		case "earliest", "beginning", "start", "smallest":
			return "ALL_PARTITIONS_SEEK_TO_BEGINNING"
		case "latest", "end", "largest":
			return "ALL_PARTITIONS_SEEK_TO_END"
		}
	}
	i, _ := v.(starlark.Int)
	switch n, _ := i.Int64(); n {
	case kafka.SeekToBeginning:
		return "ALL_PARTITIONS_SEEK_TO_BEGINNING"
	case kafka.SeekToEnd:
		return "ALL_PARTITIONS_SEEK_TO_END"
	case kafka.DontSeek:
		return "ALL_PARTITIONS_DONT_SEEK"
	}
	return ""
}
