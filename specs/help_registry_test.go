package specs

import (
	"context"
	"fmt"
	"slices"
)

// fakeRegistry is a registry in memory. Ids count from 1 in order of registration.
type fakeRegistry struct {
	all   []Schema
	asked []int // ids
	fail  error // of the next lookup by name
}

func testRegistry(all ...Schema) *fakeRegistry {
	r := &fakeRegistry{}
	for _, s := range all {
		r.add(s)
	}
	return r
}

func (r *fakeRegistry) add(s Schema) Schema {
	for _, x := range r.all {
		if x.Subject == s.Subject {
			s.Version = max(s.Version, x.Version)
		}
	}
	s.Version++
	s.ID = len(r.all) + 1
	r.all = append(r.all, s)
	return s
}

func (r *fakeRegistry) Schema(_ context.Context, subject string, version int) (Schema, error) {
	if err := r.fail; err != nil {
		r.fail = nil
		return Schema{}, err
	}
	for _, s := range slices.Backward(r.all) {
		if s.Subject == subject && (version == Latest || s.Version == version) {
			return s, nil
		}
	}
	return Schema{}, fmt.Errorf("subject %q not found: %w", subject, ErrNoSchema)
}

func (r *fakeRegistry) ByID(_ context.Context, id int) (Schema, error) {
	r.asked = append(r.asked, id)
	if id < 1 || id > len(r.all) {
		return Schema{}, fmt.Errorf("schema id %d: %w", id, ErrNoSchema)
	}
	s := r.all[id-1]
	s.Subject, s.Version = "", 0
	return s, nil
}

// ByGUID knows schemas by GUIDs that end with their ids.
func (r *fakeRegistry) ByGUID(ctx context.Context, guid string) (Schema, error) {
	var id int
	if _, err := fmt.Sscanf(guid, "01234567-89ab-cdef-0000-%012x", &id); err != nil {
		return Schema{}, fmt.Errorf("schema GUID %s: %w", guid, ErrNoSchema)
	}
	return r.ByID(ctx, id)
}

// guidOf is the GUID of a schema of a fakeRegistry.
func guidOf(id byte) string {
	return "\x01\x23\x45\x67\x89\xab\xcd\xef\x00\x00\x00\x00\x00\x00\x00" + string([]byte{id})
}

func (r *fakeRegistry) Register(_ context.Context, subject string, s Schema) (Schema, error) {
	s.Subject = subject
	for _, x := range r.all {
		if x.Subject == subject && x.Text == s.Text {
			return x, nil
		}
	}
	return r.add(s), nil
}
