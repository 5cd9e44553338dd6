package bounds

import (
	"math"
	"runtime/debug"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// unknownMemory is taken where nothing tells how much there is.
const unknownMemory = 4 << 30

// Quarter is a quarter of the memory: what a column that is computed at once may take, or a
// script altogether.
func Quarter() int { return int(Memory() / 4) }

// Memory is how many bytes the process may take: its limit if one is set (GOMEMLIMIT), else
// what its control group or the machine has.
func Memory() int64 {
	if limit := debug.SetMemoryLimit(-1); limit < math.MaxInt64 {
		return limit
	}
	n, err := memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)()
	if err != nil || n == 0 || n > math.MaxInt64 {
		return unknownMemory
	}
	return int64(n)
}
