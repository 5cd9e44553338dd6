package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// spareHeap is what may be allocated beside the tables before the collector runs, in bytes.
	spareHeap = 64 << 20
	// The collector's pace, in percent of what lives: no slower than Go's own, and no faster
	// than what large tables without pointers cost nothing at.
	slowPace, fastPace = 100, 25
)

// pace is the percent of what lives, in bytes, that may be allocated before the collector
// runs again: with it the garbage beside large tables is a quarter of them, not as much again.
func pace(live uint64) int {
	return int(min(max(spareHeap*100/max(live, 1), fastPace), slowPace))
}

// paceCollector sets the collector's pace after each of its runs, unless GOGC says one. It is
// for the process's whole life.
func paceCollector() {
	if os.Getenv("GOGC") == "" {
		watchCollector(slowPace)
	}
}

// watchCollector waits for the next run; the pace is now.
func watchCollector(now int) {
	type token struct{ _ [16]byte } // not of those that share a block
	runtime.AddCleanup(new(token), func(now int) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		next := pace(live[0].Value.Uint64())
		if next != now {
			debug.SetGCPercent(next)
		}
		watchCollector(next)
	}, now)
}
