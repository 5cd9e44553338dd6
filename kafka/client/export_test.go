package client

import (
	"maps"
	"slices"
	"testing"
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
