package window

// ring is a window's values in a tree of what is made of them: a value that comes or goes costs
// the height of the tree, whatever is in the window, and nothing is ever subtracted, so that no
// error adds up. A value has the place of its position in the group, which decides what is combined
// with what: the result of a window does not hang on the way it came there.
type ring[R any] struct {
	none  R // of no value
	join  func(a, b R) R
	nodes []R // the root is 1, the children of i are 2i and 2i+1
	size  int // leaves, a power of two
	at, n int // position of the first value, how many there are
}

// ringMin is how many leaves a ring begins with, as in Deephaven.
const ringMin = 64

func newRing[R any](none R, join func(a, b R) R) ring[R] {
	r := ring[R]{none: none, join: join}
	r.alloc(ringMin)
	return r
}

func (r *ring[R]) alloc(size int) {
	r.size, r.nodes = size, make([]R, 2*size)
	for i := range r.nodes {
		r.nodes[i] = r.none
	}
}

func (r *ring[R]) reset(at int) {
	for i := range r.n {
		r.set(r.at+i, r.none)
	}
	r.at, r.n = at, 0
}

func (r *ring[R]) push(x R) {
	if r.n == r.size {
		r.grow()
	}
	r.set(r.at+r.n, x)
	r.n++
}

func (r *ring[R]) pop() {
	r.set(r.at, r.none)
	r.at++
	r.n--
}

// set makes x the value at a position.
func (r *ring[R]) set(at int, x R) {
	i := r.size + at&(r.size-1)
	for r.nodes[i] = x; i > 1; {
		i /= 2
		r.nodes[i] = r.join(r.nodes[2*i], r.nodes[2*i+1])
	}
}

// grow makes twice the room.
func (r *ring[R]) grow() {
	old, size := r.nodes, r.size
	r.alloc(2 * size)
	for i := range r.n {
		r.set(r.at+i, old[size+(r.at+i)&(size-1)])
	}
}

// all is what join makes of all values.
func (r *ring[R]) all() R { return r.nodes[1] }
