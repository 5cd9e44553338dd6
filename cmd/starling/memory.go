package main

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/KimMachineGun/automemlimit/memlimit"
	"github.com/dustin/go-humanize"

	"starling/engine"
	"starling/starlib"
)

// memoryShare is the part of the memory of the cgroup, or the machine, that the tables may
// use without --max-memory: the rest is for buffers of the network and the system.
const memoryShare = 0.9

// memory bounds the memory of the process, and what is told when it comes near: by
// --max-memory, else GOMEMLIMIT, else the cgroup or the machine.
func (c *console) memory() error {
	limit := int64(0)
	if c.maxMemory != "" {
		n, err := humanize.ParseBytes(c.maxMemory)
		if err != nil || n == 0 || n > math.MaxInt64 {
			return usagef("--max-memory: %q is no size such as 2GiB", c.maxMemory)
		}
		limit = int64(n)
		debug.SetMemoryLimit(limit)
	} else if _, err := memlimit.Set(memlimit.WithRatio(memoryShare), memlimit.WithProvider(memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem))); err != nil && !errors.Is(err, memlimit.ErrNoLimit) {
		c.notify("the memory of this machine is not known, so nothing bounds the tables: " + err.Error())
	}
	if limit == 0 {
		limit = debug.SetMemoryLimit(-1)
	}
	if limit == math.MaxInt64 {
		return nil
	}
	c.graph.Memory = &engine.Memory{Limit: limit, Warn: func(used int64, all []engine.Usage) {
		c.notices.Go(func() { c.notify(c.nearLimit(used, limit, all)) })
	}}
	return nil
}

// namedLargest is how many tables the warning names.
const namedLargest = 3

// nearLimit says which tables are the largest.
func (c *console) nearLimit(used, limit int64, all []engine.Usage) string {
	sizes := map[string]int{}
	for _, u := range all {
		t := cmp.Or(u.Table, u.Of)
		name := u.Op
		if names := c.namesOf(func(x *starlib.Table) bool { return x.Engine() == t }); len(names) > 0 {
			name = names[0]
		}
		sizes[name] += u.Bytes
	}
	names := make([]string, 0, len(sizes))
	for name := range sizes {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(sizes[b]-sizes[a], strings.Compare(a, b)) })
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %s", name, humanize.IBytes(uint64(sizes[name])))
	}
	return fmt.Sprintf("memory: %s of %s are in use; the largest tables are %s. At the limit the one that grows fails (--max-memory)",
		humanize.IBytes(uint64(used)), humanize.IBytes(uint64(limit)), strings.Join(names[:min(len(names), namedLargest)], ", "))
}
