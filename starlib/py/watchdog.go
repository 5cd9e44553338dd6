package py

import (
	"fmt"
	"runtime"
	"runtime/metrics"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// What no single step gives away: values that grow in small bites, until the memory is used
// up, and values that nest so deep that Starlark, which walks them by recursion to hash them,
// runs out of stack, which ends the process. Both are looked at while a script runs.

// memoryWatch ends a statement that takes most of the memory.
type memoryWatch struct {
	limit int64         // of the process
	used  func() uint64 // what it has on the heap
}

func newMemoryWatch() memoryWatch { return memoryWatch{bounds.Memory(), heapBytes} }

func heapBytes() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// memoryTick is how often the memory is looked at.
const memoryTick = 10 * time.Millisecond

// leap is more than values of usual sizes add until the memory is looked at again.
const leap = 256 << 20

// over watches the statement of r until done: when a quarter of the memory came since r began
// to compute, it is r that takes it. If it came little by little it may be garbage, which is
// found out first; what came at once is one value, and the next may be twice as large.
func (m memoryWatch) over(r *runner, done <-chan struct{}) {
	tick := time.NewTicker(memoryTick)
	defer tick.Stop()
	began := m.used()
	for before := began; ; {
		select {
		case <-done:
			return
		case <-tick.C:
		}
		now := m.used()
		if r.outside.Load() { // what grows meanwhile is the host's
			began = now
		}
		jump := grown(before, now)
		before = now
		if grown(began, now) < m.limit/4 {
			continue
		}
		if jump < max(m.limit/16, leap) {
			runtime.GC()
			if before = m.used(); grown(began, before) < m.limit/4 {
				continue
			}
		}
		r.starve(bounds.Error(fmt.Sprintf("the script takes more than %d MiB, a quarter of the memory", m.limit/4>>20)))
		return
	}
}

func grown(from, to uint64) int64 { return int64(to - min(from, to)) }

// starve stops the thread from another goroutine than its own.
func (r *runner) starve(why error) {
	r.starved.CompareAndSwap(nil, &why)
	r.end()
	r.interrupt()
}

// deepest is how deep a variable's value may be nested.
const deepest = 100_000

// nested is the error of a variable of the script whose value is nested too deep. It looks at
// the functions that run, the innermost of them, and at the globals.
func (ip *Interp) nested(th *starlark.Thread) error {
	for i := range min(th.CallStackDepth(), 4) {
		f := th.DebugFrame(i)
		for j := range f.NumLocals() {
			if b, v := f.Local(j); v != nil && isDeep(cellValue(v)) {
				return tooDeep(b.Name)
			}
		}
	}
	n := 0
	for name, v := range ip.session.user {
		if n++; n > 1000 {
			break
		}
		if isDeep(v) {
			return tooDeep(name)
		}
	}
	return nil
}

func tooDeep(name string) error {
	return Raise("RecursionError", "the value of %s nests more than %d deep", name, deepest)
}

// isDeep follows the first and the last value within each value.
func isDeep(v starlark.Value) bool {
	return descend(v, func(n, i int) int { return i }) || descend(v, func(n, i int) int { return n - 1 - i })
}

// looks is how many values within a value are looked at for one to follow.
const looks = 4

// descend follows v's values, at(n, 0), at(n, 1) … of n, and reports whether that goes on for
// longer than deepest. It is not fooled by a value within itself.
func descend(v starlark.Value, at func(n, i int) int) bool {
	var mark starlark.Value
	for level := 0; level < deepest; level++ {
		next := starlark.Value(nil)
		for i, n := 0, holds(v); i < min(n, looks) && next == nil; i++ {
			if x := held(v, at(n, i)); holds(x) > 0 {
				next = x
			}
		}
		if next == nil || sameNode(next, mark) {
			return false
		}
		if level&(level-1) == 0 {
			mark = next
		}
		v = next
	}
	return true
}

// sameNode reports whether a and b are one value that can hold itself.
func sameNode(a, b starlark.Value) bool {
	switch a.(type) {
	case *starlark.List, *starlark.Dict, *instance:
		return a == b
	}
	return false
}

// holds is how many values v holds, of which held gives each.
func holds(v starlark.Value) int {
	switch v := v.(type) {
	case starlark.Tuple:
		return len(v)
	case *starlark.List:
		return v.Len()
	case *starlark.Dict:
		return min(v.Len(), 1)
	case *instance:
		return len(v.attrs.list)
	}
	return 0
}

// held is value i that v holds; of a dict, the first.
func held(v starlark.Value, i int) starlark.Value {
	switch v := v.(type) {
	case starlark.Tuple:
		return v[i]
	case *starlark.List:
		return v.Index(i)
	case *starlark.Dict:
		for _, x := range v.Entries() {
			return x
		}
	case *instance:
		return v.attrs.list[i].value
	}
	return nil
}
