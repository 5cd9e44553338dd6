package protobuf

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

// Wire types: how the bytes of a field are delimited.
const (
	wireVarint  = 0
	wireFixed64 = 1
	wireBytes   = 2
	wireStart   = 3 // of a group
	wireEnd     = 4
	wireFixed32 = 5
)

const (
	maxFieldNumber = 1<<29 - 1
	maxGroups      = 100 // groups within groups of unknown fields
)

// input reads the bytes of a record. Its methods give the index after what they have
// read, or -1 after having noted why there is none.
type input struct {
	p    []byte
	v    uint64 // the number read last
	at   int    // where reading failed
	why  string
	path []string // the fields around it, innermost first
}

const (
	cutOff    = "is cut off"
	badVarint = "has a number of more than 64 bits"
)

// fail notes that what is at i cannot be read.
func (w *input) fail(i int, why string) int {
	w.at, w.why = i, why
	return -1
}

// in notes that what has failed is within a field.
func (w *input) in(name string) int {
	w.path = append(w.path, name)
	return -1
}

// err is the failure noted.
func (w *input) err() error {
	if len(w.path) == 0 {
		return fmt.Errorf("protobuf: the message %s at byte %d of %d", w.why, w.at, len(w.p))
	}
	return fmt.Errorf("protobuf: field %q %s at byte %d of %d", slashed(w.path), w.why, w.at, len(w.p))
}

// slashed is the path whose names are given innermost first: "inner/x".
func slashed(names []string) string {
	s := names[len(names)-1]
	for i := len(names) - 2; i >= 0; i-- {
		s += "/" + names[i]
	}
	return s
}

// varint reads a number of up to ten bytes into v.
func (w *input) varint(i, end int) int {
	if i < end && w.p[i] < 0x80 {
		w.v = uint64(w.p[i])
		return i + 1
	}
	return w.longVarint(i, end)
}

func (w *input) longVarint(i, end int) int {
	p := w.p[i:end]
	var v uint64
	for k := 0; k < len(p); k++ {
		b := p[k]
		if k == 9 && b > 1 {
			return w.fail(i, badVarint)
		}
		v |= uint64(b&0x7f) << (7 * k)
		if b < 0x80 {
			w.v = v
			return i + k + 1
		}
	}
	return w.fail(i, cutOff)
}

// fixed32 reads four bytes into v.
func (w *input) fixed32(i, end int) int {
	if end-i < 4 {
		return w.fail(i, cutOff)
	}
	w.v = uint64(binary.LittleEndian.Uint32(w.p[i:]))
	return i + 4
}

// fixed64 reads eight bytes into v.
func (w *input) fixed64(i, end int) int {
	if end-i < 8 {
		return w.fail(i, cutOff)
	}
	w.v = binary.LittleEndian.Uint64(w.p[i:])
	return i + 8
}

// length reads how many bytes follow, which are there, into v.
func (w *input) length(i, end int) int {
	start := i
	if i = w.varint(i, end); i < 0 {
		return -1
	}
	if w.v > uint64(end-i) {
		return w.fail(start, cutOff)
	}
	return i
}

// number reads a number of the given wire type, no group and no bytes, into v.
func (w *input) number(wt uint8, i, end int) int {
	switch wt {
	case wireFixed32:
		return w.fixed32(i, end)
	case wireFixed64:
		return w.fixed64(i, end)
	}
	return w.varint(i, end)
}

// tag reads a field's number and wire type.
func (w *input) tag(i, end int) (num int32, wt uint8, next int) {
	if next = w.varint(i, end); next < 0 {
		return 0, 0, -1
	}
	if n := w.v >> 3; n == 0 || n > maxFieldNumber {
		return 0, 0, w.fail(i, fmt.Sprintf("has a field of number %d, which cannot be,", n))
	}
	return int32(w.v >> 3), uint8(w.v & 7), next
}

// skip passes over a field whose tag was read.
func (w *input) skip(num int32, wt uint8, i, end int) int {
	start := i
	switch wt {
	case wireVarint, wireFixed32, wireFixed64:
		i = w.number(wt, i, end)
	case wireBytes:
		if i = w.length(i, end); i >= 0 {
			i += int(w.v)
		}
	case wireStart:
		i = w.skipGroup(num, i, end)
	case wireEnd:
		return w.fail(start, fmt.Sprintf("has the end of group %d, which has not begun,", num))
	default:
		return w.fail(start, fmt.Sprintf("has a field of wire type %d, which cannot be,", wt))
	}
	if i < 0 {
		return w.in(fmt.Sprint(num))
	}
	return i
}

// skipGroup passes over the group num, whose first byte is at i, and groups within it.
func (w *input) skipGroup(num int32, i, end int) int {
	var open [maxGroups]int32
	open[0] = num
	for depth := 1; depth > 0; {
		if i >= end {
			return w.fail(i, cutOff)
		}
		n, wt, next := w.tag(i, end)
		switch {
		case next < 0:
			return -1
		case wt == wireStart:
			if depth == maxGroups {
				return w.fail(i, fmt.Sprintf("has more than %d groups within groups", maxGroups))
			}
			open[depth] = n
			depth++
			i = next
			continue
		case wt == wireEnd && open[depth-1] == n:
			depth--
			i = next
			continue
		}
		if i = w.skip(n, wt, next, end); i < 0 {
			return -1
		}
	}
	return i
}

// zigzag is the signed number that a sint32 or sint64 writes as v.
func zigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }

// sizeVarint is how many bytes v takes.
func sizeVarint(v uint64) int { return (bits.Len64(v|1) + 6) / 7 }
