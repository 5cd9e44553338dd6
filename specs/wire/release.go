package wire

import "starling/engine/column"

// KeepBytes is how large a record may be for the memory that only it needed to be kept.
const KeepBytes = 1 << 20

// Release gives up the memory of builders in which the elements of arrays were collected.
func Release(spare []column.Builder) {
	for _, b := range spare {
		switch b := b.(type) {
		case *column.Vec[int8]:
			b.V = nil
		case *column.Vec[int16]:
			b.V = nil
		case *column.Vec[uint16]:
			b.V = nil
		case *column.Vec[int32]:
			b.V = nil
		case *column.Vec[int64]:
			b.V = nil
		case *column.Vec[float32]:
			b.V = nil
		case *column.Vec[float64]:
			b.V = nil
		case *column.Vec[any]:
			b.V = nil
		case *column.Text:
			b.Reset()
			b.Buf, b.End = nil, nil
		}
	}
}
