package client

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/twmb/franz-go/pkg/kadm"
)

// What the tests see that run all packages of clients, and read what is shown.
var (
	IsSecret = isSecret
	Refers   = refers
	Write    = write
)

// Names is all properties.
func Names() []string { return slices.Sorted(maps.Keys(properties)) }

// NewKey is a private key, as PEM.
func NewKey(t *testing.T) string {
	_, key := newAuthority(t).issue(t, "me")
	return key
}

// Topics is the names of the broker's topics, once it answers.
func (e *Env) Topics(ctx context.Context, p Props) (names []string, err error) {
	defer e.Veiled(&err)
	cl, err := e.NewClient(p)
	if err != nil {
		return nil, err
	}
	defer cl.Close()
	if err := e.Await(ctx, cl, p); err != nil {
		return nil, err
	}
	topics, err := kadm.NewClient(cl).ListTopics(ctx)
	names = topics.Names()
	slices.Sort(names)
	return names, err
}
