package stage

import (
	"context"

	"starling/repl/keys"
)

// Keys is the bytes of a terminal. A read that ctx ends leaves what comes later for others.
type Keys interface {
	ReadContext(ctx context.Context, b []byte) (int, error)
}

// typing is the keys that are typed while a view is shown.
type typing struct {
	events chan keys.Event
	taken  chan struct{} // has one when an event has been dealt with
	end    func()        // gives the terminal back
}

// listen has what is typed come as events. What is typed after the key that ends the view is
// left for the next who reads: bytes are read one at a time, and the next one when the event
// before it has been dealt with.
func (s *Stage) listen(ctx context.Context) (*typing, error) {
	t := &typing{events: make(chan keys.Event), taken: make(chan struct{}, 1), end: func() {}}
	if s.Keys == nil {
		return t, nil
	}
	restore, err := s.Raw()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		t.read(ctx, s.Keys)
	}()
	t.end = func() {
		cancel()
		<-ended
		restore()
	}
	return t, nil
}

// read makes events of what is typed until ctx ends, or the terminal is gone, which ends what
// runs by itself.
func (t *typing) read(ctx context.Context, from Keys) {
	var d keys.Decoder
	b := make([]byte, 1)
	for {
		n, late, err := next(ctx, from, b, d.Begun())
		if ctx.Err() != nil || err != nil && !late {
			return
		}
		d.Feed(b[:n])
		take := d.Next
		if late && n == 0 {
			take = d.Flush
		}
		for e, ok := take(); ok; e, ok = d.Next() {
			if !t.give(ctx, e) {
				return
			}
		}
	}
}

// give hands over an event and waits until it is dealt with; false if nobody wants more.
func (t *typing) give(ctx context.Context, e keys.Event) bool {
	select {
	case t.events <- e:
	case <-ctx.Done():
		return false
	}
	select {
	case <-t.taken:
		return true
	case <-ctx.Done():
		return false
	}
}

// next reads, within keys.Patience if an event has begun; late reports that it was over.
func next(ctx context.Context, from Keys, b []byte, begun bool) (n int, late bool, err error) {
	if begun {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, keys.Patience)
		defer cancel()
	}
	n, err = from.ReadContext(ctx, b)
	return n, ctx.Err() != nil, err
}
