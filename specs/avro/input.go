package avro

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

const (
	// maxDepth is how deep values may nest.
	maxDepth = 200
	// maxIdle is how many items without a single byte a record may have: their
	// number is all that it says of them, and it may say any.
	maxIdle = 1 << 16
	// maxValues is how many values the objects of a record may have in all, those that
	// are passed over included. An item of one byte can have any number of values in it,
	// such as fields of type null, or defaults.
	maxValues = 1 << 22
)

var errEnd = errors.New("the record ends before its value")

// input reads the binary form of values from a record. After the first failure
// everything it reads is zero.
type input struct {
	p   []byte
	i   int
	err error
	counts

	record []byte // the record and the place in it, while a default is read
	place  int
}

// counts is what a record has had so far.
type counts struct {
	idle int32 // items without bytes
	made int32 // values
}

func (d *input) start(p []byte, i int) {
	d.p, d.i, d.err, d.counts = p, i, nil, counts{}
}

// fail notes the first failure and sees to it that nothing more is read.
func (d *input) fail(err error) {
	if d.err == nil {
		d.err = err
	}
	d.i = len(d.p)
}

// aside reads on from data, which is a default; back returns to the record.
func (d *input) aside(data []byte) {
	d.record, d.place = d.p, d.i
	d.p, d.i = data, 0
}

func (d *input) back() { d.p, d.i = d.record, d.place }

// long reads an int or long.
func (d *input) long() int64 {
	if d.i < len(d.p) {
		if b := d.p[d.i]; b < 0x80 {
			d.i++
			return int64(b>>1) ^ -int64(b&1)
		}
	}
	return d.long2()
}

func (d *input) long2() int64 {
	v, n := binary.Varint(d.p[d.i:])
	if n <= 0 {
		if n == 0 {
			d.fail(errEnd)
		} else {
			d.fail(errors.New("a number of more than 64 bits"))
		}
		return 0
	}
	d.i += n
	return v
}

func (d *input) int() int32 {
	v := d.long()
	if int64(int32(v)) != v {
		d.fail(fmt.Errorf("%d does not fit an int", v))
	}
	return int32(v)
}

func (d *input) bool() int8 {
	if d.i >= len(d.p) {
		d.fail(errEnd)
		return 0
	}
	b := d.p[d.i]
	d.i++
	if b > 1 {
		d.fail(fmt.Errorf("%d is no boolean", b))
	}
	return int8(b)
}

func (d *input) float() float32 {
	if b := d.take(4); b != nil {
		return math.Float32frombits(binary.LittleEndian.Uint32(b))
	}
	return 0
}

func (d *input) double() float64 {
	if i := d.i; len(d.p)-i >= 8 {
		d.i = i + 8
		return math.Float64frombits(binary.LittleEndian.Uint64(d.p[i:]))
	}
	d.fail(errEnd)
	return 0
}

// take is the next n bytes, nil if there are not as many.
func (d *input) take(n int64) []byte {
	if n > int64(len(d.p)-d.i) {
		d.fail(errEnd)
		return nil
	}
	b := d.p[d.i : d.i+int(n)]
	d.i += int(n)
	return b
}

// bytes reads bytes or a string. What it returns is part of the record.
func (d *input) bytes() []byte {
	n := d.long()
	if i := d.i; n >= 0 && n <= int64(len(d.p)-i) {
		d.i = i + int(n)
		return d.p[i : i+int(n)]
	}
	if d.err == nil {
		d.fail(fmt.Errorf("a length of %d where %d bytes are left", n, len(d.p)-d.i))
	}
	return nil
}

// block reads the head of the next block of an array or map: how many items it has, 0
// for the end, and its bytes, -1 if it does not say.
func (d *input) block() (count, size int64) {
	count, size = d.long(), -1
	if count < 0 {
		if count = -count; count < 0 {
			d.fail(errors.New("a block with a number of items of more than 63 bits"))
			return 0, -1
		}
		if size = d.long(); size < 0 || size > int64(len(d.p)-d.i) {
			d.fail(fmt.Errorf("a block of %d bytes where %d are left", size, len(d.p)-d.i))
			return 0, -1
		}
	}
	return count, size
}

// spent reports whether reading goes on after an item that began at from.
func (d *input) spent(from int) bool {
	if d.i == from {
		if d.idle++; d.idle > maxIdle {
			d.fail(fmt.Errorf("more than %d items without content", maxIdle))
		}
	}
	return d.err == nil
}

// spend reports whether n more values may be made, or passed over without reading a byte.
func (d *input) spend(n int) bool {
	if d.made += int32(n); d.made > maxValues {
		d.fail(fmt.Errorf("more than %d values in its arrays, maps and records", maxValues))
	}
	return d.err == nil
}

// deep reports whether values may nest one level more.
func (d *input) deep(depth int) bool {
	if depth > maxDepth {
		d.fail(fmt.Errorf("values nest deeper than %d levels", maxDepth))
	}
	return d.err == nil
}

// skip passes over a value.
func (d *input) skip(s *schema, depth int) {
	switch s.kind {
	case nullKind:
		d.spend(1)
	case boolKind:
		d.bool()
	case intKind, longKind, enumKind:
		d.long()
	case floatKind:
		d.take(4)
	case doubleKind:
		d.take(8)
	case bytesKind, stringKind:
		d.bytes()
	case fixedKind:
		d.take(int64(s.size))
	case unionKind:
		b := d.long()
		if b < 0 || b >= int64(len(s.branches)) {
			d.fail(fmt.Errorf("branch %d of a union of %d", b, len(s.branches)))
		} else if d.deep(depth) {
			d.skip(s.branches[b], depth+1)
		}
	case recordKind:
		if d.deep(depth) && d.spend(1) {
			for i := 0; i < len(s.fields) && d.err == nil; i++ {
				d.skip(s.fields[i].typ, depth+1)
			}
		}
	case arrayKind, mapKind:
		if d.deep(depth) {
			d.skipItems(s, depth+1)
		}
	}
}

func (d *input) skipItems(s *schema, depth int) {
	for {
		count, size := d.block()
		if count == 0 {
			return
		}
		if size >= 0 {
			d.i += int(size)
			continue
		}
		for ; count > 0; count-- {
			from := d.i
			if s.kind == mapKind {
				d.bytes()
			}
			if d.skip(s.elem, depth); !d.spent(from) {
				return
			}
		}
	}
}
