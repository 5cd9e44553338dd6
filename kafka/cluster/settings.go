package cluster

import (
	"strconv"
	"time"
)

// set takes a setting of the topic, if it is one that is shown.
func (t *Topic) set(key, value string) {
	n, err := strconv.ParseInt(value, 10, 64)
	switch {
	case key == "cleanup.policy":
		t.Cleanup = value
	case err != nil:
	case key == "retention.ms" && n < 0:
		t.Retention = -1
	case key == "retention.ms":
		t.Retention = time.Duration(min(n, int64(1<<63-1)/int64(time.Millisecond))) * time.Millisecond
	case key == "max.message.bytes":
		t.MaxBytes = n
	}
}

// Kept words how long records are kept: "7d", "for ever", "" if it is unknown.
func (t *Topic) Kept() string {
	switch d := t.Retention; {
	case d == unknown:
		return ""
	case d < 0:
		return "for ever"
	case d > 0 && d%(24*time.Hour) == 0:
		return strconv.FormatInt(int64(d/(24*time.Hour)), 10) + "d"
	default:
		return d.String()
	}
}
