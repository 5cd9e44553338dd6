package bizcal

import (
	"testing"
	"time"
)

func at(t *testing.T, s string) int64 {
	t.Helper()
	x, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return x.UnixNano()
}

func TestBetween(t *testing.T) {
	nyse, err := Find("USNYSE_EXAMPLE")
	if err != nil {
		t.Fatal(err)
	}
	a, b := at(t, "2024-07-03T10:00:00-04:00"), at(t, "2024-07-08T00:00:00-04:00")
	if n, err := nyse.BusinessNanos(a, b); n != 34_200_000_000_000 || err != nil {
		t.Errorf("business time over the 4th of July: %d, %v", n, err)
	}
	if n, err := nyse.BusinessNanos(b, a); n != -34_200_000_000_000 || err != nil {
		t.Errorf("back: %d, %v", n, err)
	}
	if y, err := nyse.BusinessYears(at(t, "2021-07-03T10:00:00-04:00"), b); y < 3.0079837 || y > 3.0079838 || err != nil {
		t.Errorf("years: %v, %v", y, err)
	}
}

func TestDays(t *testing.T) {
	nyse, _ := Find("USNYSE_EXAMPLE")
	third := date(2024, 7, 3)
	for _, c := range []struct {
		n        int64
		business bool
		want     int64
		ok       bool
	}{{1, true, third + 2, true}, {-1, true, third - 1, true}, {3, false, third + 4, true}, {0, true, third, true}, {0, false, third, false}} {
		if d, ok, err := nyse.Plus(third, c.n, c.business); ok != c.ok || ok && d != c.want || err != nil {
			t.Errorf("%+v: %s, %v, %v", c, text(d), ok, err)
		}
	}
	if s, _ := nyse.Span(third); s.Nanos() != int64(3*time.Hour+30*time.Minute) || s.Start != at(t, "2024-07-03T13:30:00Z") {
		t.Errorf("a short day: %+v", s)
	}
	if s, _ := nyse.Span(date(2024, 12, 24)); s.Start != at(t, "2024-12-24T15:30:00Z") || s.End != at(t, "2024-12-24T19:00:00Z") {
		t.Errorf("a day with hours of its own: %+v", s)
	}
	if _, err := nyse.IsBusinessDay(date(2074, 7, 3)); err == nil || err.Error() != "the calendar USNYSE_EXAMPLE ends on 2027-12-31, before 2074-07-03" {
		t.Errorf("beyond the last date: %v", err)
	}
	if last, err := nyse.LastBusinessDay(date(2024, 6, 28), MonthEnd(date(2024, 6, 28))); !last || err != nil {
		t.Errorf("the last business day of June: %v, %v", last, err)
	}
	if d := date(2024, 1, 7); WeekEnd(d) != d || WeekEnd(d+1) != d+7 || YearEnd(d) != date(2024, 12, 31) {
		t.Error("ends of periods")
	}
}

func TestCurrent(t *testing.T) {
	defer current.Store(nil)
	if Current().Name != "UTC" {
		t.Errorf("the first is %s", Current().Name)
	}
	if err := SetCurrent("USBANK_EXAMPLE"); err != nil || Current().Name != "USBANK_EXAMPLE" {
		t.Errorf("%v, %s", err, Current().Name)
	}
	if err := SetCurrent("NOPE"); err == nil {
		t.Error("a calendar that there is not")
	}
}
