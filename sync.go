package starling

import (
	"context"
	"errors"
	"fmt"
)

// Sync returns when all is in the tables that the topics and inputs have at this moment, and in the
// tables made of them. The error is that ctx ended first, and says what was waited for.
func (s *Session) Sync(ctx context.Context) error {
	if err := s.usable(); err != nil {
		return err
	}
	err := s.taken(ctx)
	if err == nil {
		err = s.in.Env.Sync(ctx)
	}
	if err == nil {
		err = s.in.Env.Refresh(ctx, s.in.Graph)
	}
	if err == nil {
		err = s.in.Env.Settle(ctx)
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("starling: Sync: %w", err)
}

// fill notes an input, of which waiting tells how many rows wait for an update, and what is closed
// when it has come.
func (s *Session) fill(waiting func() (rows int, taken <-chan struct{})) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inputs = append(s.inputs, waiting)
}

// taken waits until the tables have the rows of inputs.
func (s *Session) taken(ctx context.Context) error {
	s.mu.Lock()
	inputs := s.inputs[:len(s.inputs):len(s.inputs)]
	s.mu.Unlock()
	for _, waiting := range inputs {
		n, taken := waiting()
		select {
		case <-taken:
		case <-s.in.Quiet():
			return ErrClosed
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("%d rows of an input wait for an update of the tables", n), ctx.Err())
		}
	}
	return nil
}
