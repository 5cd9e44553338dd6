// Package registry asks schema registries: it waits where waiting helps, remembers what never
// changes, and says what is wrong with the rest. It is what formats know as a wire.Registry.
package registry

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/sr"

	"starling/kafka/client"
	"starling/specs/wire"
)

// Shared is the registries that a process asks: consumers and producers with the same
// properties share what has been looked up. The zero value knows none; it must not be copied.
type Shared struct {
	mu    sync.Mutex // a leaf
	known map[string]*schemas
}

// View is the schema registry that the properties name, nil if they name none.
func (s *Shared) View(c client.Config) (_ *View, err error) {
	defer c.Env().Veiled(&err)
	conf, err := c.Registry()
	if err != nil || conf == nil {
		return nil, err
	}
	limit, err := c.Timeout()
	if err != nil {
		return nil, err
	}
	key := conf.Key()
	s.mu.Lock()
	defer s.mu.Unlock()
	one := s.known[key]
	if one == nil {
		if one, err = newSchemas(c.Env(), conf); err != nil {
			return nil, err
		}
		if s.known == nil {
			s.known = map[string]*schemas{}
		}
		s.known[key] = one
	}
	return &View{schemas: one, limit: limit, latest: map[string]wire.Schema{}}, nil
}

// schemas asks one registry, at one or several addresses, and remembers the answers
// that never change.
type schemas struct {
	env     *client.Env
	place   string       // the addresses, for messages
	clients []*sr.Client // one per address
	auth    *authorized  // the way to all of them

	mu        sync.Mutex
	asked     map[schemaName]chan struct{} // by name being asked for; closed when that is over
	byName    map[schemaName]wire.Schema
	byVersion map[subjectVersion]wire.Schema
	refused   map[schemaName]refusedName
	waits     []*waiting
	why       string // what keeps the registry from answering, "" if it does
}

type subjectVersion struct {
	subject string
	version int
}

// schemaName is how records name a schema: by its id or, if it has one here, by its GUID.
type schemaName struct {
	id   int
	guid string
}

func (n schemaName) String() string {
	if n.guid != "" {
		return "schema GUID " + n.guid
	}
	return fmt.Sprintf("schema id %d", n.id)
}

// fetch asks a registry for the schema.
func (n schemaName) fetch(ctx context.Context, cl *sr.Client) (sr.Schema, error) {
	if n.guid == "" {
		return cl.SchemaByID(ctx, n.id)
	}
	s, err := cl.SchemaByGUID(ctx, n.guid)
	return s.Schema, err
}

// refusedName is what the registry answered to a name for which it gave no schema, and
// until when that is believed.
type refusedName struct {
	err   error
	until time.Time
}

// refusedFor is how long a name without a schema is not asked for again.
const refusedFor = 5 * time.Second

// refusedMost is from how many such names on those that may be asked for again are forgotten:
// records can name any number of them.
const refusedMost = 1000

// newSchemas makes the clients; nothing is asked yet.
func newSchemas(e *client.Env, r *client.Registry) (*schemas, error) {
	s := &schemas{
		env: e, place: r.Place, asked: map[schemaName]chan struct{}{}, byName: map[schemaName]wire.Schema{},
		byVersion: map[subjectVersion]wire.Schema{}, refused: map[schemaName]refusedName{},
	}
	network := &http.Transport{DialContext: e.Dial, TLSClientConfig: r.TLS, IdleConnTimeout: askTimeout, MaxIdleConns: 2}
	s.auth = &authorized{&limitedAnswers{network}, r.Authorization(), r.Pass, r.Queries}
	h := &http.Client{Transport: s.auth}
	for _, u := range r.URLs {
		cl, err := sr.NewClient(sr.URLs(u), sr.HTTPClient(h), sr.UserAgent("starling"))
		if err != nil {
			return nil, fmt.Errorf("schema.registry.url: %w", err)
		}
		s.clients = append(s.clients, cl)
	}
	return s, nil
}

// Client asks the first of the addresses, for what is not asked for records.
func (v *View) Client() *sr.Client { return v.clients[0] }

