package main

import (
	"runtime"
	"runtime/metrics"
	"testing"
	"time"
)

func TestPace(t *testing.T) {
	for _, c := range []struct {
		live uint64
		want int
	}{{0, 100}, {10 << 20, 100}, {64 << 20, 100}, {128 << 20, 50}, {256 << 20, 25}, {1 << 40, 25}} {
		if got := pace(c.live); got != c.want {
			t.Errorf("with %d bytes: %d, want %d", c.live, got, c.want)
		}
	}
}

// TestPaceFollows: the pace follows what lives, to and fro. It goes on for the other tests.
func TestPaceFollows(t *testing.T) {
	watchCollector(slowPace)
	settle := func(want uint64) {
		t.Helper()
		got := []metrics.Sample{{Name: "/gc/gogc:percent"}}
		for deadline := time.Now().Add(time.Minute); ; {
			runtime.GC()
			if metrics.Read(got); got[0].Value.Uint64() == want {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("the pace is %d, want %d", got[0].Value.Uint64(), want)
			}
		}
	}
	settle(slowPace)
	hold := make([]byte, 512<<20)
	settle(fastPace)
	runtime.KeepAlive(hold)
	settle(slowPace)
}
