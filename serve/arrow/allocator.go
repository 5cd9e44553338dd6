package arrow

import (
	"fmt"

	"github.com/apache/arrow-go/v18/arrow/memory"
)

// bounded is an allocator for reading: a compressed file says how large its buffers become, whatever it has.
// Beyond what is left it panics with an error, as the library's contract has no other way; Read recovers.
// It is used by one goroutine.
type bounded struct {
	memory.Allocator
	most, left int64
}

func newBounded(most int64) *bounded {
	return &bounded{Allocator: memory.NewGoAllocator(), most: most, left: most}
}

func (b *bounded) take(n int) {
	if int64(n) > b.left {
		panic(fmt.Errorf("a batch takes more than %d bytes", b.most))
	}
	b.left -= int64(n)
}

// Allocate implements memory.Allocator.
func (b *bounded) Allocate(size int) []byte {
	b.take(size)
	return b.Allocator.Allocate(size)
}

// Reallocate implements memory.Allocator.
func (b *bounded) Reallocate(size int, of []byte) []byte {
	b.take(size - len(of))
	return b.Allocator.Reallocate(size, of)
}

// Free implements memory.Allocator.
func (b *bounded) Free(of []byte) {
	b.left += int64(len(of))
	b.Allocator.Free(of)
}
