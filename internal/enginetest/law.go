package enginetest

import "slices"

// Check plays the case in all batchings and compares what they end with. It gives the
// smallest failing case it can find, and the number of cycles played.
func (c *Case) Check() (cycles int, fail *Failure) {
	cycles, fail = c.check()
	if fail != nil {
		fail = fail.shrink()
	}
	return cycles, fail
}

// plays is how a case is played: the batchings of the law, and once more with the
// operations made in the midst of it.
// A long history is not played a row a cycle, which would take minutes.
func (c *Case) plays() []play {
	plays := []play{{RandomBatches, 0}, {AtOnce, 0}, {RandomBatches, c.Cycles / 2}, {AtOnce, 1}}
	if len(c.Events) <= 150 {
		plays = append(plays, play{RowACycle, 0})
	}
	return plays
}

type play struct {
	batching Batching
	builtAt  int
}

func (c *Case) check() (cycles int, fail *Failure) {
	var first *run
	for _, p := range c.plays() {
		r, fail := c.Play(p.batching, p.builtAt)
		cycles += len(c.cut(p.batching))
		if fail != nil {
			return cycles, fail
		}
		if p.builtAt > 0 {
			continue
		}
		if first == nil {
			first = r
			continue
		}
		if n, what := first.agrees(r); what != "" {
			return cycles, &Failure{Case: c, Batching: p.batching, Cycle: -1, Node: n, What: "ends otherwise than " + RandomBatches.String() + ":\n" + what}
		}
	}
	return cycles, nil
}

// agreement is how far batchings must agree on a table.
type agreement int

const (
	exactly    agreement = iota // rows, order and values
	asSet                       // rows and values, in any order
	notCompare                  // it hangs on the batching by definition
)

// agreements is how far any two batchings must agree, by node.
func (r *run) agreements() []agreement {
	out := make([]agreement, len(r.tables))
	approx := make([]bool, len(r.tables))
	for i, s := range r.Steps {
		n := len(r.Sources) + i
		if r.tables[n] == nil {
			out[n] = notCompare
			continue
		}
		for _, p := range s.In {
			out[n] = max(out[n], out[p])
			if approx[p] {
				out[n] = notCompare
			}
		}
		out[n] = max(out[n], r.agreement(s, out[n]))
		approx[n] = s.Approx
	}
	return out
}

// agreement is how far batchings must agree on the result of s, if they do on its
// parents as far as given.
func (r *run) agreement(s *Step, parents agreement) agreement {
	blink := slices.ContainsFunc(s.In, func(p int) bool { return r.tables[p].Attrs.Blink })
	switch {
	case s.Op.Blink == Drops && blink: // the rows of a cycle
		return notCompare
	case slices.Contains([]string{"natural_join", "where_in", "where_not_in"}, s.Op.Name) && (blink || parents == asSet): // what is on the right in a row's cycle
		return notCompare
	case blink && slices.Contains([]string{"merge", "reverse", "sort"}, s.Op.Name): // the order of history
		return asSet
	case s.Sense == perOrder && parents == asSet:
		return notCompare
	case s.Keys >= 0 && r.loose(s):
		return asSet
	}
	return exactly
}

// agrees says on which node two ends of one case differ.
func (r *run) agrees(o *run) (node int, what string) {
	for n, how := range r.agreements() {
		if how == notCompare || r.dead[n] || o.dead[n] {
			continue
		}
		a, b := r.end(n), o.end(n)
		eq, keys := same, -1
		if n >= len(r.Sources) && r.Steps[n-len(r.Sources)].Approx {
			eq = near
		}
		if how == asSet {
			keys = len(a.Fields)
			if s := r.Steps[n-len(r.Sources)]; s.Keys >= 0 {
				keys = s.Keys
			}
		}
		if what := diff(b, a, eq, keys); what != "" {
			return n, what
		}
	}
	return -1, ""
}

// end is what node n ended with: all its rows, if it is a blink table.
func (r *run) end(n int) *Rel {
	if r.tables[n].Attrs.Blink {
		return r.ever[n]
	}
	return r.shadow.rel(r.tables[n])
}
