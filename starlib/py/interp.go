package py

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
	"starling/internal/files"
	"starling/internal/wall"
)

// Config is what surrounds an interpreter.
type Config struct {
	Stdin          io.Reader // nil: input() fails; a ContextReader is better
	Stdout, Stderr io.Writer // nil: nothing is written
	Args           []string  // sys.argv: the script and its arguments
	Dir            string    // the folder that relative paths of scripts start from; "" is the process's
	MaxBytes       int64     // what one value may take, or one column; 0 is a quarter of the memory, but for texts at most 1 GiB
	// Page shows a text that may be longer than the window; nil writes it to Stdout. It is called
	// without the session lock.
	Page  func(ctx context.Context, text string) error
	Files *files.Access // what scripts may read, write and look up; nil is all
	// Pass is how time passes for a script that sleeps; nil: by itself. Functions beside it
	// sleep by themselves.
	Pass func(ctx context.Context, d time.Duration) error
}

// Interp runs scripts. Its methods may be called from any goroutine; one script runs at a time.
type Interp struct {
	Host      Host // whose it is
	cfg       Config
	library   Library
	ctx       context.Context
	cancel    context.CancelFunc
	gil       *gil
	session   *session
	truthKeys bool                      // there is a dict with True or False among its keys, as far as is known
	methods   map[string]*boundedMethod // of Python's own types, by name
	modules   map[string]*ModuleValue
	sources   *sources
	main      baton     // had while a script or statement runs
	threads   sync.Pool // of calls from inside the host
	random    *random
	texts     lookedAt
	regexes   regexes
	libraryState
	stdin                                                  *stdin // nil before the first input()
	bounds                                                 bounds.Bounds
	memory                                                 memoryWatch
	generators                                             generators
	started                                                time.Time
	object                                                 *class // what all classes derive from
	exceptions                                             exceptions
	warnings                                               warnings
	epoch                                                  int      // counts the changes of classes
	chains                                                 int      // iterators that look for their next value in one another, as those of chain do
	typeClass                                              *class   // the class of classes
	abc, abcMeta, generic, protocol, namedTuple, typedDict *class   // of the modules abc and typing
	enums                                                  struct { // of the module enum
		enum, repr, flag, meta *class
		mixed                  map[string]*class
	}
	builtinClasses map[string]*class // of the builtins, by their names
	features       textFeatures      // that its texts have
	bodies         []*classBody      // of classes that are being made, one within the other

	threadCount int              // of the script's own threads
	running     map[*thread]bool // those of them that are no daemons
}

// New is an interpreter without globals. If host is nil nothing goes on beside its scripts.
func New(cfg Config, host Host, lib Library) *Interp {
	if cfg.Stdout == nil {
		cfg.Stdout = io.Discard
	}
	if cfg.Stderr == nil {
		cfg.Stderr = io.Discard
	}
	if host == nil {
		host = alone{}
	}
	ip := &Interp{
		Host: host, cfg: cfg, library: lib, bounds: bounds.Of(cfg.MaxBytes), memory: newMemoryWatch(),
		gil: newGIL(), main: newBaton(), sources: newSources(), random: newRandom(), started: wall.Now(), running: map[*thread]bool{},
	}
	ip.ctx, ip.cancel = context.WithCancel(context.Background())
	ip.threads.New = func() any { return ip.newThread("call") }
	ip.newClasses()
	ip.buildExceptions()
	ip.modules = ip.buildModules(lib.Modules)
	ip.setProcess()
	ip.methods = ip.methodsByName()
	ip.session = newSession(ip.predeclared(lib))
	ip.standBuiltins()
	return ip
}

// Library is all that scripts can name.
func (ip *Interp) Library() *Library { return &ip.library }

// Life ends when the interpreter is closed.
func (ip *Interp) Life() context.Context { return ip.ctx }

// Bounds is how large values may be.
func (ip *Interp) Bounds() bounds.Bounds { return ip.bounds }

