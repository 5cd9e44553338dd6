package wiretest

import (
	"context"
	"fmt"
	"slices"

	"starling/specs/wire"
)

// Registry is a registry in memory. Ids count from 1 in order of registration.
type Registry struct {
	All   []wire.Schema
	Asked []int // ids
	Fail  error // of the next lookup by name
}

// NewRegistry has these schemas.
func NewRegistry(all ...wire.Schema) *Registry {
	r := &Registry{}
	for _, s := range all {
		r.Add(s)
	}
	return r
}

// Add puts a schema under its subject, as the next version.
func (r *Registry) Add(s wire.Schema) wire.Schema {
	for _, x := range r.All {
		if x.Subject == s.Subject {
			s.Version = max(s.Version, x.Version)
		}
	}
	s.Version++
	s.ID = len(r.All) + 1
	r.All = append(r.All, s)
	return s
}

// Schema implements wire.Registry.
func (r *Registry) Schema(_ context.Context, subject string, version int) (wire.Schema, error) {
	if err := r.Fail; err != nil {
		r.Fail = nil
		return wire.Schema{}, err
	}
	for _, s := range slices.Backward(r.All) {
		if s.Subject == subject && (version == wire.Latest || s.Version == version) {
			return s, nil
		}
	}
	return wire.Schema{}, fmt.Errorf("subject %q not found: %w", subject, wire.ErrNoSchema)
}

// ByID implements wire.Registry; it notes what was asked for.
func (r *Registry) ByID(_ context.Context, id int) (wire.Schema, error) {
	r.Asked = append(r.Asked, id)
	if id < 1 || id > len(r.All) {
		return wire.Schema{}, fmt.Errorf("schema id %d: %w", id, wire.ErrNoSchema)
	}
	s := r.All[id-1]
	s.Subject, s.Version = "", 0
	return s, nil
}

// ByGUID knows schemas by GUIDs that end with their ids.
func (r *Registry) ByGUID(ctx context.Context, guid string) (wire.Schema, error) {
	var id int
	if _, err := fmt.Sscanf(guid, "01234567-89ab-cdef-0000-%012x", &id); err != nil {
		return wire.Schema{}, fmt.Errorf("schema GUID %s: %w", guid, wire.ErrNoSchema)
	}
	return r.ByID(ctx, id)
}

// GUID is the GUID of a schema of a Registry.
func GUID(id byte) string {
	return "\x01\x23\x45\x67\x89\xab\xcd\xef\x00\x00\x00\x00\x00\x00\x00" + string([]byte{id})
}

// Register implements wire.Registry.
func (r *Registry) Register(_ context.Context, subject string, s wire.Schema) (wire.Schema, error) {
	s.Subject = subject
	for _, x := range r.All {
		if x.Subject == subject && x.Text == s.Text {
			return x, nil
		}
	}
	return r.Add(s), nil
}
