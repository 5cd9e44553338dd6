package session

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"starling/engine"
	"starling/engine/plan"
	"starling/grid"
	"starling/kafka"
	"starling/starlib"
	"starling/starlib/py"
)

// Config is what a session is made of.
type Config struct {
	py.Config
	Env      *kafka.Env
	Cycle    time.Duration    // the shortest time between two updates of the tables
	Patience time.Duration    // how long the end may take
	Notify   func(msg string) // hears of tables that failed and of memory; any goroutine calls it

	MaxMemory int64  // bytes that the process may use, 0 is no bound
	BoundBy   string // what the user calls that bound
	Late      string // and that patience

	Browser starlib.Browser // nil: there is none
	Front   starlib.Front   // nil: pictures are errors
	Layout  func() grid.Layout
	Arrow   starlib.ArrowFiles // nil: scripts that ask for it get an error

	// Made is starlib's: it is told of what the script makes. Nil is nobody.
	Made func(n *plan.Node, at py.Place)

	// Begin is called with all that there is, before anything is updated or run; an error of it is
	// that of Open. Nil is nothing, as with those below.
	Begin func(s *Session) error
	// Ending makes the context of the end, which gives it up. waits is what is waited for when it
	// is called. Nil: the end is given up when Patience is over.
	Ending func(waits func() string) (context.Context, context.CancelFunc)
	// Leave is the first of the end: whoever looks at the session from outside goes.
	Leave func(ctx context.Context)
	// Quiet is called when nothing is updated, read or written any more, before the last of the
	// script is interrupted.
	Quiet func() error
}

// Session is a graph that runs, the host of its scripts and Kafka's clients.
type Session struct {
	Graph *engine.Graph
	Env   *kafka.Env
	Host  *starlib.Host

	cfg     Config
	cancel  context.CancelFunc // ends the updates
	still   chan struct{}      // closed when they have ended
	quiet   chan struct{}      // closed when nothing changes any more
	closing sync.Once
	err     error // of the end

	notices sync.WaitGroup // under way
	mu      sync.Mutex     // guards failed; a leaf
	failed  bool
}

// Open starts a session. Of ctx it takes what Adapt says, and nothing that goes on hears of its end.
func Open(ctx context.Context, cfg Config) (*Session, error) {
	cfg.adapt(ctx)
	s := &Session{Graph: engine.NewGraph(), Env: cfg.Env, cfg: cfg, still: make(chan struct{}), quiet: make(chan struct{})}
	s.Graph.OnFailure = s.onFailure
	if cfg.MaxMemory > 0 {
		s.Graph.Memory = &engine.Memory{Limit: cfg.MaxMemory, Warn: s.nearLimit}
	}
	s.Host = starlib.New(starlib.Config{Graph: s.Graph, Kafka: s.Env, Front: cfg.Front, Browser: cfg.Browser, Layout: cfg.Layout, Arrow: cfg.Arrow, Made: cfg.Made, Config: cfg.Config})
	if cfg.Begin != nil {
		if err := cfg.Begin(s); err != nil {
			s.Host.Close()
			return nil, err
		}
	}
	running, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go func() {
		defer close(s.still)
		s.Graph.Run(running, cfg.Cycle)
	}()
	return s, nil
}

// Close ends everything, in the order of kafka.Env.Close: what is pending is published and
// groups hear where their tables stand, unless that is given up. Whoever comes second waits for
// the first, and has the same error.
func (s *Session) Close() error {
	s.closing.Do(func() { s.err = s.close() })
	return s.err
}

func (s *Session) close() error {
	s.Host.Closing() // no function of a formula keeps an update of the tables running
	ctx, cancel := s.ending()
	defer cancel()
	if s.cfg.Leave != nil {
		s.cfg.Leave(ctx)
	}
	err := s.stop(ctx)
	err = errors.Join(err, s.finish(ctx))
	close(s.quiet)
	if s.cfg.Quiet != nil {
		err = errors.Join(err, s.cfg.Quiet())
	}
	s.notices.Wait()
	s.Host.Close()
	return err
}

// Quiet is closed when the end has come so far that no table changes any more.
func (s *Session) Quiet() <-chan struct{} { return s.quiet }

// ending is the context of the end.
func (s *Session) ending() (context.Context, context.CancelFunc) {
	if s.cfg.Ending != nil {
		return s.cfg.Ending(s.waits)
	}
	late := fmt.Errorf("not done after %v (%s)", s.cfg.Patience, s.cfg.Late)
	return context.WithTimeoutCause(context.Background(), s.cfg.Patience, late)
}

// waits is what the end waits for just now.
func (s *Session) waits() string {
	select {
	case <-s.still:
		return s.Env.Waits()
	default:
		return "an update of the tables to end"
	}
}

// grace is from when the end is given up until nothing of it is waited for any more.
const grace = 500 * time.Millisecond

// finish closes what Kafka's clients have. A function that keeps an update of the tables running may
// keep that too, whatever ctx says; then it is left alone.
func (s *Session) finish(ctx context.Context) error {
	done := make(chan error, 1)
	go func() { done <- s.Env.Close(ctx, s.Graph) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(grace):
		return fmt.Errorf("what was read and written last is not settled: %w", context.Cause(ctx))
	}
}

// stop ends the updates of the tables, of which one may be running.
func (s *Session) stop(ctx context.Context) error {
	s.cancel()
	select {
	case <-s.still:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("an update of the tables did not end: %w", context.Cause(ctx))
	}
}
