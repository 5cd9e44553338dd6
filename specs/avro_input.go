package specs

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

const (
	// maxAvroDepth is how deep values may nest.
	maxAvroDepth = 200
	// maxAvroIdle is how many items without a single byte a record may have: their
	// number is all that it says of them, and it may say any.
	maxAvroIdle = 1 << 16
	// maxAvroValues is how many values the objects of a record may have in all, those that
	// are passed over included. An item of one byte can have any number of values in it,
	// such as fields of type null, or defaults.
	maxAvroValues = 1 << 22
)

var errAvroEnd = errors.New("the record ends before its value")

// avroInput reads the binary form of values from a record. After the first failure
// everything it reads is zero.
type avroInput struct {
	p   []byte
	i   int
	err error
	avroCounts

	record []byte // the record and the place in it, while a default is read
	place  int
}

// avroCounts is what a record has had so far.
type avroCounts struct {
	idle int32 // items without bytes
	made int32 // values
}

func (d *avroInput) start(p []byte, i int) {
	d.p, d.i, d.err, d.avroCounts = p, i, nil, avroCounts{}
}

// fail notes the first failure and sees to it that nothing more is read.
func (d *avroInput) fail(err error) {
	if d.err == nil {
		d.err = err
	}
	d.i = len(d.p)
}

// aside reads on from data, which is a default; back returns to the record.
func (d *avroInput) aside(data []byte) {
	d.record, d.place = d.p, d.i
	d.p, d.i = data, 0
}

func (d *avroInput) back() { d.p, d.i = d.record, d.place }

// long reads an int or long.
func (d *avroInput) long() int64 {
	if d.i < len(d.p) {
		if b := d.p[d.i]; b < 0x80 {
			d.i++
			return int64(b>>1) ^ -int64(b&1)
		}
	}
	return d.long2()
}

func (d *avroInput) long2() int64 {
	v, n := binary.Varint(d.p[d.i:])
	if n <= 0 {
		if n == 0 {
			d.fail(errAvroEnd)
		} else {
			d.fail(errors.New("a number of more than 64 bits"))
		}
		return 0
	}
	d.i += n
	return v
}

func (d *avroInput) int() int32 {
	v := d.long()
	if int64(int32(v)) != v {
		d.fail(fmt.Errorf("%d does not fit an int", v))
	}
	return int32(v)
}

func (d *avroInput) bool() int8 {
	if d.i >= len(d.p) {
		d.fail(errAvroEnd)
		return 0
	}
	b := d.p[d.i]
	d.i++
	if b > 1 {
		d.fail(fmt.Errorf("%d is no boolean", b))
	}
	return int8(b)
}

func (d *avroInput) float() float32 {
	if b := d.take(4); b != nil {
		return math.Float32frombits(binary.LittleEndian.Uint32(b))
	}
	return 0
}

func (d *avroInput) double() float64 {
	if i := d.i; len(d.p)-i >= 8 {
		d.i = i + 8
		return math.Float64frombits(binary.LittleEndian.Uint64(d.p[i:]))
	}
	d.fail(errAvroEnd)
	return 0
}

// take is the next n bytes, nil if there are not as many.
func (d *avroInput) take(n int64) []byte {
	if n > int64(len(d.p)-d.i) {
		d.fail(errAvroEnd)
		return nil
	}
	b := d.p[d.i : d.i+int(n)]
	d.i += int(n)
	return b
}

// bytes reads bytes or a string. What it returns is part of the record.
func (d *avroInput) bytes() []byte {
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
func (d *avroInput) block() (count, size int64) {
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
func (d *avroInput) spent(from int) bool {
	if d.i == from {
		if d.idle++; d.idle > maxAvroIdle {
			d.fail(fmt.Errorf("more than %d items without content", maxAvroIdle))
		}
	}
	return d.err == nil
}

// spend reports whether n more values may be made, or passed over without reading a byte.
func (d *avroInput) spend(n int) bool {
	if d.made += int32(n); d.made > maxAvroValues {
		d.fail(fmt.Errorf("more than %d values in its arrays, maps and records", maxAvroValues))
	}
	return d.err == nil
}

// deep reports whether values may nest one level more.
func (d *avroInput) deep(depth int) bool {
	if depth > maxAvroDepth {
		d.fail(fmt.Errorf("values nest deeper than %d levels", maxAvroDepth))
	}
	return d.err == nil
}

// skip passes over a value.
func (d *avroInput) skip(s *avroSchema, depth int) {
	switch s.kind {
	case avroNull:
		d.spend(1)
	case avroBool:
		d.bool()
	case avroInt, avroLong, avroEnum:
		d.long()
	case avroFloat:
		d.take(4)
	case avroDouble:
		d.take(8)
	case avroBytes, avroString:
		d.bytes()
	case avroFixed:
		d.take(int64(s.size))
	case avroUnion:
		b := d.long()
		if b < 0 || b >= int64(len(s.branches)) {
			d.fail(fmt.Errorf("branch %d of a union of %d", b, len(s.branches)))
		} else if d.deep(depth) {
			d.skip(s.branches[b], depth+1)
		}
	case avroRecord:
		if d.deep(depth) && d.spend(1) {
			for i := 0; i < len(s.fields) && d.err == nil; i++ {
				d.skip(s.fields[i].typ, depth+1)
			}
		}
	case avroArray, avroMap:
		if d.deep(depth) {
			d.skipItems(s, depth+1)
		}
	}
}

func (d *avroInput) skipItems(s *avroSchema, depth int) {
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
			if s.kind == avroMap {
				d.bytes()
			}
			if d.skip(s.elem, depth); !d.spent(from) {
				return
			}
		}
	}
}
