package guess

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/specs/avro"
	"starling/specs/protobuf"
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

// registered is the part by a schema that its records name.
func (p *part) registered(ctx context.Context, env wire.Env, w *written, bodies []one) (Part, bool) {
	switch w.schema.Type {
	case wire.JSONSchema:
		out, ok := p.objects(bodies)
		out.Format, out.Registered = JSONSchema, true
		return out, ok
	case wire.AvroSchema:
		return p.avro(ctx, env, w)
	case wire.ProtobufSchema:
		return p.protobuf(ctx, env, w)
	}
	return Part{}, false
}

// subject is a subject that has the schema, by the rules of serializers: that of the topic
// first. "" is none.
func (p *part) subject(ctx context.Context, w *written) string {
	candidates := []string{p.topic.Name + "-" + p.name}
	if w.schema.ID > 0 {
		if more, err := p.topic.Registry.Subjects(ctx, w.schema.ID); err == nil {
			slices.Sort(more)
			candidates = append(candidates, more...)
			if !slices.Contains(more, candidates[0]) && len(more) > 0 {
				candidates = candidates[1:]
			}
		}
	}
	for _, subject := range candidates {
		if s, err := p.topic.Registry.Schema(ctx, subject, wire.Latest); err == nil && s.Type == w.schema.Type {
			return subject
		}
	}
	return ""
}

func (p *part) avro(ctx context.Context, env wire.Env, w *written) (Part, bool) {
	subject := p.subject(ctx, w)
	opts := avro.ReaderOptions{Schema: cmp.Or(subject, w.schema.Text)}
	args := []string{quoted(opts.Schema)}
	spec, err := avro.Reader(opts)
	if err != nil {
		return Part{Note: err.Error()}, false
	}
	fields, err := spec.Fields(ctx, env)
	if err != nil {
		return Part{Note: err.Error()}, false
	}
	if opts.Mapping = p.mapped(fields, "__", "."); len(opts.Mapping) > 0 {
		if spec, err = avro.Reader(opts); err != nil {
			return Part{Note: err.Error()}, false
		}
		args = append(args, dict("mapping=", pairs(opts.Mapping)))
	}
	out := Part{Format: Avro, Spec: spec, Script: call("avro_spec", args, args), Registered: true}
	if subject == "" {
		out.Note = "no subject of the registry is known to have the schema, so it is given here"
	}
	return out, true
}

func (p *part) protobuf(ctx context.Context, env wire.Env, w *written) (Part, bool) {
	subject := p.subject(ctx, w)
	if subject == "" {
		return Part{Note: fmt.Sprintf("Protobuf, by a schema of which no subject of the registry is known (schema id %d)", w.schema.ID)}, false
	}
	opts := protobuf.ReaderOptions{Schema: subject}
	args := []string{quoted(subject)}
	first, name, err := protobuf.MessageOf(ctx, env, w.first.head, w.first.bytes)
	if err != nil {
		return Part{Note: err.Error()}, false
	}
	if !first {
		opts.Message = name
		args = append(args, "schema_message_name="+quoted(name))
	}
	spec, err := protobuf.Reader(opts)
	if err != nil {
		return Part{Note: err.Error()}, false
	}
	fields, err := spec.Fields(ctx, env)
	if err != nil {
		return Part{Note: err.Error()}, false
	}
	if opts.Mapping = p.mapped(fields, "_", "."); len(opts.Mapping) > 0 {
		if spec, err = protobuf.Reader(opts); err != nil {
			return Part{Note: err.Error()}, false
		}
		args = append(args, dict("mapping=", pairs(opts.Mapping)))
	}
	return Part{Format: Protobuf, Spec: spec, Script: call("protobuf_spec", args, args), Registered: true}, true
}

// mapped takes the names of columns that a schema gives. Those that others have are mapped to
// names of their own; between is what stands there between the names of a path, and in a mapping.
func (p *part) mapped(fields []column.Field, between, inMapping string) (out []wire.Mapping) {
	for _, f := range fields {
		name := p.taken.Unique(f.Name)
		if name != f.Name {
			out = append(out, wire.Mapping{Field: strings.ReplaceAll(f.Name, between, inMapping), Column: name})
		}
	}
	return out
}

func pairs(mapping []wire.Mapping) (out []string) {
	for _, m := range mapping {
		out = append(out, pair(m))
	}
	return out
}
