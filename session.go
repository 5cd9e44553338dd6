package starling

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"sync/atomic"

	"starling/internal/files"
	"starling/internal/session"
)

// ErrClosed is the error of what is done with a session after Close.
var ErrClosed = errors.New("the session is closed")

// Session is tables that keep up with their topics, and the script whose variables they are.
// Its methods may be called from any goroutine; one script runs at a time.
type Session struct {
	in     *session.Session
	broker session.Broker
	closed atomic.Bool
}

// Open starts a session, which updates its tables from now on and must be closed. It asks no
// broker and listens nowhere. An error names the field of the Config that is wrong. ctx is for the
// opening alone.
func Open(ctx context.Context, cfg Config) (*Session, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("starling: %w", context.Cause(ctx))
	}
	s := &Session{}
	if cfg.MaxMemory == 0 {
		if limit := debug.SetMemoryLimit(-1); limit < math.MaxInt64 {
			cfg.MaxMemory = limit
		}
	}
	inner, err := cfg.inner(&s.broker)
	if err != nil {
		return nil, fmt.Errorf("starling: %w", err)
	}
	if s.in, err = session.Open(ctx, inner); err != nil {
		return nil, err
	}
	return s, nil
}

// Close ends the session: no more is read, the tables take in what was, producers write what they
// owe, groups hear where their tables stand, connections close, and what still runs of the script is
// interrupted. The error says what was not done within Config.ShutdownTimeout. A second call waits
// for the first, and has its error.
func (s *Session) Close() error {
	s.closed.Store(true)
	return errors.Join(s.in.Close(), s.broker.Close())
}

// Run runs the text of a script, Python or Starlark, and returns when it is through; its tables go
// on. Its variables are those of all that runs in the session. A script that fails is an *Error,
// also when ctx ended it.
func (s *Session) Run(ctx context.Context, script string) error {
	return s.run(ctx, "<string>", script)
}

// RunFile is Run for a file, .py or .star. Its folder is not where relative paths start: Config.Dir is.
func (s *Session) RunFile(ctx context.Context, path string) error {
	text, err := (*files.Access)(nil).ReadFile(path)
	if err != nil {
		return fmt.Errorf("starling: %w", err)
	}
	return s.run(ctx, path, string(text))
}

func (s *Session) run(ctx context.Context, name, text string) error {
	if err := s.usable(); err != nil {
		return err
	}
	return failure(s.in.Host.ExecFile(ctx, name, text))
}

// usable is an error once the session is closed.
func (s *Session) usable() error {
	if s.closed.Load() {
		return fmt.Errorf("starling: %w", ErrClosed)
	}
	return nil
}
