package engine

import (
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// test is a filter over a table: a formula, or made of others.
type test interface {
	// pass is those of the rows for which it holds.
	pass(rows rowset.Set, when column.When) (rowset.Set, error)
	reads() ColSet // columns that it reads
	steady() bool  // it does not change its mind about a row that stays the same
}

// newTest compiles p over t and notes in it what it found.
func newTest(env Env, t *Table, p *plan.Formula) (test, error) {
	if p.How == plan.Leaf {
		return newFilter(env, t, p)
	}
	p.Parts = slices.Clone(p.Parts)
	j := &joinedTest{how: p.How}
	for i := range p.Parts {
		part, err := newTest(env, t, &p.Parts[i])
		if err != nil {
			return nil, err
		}
		j.parts = append(j.parts, part)
	}
	return j, nil
}

// joinedTest is a filter made of others.
type joinedTest struct {
	how   plan.Connective
	parts []test
}

func (j *joinedTest) pass(rows rowset.Set, when column.When) (rowset.Set, error) {
	if j.how == plan.AllOf {
		return passAll(j.parts, rows, when)
	}
	left := rows
	for _, p := range j.parts {
		if left.Empty() {
			break
		}
		hold, err := p.pass(left, when)
		if err != nil {
			return rowset.Set{}, err
		}
		left = rowset.Minus(left, hold)
	}
	if j.how == plan.NoneOf {
		return left, nil
	}
	return rowset.Minus(rows, left), nil
}

// passAll is those of the rows for which all tests hold.
func passAll(tests []test, rows rowset.Set, when column.When) (rowset.Set, error) {
	for _, f := range tests {
		if rows.Empty() {
			break
		}
		var err error
		if rows, err = f.pass(rows, when); err != nil {
			return rows, err
		}
	}
	return rows, nil
}

func (j *joinedTest) reads() (deps ColSet) {
	for _, p := range j.parts {
		deps = deps.Union(p.reads())
	}
	return deps
}

func (j *joinedTest) steady() bool {
	return !slices.ContainsFunc(j.parts, func(p test) bool { return !p.steady() })
}

func (f *filter) reads() ColSet { return f.deps }

func (f *filter) steady() bool { return steady(f.Formula) }
