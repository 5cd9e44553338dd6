package wire

import "starling/engine/column"

// KeepBytes is how large a record may be for the memory that only it needed to be kept.
const KeepBytes = 1 << 20

// Release gives up the memory of builders in which the elements of arrays were collected.
func Release(spare []column.Builder) {
	for _, b := range spare {
		b.Free()
	}
}
