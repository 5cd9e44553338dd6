package arrow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/ipc"

	"starling/engine/column"
	"starling/starlib"
)

// magic begins and ends files of Arrow's; a stream has a length there.
const magic = "ARROW1"

// Read reads a file or a stream of Arrow's as columns of the same length, each with the name and type that
// the script's table will have, see starlib.ArrowFiles.
func (Files) Read(ctx context.Context, in starlib.ArrowSource, o starlib.ArrowReading) (fields []column.Field, cols []column.Vector, err error) {
	defer func() {
		if r := recover(); r != nil { // the library's readers of foreign bytes
			err = damaged(fmt.Errorf("%v", r))
		}
	}()
	schema, next, err := open(in, o.Bytes)
	if err != nil {
		return nil, nil, err
	}
	names := make([]string, schema.NumFields())
	for i, f := range schema.Fields() {
		names[i] = f.Name
	}
	for i, name := range o.Names(names) {
		t, err := columnType(schema.Field(i))
		if err != nil {
			return nil, nil, err
		}
		fields, cols = append(fields, column.Field{Name: name, Type: t}), append(cols, column.NewVector(t))
	}
	for n := 0; ; {
		b, err := next()
		if errors.Is(err, io.EOF) {
			return fields, cols, nil
		}
		if err != nil {
			return nil, nil, damaged(err)
		}
		if rows := b.NumRows(); rows < 0 || rows > int64(math.MaxInt32-n) {
			return nil, nil, damaged(fmt.Errorf("a batch of %d rows", rows))
		}
		n += int(b.NumRows())
		if err := errors.Join(ctx.Err(), o.Room(n, len(cols))); err != nil {
			return nil, nil, err
		}
		for i, v := range cols {
			if of := b.Column(i); of.Len() != int(b.NumRows()) {
				return nil, nil, damaged(fmt.Errorf("column %s has %d of %d values of a batch", names[i], of.Len(), b.NumRows()))
			}
			if err := add(v, fields[i].Type, b.Column(i)); err != nil {
				return nil, nil, fmt.Errorf("column %s: %w", names[i], err)
			}
		}
	}
}

// open is the schema of a file or a stream, and its batches: each lives until the next is asked for.
func open(in starlib.ArrowSource, most int64) (*arrow.Schema, func() (arrow.RecordBatch, error), error) {
	size, err := in.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, nil, err
	}
	head := make([]byte, len(magic))
	if _, err := in.ReadAt(head, 0); err != nil {
		return nil, nil, damaged(err)
	}
	file := string(head) == magic
	if err := checkSchema(in, size, file); err != nil {
		return nil, nil, damaged(err)
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return nil, nil, err
	}
	limits := []ipc.Option{ipc.WithAllocator(newBounded(most)), ipc.WithMetadataSizeLimit(size), ipc.WithBodySizeLimit(size)}
	if file {
		r, err := ipc.NewFileReader(in, limits...)
		if err != nil {
			return nil, nil, damaged(err)
		}
		return r.Schema(), r.Read, nil
	}
	// NewReader does not take the limits along.
	r, err := ipc.NewReaderFromMessageReader(ipc.NewMessageReader(in, limits...), limits...)
	if err != nil {
		return nil, nil, damaged(err)
	}
	return r.Schema(), r.Read, nil
}

func damaged(err error) error {
	return fmt.Errorf("not a file or a stream of Arrow's, or a damaged one: %w", err)
}
