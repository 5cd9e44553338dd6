package web

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
)

// What a connection may take.
const (
	askLength = 64 << 10
	mostViews = 16
	drawLimit = time.Minute // for a message to be taken and drawn
)

// conn is a page that is connected.
type conn struct {
	server *Server
	ws     *websocket.Conn
	ctx    context.Context // ends with the connection
	cancel context.CancelFunc
	turn   chan struct{} // who has it sends the one message that is on its way
	sent   int           // number of the last message; of who has the turn
	drawn  atomic.Int64  // number of the last message that the page says it has drawn
	heard  chan struct{} // that drawn is another
	work   sync.WaitGroup

	// Of the reader alone:
	views   map[int]*view
	streams map[string]context.CancelFunc
}

// live connects a page.
func (s *Server) live(w http.ResponseWriter, r *http.Request) {
	select {
	case s.room <- struct{}{}:
		defer func() { <-s.room }()
	default:
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	// The guard has looked at Origin, more strictly.
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return
	}
	ended := make(chan struct{})
	if !s.work.Go(func() { defer close(ended); s.serve(ws) }) {
		ws.CloseNow() //nolint:errcheck // the server ends
		return
	}
	<-ended
}

// serve is a connection from its beginning to its end.
func (s *Server) serve(ws *websocket.Conn) {
	ws.SetReadLimit(askLength)
	c := &conn{
		server: s, ws: ws, turn: make(chan struct{}, 1), heard: make(chan struct{}, 1),
		views: map[int]*view{}, streams: map[string]context.CancelFunc{},
	}
	c.ctx, c.cancel = context.WithCancel(s.ctx)
	c.turn <- struct{}{} // hello is the first
	c.work.Go(func() {
		defer func() { <-c.turn }()
		_ = c.send("hello", asJSON(hello{s.Version, s.Script, s.Local()}))
	})
	c.watch([]string{"tables"})
	var bad *badAsk
	if err := c.read(); errors.As(err, &bad) {
		ws.Close(websocket.StatusPolicyViolation, bad.reason()) //nolint:errcheck // it is over either way
	}
	c.cancel()
	ws.CloseNow() //nolint:errcheck // the same
	c.work.Wait()
}

// hello is the first message.
type hello struct {
	Version  string `json:"version"`
	Script   string `json:"script"`
	Loopback bool   `json:"loopback"`
}

// say sends a message when its turn comes: body is called then, so that it is as new as can be,
// and gives what follows the message's number; nil is no message. It returns when the page has drawn
// it; what other messages would say gathers meanwhile where it is made. A page that does not say so
// in time is closed. ctx ends the waiting for the turn.
func (c *conn) say(ctx context.Context, kind string, body func() ([]byte, error)) error {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	b, err := body()
	if b == nil || err != nil {
		return err
	}
	return c.send(kind, b)
}

// send sends a message and returns when it is drawn. The caller has the turn.
func (c *conn) send(kind string, body []byte) error {
	c.sent++
	limit, cancel := context.WithTimeout(c.ctx, drawLimit)
	defer cancel()
	if err := c.ws.Write(limit, websocket.MessageText, message(c.sent, kind, body)); err != nil {
		c.cancel()
		return err
	}
	for c.drawn.Load() < int64(c.sent) {
		select {
		case <-c.heard:
		case <-limit.Done():
			c.cancel()
			return limit.Err()
		}
	}
	return nil
}

// read takes what the page says until the connection ends.
func (c *conn) read() error {
	for {
		kind, b, err := c.ws.Read(c.ctx)
		if err != nil {
			return err
		}
		if kind != websocket.MessageText {
			return &badAsk{"messages are JSON texts"}
		}
		a, err := readAsk(b)
		if err != nil {
			return err
		}
		if err := c.take(a); err != nil {
			return err
		}
	}
}

// take does what a message asks for, without waiting.
func (c *conn) take(a *ask) error {
	switch a.Do {
	case "drawn":
		c.drawn.Store(int64(a.N))
		select {
		case c.heard <- struct{}{}:
		default:
		}
	case "watch":
		return c.watch(a.What)
	case "open", "plot":
		v := c.views[a.View]
		if v == nil {
			if len(c.views) == mostViews {
				c.work.Go(func() { _ = c.failed(c.ctx, a.View, errTooMany) })
				return nil
			}
			v = newView(c, a.View)
			c.views[a.View] = v
			c.work.Go(v.run)
		}
		v.open(a)
	case "window":
		if v := c.views[a.View]; v != nil {
			v.window(a)
		}
	case "record":
		if v := c.views[a.View]; v != nil {
			v.record(a)
		}
	case "close":
		if v := c.views[a.View]; v != nil {
			v.cancel()
			delete(c.views, a.View)
		}
	}
	return nil
}

// errTooMany is why a view is not opened.
var errTooMany = errors.New("a page has at most 16 tables and plots open: close some")

// failed says that what was asked of a view cannot be.
func (c *conn) failed(ctx context.Context, view int, why error) error {
	text := c.server.said(why)
	return c.say(ctx, "view", func() ([]byte, error) { return ofView(view, "failed", asJSON(text)), nil })
}

// watch has the page told of some feeds, and of no others.
func (c *conn) watch(what []string) error {
	wanted := map[string]bool{}
	for _, name := range what {
		f := c.server.feeds[name]
		if f == nil {
			return &badAsk{"watch: there is no " + name}
		}
		if wanted[name] = true; c.streams[name] == nil {
			ctx, cancel := context.WithCancel(c.ctx)
			c.streams[name] = cancel
			c.work.Go(func() { c.stream(ctx, name, f) })
		}
	}
	for name, cancel := range c.streams {
		if !wanted[name] {
			cancel()
			delete(c.streams, name)
		}
	}
	return nil
}

// stream tells the page of a feed until ctx ends.
func (c *conn) stream(ctx context.Context, name string, f *feed) {
	defer f.join()()
	var told []byte
	for {
		news, changed := f.now()
		if news != nil && !same(news, told) {
			err := c.say(ctx, name, func() ([]byte, error) {
				told, changed = f.now()
				return told, nil
			})
			if err != nil {
				return
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// same reports whether two news are the very same.
func same(a, b []byte) bool { return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] }
