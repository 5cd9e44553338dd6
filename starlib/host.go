package starlib

import (
	"context"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/internal/files"
	"starling/kafka"
	"starling/starlib/pysyntax"
)

// Config is what surrounds a Host.
type Config struct {
	Graph          *engine.Graph
	Kafka          *kafka.Env
	Stdin          io.Reader     // nil: input() fails; a ContextReader is better
	Stdout, Stderr io.Writer     // nil: nothing is written
	Args           []string      // sys.argv: the script and its arguments
	Dir            string        // the folder that relative paths of scripts start from; "" is the process's
	Files          *files.Access // what scripts may read, write and look up; nil is all
}

// Host runs scripts over one graph. Its methods may be called from any goroutine; one
// script runs at a time.
type Host struct {
	cfg                 Config
	ctx                 context.Context
	cancel              context.CancelFunc
	gil                 *gil
	session             *session
	intake              intake
	modules             map[string]*module
	tables, partitioned []entry // the tables of their methods
	sources             *sources
	main                sync.Mutex // held while a script or statement runs
	threads             sync.Pool  // of formulas
	formulas            formulas
	random              *random
	stdin               *stdin // nil before the first input()
	started             time.Time
}

// New is a host without globals.
func New(cfg Config) *Host {
	if cfg.Stdout == nil {
		cfg.Stdout = io.Discard
	}
	if cfg.Stderr == nil {
		cfg.Stderr = io.Discard
	}
	h := &Host{cfg: cfg, gil: newGIL(), sources: newSources(), random: newRandom(), started: time.Now()}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	h.threads.New = func() any { return h.newThread("formula") }
	h.tables, h.partitioned = tableMethods(), partitionedMethods()
	h.modules = h.buildModules()
	h.setProcess()
	h.session = newSession(h.predeclared())
	return h
}

// Close interrupts what runs and forgets the script's tables, so that they close.
func (h *Host) Close() {
	h.cancel()
	h.main.Lock()
	defer h.main.Unlock()
	h.Locked(h.session.forget)
}

// ExecFile runs a script, Python or Starlark text alike. An error is an *Error, or an
// *Exit if the script ended itself.
func (h *Host) ExecFile(ctx context.Context, filename, src string) error {
	_, err := h.run(ctx, filename, src)
	return err
}

// Exec runs the text of a REPL input. The value is that of its last statement if that
// is an expression, and nil else; a value other than None is also kept as _.
func (h *Host) Exec(ctx context.Context, filename, src string) (starlark.Value, error) {
	v, err := h.run(ctx, filename, src)
	if v != nil && v != starlark.None {
		h.Locked(func() { h.session.set("_", v) })
	}
	return v, err
}

// Complete reports whether src is a whole REPL input or needs more lines.
func (h *Host) Complete(src string) bool { return pysyntax.Complete(src) }

// Globals is a copy of the variables of the script.
func (h *Host) Globals() (g starlark.StringDict) {
	h.Locked(func() { g = maps.Clone(h.session.user) })
	return g
}

// Lookup is the variable or builtin of that name.
func (h *Host) Lookup(name string) (v starlark.Value, ok bool) {
	h.Locked(func() { v, ok = h.session.names[name] })
	return v, ok
}

// SetGlobal gives the script a variable.
func (h *Host) SetGlobal(name string, v starlark.Value) {
	h.Locked(func() { h.session.set(name, v) })
}

// Names is what a script can name, sorted: its variables and the builtins.
func (h *Host) Names() (names []string) {
	h.Locked(func() { names = h.session.visible() })
	return names
}

// AttrNames is the attributes of v, sorted.
func (h *Host) AttrNames(v starlark.Value) (names []string) {
	h.Locked(func() {
		if a, ok := v.(starlark.HasAttrs); ok {
			names = slices.Sorted(slices.Values(a.AttrNames()))
		}
	})
	return names
}

// Repr is the text of v as the REPL prints it.
func (h *Host) Repr(v starlark.Value) (s string) {
	h.Locked(func() { s = v.String() })
	return s
}
