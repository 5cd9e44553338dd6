package avro

import (
	"fmt"
	"slices"
	"strings"

	"starling/specs/wire"
)

// code is a step of a plan.
type code uint8

const (
	// Leaves: a value of the record becomes one of a column.
	toBool         code = iota
	toInt               // from int
	toLong              // from long
	intToLong           // from int
	toInstant           // from long (or int), n nanoseconds each
	toFloat             // from float
	wholeToFloat        // from int or long
	toDouble            // from double
	floatToDouble       // from float
	wholeToDouble       // from int or long
	toText              // from string or bytes
	toBytes             // likewise
	fixedToBytes        // n bytes
	fixedToUUID         // 16 bytes
	toSymbol            // from enum, by the table of symbols
	toDecimal           // from bytes, scale n
	fixedToDecimal      // from size bytes, scale n
	// Values within objects.
	toNull
	toArray
	toMap
	toRecord
	// Steps of other kinds.
	doConst    // the text data
	doObject   // a value by a node into the column of objects
	doNulls    // nulls into the columns from col to before hi
	doSkip     // a value by its schema into nothing
	doOptional // reads the branch of a union: n is null, and then nulls as doNulls, and on to jump
	doChoose   // reads the branch of a union, and on to the step in targets
	doJump     // on to jump
	doDefault  // what follows is read from data, up to doRecordOn
	doRecordOn // on with the record
	doFail     // the record is bad
)

// leaf is how a single value is read.
type leaf struct {
	code    code
	n       int64
	size    int
	symbols []symbol
}

// symbol is a writer's symbol of an enum as the reader has it.
type symbol struct {
	text []byte
	err  error // the reader has none
}

// op is a step.
type op struct {
	leaf
	col  int32
	hi   int32
	jump int32
	more *more
}

// more is what steps off the main road need.
type more struct {
	targets []int32
	data    []byte
	schema  *schema
	node    *node
	err     error
}

// plan is how a record of a writer's schema becomes a row: the steps in the order of
// the record's bytes. On every way through it each column gets exactly one value.
type plan struct {
	ops   []op
	paths []string // by step, the field it reads
	err   error    // why no record of the schema can be read
}

// newPlan resolves a writer's schema against the table's.
func newPlan(w *schema, t *table) *plan {
	c := &compiler{nodes: newNodes(), root: t.root}
	if w != nil {
		c.value(w, t.root, "")
		c.full()
	}
	return &c.plan
}

type compiler struct {
	plan     plan
	root     *shape
	nodes    *nodes
	defaults int // bytes of defaults so far
}

// maxSteps bounds a plan, and the types and fields of objects in it. A writer's union
// of records is one way for each of them, and unions within them multiply the ways.
const maxSteps = 100_000

var errSteps = fmt.Errorf("there are more than %d steps from the schema that records were written with to the columns", maxSteps)

// full reports whether the plan has become too large, and with it of no use.
func (c *compiler) full() bool {
	if c.plan.err == nil && (len(c.plan.ops) > maxSteps || c.nodes.size > maxSteps) {
		c.plan.err = errSteps
	}
	return c.plan.err != nil
}

func (c *compiler) add(path string, op op) int {
	c.plan.ops = append(c.plan.ops, op)
	c.plan.paths = append(c.plan.paths, path)
	return len(c.plan.ops) - 1
}

func (c *compiler) here() int32 { return int32(len(c.plan.ops)) }

func (c *compiler) fail(path string, err error) {
	c.add(path, op{leaf: leaf{code: doFail}, more: &more{err: err}})
}

func (c *compiler) nulls(s *shape) {
	c.add(s.path, op{leaf: leaf{code: doNulls}, col: int32(s.lo), hi: int32(s.hi)})
}

// value adds the steps that read a value of w into the columns of s; nil is none.
func (c *compiler) value(w *schema, s *shape, path string) {
	switch {
	case c.full():
	case s == nil:
		c.add(path, op{leaf: leaf{code: doSkip}, more: &more{schema: w}})
	case s.object:
		node := c.nodes.node(w, s.schema)
		c.add(path, op{leaf: leaf{code: doObject}, col: int32(s.lo), more: &more{node: node}})
	case w.kind == unionKind:
		c.union(w, s, path)
	case w.kind == nullKind && s.null:
		c.nulls(s)
	case s.records != nil:
		c.choice(w, s, path)
	case s.typ.kind != recordKind:
		leaf, err := newLeaf(w, s.typ)
		if err != nil {
			c.fail(path, err)
			return
		}
		c.add(path, op{leaf: leaf, col: int32(s.lo)})
	case w.kind != recordKind:
		c.fail(path, mismatch(w, s.typ))
	case s == c.root && !s.typ.means(w):
		c.fail(path, &wire.OtherError{What: "record", Got: w.name, Want: s.typ.name})
	default:
		c.record(w, s)
	}
}

