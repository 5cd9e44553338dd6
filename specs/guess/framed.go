package guess

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"starling/specs/wire"
)

// keysMost is how many schemas of a sample are looked up.
const keysMost = 20

// written is a schema that records of the sample name.
type written struct {
	schema wire.Schema
	count  int // of records
	first  one // of them
}

// framed is records that name a schema of the registry.
func (p *part) framed(ctx context.Context) (Part, bool) {
	env := p.env(ctx)
	finder, err := env.Finder()
	if err != nil {
		return Part{}, false
	}
	named := map[wire.SchemaKey]*written{}
	var keys []wire.SchemaKey
	bodies := make([]one, 0, len(p.recs))
	framed, some := 0, 0
	for _, r := range p.recs {
		body := r
		if r.bytes != nil {
			some++
			if f, ok := frameOf(finder.Framing, r); ok {
				framed++
				body.bytes = r.bytes[f.At:]
				w := named[f.Schema]
				if w == nil {
					w = &written{first: r}
					named[f.Schema], keys = w, append(keys, f.Schema)
				}
				w.count++
			}
		}
		bodies = append(bodies, body)
	}
	if framed*2 < some || framed == 0 {
		return Part{}, false
	}
	if p.topic.Registry == nil {
		return Part{Note: unnamed(keys)}, false
	}
	slices.SortStableFunc(keys, func(a, b wire.SchemaKey) int { return named[b].count - named[a].count })
	best, err := p.mostWritten(&finder, keys, named)
	if best == nil {
		return Part{Note: failedNote(err)}, false
	}
	return p.registered(ctx, env, best, bodies)
}

// frameOf is the name of a schema that a record begins with, or has a header for.
func frameOf(f wire.Framing, r one) (wire.Frame, bool) {
	if r.head == nil && (len(r.bytes) < wire.IDFrame || r.bytes[0] > wire.MagicGUID) {
		return wire.Frame{}, false
	}
	got, err := f.Read(r.head, r.bytes)
	return got, err == nil
}

// unnamed is what is said where records name schemas and nobody a registry. Ids are small.
func unnamed(keys []wire.SchemaKey) string {
	if len(keys) > keysMost {
		return ""
	}
	return fmt.Sprintf("the records seem to name their schemas (%v), as serializers of a schema registry write them; name it with -X schema.registry.url=http://HOST:8081", keys[0])
}

func failedNote(err error) string {
	if err == nil || errors.Is(err, wire.ErrNoSchema) {
		return ""
	}
	return err.Error()
}

// mostWritten is the schema of most records, of the language that most are in.
func (p *part) mostWritten(f *wire.Finder, keys []wire.SchemaKey, named map[wire.SchemaKey]*written) (best *written, err error) {
	counts := map[wire.SchemaType]int{}
	var known []*written
	for _, key := range keys[:min(len(keys), keysMost)] {
		s, failed := f.LookUp(key)
		if failed != nil {
			err = failed
			continue
		}
		w := named[key]
		w.schema = s
		known = append(known, w)
		counts[s.Type] += w.count
	}
	for _, w := range known {
		if best == nil || counts[w.schema.Type] > counts[best.schema.Type] {
			best = w
		}
	}
	return best, err
}
