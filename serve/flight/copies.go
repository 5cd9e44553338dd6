package flight

import (
	"sync"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/bounds"
)

// copies is how much memory the copies of tables take that are on their way to clients. One client
// more than there is memory for is told so, whatever the others do with theirs.
type copies struct {
	most int
	mu   sync.Mutex // a leaf
	used int
}

func newCopies() *copies { return &copies{most: bounds.Quarter()} }

// take counts a copy until free is called. The first there is is always taken.
func (c *copies) take(f *engine.Frame) (free func(), err error) {
	n := 0
	for _, v := range f.Cols {
		n += column.Held(v)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.used > 0 && c.used+n > c.most {
		return nil, status.Errorf(codes.ResourceExhausted, "%d rows take %d bytes, and other clients read %d of the %d bytes that there are for all; try again, or read fewer columns or rows", f.Len(), n, c.used, c.most)
	}
	c.used += n
	return sync.OnceFunc(func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.used -= n
	}), nil
}
