package kafkatest

import (
	"time"

	"github.com/twmb/franz-go/pkg/kmsg"
)

// fate is what becomes of a request to a broker and of its answer.
type fate struct {
	cut   place
	delay time.Duration // of the answer
}

// place is where in an exchange the connection breaks.
type place int32

const (
	beforeRequest place = iota
	beforeAnswer
	withinAnswer
	nowhere
)

// fateOf decides the fate of a request.
func (w *way) fateOf(key kmsg.Key) fate {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := fate{nowhere, w.delays[key]}
	switch {
	case w.lose[key] > 0:
		w.lose[key]--
		f.cut = beforeAnswer
	case w.one > 0 && w.random.IntN(w.one) == 0:
		f.cut = place(w.random.Int32N(int32(nowhere)))
	}
	return f
}
