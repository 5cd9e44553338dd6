package web

import (
	"bytes"
	"context"
	"sync"
	"time"
)

// feedEvery is the time between two looks of a feed.
const feedEvery = time.Second

// feed is news that all connections are told alike. They are made at most once a second, once for
// all, and only while somebody wants them.
type feed struct {
	server *Server
	look   func(ctx context.Context) []byte // the news as JSON, nil for none

	one     chan struct{} // who has it looks: one run after the other
	mu      sync.Mutex    // guards what follows; a leaf
	users   int
	cancel  context.CancelFunc // of the looking
	last    []byte             // nil before the first look
	changed chan struct{}      // closed and replaced when last is another
}

// feeds is what there is to watch.
type feeds map[string]*feed

// newFeeds are those of a server.
func (s *Server) newFeeds() feeds {
	t, g := &tableList{server: s}, &graphList{server: s}
	st := &statusList{server: s}
	return feeds{
		"tables": newFeed(s, t.look),
		"graph":  newFeed(s, g.look),
		"status": newFeed(s, st.look),
		"errors": newFeed(s, s.lookAtErrors),
	}
}

func newFeed(s *Server, look func(context.Context) []byte) *feed {
	return &feed{server: s, look: look, one: make(chan struct{}, 1), changed: make(chan struct{})}
}

// join has the feed look until leave is called.
func (f *feed) join() (leave func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.users++; f.users == 1 {
		ctx, cancel := context.WithCancel(f.server.ctx)
		f.cancel, f.last = cancel, nil
		f.server.work.Go(func() { f.run(ctx) })
	}
	return sync.OnceFunc(f.leave)
}

func (f *feed) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.users--; f.users == 0 {
		f.cancel()
	}
}

// run looks until ctx ends, when the run before has ended.
func (f *feed) run(ctx context.Context) {
	select {
	case f.one <- struct{}{}:
		defer func() { <-f.one }()
	case <-ctx.Done():
		return
	}
	tick := time.NewTicker(f.server.every)
	defer tick.Stop()
	for {
		news := f.look(ctx)
		f.mu.Lock()
		if ctx.Err() == nil && news != nil && !bytes.Equal(news, f.last) {
			f.last = news
			close(f.changed)
			f.changed = make(chan struct{})
		}
		f.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// now is the last news, nil before the first, and a channel that is closed when there are others.
func (f *feed) now() (news []byte, changed <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.last, f.changed
}
