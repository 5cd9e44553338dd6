package guess

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/specs/avro"
	"starling/specs/protobuf"
	"starling/specs/wire"
)

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