// closePatience is how long Close waits for what it interrupted.
const closePatience = 5 * time.Second

// Close interrupts what runs, calls from inside the host too, and forgets the variables for
// which held is true. From then on nothing runs. Something that cannot be interrupted keeps it
// for closePatience; then the variables stay.
func (ip *Interp) Close(held func(v starlark.Value) bool) {
	ip.cancel()
	late := time.NewTimer(closePatience)
	defer late.Stop()
	if !ip.main.lock(late.C) {
		return
	}
	defer ip.main.unlock()
	if ip.gil.lockBefore(&runner{ctx: ip.ctx}, late.C) {
		defer ip.gil.unlock()
		ip.endGenerators()
		ip.session.forget(held)
	}
}

// ExecFile runs a script, Python or Starlark text alike. An error is an *Error, or an
// *Exit if the script ended itself.
func (ip *Interp) ExecFile(ctx context.Context, filename, src string) error {
	_, err := ip.run(ctx, filename, src)
	return err
}

// Exec runs the text of a REPL input. The value is that of its last statement if that
// is an expression, and nil else; a value other than None is also kept as _.
func (ip *Interp) Exec(ctx context.Context, filename, src string) (starlark.Value, error) {
	ip.Locked(func() { ip.features.flow.open = true })
	v, err := ip.run(ctx, filename, src)
	if v != nil && v != starlark.None {
		ip.Locked(func() { ip.session.set("_", v) })
	}
	return v, err
}

// Globals is a copy of the variables of the script.
func (ip *Interp) Globals() (g starlark.StringDict) {
	ip.Locked(func() { g = maps.Clone(ip.session.user) })
	return g
}

// Lookup is the variable or builtin of that name.
func (ip *Interp) Lookup(name string) (v starlark.Value, ok bool) {
	ip.Locked(func() { v, ok = ip.session.names[name] })
	return v, ok
}

// Visible is the variable or builtin of that name, for a caller that has the session lock.
func (ip *Interp) Visible(name string) (v starlark.Value, ok bool) {
	if v, ok = ip.session.user[name]; !ok {
		v, ok = ip.session.builtins[name]
	}
	return v, ok
}

// NameOf is the first of the script's variables that hold this very value, "" without one, for a
// caller that has the session lock. That of the value printed last, _, is the last.
func (ip *Interp) NameOf(v starlark.Value) string {
	first := ""
	for name, x := range ip.session.user {
		if x == v && (first == "" || first == "_" || name != "_" && name < first) {
			first = name
		}
	}
	return first
}

// Global is the script's variable of that name, for a caller that has the session lock.
func (ip *Interp) Global(name string) (v starlark.Value, ok bool) {
	v, ok = ip.session.user[name]
	return v, ok
}

// Assigned is the names of the script's variables, sorted, for a caller that has the session lock.
func (ip *Interp) Assigned() []string { return slices.Sorted(maps.Keys(ip.session.user)) }

// SetGlobal gives the script a variable.
func (ip *Interp) SetGlobal(name string, v starlark.Value) {
	ip.Locked(func() { ip.session.set(name, v) })
}

// Names is what a script can name, sorted: its variables and the builtins.
func (ip *Interp) Names() (names []string) {
	ip.Locked(func() { names = ip.session.visible() })
	return names
}

// AttrNames is the attributes of v, sorted.
func (ip *Interp) AttrNames(v starlark.Value) (names []string) {
	ip.Locked(func() {
		var bug error // says of itself that it has no names
		defer rescue(&bug)
		names = ip.attrNames(v)
	})
	return names
}

// Repr is the text of v as the REPL prints it.
func (ip *Interp) Repr(v starlark.Value) (s string) {
	var err error
	ip.Locked(func() {
		defer rescue(&err)
		s, err = ip.printer().repr(v)
	})
	if err != nil {
		return fmt.Sprintf("<%s without a text: %v>", v.Type(), err)
	}
	return s
}
