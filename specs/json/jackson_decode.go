package json

import (
	"errors"
	"fmt"

	"starling/engine/column"
	"starling/specs/wire"
)

// objectNode is a value on its way in.
type objectNode struct {
	op    objectOp
	allow Types
	path  string       // the fields that lead to it, for errors; "" is the whole record
	out   []objectSink // its columns
	leaf  objectLeaf   // of a scalar
	// of the others one is set:
	object  *objectFields
	array   *objectArray
	entries *objectEntries
	tuple   []*objectNode
	typed   *objectTypes
}

// objectOp is what a node takes; those before takeAny are scalars.
type objectOp uint8

const (
	takeWhole objectOp = iota // Byte, Short, Int, Long
	takeDouble
	takeFloat // those up to here take any number, or any whole one
	takeString
	takeBool
	takeChar
	takeInstant
	takeBigInteger
	takeDecimal
	takeAny
	takeSkip
	takeObject
	takeArray
	takeTuple
	takeEntries
	takeTyped
)

// objectDecoder reads a record in one pass straight into the builders. Its methods take
// the index of a value, which is within the record, and return the one after it, or -1
// having noted in bad or by fail what is wrong.
type objectDecoder struct {
	textScanner
	documents
	frames frames
	root   *objectNode
	dst    []column.Builder
	spare  []column.Builder // elements of arrays that are being read
	gen    uint64           // number of the object that began last
	zone   wire.ZoneCache
	bad    error // the value that is not allowed
}

// Decode appends the record's values; see ObjectProcessor.
func (d *objectDecoder) Decode(rec []byte) error {
	if rec == nil {
		d.rows = 1
		for _, b := range d.dst {
			b.AppendNull()
		}
		return nil
	}
	rec, err := d.frames.text(rec)
	if err != nil {
		return err
	}
	if len(rec) > wire.KeepBytes {
		defer d.forget()
	}
	d.p = rec
	rows := d.dst[0].Len()
	if !d.record() {
		return d.rollback(rows)
	}
	return nil
}

// forget gives up the memory that a large record needed.
func (d *objectDecoder) forget() {
	d.textScanner.forget()
	wire.Release(d.spare)
}

func (d *objectDecoder) record() bool {
	i := d.opening(&d.documents)
	if i == len(d.p) {
		d.rows = 1
		return d.missing(d.root)
	}
	for i < len(d.p) {
		if i = d.value(d.root, i, 0); i >= 0 {
			i = d.following(i, &d.documents)
		}
		if i < 0 {
			return false
		}
	}
	return true
}

// rollback takes back all of the record and returns what is wrong with it.
func (d *objectDecoder) rollback(rows int) error {
	for _, b := range d.dst {
		b.Truncate(rows)
	}
	for _, v := range d.spare {
		v.Reset()
	}
	err := d.bad
	if d.bad = nil; err == nil {
		err = d.err()
	}
	return err
}

// value reads the value at i into n.
func (d *objectDecoder) value(n *objectNode, i, depth int) int {
	if i >= len(d.p) {
		return d.fail(i, "expected a value")
	}
	switch n.op {
	default:
		return d.scalar(n, i, depth)
	case takeAny:
		end := d.skip(i, depth, &d.num)
		if end >= 0 {
			n.leaf.Obj.Append(Text(d.compact(d.p[i:end])))
		}
		return end
	case takeSkip:
		end, is := d.token(i, depth)
		if end >= 0 && n.allow&is == 0 {
			return d.refuse(n, i, end, is)
		}
		return end
	case takeObject:
		if d.p[i] == '{' {
			return d.object(n.object, i, depth+1)
		}
	case takeArray:
		if d.p[i] == '[' {
			return d.array(n.array, i, depth+1)
		}
	case takeTuple:
		if d.p[i] == '[' {
			return d.tuple(n, i, depth+1)
		}
	case takeEntries:
		if d.p[i] == '{' {
			return d.entries(n.entries, i, depth+1)
		}
	case takeTyped:
		if d.p[i] == '{' {
			return d.typed(n, i, depth+1)
		}
	}
	end, is := d.token(i, depth)
	if end < 0 {
		return -1
	}
	if is != Null {
		return d.refuse(n, i, end, is)
	}
	return d.end(d.null(n), end)
}

