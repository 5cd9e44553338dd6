package avro

import (
	"fmt"
	"math"

	"starling/engine/column"
	"starling/specs/wire"
)

// decoder reads records straight into the builders, by the plan of each one's schema.
type decoder struct {
	input
	wire.Finder
	reader *reader
	table  *table
	dst    []column.Builder
	cols   []wire.Column
	plans  map[wire.SchemaKey]*plan
	schema wire.SchemaKey // of the record before
	plan   *plan          // of the record before
}

// Decode appends the record's values; see Reader. Bytes after the record are ignored.
func (d *decoder) Decode(rec []byte) error { return d.DecodeHeaded(nil, rec) }

// DecodeHeaded is Decode where a header names the schema.
func (d *decoder) DecodeHeaded(head, rec []byte) error {
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
func (d *decoder) turnTo(key wire.SchemaKey) error {
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
func (d *decoder) run(plan *plan) (pc int) {
	ops := plan.ops
	for pc < len(ops) {
		op := &ops[pc]
		pc++
		switch op.code {
		case toBool:
			c := d.cols[op.col].I8
			c.V = append(c.V, d.bool())
		case toInt:
			c := d.cols[op.col].I32
			c.V = append(c.V, d.int())
		case toLong:
			c := d.cols[op.col].I64
			c.V = append(c.V, d.long())
		case intToLong:
			c := d.cols[op.col].I64
			c.V = append(c.V, int64(d.int()))
		case toInstant:
			c := d.cols[op.col].I64
			c.V = append(c.V, d.instant(op.n))
		case toDouble:
			c := d.cols[op.col].F64
			c.V = append(c.V, d.double())
		case toText:
			d.cols[op.col].UTF8(d.bytes())
		case doOptional:
			switch b := d.long(); {
			case b == op.n:
				for k := op.col; k < op.hi; k++ {
					d.cols[k].Dst.AppendNull()
				}
				pc = int(op.jump)
			case b != 1-op.n:
				d.fail(fmt.Errorf("branch %d of a union of 2", b))
			}
		case doJump:
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
func (d *decoder) rare(op *op, next int) int {
	var c *wire.Column
	if len(d.cols) > 0 { // else no step needs one
		c = &d.cols[op.col]
	}
	switch op.code {
	case toFloat:
		c.F32.Append(d.float())
	case wholeToFloat:
		c.F32.Append(float32(d.long()))
	case floatToDouble:
		c.F64.Append(float64(d.float()))
	case wholeToDouble:
		c.F64.Append(float64(d.long()))
	case toBytes:
		c.Text.Append(d.bytes())
	case fixedToBytes:
		c.Text.Append(d.take(op.n))
	case fixedToUUID:
		c.Text.Buf = wire.AppendUUID(c.Text.Buf, d.take(op.n))
		c.Text.Commit()
	case toSymbol:
		c.Text.Append(d.symbol(op.symbols))
	case doConst:
		c.Text.Append(op.more.data)
	case doObject:
		if c.List != nil {
			d.list(c.List, op.more.node)
		} else {
			c.Obj.Append(d.object(op.more.node, 0))
		}
	case doNulls:
		for k := op.col; k < op.hi; k++ {
			d.cols[k].Dst.AppendNull()
		}
	case doSkip:
		d.skip(op.more.schema, 0)
	case doChoose:
		b := d.long()
		if b < 0 || b >= int64(len(op.more.targets)) {
			d.fail(fmt.Errorf("branch %d of a union of %d", b, len(op.more.targets)))
			return next
		}
		return int(op.more.targets[b])
	case doDefault:
		d.aside(op.more.data)
	case doRecordOn:
		d.back()
	case doFail:
		d.fail(op.more.err)
	}
	return next
}

// instant reads an instant that counts so many nanoseconds.
func (d *input) instant(unit int64) int64 {
	v := d.long()
	nanos, ok := wire.NanosIn(v, unit)
	if !ok {
		d.fail(fmt.Errorf("%d counts more than the %d nanoseconds that an instant has room for", v, int64(math.MaxInt64)))
	}
	return nanos
}

// symbol reads an enum.
func (d *input) symbol(symbols []symbol) []byte {
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
