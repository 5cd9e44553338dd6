package starlib

import (
	"cmp"
	"context"
	"errors"
	"sync"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/plan"
	"starling/grid"
	"starling/internal/bounds"
	"starling/kafka"
	"starling/starlib/py"
	"starling/starlib/pysyntax"
)

// Config is what surrounds a Host.
type Config struct {
	py.Config
	Graph   *engine.Graph
	Kafka   *kafka.Env
	Front   Front   // nil: pictures are errors
	Browser Browser // nil: there is none
	// Layout is the window that scripts print to, and what it can show; nil is a pipe.
	Layout func() grid.Layout
	Arrow  ArrowFiles // nil: read_arrow and write_arrow are errors
	// Made, if set, is told of each table that a script makes, and of each publishing, with the place
	// in the script.
	Made func(n *plan.Node, at py.Place)
	// Builtins are further ones, beside those that all scripts have; their calls have this Host
	// as py.Call.Host.
	Builtins []py.Entry
}

// Host runs scripts over one graph. Its methods may be called from any goroutine; one
// script runs at a time.
type Host struct {
	*py.Interp
	cfg                 Config
	intake              intake
	tables, partitioned []py.Entry // the tables of their methods
	closing             sync.Once
	formulas            formulas
	listeners           *listeners
	topics              knownTopics
	exports             metricExports
	maxWaiting          int // bytes that may wait for a listener until its sources wait
}

// New is a host without globals.
func New(cfg Config) *Host {
	if cfg.Graph != nil && cfg.Graph.MaxBytes == 0 {
		cfg.Graph.MaxBytes = cmp.Or(int(cfg.MaxBytes), bounds.Quarter())
	}
	h := &Host{cfg: cfg, tables: tableMethods(), partitioned: partitionedMethods(), maxWaiting: maxWaiting}
	h.listeners = newListeners(h)
	if cfg.Kafka != nil {
		cfg.Kafka.Settle = h.listeners.settle
	}
	lib := library()
	lib.Builtins = append(lib.Builtins, cfg.Builtins...)
	sortEntries(lib.Builtins)
	h.Interp = py.New(cfg.Config, h, lib)
	return h
}

// Begin implements py.Host: rows wait until the script is through.
func (h *Host) Begin(ctx context.Context) (end func(err error)) {
	over := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { h.formulas.stopStuck(over) }) // one may keep the graph, and so the script
	h.holdRows()
	return func(err error) {
		if err == nil || errors.As(err, new(*py.Exit)) {
			h.LetRows()
		}
		stop()
		close(over)
	}
}

// Closing says that Close will be called soon. From now on functions of formulas that take
// longer than a second for a page are ended, and with them their tables, so that a cycle of
// the graph comes to its end whatever they do.
func (h *Host) Closing() { h.closing.Do(func() { go h.formulas.stopStuck(h.Life().Done()) }) }

// Close interrupts what runs, functions of formulas too, and forgets the script's tables, so
// that they close. From then on no function of a formula is called. Something that cannot be
// interrupted keeps it for some seconds; then the tables stay.
func (h *Host) Close() {
	h.exports.clear()
	h.Interp.Close(func(v starlark.Value) bool {
		switch v.(type) {
		case *Table, *PartitionedTable, *Hierarchy:
			return true
		}
		return false
	})
}

// Complete reports whether src is a whole REPL input or needs more lines.
func (h *Host) Complete(src string) bool { return pysyntax.Complete(src) }
