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
