package enginetest

import (
	"fmt"

	"starling/engine"
	"starling/engine/column"
)

// drawPartitioned draws a partitioned table of node t and others like it, of which some
// are added after its merge was made.
func drawPartitioned(d *Draw, t int) *Step {
	in := []int{t}
	for range 1 + d.IntN(3) {
		n := d.IntN(len(d.nodes))
		if a, b := d.nodes[t], d.nodes[n]; mergeable(a.Schema, b.Schema) && alike(a.Attrs, b.Attrs) {
			in = append(in, n)
		}
	}
	early := d.IntN(len(in) + 1)
	return &Step{
		Args: fmt.Sprintf("%d of %d before the merge", early, len(in)), In: in, Keys: -1, Lags: early < len(in),
		Apply: func(in []*engine.Table) (*engine.Table, error) { return partitioned(in, early) },
		Ref:   func(in []*Rel) (*Rel, error) { return merged(in), nil },
	}
}

// alike reports whether tables of these attributes can be constituents of one table.
func alike(a, b engine.Attrs) bool {
	return a.Blink == b.Blink && (a.AddOnly || !a.Refreshing) == (b.AddOnly || !b.Refreshing)
}

func partitioned(in []*engine.Table, early int) (*engine.Table, error) {
	key := []column.Field{{Name: "Partition", Type: column.Of(column.Int)}}
	p, err := engine.NewPartitioned(in[0].Graph(), key, "Table", in[0].Schema)
	if err != nil {
		return nil, err
	}
	switch a := in[0].Attrs; {
	case a.Blink:
		p.Expect(engine.Blink())
	case a.AddOnly || !a.Refreshing:
		p.Expect(engine.Append())
	default:
		p.Expect(engine.Ring(1))
	}
	var out *engine.Table
	for i := 0; i <= len(in); i++ {
		if i == early {
			if out, err = p.Merge(); err != nil {
				return nil, err
			}
		}
		if i == len(in) {
			break
		}
		if err := p.Add([]any{i}, in[i]); err != nil {
			return nil, err
		}
		if t, ok := p.Get(i); !ok || t != in[i] {
			return nil, fmt.Errorf("constituent %d is not what was added", i)
		}
	}
	return out, nil
}
