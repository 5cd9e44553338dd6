package specs

import (
	"fmt"
	"slices"
	"strings"

	"starling/specs/wire"
)

// avroCode is a step of a plan.
type avroCode uint8

const (
	// Leaves: a value of the record becomes one of a column.
	avroToBool         avroCode = iota
	avroToInt                   // from int
	avroToLong                  // from long
	avroIntToLong               // from int
	avroToInstant               // from long (or int), n nanoseconds each
	avroToFloat                 // from float
	avroWholeToFloat            // from int or long
	avroToDouble                // from double
	avroFloatToDouble           // from float
	avroWholeToDouble           // from int or long
	avroToText                  // from string or bytes
	avroToBytes                 // likewise
	avroFixedToBytes            // n bytes
	avroFixedToUUID             // 16 bytes
	avroToSymbol                // from enum, by the table of symbols
	avroToDecimal               // from bytes, scale n
	avroFixedToDecimal          // from size bytes, scale n
	// Values within objects.
	avroToNull
	avroToArray
	avroToMap
	avroToRecord
	// Steps of other kinds.
	avroConst    // the text data
	avroObject   // a value by a node into the column of objects
	avroNulls    // nulls into the columns from col to before hi
	avroSkip     // a value by its schema into nothing
	avroOptional // reads the branch of a union: n is null, and then nulls as avroNulls, and on to jump
	avroChoose   // reads the branch of a union, and on to the step in targets
	avroJump     // on to jump
	avroDefault  // what follows is read from data, up to avroRecordOn
	avroRecordOn // on with the record
	avroFail     // the record is bad
)

// avroLeaf is how a single value is read.
type avroLeaf struct {
	code    avroCode
	n       int64
	size    int
	symbols []avroSymbol
}

// avroSymbol is a writer's symbol of an enum as the reader has it.
type avroSymbol struct {
	text []byte
	err  error // the reader has none
}

// avroOp is a step.
type avroOp struct {
	avroLeaf
	col  int32
	hi   int32
	jump int32
	more *avroMore
}

// avroMore is what steps off the main road need.
type avroMore struct {
	targets []int32
	data    []byte
	schema  *avroSchema
	node    *avroNode
	err     error
}

// avroPlan is how a record of a writer's schema becomes a row: the steps in the order of
// the record's bytes. On every way through it each column gets exactly one value.
type avroPlan struct {
	ops   []avroOp
	paths []string // by step, the field it reads
	err   error    // why no record of the schema can be read
}

// newAvroPlan resolves a writer's schema against the table's.
func newAvroPlan(w *avroSchema, t *avroTable) *avroPlan {
	c := &avroCompiler{nodes: newAvroNodes(), root: t.root}
	if w != nil {
		c.value(w, t.root, "")
		c.full()
	}
	return &c.plan
}

type avroCompiler struct {
	plan     avroPlan
	root     *avroShape
	nodes    *avroNodes
	defaults int // bytes of defaults so far
}

// maxAvroSteps bounds a plan, and the types and fields of objects in it. A writer's union
// of records is one way for each of them, and unions within them multiply the ways.
const maxAvroSteps = 100_000

var errAvroSteps = fmt.Errorf("there are more than %d steps from the schema that records were written with to the columns", maxAvroSteps)

// full reports whether the plan has become too large, and with it of no use.
func (c *avroCompiler) full() bool {
	if c.plan.err == nil && (len(c.plan.ops) > maxAvroSteps || c.nodes.size > maxAvroSteps) {
		c.plan.err = errAvroSteps
	}
	return c.plan.err != nil
}

func (c *avroCompiler) add(path string, op avroOp) int {
	c.plan.ops = append(c.plan.ops, op)
	c.plan.paths = append(c.plan.paths, path)
	return len(c.plan.ops) - 1
}

func (c *avroCompiler) here() int32 { return int32(len(c.plan.ops)) }

func (c *avroCompiler) fail(path string, err error) {
	c.add(path, avroOp{avroLeaf: avroLeaf{code: avroFail}, more: &avroMore{err: err}})
}

func (c *avroCompiler) nulls(s *avroShape) {
	c.add(s.path, avroOp{avroLeaf: avroLeaf{code: avroNulls}, col: int32(s.lo), hi: int32(s.hi)})
}

// value adds the steps that read a value of w into the columns of s; nil is none.
func (c *avroCompiler) value(w *avroSchema, s *avroShape, path string) {
	switch {
	case c.full():
	case s == nil:
		c.add(path, avroOp{avroLeaf: avroLeaf{code: avroSkip}, more: &avroMore{schema: w}})
	case s.object:
		node := c.nodes.node(w, s.schema)
		c.add(path, avroOp{avroLeaf: avroLeaf{code: avroObject}, col: int32(s.lo), more: &avroMore{node: node}})
	case w.kind == avroUnion:
		c.union(w, s, path)
	case w.kind == avroNull && s.null:
		c.nulls(s)
	case s.records != nil:
		c.choice(w, s, path)
	case s.typ.kind != avroRecord:
		leaf, err := newAvroLeaf(w, s.typ)
		if err != nil {
			c.fail(path, err)
			return
		}
		c.add(path, avroOp{avroLeaf: leaf, col: int32(s.lo)})
	case w.kind != avroRecord:
		c.fail(path, mismatch(w, s.typ))
	case s == c.root && !s.typ.means(w):
		c.fail(path, &wire.OtherError{What: "record", Got: w.name, Want: s.typ.name})
	default:
		c.record(w, s)
	}
}