// View is the registry for one consumer or producer.
type View struct {
	*schemas
	limit time.Duration // how long to try where the caller waits

	mu     sync.Mutex
	latest map[string]wire.Schema // by subject, what latest was at first
}

// patientView is the registry for decoders: a schema that another refers to is waited for
// as one by id is.
type patientView struct{ *View }

// Patient is the registry for decoders.
func (v *View) Patient() wire.Registry { return patientView{v} }

// Schema is a subject's schema. It waits as long as ctx allows.
func (v patientView) Schema(ctx context.Context, subject string, version int) (wire.Schema, error) {
	return v.schema(ctx, subject, version, forever)
}

// Schema is a subject's schema.
func (v *View) Schema(ctx context.Context, subject string, version int) (wire.Schema, error) {
	return v.schema(ctx, subject, version, v.limit)
}

func (v *View) schema(ctx context.Context, subject string, version int, limit time.Duration) (wire.Schema, error) {
	if version != wire.Latest {
		return v.version(ctx, subject, version, limit)
	}
	v.mu.Lock()
	s, ok := v.latest[subject]
	v.mu.Unlock()
	if ok {
		return s, nil
	}
	s, err := v.version(ctx, subject, version, limit)
	if err != nil {
		return s, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if first, ok := v.latest[subject]; ok {
		return first, nil
	}
	v.latest[subject] = s
	return s, nil
}

// Subjects is the subjects that have the schema of an id.
func (v *View) Subjects(ctx context.Context, id int) (names []string, err error) {
	err = v.ask(ctx, v.limit, func(ctx context.Context, cl *sr.Client) (err error) {
		names, err = cl.SubjectsByID(ctx, id)
		return err
	})
	if errors.As(err, new(missing)) {
		return nil, nil
	}
	return names, err
}

// Register puts a schema under a subject.
func (v *View) Register(ctx context.Context, subject string, s wire.Schema) (wire.Schema, error) {
	want := sr.Schema{Schema: s.Text, Type: srTypes[s.Type]}
	for _, r := range s.References {
		want.References = append(want.References, sr.SchemaReference{Name: r.Name, Subject: r.Subject, Version: r.Version})
	}
	err := v.ask(ctx, v.limit, func(ctx context.Context, cl *sr.Client) error {
		id, err := cl.RegisterSchema(ctx, subject, want, -1, -1)
		s.Subject, s.ID = subject, id
		return err
	})
	if err != nil {
		return s, fmt.Errorf("registering the schema of subject %q: %w", subject, err)
	}
	v.keep(s)
	return s, nil
}

// ByID is the schema of an id. It waits as long as ctx allows.
func (s *schemas) ByID(ctx context.Context, id int) (wire.Schema, error) {
	return s.named(ctx, schemaName{id: id})
}

// ByGUID is the schema of a GUID. It waits as long as ctx allows.
func (s *schemas) ByGUID(ctx context.Context, guid string) (wire.Schema, error) {
	return s.named(ctx, schemaName{guid: guid})
}

// named is the schema of a name. Of those who want the same one asks; a wait for one does
// not hold up another.
func (s *schemas) named(ctx context.Context, name schemaName) (wire.Schema, error) {
	for {
		got, ok, err := s.known(name)
		if ok || err != nil {
			return got, err
		}
		answered, first := s.claim(name)
		if first {
			defer s.answer(name)
			return s.askByName(ctx, name)
		}
		select {
		case <-answered:
		case <-ctx.Done():
			return wire.Schema{}, ctx.Err()
		}
	}
}

// claim makes the caller the one who asks for a name, unless somebody does already: then
// answered is closed when he is done.
func (s *schemas) claim(name schemaName) (answered chan struct{}, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if answered, ok := s.asked[name]; ok {
		return answered, false
	}
	s.asked[name] = make(chan struct{})
	return s.asked[name], true
}

// answer ends a claim.
func (s *schemas) answer(name schemaName) {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.asked[name])
	delete(s.asked, name)
}

