package recording

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/twmb/franz-go/pkg/sr"

	"starling/internal/stable"
)

// idSize is how long the name of a schema in front of a record is: a zero and four bytes.
const idSize = 5

// gathering is the schemas that are found.
type gathering struct {
	cl       *sr.Client
	subjects map[string]bool // that were asked for
	found    []Schema
}

// Gather adds the schemas that the recorded topics need: all versions of their subjects, of those
// that have a schema which a record names by its id, and of those that these refer to.
func (r *Recording) Gather(ctx context.Context, cl *sr.Client) error {
	g := &gathering{cl: cl, subjects: map[string]bool{}}
	for _, t := range r.Topics {
		for _, part := range []string{"-key", "-value"} {
			if err := g.subject(ctx, t.Name+part); err != nil {
				return err
			}
		}
	}
	for _, id := range r.ids() {
		uses, err := cl.SchemaVersionsByID(ctx, id)
		if missing(err) {
			continue // a record that only looks as if it named one
		}
		if err != nil {
			return fmt.Errorf("schema id %d: %w", id, err)
		}
		for _, u := range uses {
			if err := g.subject(ctx, u.Subject); err != nil {
				return err
			}
		}
	}
	r.Schemas = g.found
	return nil
}

// ids is the ids of schemas that the records name, or seem to.
func (r *Recording) ids() []int {
	seen := map[int]bool{}
	for _, t := range r.Topics {
		for _, rec := range t.Records {
			for _, b := range [][]byte{rec.Key, rec.Value} {
				if len(b) >= idSize && b[0] == 0 {
					seen[int(binary.BigEndian.Uint32(b[1:]))] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// subject adds all versions of a subject, once, after what they refer to.
func (g *gathering) subject(ctx context.Context, name string) error {
	if g.subjects[name] {
		return nil
	}
	g.subjects[name] = true
	all, err := g.cl.Schemas(ctx, name)
	if missing(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("subject %s: %w", name, err)
	}
	stable.Sort(all, func(a, b sr.SubjectSchema) int { return cmp.Compare(a.Version, b.Version) })
	for _, s := range all {
		for _, ref := range s.References {
			if err := g.subject(ctx, ref.Subject); err != nil {
				return err
			}
		}
		g.found = append(g.found, schemaOf(s))
	}
	return nil
}

// missing reports whether a registry answered that it has no such thing.
func missing(err error) bool {
	answer := (*sr.ResponseError)(nil)
	return errors.As(err, &answer) && answer.StatusCode == http.StatusNotFound
}
