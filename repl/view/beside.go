package view

import (
	"context"
	"sync/atomic"
	"time"
)

// lagOf is a number that a goroutine of its own keeps; nil before the first.
type lagOf = atomic.Pointer[int64]

// lag asks again and again how far behind the topics a pane's table is.
func (v *View) lag(p *pane) {
	for {
		n, known := v.host.Lag(v.ctx, p.base)
		if !known {
			n = unknown
		}
		p.lag.Store(&n)
		select {
		case <-v.ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

// unknown is the lag of a table that no topic feeds.
const unknown = -1

// Wake has one when there is something to show that no key and no table brought.
func (v *View) Wake() <-chan struct{} { return v.woken }

// beside runs f on a goroutine of its own, and what it gives when the view draws next; or, if that
// is over, where f ran, not alive: then it only drops what it has.
func (v *View) beside(f func(ctx context.Context) func(alive bool)) {
	go func() {
		then := f(v.ctx)
		select {
		case v.woken <- struct{}{}:
		default:
		}
		select {
		case v.done <- then:
		case <-v.ctx.Done():
			then(false)
		}
	}()
}