// end is the index after a value that was taken.
func (d *objectDecoder) end(ok bool, i int) int {
	if !ok {
		return -1
	}
	return i
}

// token reads any value and says what it is.
func (d *objectDecoder) token(i, depth int) (end int, is Types) {
	switch d.p[i] {
	case '"':
		is = String
	case '{':
		is = Objects
	case '[':
		is = Arrays
	case 't', 'f':
		is = Bool
	case 'n':
		is = Null
	default:
		if end = d.number(i, &d.num); end < 0 {
			return d.skip(i, depth, &d.num), 0
		}
		return end, typeOfNumber(&d.num)
	}
	return d.skip(i, depth, &d.num), is
}

// typeOfNumber says whether the number is whole as JSON has it, without point and exponent.
func typeOfNumber(n *wire.Number) Types {
	for _, c := range n.Raw {
		if c == '.' || c|0x20 == 'e' {
			return Decimal
		}
	}
	return Int
}

// null takes a null for n.
func (d *objectDecoder) null(n *objectNode) bool {
	if n.allow&Null == 0 {
		d.refuse(n, 0, 0, Null)
		return false
	}
	switch n.op {
	default:
		n.leaf.Any(n.leaf.onNull)
	case takeSkip:
	case takeAny:
		n.leaf.Obj.Append(Text("null"))
	case takeObject:
		return d.nulls(n.object.nodes)
	case takeTuple:
		return d.nulls(n.tuple)
	case takeArray, takeEntries:
		appendNulls(n.out)
	case takeTyped:
		n.typed.Any(n.typed.onNull)
		appendNulls(n.out[1:])
	}
	return true
}

// missing takes for n that there is no value.
func (d *objectDecoder) missing(n *objectNode) bool {
	if n.allow&Missing == 0 {
		if d.bad = n.error("", "missing, which needs allow_missing=True"); n.path == "" {
			d.bad = errors.New("the record is blank, which needs allow_missing=True")
		}
		return false
	}
	switch n.op {
	default:
		n.leaf.Any(n.leaf.onMissing)
	case takeSkip:
	case takeAny:
		n.leaf.Obj.Append(Text(""))
	case takeObject:
		return d.allMissing(n.object.nodes)
	case takeTuple:
		return d.allMissing(n.tuple)
	case takeArray, takeEntries:
		appendNulls(n.out)
	case takeTyped:
		n.typed.Any(n.typed.onMissing)
		appendNulls(n.out[1:])
	}
	return true
}

func (d *objectDecoder) nulls(nodes []*objectNode) bool {
	for _, n := range nodes {
		if !d.null(n) {
			return false
		}
	}
	return true
}

func (d *objectDecoder) allMissing(nodes []*objectNode) bool {
	for _, n := range nodes {
		if !d.missing(n) {
			return false
		}
	}
	return true
}

func appendNulls(sinks []objectSink) {
	for _, s := range sinks {
		s.dst.AppendNull()
	}
}

// error reports a value that n does not take; value is as quote shows it.
func (n *objectNode) error(value, why string) error {
	if value != "" {
		why = value + " " + why
	}
	parts := n.op == takeObject || n.op == takeTuple || n.op == takeTyped
	switch {
	case parts && n.path == "":
		return errors.New(why)
	case parts:
		return fmt.Errorf("field %q: %s", n.path, why)
	case len(n.out) == 1 && (n.path == "" || n.path == n.out[0].Name):
		return fmt.Errorf("column %q (%s): %s", n.out[0].Name, wire.TypeName(n.out[0].Type), why)
	case len(n.out) == 1:
		return fmt.Errorf("field %q, column %q (%s): %s", n.path, n.out[0].Name, wire.TypeName(n.out[0].Type), why)
	case n.path == "":
		return errors.New(why)
	}
	return fmt.Errorf("field %q: %s", n.path, why)
}

// refuse notes that the value at [i, end) is of a type that n does not take.
func (d *objectDecoder) refuse(n *objectNode, i, end int, is Types) int {
	if is == Null {
		d.bad = n.error("null", "needs allow_null=True")
	} else {
		d.bad = n.error(wire.Quote(d.p[i:end]), n.why(is))
	}
	return -1
}
