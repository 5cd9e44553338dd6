package wire

import (
	"testing"
)

// because is why a text is no instant.
type because string

func TestParseInstant(t *testing.T) {
	const nano = 1_000_000_000
	for _, c := range []struct {
		text string
		want any
	}{
		{"1970-01-01T00:00:00Z", int64(0)},
		{"1970-01-01T00:00Z", int64(0)},
		{"1970-01-01t00:00:00z", int64(0)},
		{" 1970-01-01T00:00:01.5Z ", int64(nano * 3 / 2)},
		{"1970-01-01T00:00:00.000000001Z", int64(1)},
		{"1970-01-01T01:00:00+01:00", int64(0)},
		{"1970-01-01T01:30:00+0130", int64(0)},
		{"1969-12-31T19:00:00-05", int64(0)},
		{"1969-12-31T19:00:00 ET", int64(0)},
		{"1969-12-31T19:00:00 America/New_York", int64(0)},
		{"1970-01-01 UTC", int64(0)},
		{"2024-02-29T00:00:00Z", int64(1709164800 * nano)},
		{"-1", int64(-nano)},
		{"2023-02-29T00:00:00Z", because(NotInstant)},
		{"2023-13-01T00:00:00Z", because(NotInstant)},
		{"2023-00-01T00:00:00Z", because(NotInstant)},
		{"2023-01-00T00:00:00Z", because(NotInstant)},
		{"2023-01-01T24:00:00Z", because(NotInstant)},
		{"2023-01-01T00:60:00Z", because(NotInstant)},
		{"2023-01-01T00:00:60Z", because(NotInstant)},
		{"2023-01-01T00:00:00", because(NotInstant)},
		{"2023-01-01", because(NotInstant)},
		{"2023-01-01T00:00:00.Z", because(NotInstant)},
		{"2023-01-01T00:00:00.1234567890Z", because(NotInstant)},
		{"2023-01-01T00:00:00Zx", because(NotInstant)},
		{"2023-01-01T00:00:00 Nowhere/Land", because(NotInstant)},
		{"2023-01-01T00:00:00 Local", because(NotInstant)},
		{"2023-01-01T00:00:00+", because(NotInstant)},
		{"2023-01-01T00:00:00+19:00", because(NotInstant)},
		{"2023-01-01T00:00:00+01:00:00x", because(NotInstant)},
		{"2023-1-1T00:00:00Z", because(NotInstant)},
		{"", because(NotInstant)},
		{"-", because(NotInstant)},
		{"1600-01-01T00:00:00Z", because(tooBig)},
		{"2300-01-01T00:00:00Z", because(tooBig)},
		{"99999999999999999999", because(tooBig)},
	} {
		var n Number
		var z ZoneCache
		for range 2 { // the second time the zone is at hand
			got, why := ParseInstant([]byte(c.text), &n, &z)
			if b, ok := c.want.(because); ok {
				if why != string(b) {
					t.Errorf("%q: %d, %q; want %q", c.text, got, why, b)
				}
			} else if why != "" || got != c.want {
				t.Errorf("%q: %d, %q; want %d", c.text, got, why, c.want)
			}
		}
	}
}
