package web

import (
	"sync"
	"time"

	"starling/serve/door"
)

// ticketLife is how long a ticket is good.
const ticketLife = time.Minute

// mostTickets is how many are good at a time.
const mostTickets = 16

// tickets let in whoever has one, once and soon. They stand where others may read them, as the
// command lines of programs, which the token must not.
type tickets struct {
	mu  sync.Mutex // a leaf
	all []ticket
}

type ticket struct {
	door.Token
	until time.Time
}

// issue is a new one.
func (t *tickets) issue() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all = append(t.all, ticket{door.NewToken(), time.Now().Add(ticketLife)})
	t.all = t.all[max(len(t.all)-mostTickets, 0):]
	return string(t.all[len(t.all)-1].Token)
}

// take reports whether a text is a ticket, which it is no more then.
func (t *tickets) take(text string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, x := range t.all {
		if x.Is(text) {
			t.all = append(t.all[:i:i], t.all[i+1:]...)
			return time.Now().Before(x.until)
		}
	}
	return false
}
