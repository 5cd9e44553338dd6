package starlib

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/internal/bounds"
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
	MaxBytes       int64         // what one value may take, or one column; 0 is a quarter of the memory, but for texts at most 1 GiB
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
	main                baton // had while a script or statement runs
	closing             sync.Once
	threads             sync.Pool // of formulas
	formulas            formulas
	random              *random
	texts               lookedAt
	stdin               *stdin // nil before the first input()
	bounds              bounds.Bounds
	memory              memoryWatch
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
	h := &Host{cfg: cfg, bounds: bounds.Of(cfg.MaxBytes), memory: newMemoryWatch(), gil: newGIL(), main: newBaton(), sources: newSources(), random: newRandom(), started: time.Now()}
	if cfg.Graph != nil && cfg.Graph.MaxBytes == 0 {
		cfg.Graph.MaxBytes = cmp.Or(int(cfg.MaxBytes), bounds.Quarter())
	}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	h.threads.New = func() any { return h.newThread("formula") }
	h.tables, h.partitioned = tableMethods(), partitionedMethods()
	h.modules = h.buildModules()
	h.setProcess()
	h.session = newSession(h.predeclared())
	return h
}

// Closing says that Close will be called soon. From now on functions of formulas that take
// longer than a second for a page are ended, and with them their tables, so that a cycle of
// the graph comes to its end whatever they do.
func (h *Host) Closing() { h.closing.Do(func() { go h.formulas.stopStuck(h.ctx.Done()) }) }

// closePatience is how long Close waits for what it interrupted.
const closePatience = 5 * time.Second

// Close interrupts what runs, functions of formulas too, and forgets the script's tables, so
// that they close. From then on no function of a formula is called. Something that cannot be
// interrupted keeps it for closePatience; then the tables stay.
func (h *Host) Close() {
	h.cancel()
	late := time.NewTimer(closePatience)
	defer late.Stop()
	if !h.main.lock(late.C) {
		return
	}
	defer h.main.unlock()
	if h.gil.lockBefore(&runner{ctx: h.ctx}, late.C) {
		defer h.gil.unlock()
		h.session.forget()
	}
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
		var bug error // says of itself that it has no names
		defer rescue(&bug)
		if a, ok := v.(starlark.HasAttrs); ok {
			names = slices.Sorted(slices.Values(a.AttrNames()))
		}
	})
	return names
}

// Repr is the text of v as the REPL prints it.
func (h *Host) Repr(v starlark.Value) (s string) {
	var err error
	h.Locked(func() {
		defer rescue(&err)
		s, err = h.printer().repr(v)
	})
	if err != nil {
		return fmt.Sprintf("<%s without a text: %v>", v.Type(), err)
	}
	return s
}
