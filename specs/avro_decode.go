package specs

import (
	"fmt"
	"math"

	"starling/engine/column"
	"starling/specs/wire"
)

// avroDecoder reads records straight into the builders, by the plan of each one's schema.
type avroDecoder struct {
	avroInput
	wire.Finder
	reader   *avroReader
	table    *avroTable
	dst      []column.Builder
	cols     []wire.Column
	plans    map[wire.SchemaKey]*avroPlan
	schema   wire.SchemaKey // of the record before
	plan     *avroPlan      // of the record before
	instants bool           // the column at hand is of arrays of instants; other arrays hold objects that tell so
}

// Decode appends the record's values; see Avro. Bytes after the record are ignored.
func (d *avroDecoder) Decode(rec []byte) error { return d.DecodeHeaded(nil, rec) }

// DecodeHeaded is Decode where a header names the schema.
func (d *avroDecoder) DecodeHeaded(head, rec []byte) error {
	if rec == nil {
		for _, b := range d.dst {
			b.AppendNull()
		}
		return nil
	}
	f, err := d.Read(head, rec)
	if err != nil {
		return err
	}
	if d.plan == nil || f.Schema != d.schema {
		if err := d.turnTo(f.Schema); err != nil {
			return err
		}
	}
	if d.plan.err != nil {
		return fmt.Errorf("%v: %w", f.Schema, d.plan.err)
	}
	rows := 0
	if len(d.dst) > 0 {
		rows = d.dst[0].Len()
	}
	d.start(rec, f.At)
	at := d.run(d.plan)
	d.p = nil
	if d.err == nil {
		return nil
	}
	for _, b := range d.dst {
		if b.Len() >= rows {
			b.Truncate(rows)
		}
	}
	if other, ok := d.err.(*wire.OtherError); ok {
		return &wire.OtherError{What: other.What, Got: other.Got, Want: other.Want, Schema: f.Schema}
	}
	if path := d.plan.paths[at]; path != "" {
		return fmt.Errorf("%v: field %q: %w", f.Schema, path, d.err)
	}
	return fmt.Errorf("%v: %w", f.Schema, d.err)
}

// turnTo makes the plan that of a schema.
func (d *avroDecoder) turnTo(key wire.SchemaKey) error {
	plan := d.plans[key]
	if plan == nil {
		err := d.Find(key, func(s wire.Schema) (err error) {
			plan, err = d.reader.plan(d.Life, d.Registry, d.table, s)
			return err
		})
		if err != nil {
			return err
		}
		d.plans[key] = plan
	}
	d.schema, d.plan = key, plan
	return nil
}

// run does the steps of a plan. Once d.err is set it returns the number of the step.
func (d *avroDecoder) run(plan *avroPlan) (pc int) {
	ops := plan.ops
	for pc < len(ops) {
		op := &ops[pc]
		pc++
		switch op.code {
		case avroToBool:
			c := d.cols[op.col].I8
			c.V = append(c.V, d.bool())
		case avroToInt:
			c := d.cols[op.col].I32
			c.V = append(c.V, d.int())
		case avroToLong:
			c := d.cols[op.col].I64
			c.V = append(c.V, d.long())
		case avroIntToLong:
			c := d.cols[op.col].I64
			c.V = append(c.V, int64(d.int()))
		case avroToInstant:
			c := d.cols[op.col].I64
			c.V = append(c.V, d.instant(op.n))
		case avroToDouble:
			c := d.cols[op.col].F64
			c.V = append(c.V, d.double())
		case avroToText:
			d.cols[op.col].UTF8(d.bytes())
		case avroOptional:
			switch b := d.long(); {
			case b == op.n:
				for k := op.col; k < op.hi; k++ {
					d.cols[k].Dst.AppendNull()
				}
				pc = int(op.jump)
			case b != 1-op.n:
				d.fail(fmt.Errorf("branch %d of a union of 2", b))
			}
		case avroJump:
			pc = int(op.jump)
		default:
			pc = d.rare(op, pc)
		}
		if d.err != nil {
			return pc - 1
		}
	}
	return 0
}

// rare does the steps that few records have. It returns the number of the next one.
func (d *avroDecoder) rare(op *avroOp, next int) int {
	var c *wire.Column
	if len(d.cols) > 0 { // else no step needs one
		c = &d.cols[op.col]
	}
	switch op.code {
	case avroToFloat:
		c.F32.Append(d.float())
	case avroWholeToFloat:
		c.F32.Append(float32(d.long()))
	case avroFloatToDouble:
		c.F64.Append(float64(d.float()))
	case avroWholeToDouble:
		c.F64.Append(float64(d.long()))
	case avroToBytes:
		c.Text.Append(d.bytes())
	case avroFixedToBytes:
		c.Text.Append(d.take(op.n))
	case avroFixedToUUID:
		c.Text.Buf = wire.AppendUUID(c.Text.Buf, d.take(op.n))
		c.Text.Commit()
	case avroToSymbol:
		c.Text.Append(d.symbol(op.symbols))
	case avroConst:
		c.Text.Append(op.more.data)
	case avroObject:
		d.instants = d.table.fields[op.col].Type == column.ArrayOf(column.Of(column.Instant))
		c.Obj.Append(d.object(op.more.node, 0))
	case avroNulls:
		for k := op.col; k < op.hi; k++ {
			d.cols[k].Dst.AppendNull()
		}
	case avroSkip:
		d.skip(op.more.schema, 0)
	case avroChoose:
		b := d.long()
		if b < 0 || b >= int64(len(op.more.targets)) {
			d.fail(fmt.Errorf("branch %d of a union of %d", b, len(op.more.targets)))
			return next
		}
		return int(op.more.targets[b])
	case avroDefault:
		d.aside(op.more.data)
	case avroRecordOn:
		d.back()
	case avroFail:
		d.fail(op.more.err)
	}
	return next
}

// instant reads an instant that counts so many nanoseconds.
func (d *avroInput) instant(unit int64) int64 {
	v := d.long()
	nanos, ok := wire.NanosIn(v, unit)
	if !ok {
		d.fail(fmt.Errorf("%d counts more than the %d nanoseconds that an instant has room for", v, int64(math.MaxInt64)))
	}
	return nanos
}

// symbol reads an enum.
func (d *avroInput) symbol(symbols []avroSymbol) []byte {
	k := d.long()
	if k < 0 || k >= int64(len(symbols)) {
		d.fail(fmt.Errorf("symbol %d of an enum of %d", k, len(symbols)))
		return nil
	}
	if err := symbols[k].err; err != nil {
		d.fail(err)
	}
	return symbols[k].text
}
