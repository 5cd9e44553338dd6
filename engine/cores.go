package engine

import (
	"runtime"
	"sync"

	"starling/internal/invariants"
)

// coreRows is from how many rows on work is divided among the cores: of fewer it is done before
// another has begun. Under the invariants tag few are enough, so that tests divide theirs.
func coreRows() int {
	if invariants.Enabled {
		return 4
	}
	return 4096
}

// cores is into how many parts the work on n columns of so many rows is to be divided.
func (g *Graph) cores(n, rows int) int {
	if !g.uses(Cores) || rows < coreRows() {
		return 1
	}
	return max(1, min(n, runtime.GOMAXPROCS(0)))
}

// divide calls f for 0 to parts-1, none of which has to do with another, all at once. A panic of
// f goes on in the caller once all have ended: that of the lowest part, so that what fails is the
// same each time.
func divide(parts int, f func(part int)) {
	if parts == 1 {
		f(0)
		return
	}
	said := make([]any, parts)
	call := func(part int) {
		defer func() { said[part] = recover() }()
		f(part)
	}
	var others sync.WaitGroup
	for part := range parts - 1 {
		others.Go(func() { call(part + 1) })
	}
	call(0)
	others.Wait()
	for _, r := range said {
		if r != nil {
			panic(r)
		}
	}
}
