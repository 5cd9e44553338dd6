package starlib

import (
	"fmt"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/wall"
	"starling/internal/zone"
	"starling/starlib/py"
)

func dhNow(c *call) (starlark.Value, error) {
	var system bool // clocks of simulations, which it is about, are not here
	resolution := "ns"
	if err := c.Unpack("system?", &system, "resolution?", &resolution); err != nil {
		return nil, err
	}
	now := wall.Now().UTC()
	switch resolution {
	case "ns":
	case "ms":
		now = now.Truncate(time.Millisecond)
	default:
		return nil, py.Raise("TypeError", "dh_now: resolution: got %q, want \"ns\" or \"ms\"", resolution)
	}
	return py.Datetime{Time: now, Java: true}, nil
}

func dhToday(c *call) (starlark.Value, error) {
	var tz starlark.Value = starlark.None
	if err := c.Unpack("tz?", &tz); err != nil {
		return nil, err
	}
	if tz == starlark.None {
		return java("today()")
	}
	v, err := java("today(A0)", tz)
	if err != nil {
		return nil, c.failed(fmt.Errorf("tz: %w; to_j_time_zone(\"ET\") is a time zone", err))
	}
	return v, nil
}

func dhTimeZone(c *call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	return java("timeZone(`UTC`)")
}

func zoneAliasAdd(c *call) (starlark.Value, error) {
	var alias, tz string
	if err := c.Unpack("alias", &alias, "tz", &tz); err != nil {
		return nil, err
	}
	if err := zone.Add(alias, tz); err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, nil
}

func zoneAliasRemove(c *call) (starlark.Value, error) {
	var alias string
	if err := c.Unpack("alias", &alias); err != nil {
		return nil, err
	}
	return starlark.Bool(zone.Remove(alias)), nil
}
