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
	nanos []float64
}

// changes matches a line of a benchmark of the engine: its operation, if it has several, the
// rows of the table, and the nanoseconds of a cycle.
var changes = regexp.MustCompile(`^Benchmark(?:Changes/(\S+)|RightTicks)/(\d+)-\d+\s+\d+\s+([\d.]+) ns/op`)

// curves runs the engine's benchmarks of changes and prints what they cost by size of the table.
func (p *plan) curves(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", "^Benchmark(Changes|RightTicks)$", "-benchtime", "300x", "./engine")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%v: %w\n%s", cmd.Args, err, out)
	}
	all := curvesOf(out)
	if len(all) == 0 {
		return fmt.Errorf("%v printed no benchmark:\n%s", cmd.Args, out)
	}
	fmt.Print("\nMicroseconds a cycle of 100 changes, by rows of the table; the factor is the dearest by the cheapest size:\n\n| operation |")
	for _, n := range all[0].sizes {
		fmt.Printf(" %d |", n)
	}
	fmt.Println(" factor |\n|---|" + strings.Repeat("---|", len(all[0].sizes)+1))
	for _, c := range all {
		fmt.Printf("| %s |", c.name)
		for _, n := range c.nanos {
			fmt.Printf(" %.0f |", n/1000)
		}
		fmt.Printf(" %.1f |\n", slices.Max(c.nanos)/slices.Min(c.nanos))
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
		c.sizes, c.nanos = append(c.sizes, size), append(c.nanos, nanos)
	}
	return all
}
