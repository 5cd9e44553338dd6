package bounds

import (
	"math"
	"os"
	"path"
	"runtime/debug"
	"strconv"
	"strings"
)

// unknownMemory is taken where nothing tells how much there is.
const unknownMemory = 4 << 30

// Memory is how many bytes the process may take: its limit if one is set (GOMEMLIMIT),
// else what its control group or the machine has.
func Memory() int64 {
	if limit := debug.SetMemoryLimit(-1); limit < math.MaxInt64 {
		return limit
	}
	return memoryOf(os.ReadFile)
}

// memoryOf is the least of what the control groups and the machine say.
func memoryOf(read func(string) ([]byte, error)) int64 {
	text := func(name string) string {
		b, _ := read(name) // what is not there says nothing
		return string(b)
	}
	least := int64(math.MaxInt64)
	say := func(s string, unit int64) {
		if n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64); err == nil && n > 0 {
			least = min(least, n*unit)
		}
	}
	for line := range strings.Lines(text("/proc/meminfo")) {
		if kB, ok := strings.CutPrefix(line, "MemTotal:"); ok {
			say(strings.TrimSuffix(strings.TrimSpace(kB), "kB"), 1024)
		}
	}
	say(text("/sys/fs/cgroup/memory/memory.limit_in_bytes"), 1)
	for line := range strings.Lines(text("/proc/self/cgroup")) {
		group, ok := strings.CutPrefix(strings.TrimSpace(line), "0::")
		for ok {
			say(text(path.Join("/sys/fs/cgroup", group, "memory.max")), 1)
			ok = group != "/" && group != "." && group != ""
			group = path.Dir(group)
		}
	}
	if least == math.MaxInt64 {
		return unknownMemory
	}
	return least
}
