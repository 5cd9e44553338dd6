package starlib

import "testing"

// TestNoFront: a host without a front says so.
func TestNoFront(t *testing.T) {
	w := newWorld(t)
	for src, name := range map[string]string{"watch(empty_table(1))": "watch", "plot(empty_table(1).update(\"V = i\"), y=\"V\")": "plot", "empty_table(1).browse()": "browse"} {
		_, err := w.script(t, "x.py", src)
		if want := "DHError: " + name + ": there is no terminal and no pipe to show it on"; err == nil || !contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", src, err, want)
		}
	}
}
