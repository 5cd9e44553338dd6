package zone

import (
	"testing"
	"time"
)

// Each short name stands for a zone that there is, and others for themselves.
func TestLong(t *testing.T) {
	for _, n := range names {
		if Long(n.short) != n.long || Long(Short(n.long)) != n.long {
			t.Errorf("%s is %s, and %s is %s", n.short, Long(n.short), n.long, Short(n.long))
		}
		if _, err := time.LoadLocation(n.long); err != nil {
			t.Errorf("%s: %v", n.short, err)
		}
	}
	for _, name := range []string{"UTC", "Europe/Vienna", "et", ""} {
		if Long(name) != name || Short(name) != name {
			t.Errorf("%q is %q and %q", name, Long(name), Short(name))
		}
	}
}

// Formulas have the names that Deephaven has, and those that were added.
func TestLongShown(t *testing.T) {
	if err := Add("VIE", "Europe/Vienna"); err != nil {
		t.Fatal(err)
	}
	defer Remove("VIE")
	for short, long := range map[string]string{"ET": "America/New_York", "NY": "NY", "VIE": "Europe/Vienna", "UTC": "UTC"} {
		if got := LongShown(short); got != long {
			t.Errorf("%s is %s, want %s", short, got, long)
		}
	}
}
