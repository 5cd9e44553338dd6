package arrow

import (
	"encoding/binary"
	"errors"
	"io"
)

// errDamaged is the error of metadata that is none.
var errDamaged = errors.New("its metadata is damaged")

// checkSchema looks at the schema of a file or stream of size bytes before the library does, which makes
// lists of the lengths that it finds there, however long: a damaged file would take all memory. Only those
// lengths are looked at; whatever else is wrong the library finds. The layout is that of Arrow's Schema.fbs,
// Message.fbs and File.fbs.
func checkSchema(in io.ReaderAt, size int64, file bool) error {
	if file {
		// … footer, its length as an int32, "ARROW1"
		footer, err := tail(in, size-int64(len(magic))-4, size)
		if err != nil {
			return err
		}
		return checked(footer, footerSchema)
	}
	// a length as an int32, or -1 and the length; the message
	head := make([]byte, 8)
	if _, err := in.ReadAt(head, 0); err != nil {
		return errDamaged
	}
	at, n := int64(4), int64(int32(binary.LittleEndian.Uint32(head)))
	if n == -1 {
		at, n = 8, int64(int32(binary.LittleEndian.Uint32(head[4:])))
	}
	if n < 0 || n > size-at {
		return errDamaged
	}
	message := make([]byte, n)
	if _, err := in.ReadAt(message, at); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return checked(message, messageHeader)
}

// tail is the bytes before a length at a place.
func tail(in io.ReaderAt, at, size int64) ([]byte, error) {
	length := make([]byte, 4)
	if at < 0 {
		return nil, errDamaged
	}
	if _, err := in.ReadAt(length, at); err != nil {
		return nil, err
	}
	n := int64(int32(binary.LittleEndian.Uint32(length)))
	if n < 0 || n > at {
		return nil, errDamaged
	}
	out := make([]byte, n)
	_, err := in.ReadAt(out, at-n)
	return out, err
}

// What is looked at, by places in the tables' lists of fields.
const (
	footerSchema  = 6
	messageHeader = 8

	schemaFields   = 6
	schemaMetadata = 8

	fieldTypeKind = 8
	fieldType     = 10
	fieldChildren = 14
	fieldMetadata = 16

	unionKind  = 14 // of Type
	unionTypes = 6

	deepest = 64 // fields within fields
)

// checked checks the schema that a root's field leads to.
func checked(b []byte, field int) (err error) {
	defer func() {
		if recover() != nil { // an index out of range
			err = errDamaged
		}
	}()
	f := &flat{b: b, visits: len(b)}
	root := f.link(0)
	schema, ok := f.field(root, field)
	if !ok {
		return errDamaged
	}
	schema = f.link(schema)
	f.vector(schema, schemaMetadata, 4)
	f.fields(schema, schemaFields, deepest)
	return nil
}

// flat is a FlatBuffer: tables that begin with the way back to a list of where their fields are, and
// vectors, links and lengths in little-endian. Its methods panic when something lies outside.
type flat struct {
	b      []byte
	visits int // how many fields may still be looked at: many links may lead to one
}

// fields checks a vector of fields of a schema, and those within.
func (f *flat) fields(table, field, deep int) {
	at, n := f.vector(table, field, 4)
	if f.visits -= n; f.visits < 0 || deep == 0 {
		panic(errDamaged)
	}
	for i := range n {
		x := f.link(at + 4*i)
		f.vector(x, fieldMetadata, 4)
		if kind, ok := f.field(x, fieldTypeKind); ok && f.b[kind] == unionKind {
			if of, ok := f.field(x, fieldType); ok {
				f.vector(f.link(of), unionTypes, 4)
			}
		}
		f.fields(x, fieldChildren, deep-1)
	}
}

// link is where a link at a place leads to.
func (f *flat) link(at int) int { return at + int(binary.LittleEndian.Uint32(f.b[at:])) }

// field is the place of a table's field, by its own place in the list of fields.
func (f *flat) field(table, field int) (at int, ok bool) {
	list := table - int(int32(binary.LittleEndian.Uint32(f.b[table:])))
	if field+2 > int(binary.LittleEndian.Uint16(f.b[list:])) {
		return 0, false
	}
	off := int(binary.LittleEndian.Uint16(f.b[list+field:]))
	return table + off, off != 0
}

// vector is where the elements of a field's vector begin, each of so many bytes, and how many it has; none
// if the table has none.
func (f *flat) vector(table, field, each int) (at, n int) {
	at, ok := f.field(table, field)
	if !ok {
		return 0, 0
	}
	at = f.link(at)
	n = int(binary.LittleEndian.Uint32(f.b[at:]))
	if n > (len(f.b)-at-4)/each {
		panic(errDamaged)
	}
	return at + 4, n
}