// choice adds the steps of the record of a union that w is.
func (c *avroCompiler) choice(w *avroSchema, s *avroShape, path string) {
	if w.kind != avroRecord {
		c.fail(path, mismatch(w, s.typ))
		return
	}
	k := slices.IndexFunc(s.records, func(r *avroShape) bool { return r.typ.name == w.name })
	if k < 0 {
		k = slices.IndexFunc(s.records, func(r *avroShape) bool { return r.typ.means(w) })
	}
	if k < 0 {
		c.fail(path, &wire.OtherError{What: "record", Got: w.name, Want: strings.ReplaceAll(s.typ.String(), "record ", "")})
		return
	}
	r := s.records[k]
	if s.tag >= 0 {
		c.add(path, avroOp{avroLeaf: avroLeaf{code: avroConst}, col: int32(s.tag), more: &avroMore{data: []byte(r.typ.name)}})
	}
	c.record(w, r)
	for _, run := range s.apart(r) {
		c.add(path, avroOp{avroLeaf: avroLeaf{code: avroNulls}, col: int32(run[0]), hi: int32(run[1])})
	}
}

func mismatch(w, r *avroSchema) error {
	return fmt.Errorf("was written as %s, which cannot be read as %s", w, r)
}

// union adds a way for every branch of a union.
func (c *avroCompiler) union(w *avroSchema, s *avroShape, path string) {
	if other, null := w.nonNull(); null >= 0 && s.null {
		at := c.add(path, avroOp{avroLeaf: avroLeaf{code: avroOptional, n: int64(null)}, col: int32(s.lo), hi: int32(s.hi)})
		c.value(other, s, path)
		c.plan.ops[at].jump = c.here()
		return
	}
	more := &avroMore{}
	c.add(path, avroOp{avroLeaf: avroLeaf{code: avroChoose}, more: more})
	var ends []int
	for _, b := range w.branches {
		if c.full() {
			return
		}
		more.targets = append(more.targets, c.here())
		if s != c.root && s.typ.kind == avroRecord && b.kind == avroRecord && !s.typ.called(b) && records(w) > 1 {
			c.fail(path, mismatch(b, s.typ))
		} else {
			c.value(b, s, path)
		}
		ends = append(ends, c.add(path, avroOp{avroLeaf: avroLeaf{code: avroJump}}))
	}
	for _, at := range ends {
		c.plan.ops[at].jump = c.here()
	}
}

// records is how many branches of a union are records: if it is one, its name matters not.
func records(w *avroSchema) (n int) {
	for _, b := range w.branches {
		if b.kind == avroRecord {
			n++
		}
	}
	return n
}

// record adds the steps of the fields in the writer's order, then those of the reader's
// fields that the writer has not.
func (c *avroCompiler) record(w *avroSchema, s *avroShape) {
	from := matchFields(w, s.typ)
	for i, f := range w.fields {
		if k := from.reader[i]; k >= 0 {
			c.value(f.typ, s.kids[k], avroPath(s.path, f.name))
		} else {
			c.value(f.typ, nil, avroPath(s.path, f.name))
		}
	}
	for k, kid := range s.kids {
		if kid == nil || from.writer[k] >= 0 {
			continue
		}
		f := s.typ.fields[k]
		data, err := f.defaultData()
		if c.defaults += len(data); err == nil && c.defaults > maxAvroDefault {
			err = fmt.Errorf("the defaults of a record have more than %d bytes", maxAvroDefault)
		}
		if err != nil {
			c.fail(kid.path, err)
			continue
		}
		c.add(kid.path, avroOp{avroLeaf: avroLeaf{code: avroDefault}, more: &avroMore{data: data}})
		c.value(f.typ, kid, kid.path)
		c.add(kid.path, avroOp{avroLeaf: avroLeaf{code: avroRecordOn}})
	}
}

func avroPath(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// defaultData is the default of a field in binary form.
func (f *avroField) defaultData() ([]byte, error) {
	if !f.hasDef {
		return nil, fmt.Errorf("is not in the schema that the record was written with, and has no default")
	}
	return f.data, f.bad
}

// avroMatch is which fields of two records are the same; -1 is none.
type avroMatch struct{ reader, writer []int }

// matchFields pairs fields by name and, where there is no such name, by the reader's aliases.
func matchFields(w, r *avroSchema) avroMatch {
	m := avroMatch{make([]int, len(w.fields)), make([]int, len(r.fields))}
	byName := make(map[string]int, len(w.fields))
	for i, f := range w.fields {
		byName[f.name], m.reader[i] = i, -1
	}
	for k, f := range r.fields {
		m.writer[k] = -1
		if i, ok := byName[f.name]; ok {
			m.reader[i], m.writer[k] = k, i
		}
	}
	for k, f := range r.fields {
		for _, alias := range f.aliases {
			if i, ok := byName[alias]; ok && m.writer[k] < 0 && m.reader[i] < 0 {
				m.reader[i], m.writer[k] = k, i
			}
		}
	}
	return m
}