// choice adds the steps of the record of a union that w is.
func (c *compiler) choice(w *schema, s *shape, path string) {
	if w.kind != recordKind {
		c.fail(path, mismatch(w, s.typ))
		return
	}
	k := slices.IndexFunc(s.records, func(r *shape) bool { return r.typ.name == w.name })
	if k < 0 {
		k = slices.IndexFunc(s.records, func(r *shape) bool { return r.typ.means(w) })
	}
	if k < 0 {
		c.fail(path, &wire.OtherError{What: "record", Got: w.name, Want: strings.ReplaceAll(s.typ.String(), "record ", "")})
		return
	}
	r := s.records[k]
	if s.tag >= 0 {
		c.add(path, op{leaf: leaf{code: doConst}, col: int32(s.tag), more: &more{data: []byte(r.typ.name)}})
	}
	c.record(w, r)
	for _, run := range s.apart(r) {
		c.add(path, op{leaf: leaf{code: doNulls}, col: int32(run[0]), hi: int32(run[1])})
	}
}

func mismatch(w, r *schema) error {
	return fmt.Errorf("was written as %s, which cannot be read as %s", w, r)
}

// union adds a way for every branch of a union.
func (c *compiler) union(w *schema, s *shape, path string) {
	if other, null := w.nonNull(); null >= 0 && s.null {
		at := c.add(path, op{leaf: leaf{code: doOptional, n: int64(null)}, col: int32(s.lo), hi: int32(s.hi)})
		c.value(other, s, path)
		c.plan.ops[at].jump = c.here()
		return
	}
	more := &more{}
	c.add(path, op{leaf: leaf{code: doChoose}, more: more})
	var ends []int
	for _, b := range w.branches {
		if c.full() {
			return
		}
		more.targets = append(more.targets, c.here())
		if s != c.root && s.typ.kind == recordKind && b.kind == recordKind && !s.typ.called(b) && records(w) > 1 {
			c.fail(path, mismatch(b, s.typ))
		} else {
			c.value(b, s, path)
		}
		ends = append(ends, c.add(path, op{leaf: leaf{code: doJump}}))
	}
	for _, at := range ends {
		c.plan.ops[at].jump = c.here()
	}
}

// records is how many branches of a union are records: if it is one, its name matters not.
func records(w *schema) (n int) {
	for _, b := range w.branches {
		if b.kind == recordKind {
			n++
		}
	}
	return n
}

// record adds the steps of the fields in the writer's order, then those of the reader's
// fields that the writer has not.
func (c *compiler) record(w *schema, s *shape) {
	from := matchFields(w, s.typ)
	for i, f := range w.fields {
		if k := from.reader[i]; k >= 0 {
			c.value(f.typ, s.kids[k], pathOf(s.path, f.name))
		} else {
			c.value(f.typ, nil, pathOf(s.path, f.name))
		}
	}
	for k, kid := range s.kids {
		if kid == nil || from.writer[k] >= 0 {
			continue
		}
		f := s.typ.fields[k]
		data, err := f.defaultData()
		if c.defaults += len(data); err == nil && c.defaults > maxDefault {
			err = fmt.Errorf("the defaults of a record have more than %d bytes", maxDefault)
		}
		if err != nil {
			c.fail(kid.path, err)
			continue
		}
		c.add(kid.path, op{leaf: leaf{code: doDefault}, more: &more{data: data}})
		c.value(f.typ, kid, kid.path)
		c.add(kid.path, op{leaf: leaf{code: doRecordOn}})
	}
}

func pathOf(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// defaultData is the default of a field in binary form.
func (f *field) defaultData() ([]byte, error) {
	if !f.hasDef {
		return nil, fmt.Errorf("is not in the schema that the record was written with, and has no default")
	}
	return f.data, f.bad
}

// match is which fields of two records are the same; -1 is none.
type match struct{ reader, writer []int }

// matchFields pairs fields by name and, where there is no such name, by the reader's aliases.
func matchFields(w, r *schema) match {
	m := match{make([]int, len(w.fields)), make([]int, len(r.fields))}
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
