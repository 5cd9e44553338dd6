// Command kafkabench measures starling as its users run it, on the Kafka broker that
// STARLING_KAFKA names: scripts over a topic of orders, each run in a process of its own
// beside one that only polls the topic, in rounds that follow each other. It prints medians of
// the rows per second, of CPU and wall time as multiples of the poll of the same round, and of
// the memory; then the latency from producing to seeing, and what a cycle of few changes costs in
// tables of many sizes, by the engine's benchmarks. It imports nothing of the engine: what it
// measures is the binary.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"
)

// plan is what is measured, and how often.
type plan struct {
	addr     string
	records  int
	ids      int
	rounds   int
	only     *regexp.Regexp
	starling string
	registry string // the URL
	dir      string // of scripts and schemas
	limit    time.Duration
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "kafkabench:", err)
		os.Exit(1)
	}
}

func run() error {
	p := plan{addr: os.Getenv("STARLING_KAFKA")}
	child := flag.String("child", "", "be a process that is measured: poll, produce")
	only := flag.String("only", "", "cases whose names match, latency, or curves")
	flag.IntVar(&p.records, "records", 2_000_000, "orders in the topic")
	flag.IntVar(&p.ids, "ids", 500_000, "distinct ids")
	flag.IntVar(&p.rounds, "rounds", 5, "rounds")
	flag.StringVar(&p.starling, "starling", "", "the binary to measure; without it, that of this source")
	flag.DurationVar(&p.limit, "limit", 25*time.Minute, "give up after this long")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), p.limit)
	defer cancel()
	if p.addr == "" {
		return fmt.Errorf("STARLING_KAFKA names no broker; make bench-kafka starts one")
	}
	if f := children[*child]; f != nil {
		return f(ctx, &p)
	}
	var err error
	if p.only, err = regexp.Compile(*only); err != nil {
		return err
	}
	if p.dir, err = os.MkdirTemp("", "kafkabench"); err != nil {
		return err
	}
	defer os.RemoveAll(p.dir)
	if err := p.build(ctx); err != nil {
		return err
	}
	stop, err := p.register(ctx)
	if err != nil {
		return fmt.Errorf("schema registry: %w", err)
	}
	defer stop()
	if err := p.fill(ctx); err != nil {
		return fmt.Errorf("filling the topics: %w", err)
	}
	if err := p.measure(ctx); err != nil {
		return err
	}
	for _, part := range []struct {
		name string
		run  func(context.Context) error
	}{{"latency", p.latency}, {"curves", p.curves}} {
		if !p.only.MatchString(part.name) {
			continue
		}
		if err := part.run(ctx); err != nil {
			return err
		}
	}
	return nil
}

// build makes the binary, unless one is given.
func (p *plan) build(ctx context.Context) error {
	if p.starling != "" {
		return nil
	}
	p.starling = filepath.Join(p.dir, "starling")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", p.starling, "./cmd/starling")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	return cmd.Run()
}
