package kafka

import (
	"context"
	"errors"
	"net/http"

	"github.com/twmb/franz-go/pkg/sr"

	"starling/specs/wire"
)

// unusable is the registry's answer to the question for one schema while it serves others:
// no waiting mends it, and what refers to the schema cannot be read.
type unusable struct{ error }

func (u unusable) Unwrap() []error { return []error{wire.ErrNoSchema, u.error} }

// unreadable is how the client begins the error of an answer that it can make nothing of,
// for which it has no type.
const unreadable = "unable to decode ok response body"

// errNothing is an answer without a schema.
var errNothing = errors.New("the answer has no schema")

// textOf is the error of an answer that is to have a schema.
func textOf(s sr.Schema, err error) error {
	if err == nil && s.Schema == "" {
		return errNothing
	}
	return err
}

// serves reports whether an address answers something else than what it refused with err: a
// schema that it gave before if it still has that, else which subjects it has. Whoever serves
// nothing, because credentials have run out or another server is in the registry's place,
// has said nothing of the one schema.
func (s *schemas) serves(ctx context.Context, cl *sr.Client, err error) bool {
	ask := func(other func(context.Context, *sr.Client) error) error { return s.question(ctx, cl, other) }
	if old, ok := s.served(); ok {
		err := ask(func(ctx context.Context, cl *sr.Client) error {
			got, err := old.fetch(ctx, cl)
			return textOf(got, err)
		})
		if !errors.As(err, new(missing)) {
			return err == nil
		}
	}
	if ask(func(ctx context.Context, cl *sr.Client) error { _, err := cl.Subjects(ctx); return err }) == nil {
		return true
	}
	// Who is let in is no question of languages.
	return !unauthorized(err) && ask(func(ctx context.Context, cl *sr.Client) error { _, err := cl.SupportedTypes(ctx); return err }) == nil
}

// unauthorized tells the answers to whom a registry does not know.
func unauthorized(err error) bool {
	var answer *sr.ResponseError
	return errors.As(err, &answer) && (answer.StatusCode == http.StatusUnauthorized || answer.StatusCode == http.StatusForbidden)
}

// served is the name of a schema that the registry gave.
func (s *schemas) served() (name schemaName, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name := range s.byName {
		return name, true
	}
	return name, false
}

// refuses asks the question again: what an address refused just before it served others may
// have passed.
func (s *schemas) refuses(ctx context.Context, cl *sr.Client, question func(context.Context, *sr.Client) error) bool {
	return errors.As(s.question(ctx, cl, question), new(*refusal))
}
