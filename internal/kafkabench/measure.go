package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// usage is what a process took.
type usage struct {
	cpu, wall time.Duration
	rss       int64 // bytes at most
}

// took runs a process to its end.
func took(cmd *exec.Cmd) (usage, error) {
	var said bytes.Buffer
	cmd.Stderr = &said
	start := time.Now()
	err := cmd.Run()
	u := usage{wall: time.Since(start)}
	if err != nil {
		return u, fmt.Errorf("%v: %w\n%s", cmd.Args, err, said.Bytes())
	}
	u.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if r, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.rss = r.Maxrss << 10
	}
	return u, nil
}

// child is this binary as one of children.
func (p *plan) child(ctx context.Context, name string) *exec.Cmd {
	return exec.CommandContext(ctx, os.Args[0], "-child", name, "-records", strconv.Itoa(p.records))
}

// series is the rounds of a case.
type series struct {
	cpu, wall           []float64 // as multiples of the base of the round
	rows, micros, bytes []float64 // rows a second; microseconds of CPU a row; memory
}

func (s *series) add(u, base usage, records int) {
	n := float64(records)
	s.cpu = append(s.cpu, float64(u.cpu)/float64(base.cpu))
	s.wall = append(s.wall, float64(u.wall)/float64(base.wall))
	s.rows = append(s.rows, n/u.wall.Seconds())
	s.micros = append(s.micros, float64(u.cpu.Nanoseconds())/1000/n)
	s.bytes = append(s.bytes, float64(u.rss))
}

func median(xs []float64) float64 {
	xs = slices.Sorted(slices.Values(xs))
	return (xs[len(xs)/2] + xs[(len(xs)-1)/2]) / 2
}

// measure runs the cases round by round and prints the medians.
func (p *plan) measure(ctx context.Context) error {
	if err := os.WriteFile(filepath.Join(p.dir, "order.proto"), []byte(orderProto), 0o600); err != nil {
		return err
	}
	order := []string{"poll", "produce"}
	all := map[string]*series{"poll": {}, "produce": {}}
	for range p.rounds {
		bases := map[string]usage{}
		for _, name := range order[:2] {
			u, err := took(p.child(ctx, name))
			if err != nil {
				return err
			}
			bases[name] = u
			all[name].add(u, bases["poll"], p.records)
		}
		for _, k := range cases {
			if !p.only.MatchString(k.name) {
				continue
			}
			script := filepath.Join(p.dir, "case.py")
			if err := os.WriteFile(script, []byte(k.text(p)), 0o600); err != nil {
				return err
			}
			u, err := took(exec.CommandContext(ctx, p.starling, "run", "--until-caught-up", script))
			if err != nil {
				return err
			}
			if all[k.name] == nil {
				all[k.name] = &series{}
				order = append(order, k.name)
			}
			all[k.name].add(u, bases[k.base], p.records)
		}
	}
	fmt.Printf("%d orders of 68 bytes in JSON, %d ids; medians of %d rounds\n\n", p.records, p.ids, p.rounds)
	fmt.Println("| case | CPU x | wall x | rows/s | CPU µs/row | RSS MB |\n|---|---|---|---|---|---|")
	names := map[string]string{"poll": "bare poll", "produce": "bare poll and produce"}
	for _, name := range order {
		s := all[name]
		shown := name
		if n := names[name]; n != "" {
			shown = n
		}
		fmt.Printf("| %s | %.2f | %.2f | %.0f | %.3f | %.0f |\n", shown, median(s.cpu), median(s.wall), median(s.rows), median(s.micros), median(s.bytes)/1e6)
	}
	fmt.Println("\nx is relative to the bare poll of the same round; \"produce JSON\" to the bare poll and produce.")
	return nil
}

// quantile is the value that a share of xs lies at or below.
func quantile(xs []float64, share float64) float64 {
	xs = slices.Sorted(slices.Values(xs))
	return xs[min(int(share*float64(len(xs))), len(xs)-1)]
}
