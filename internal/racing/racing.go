// Package racing tells tests whether they run under the race detector, which makes what one goroutine computes ten
// times as slow and finds nothing in it: tests do less of that there.
package racing

// Less is n, and a tenth of it, at least 1, under the race detector.
func Less(n int) int {
	if On {
		return max(1, n/10)
	}
	return n
}
