package expr

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParseDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"PT1s":              time.Second,
		"PT1S":              time.Second,
		"pt1h30m":           90 * time.Minute,
		"PT0.25s":           250 * time.Millisecond,
		"PT-0.5S":           -500 * time.Millisecond,
		"-PT1M":             -time.Minute,
		"P1D":               24 * time.Hour,
		"P1DT2H3M4.5S":      26*time.Hour + 3*time.Minute + 4500*time.Millisecond,
		"PT00:00:00.1":      100 * time.Millisecond,
		"PT01:30":           90 * time.Minute,
		"PT-00:00:01":       -time.Second,
		"PT100:00:00":       100 * time.Hour,
		"PT0.000000001S":    1,
		"PT9223372036.8S":   9223372036800 * time.Millisecond,
		"PT+5s":             5 * time.Second,
		"PT00:00:00.123456": 123456 * time.Microsecond,
	} {
		if got, err := ParseDuration(text); err != nil || got != want {
			t.Errorf("%s: %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "P", "PT", "1s", "PT1", "PTS", "P1DT", "PT1s2m", "PT1:2:3:4", "PT.5S", "PT99999999999999999999S", "P106752D", "5 minutes"} {
		if got, err := ParseDuration(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}

func FuzzParseDuration(f *testing.F) {
	for _, s := range []string{"PT1s", "PT00:00:00.1", "-P1DT2H3M4.5S", "PT1h30m"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDuration(s)
		if err != nil {
			return
		}
		// Go's text of a duration has the same parts.
		text := strings.ToUpper(strings.TrimPrefix(d.Abs().Round(time.Millisecond).String(), "-"))
		if strings.ContainsAny(text, "µN") || strings.Contains(text, "MS") {
			return
		}
		if again, err := ParseDuration("PT" + text); err != nil || again != d.Abs().Round(time.Millisecond) {
			t.Errorf("%q is %v, and that again %v, %v", s, d, again, err)
		}
	})
}

func TestCompareDates(t *testing.T) {
	days := []any{LocalDate(3), nil, LocalDate(-1), LocalDate(2)}
	slices.SortFunc(days, localDateType.Class.Compare)
	if !slices.Equal(days, []any{nil, LocalDate(-1), LocalDate(2), LocalDate(3)}) {
		t.Errorf("sorted: %v", days)
	}
	if !localDateType.Ordered() || periodType.Ordered() {
		t.Error("dates have an order, periods have none")
	}
}
