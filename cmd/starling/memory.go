package main

import (
	"errors"
	"math"
	"runtime/debug"

	"github.com/KimMachineGun/automemlimit/memlimit"
	"github.com/dustin/go-humanize"
)

// memoryShare is the part of the memory of the cgroup, or the machine, that the tables may
// use without --max-memory: the rest is for buffers of the network and the system.
const memoryShare = 0.9

// memory bounds the memory of the process: by --max-memory, else GOMEMLIMIT, else the cgroup or
// the machine. limit is what the tables may use; with none it is 0.
func (c *console) memory() (limit int64, err error) {
	if c.maxMemory != "" {
		n, err := humanize.ParseBytes(c.maxMemory)
		if err != nil || n == 0 || n > math.MaxInt64 {
			return 0, usagef("--max-memory: %q is no size such as 2GiB", c.maxMemory)
		}
		debug.SetMemoryLimit(int64(n))
		return int64(n), nil
	}
	_, err = memlimit.Set(memlimit.WithRatio(memoryShare), memlimit.WithProvider(memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)))
	if err != nil && !errors.Is(err, memlimit.ErrNoLimit) {
		c.notify("the memory of this machine is not known, so nothing bounds the tables: " + err.Error())
	}
	return 0, nil // which is Go's limit
}
