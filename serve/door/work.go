package door

import (
	"context"
	"sync"
)

// Work is what a server does on goroutines of its own, until it is closed. Its zero value is ready.
type Work struct {
	mu     sync.Mutex // a leaf; guards closed, and that nothing begins after it
	closed bool
	group  sync.WaitGroup
}

// Go runs f on a goroutine, unless the work is closed; then it is false.
func (w *Work) Go(f func()) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed {
		w.group.Go(f)
	}
	return !w.closed
}

// Close lets nothing begin any more, calls stop, which ends what runs, and returns when all has ended,
// or when ctx ends.
func (w *Work) Close(ctx context.Context, stop func()) {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	stop()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.group.Wait()
	}()
	select {
	case <-ended:
	case <-ctx.Done():
	}
}
