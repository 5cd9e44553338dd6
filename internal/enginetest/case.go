package enginetest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"starling/engine"
)

// Case is one experiment: sources, operations over them, and what happens to the
// sources. Node i is source i, or operation i - len(Sources).
type Case struct {
	Seed    uint64
	Sources []Source
	Steps   []*Step
	Events  []Event
	Cycles  int // of the random batching
}

// Step is an operation with its arguments.
type Step struct {
	Op   *Op
	Args string
	In   []int // nodes
	// Apply makes the operation's table.
	Apply func(in []*engine.Table) (*engine.Table, error)
	// Ref is what Apply's table must be, given what its parents are. Over a blink
	// parent an operation that accumulates gets all rows since it was made. An error
	// says that the table must have failed.
	Ref func(in []*Rel) (*Rel, error)
	// Keys is how many leading columns are the key of a result with rows of its own,
	// -1 if the result has its parent's rows.
	Keys int
	// Approx says that floats were summed: they agree to a tolerance.
	Approx bool
	// Lags says that the rows come in the first cycle after the table was made.
	Lags bool
	// Sense is what the result hangs on.
	Sense sense
}

// sense is what of its parents' rows a result hangs on besides their values.
type sense int

const (
	perRow   sense = iota // each row by itself
	perSet                // the set of rows
	perOrder              // the order of the rows
)

// Draw is a case on its way.
type Draw struct {
	*rand.Rand
	nodes []*engine.Table // the first of them are the sources
	power []int           // by node: it has at most as many rows as its sources, to this power
	from  int             // how many
	names int
}

// fresh is a column name not used before.
func (d *Draw) fresh(prefix string) string {
	d.names++
	return fmt.Sprintf("%s%d", prefix, d.names)
}

// NewCase draws a case from its seed: events over sources of the given retentions, and
// a pipeline of one or more operations, of which the first is that given, if any.
func NewCase(seed uint64, first *Op, keeps []retention, steps, events int) (*Case, error) {
	rng := rand.New(rand.NewPCG(seed, 0x57a211))
	c := &Case{Seed: seed}
	common, shared := drawCommon(rng)
	g := engine.NewGraph()
	d := &Draw{Rand: rng, from: len(keeps)}
	for _, k := range keeps {
		c.Sources = append(c.Sources, drawSource(rng, k, common, shared))
		f, err := newFeed(g, &c.Sources[len(c.Sources)-1], nil)
		if err != nil {
			return nil, err
		}
		d.nodes, d.power = append(d.nodes, f.table), append(d.power, 1)
	}
	for tries := 0; len(c.Steps) < steps && tries < 40; tries++ {
		op := drawOp(rng)
		if first != nil && len(c.Steps) == 0 {
			op = first
		}
		t := len(d.nodes) - 1
		if rng.IntN(3) == 0 || len(c.Steps) == 0 {
			t = rng.IntN(len(d.nodes))
		}
		if d.nodes[t].Attrs.Blink && op.Blink == Refuses {
			continue
		}
		s := op.Draw(d, t)
		if s == nil {
			continue
		}
		s.Op = op
		power := d.powerOf(s)
		if power > maxPower {
			continue
		}
		d.power = append(d.power, power)
		if err := c.addStep(d, s); err != nil {
			return nil, err
		}
	}
	c.Events, c.Cycles = drawEvents(rng, c.Sources, events)
	return c, nil
}

// maxPower bounds how many rows a table has: pairs of pairs would be millions.
const maxPower = 2

// powerOf is the power of the result of s.
func (d *Draw) powerOf(s *Step) int {
	most, all := 0, 0
	for _, n := range s.In {
		most, all = max(most, d.power[n]), all+d.power[n]
	}
	if s.Op.Grows {
		return all
	}
	return most
}

// drawOp draws an operation, more often one that gives the next ones an order to keep.
func drawOp(rng *rand.Rand) *Op {
	for {
		op := &Ops[rng.IntN(len(Ops))]
		if rng.IntN(4) > 0 || op.Name == "sort" || op.Name == "merge" {
			return op
		}
	}
}

func (c *Case) addStep(d *Draw, s *Step) error {
	in := make([]*engine.Table, len(s.In))
	for i, n := range s.In {
		in[i] = d.nodes[n]
	}
	t, err := s.Apply(in)
	if err != nil {
		return fmt.Errorf("seed %d: %s over empty tables: %w", c.Seed, s.text(), err)
	}
	t.Retain()
	c.Steps = append(c.Steps, s)
	d.nodes = append(d.nodes, t)
	return nil
}

func (s *Step) text() string {
	in := make([]string, len(s.In))
	for i, n := range s.In {
		in[i] = fmt.Sprintf("t%d", n)
	}
	return fmt.Sprintf("%s(%s; %s)", s.Op.Name, strings.Join(in, ", "), s.Args)
}

// Batching says how a history is cut into cycles.
type Batching int

// The batchings of the law.
const (
	RowACycle Batching = iota
	RandomBatches
	AtOnce
)

func (b Batching) String() string {
	return [...]string{"a row a cycle", "in random batches", "at once"}[b]
}

// initial is the rows that static source i has.
func (c *Case) initial(i int) (rows [][]any) {
	for _, e := range c.Events {
		if e.Source == i && e.Kind == added {
			rows = append(rows, e.Values)
		}
	}
	return rows
}

// cut is the events by cycle.
func (c *Case) cut(b Batching) [][]Event {
	var out [][]Event
	switch b {
	case RowACycle:
		for i := range c.Events {
			out = append(out, c.Events[i:i+1])
		}
	case RandomBatches:
		out = make([][]Event, c.Cycles)
		for _, e := range c.Events {
			out[e.Cycle] = append(out[e.Cycle], e)
		}
	case AtOnce:
		out = append(out, c.Events)
	}
	return append(out, nil) // an empty cycle: what blinked is gone
}

// String is the case for messages, with the events by random batch.
func (c *Case) String() string {
	var b strings.Builder
	for i, s := range c.Sources {
		fmt.Fprintf(&b, "t%d = %s", i, s.Keep)
		if s.Keep == ringed {
			fmt.Fprintf(&b, "(%d)", s.Ring)
		}
		for _, f := range s.Fields {
			fmt.Fprintf(&b, " %s:%s", f.Name, f.Type)
		}
		b.WriteByte('\n')
	}
	for i, s := range c.Steps {
		fmt.Fprintf(&b, "t%d = %s\n", len(c.Sources)+i, s.text())
	}
	for _, e := range c.Events {
		fmt.Fprintf(&b, "cycle %d: t%d ", e.Cycle, e.Source)
		switch e.Kind {
		case added:
			fmt.Fprintf(&b, "add #%d: %s\n", e.Row, rowText(e.Values))
		case removed:
			fmt.Fprintf(&b, "remove #%d\n", e.Row)
		case modified:
			fmt.Fprintf(&b, "modify #%d:", e.Row)
			for i, k := range e.Cols {
				fmt.Fprintf(&b, " %s = %s", c.Sources[e.Source].Fields[k].Name, text(e.Values[i]))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// refuses is the error of op over source 0.
func (c *Case) refuses(op *Op) error {
	f, err := newFeed(engine.NewGraph(), &c.Sources[0], nil)
	if err != nil {
		return err
	}
	d := &Draw{Rand: rand.New(rand.NewPCG(c.Seed, 0)), nodes: []*engine.Table{f.table}}
	_, err = op.Draw(d, 0).Apply(d.nodes)
	return err
}
