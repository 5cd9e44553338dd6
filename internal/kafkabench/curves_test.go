package main

import (
	"fmt"
	"testing"
)

// TestCurves reads the lines of benchmarks, and nothing else of what go test prints.
func TestCurves(t *testing.T) {
	got := curvesOf([]byte(`goos: linux
BenchmarkChanges/sum_by/10000-2         	     300	     61234 ns/op	    1200 B/op	      12 allocs/op
BenchmarkChanges/sum_by/10000-2         	     300	     61236 ns/op
BenchmarkChanges/sum_by/100000-2        	     300	     70000.5 ns/op	    1200 B/op
BenchmarkRightTicks/10000-16  	     300	    120000 ns/op	        40.2 B/row
PASS
`))
	want := "[{sum by [10000 100000] [[61234 61236] [70000.5]]} {join right, 10 left rows a key [10000] [[120000]]}]"
	if s := fmt.Sprint(got); s != want {
		t.Errorf("read %s, want %s", s, want)
	}
	if m := fmt.Sprint(got[0].medians()); m != "[61235 70000.5]" {
		t.Errorf("medians %s", m)
	}
}
