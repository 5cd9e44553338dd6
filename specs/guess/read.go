package guess

import (
	"context"
	"iter"

	"starling/engine/column"
	"starling/specs/wire"
)

// read decodes the sample by the spec of a guess, and fills in what that tells.
func (p *part) read(ctx context.Context, g *Part) error {
	env := p.env(ctx)
	fields, err := g.Spec.Fields(ctx, env)
	if err != nil {
		return err
	}
	if g.Fields == nil { // the schema has them
		for _, f := range fields {
			g.Fields = append(g.Fields, Field{Field: f})
		}
	}
	built := make([]column.Builder, len(fields))
	for i, f := range fields {
		built[i] = column.NewBuilder(f.Type)
	}
	d, err := g.Spec.Decoder(env, built)
	if err != nil {
		return err
	}
	if c, ok := g.Spec.(wire.Chooser); ok {
		choice, _ := c.Choose(env, p.payloads())
		if d, ok := d.(wire.ChoosingDecoder); ok {
			d.Use(choice)
		}
	}
	for _, r := range p.recs {
		if r.bytes != nil {
			g.Some++
		}
		if err := decode(d, r); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			for _, b := range built {
				b.AppendNull()
			}
		} else if r.bytes != nil {
			g.Read++
		}
	}
	for i, b := range built {
		v := column.Built(b)
		g.Cols = append(g.Cols, v)
		g.Fields[i].Nulls = nulls(v)
	}
	return nil
}

func decode(d wire.Decoder, r one) error {
	if h, ok := d.(wire.HeadedDecoder); ok && r.head != nil {
		return h.DecodeHeaded(r.head, r.bytes)
	}
	return d.Decode(r.bytes)
}

func (p *part) payloads() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, r := range p.recs {
			if !yield(r.bytes) {
				return
			}
		}
	}
}

// nulls is the share of nulls.
func nulls(v column.Vector) float64 {
	n := 0
	for i := range v.Len() {
		if v.Null(i) {
			n++
		}
	}
	if v.Len() == 0 {
		return 0
	}
	return float64(n) / float64(v.Len())
}