func (s *schemas) askByName(ctx context.Context, name schemaName) (wire.Schema, error) {
	var got sr.Schema
	err := s.ask(ctx, forever, func(ctx context.Context, cl *sr.Client) (err error) {
		got, err = name.fetch(ctx, cl)
		return textOf(got, err)
	})
	if errors.As(err, new(missing)) {
		err = wire.ErrNoSchema
	}
	if err != nil {
		err = fmt.Errorf("%v: %w", name, err)
		if errors.Is(err, wire.ErrNoSchema) || errors.Is(err, wire.ErrTooLarge) {
			s.refuse(name, err)
		}
		return wire.Schema{}, err
	}
	out := schemaOf(sr.SubjectSchema{ID: name.id, Schema: got}) // of no subject: several may have it
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byName[name] = out
	return out, nil
}

// refuse remembers for a while that a name has no schema.
func (s *schemas) refuse(name schemaName, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if len(s.refused) >= refusedMost {
		maps.DeleteFunc(s.refused, func(_ schemaName, r refusedName) bool { return now.After(r.until) })
	}
	s.refused[name] = refusedName{err, now.Add(refusedFor)}
}

// known is what is remembered of a name; that there is no such schema is an error.
func (s *schemas) known(name schemaName) (got wire.Schema, ok bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r, ok := s.refused[name]; ok {
		if time.Now().Before(r.until) {
			return got, false, r.err
		}
		delete(s.refused, name)
	}
	got, ok = s.byName[name]
	return got, ok, nil
}

func (s *schemas) keep(x wire.Schema) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x.ID > 0 {
		s.byName[schemaName{id: x.ID}] = x
	}
	if x.Version > 0 {
		s.byVersion[subjectVersion{x.Subject, x.Version}] = x
	}
}

// version asks for a subject's schema, the latest for wire.Latest.
func (s *schemas) version(ctx context.Context, subject string, version int, limit time.Duration) (wire.Schema, error) {
	s.mu.Lock()
	out, ok := s.byVersion[subjectVersion{subject, version}]
	s.mu.Unlock()
	if ok {
		return out, nil
	}
	number := version
	if number == wire.Latest {
		number = -1
	}
	var got sr.SubjectSchema
	err := s.ask(ctx, limit, func(ctx context.Context, cl *sr.Client) (err error) {
		got, err = cl.SchemaByVersion(ctx, subject, number)
		return textOf(got.Schema, err)
	})
	if err != nil {
		return out, s.noVersion(ctx, subject, version, err)
	}
	out = schemaOf(got)
	s.keep(out)
	return out, nil
}

// noVersion says what is missing: the subject, or the version, and which there are.
func (s *schemas) noVersion(ctx context.Context, subject string, version int, err error) error {
	var re *sr.ResponseError
	if !errors.As(err, new(missing)) || !errors.As(err, &re) {
		return fmt.Errorf("subject %q: %w", subject, err)
	}
	if re.ErrorCode != sr.ErrVersionNotFound.Code {
		return client.Worded(fmt.Sprintf("subject %q is not in the schema registry", subject), wire.ErrNoSchema)
	}
	var have []int
	_ = s.ask(ctx, 0, func(ctx context.Context, cl *sr.Client) (err error) {
		have, err = cl.SubjectVersions(ctx, subject)
		return err
	})
	words := make([]string, len(have))
	slices.Sort(have)
	for i, n := range have {
		words[i] = fmt.Sprint(n)
	}
	text := fmt.Sprintf("subject %q has no version %d", subject, version)
	if len(words) > 0 {
		text += ", only " + strings.Join(words, ", ")
	}
	return client.Worded(text, wire.ErrNoSchema)
}

// srTypes is the languages as the client knows them.
var srTypes = map[wire.SchemaType]sr.SchemaType{
	wire.AvroSchema: sr.TypeAvro, wire.ProtobufSchema: sr.TypeProtobuf, wire.JSONSchema: sr.TypeJSON,
}

func schemaOf(s sr.SubjectSchema) wire.Schema {
	out := wire.Schema{
		Subject: s.Subject, Version: s.Version, ID: s.ID,
		Type: wire.SchemaType(strings.ToUpper(s.Type.String())), Text: s.Schema.Schema,
	}
	for _, r := range s.References {
		out.References = append(out.References, wire.Reference{Name: r.Name, Subject: r.Subject, Version: r.Version})
	}
	return out
}
