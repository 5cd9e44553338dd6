package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// curve is what a cycle of a hundred changes costs in tables of several sizes.
type curve struct {
	name  string
	sizes []int
	nanos [][]float64 // by size, as often as it was measured
}

// curveRounds is how often the curves are measured at most: the largest tables take their time.
const curveRounds = 3

// medians is what the sizes cost.
func (c *curve) medians() (out []float64) {
	for _, n := range c.nanos {
		out = append(out, median(n))
	}
	return out
}

// changes matches a line of a benchmark of the engine: its operation, if it has several, the
// rows of the table, and the nanoseconds of a cycle.
var changes = regexp.MustCompile(`^Benchmark(?:Changes/(\S+)|RightTicks)/(\d+)-\d+\s+\d+\s+([\d.]+) ns/op`)

// curves runs the engine's benchmarks of changes and prints what they cost by size of the table.
func (p *plan) curves(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", "^Benchmark(Changes|RightTicks)$", "-benchtime", "300x", "-count", strconv.Itoa(min(p.rounds, curveRounds)), "./engine")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%v: %w\n%s", cmd.Args, err, out)
	}
	all := curvesOf(out)
	if len(all) == 0 {
		return fmt.Errorf("%v printed no benchmark:\n%s", cmd.Args, out)
	}
	fmt.Printf("\nMicroseconds a cycle of 100 changes, by rows of the table, medians of %d; the factor is the dearest by the cheapest size:\n\n| operation |", min(p.rounds, curveRounds))
	for _, n := range all[0].sizes {
		fmt.Printf(" %d |", n)
	}
	fmt.Println(" factor |\n|---|" + strings.Repeat("---|", len(all[0].sizes)+1))
	for _, c := range all {
		fmt.Printf("| %s |", c.name)
		costs := c.medians()
		for _, n := range all[0].sizes {
			if at := slices.Index(c.sizes, n); at >= 0 {
				fmt.Printf(" %.0f |", costs[at]/1000)
			} else {
				fmt.Print(" |") // not measured at that size
			}
		}
		fmt.Printf(" %.1f |\n", slices.Max(costs)/slices.Min(costs))
	}
	return nil
}

// curvesOf reads what the benchmarks printed.
func curvesOf(out []byte) (all []curve) {
	for line := range bytes.Lines(out) {
		m := changes.FindSubmatch(line)
		if m == nil {
			continue
		}
		name := strings.ReplaceAll(string(m[1]), "_", " ")
		if name == "" {
			name = "join right, 10 left rows a key"
		}
		if len(all) == 0 || all[len(all)-1].name != name {
			all = append(all, curve{name: name})
		}
		c := &all[len(all)-1]
		size, _ := strconv.Atoi(string(m[2])) // the pattern has digits
		nanos, _ := strconv.ParseFloat(string(m[3]), 64)
		at := slices.Index(c.sizes, size)
		if at < 0 {
			at = len(c.sizes)
			c.sizes, c.nanos = append(c.sizes, size), append(c.nanos, nil)
		}
		c.nanos[at] = append(c.nanos[at], nanos)
	}
	return all
}
