package kafkatest

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/sr"
	"github.com/twmb/franz-go/pkg/sr/srfake"
)

const registryAddr = "localhost:8081"

// Registry is a schema registry.
type Registry struct {
	fake   *srfake.Registry
	server *http.Server
	way    *way

	mu     sync.Mutex
	status int // of the answers that fail
	fails  int // still to come; less than 0 is for ever
	pause  time.Duration
	asked  int
	fixed  map[string]answer // by path
}

// answer is what a path is answered with.
type answer struct {
	status int
	body   string
}

func startRegistry(network *kfake.VirtualNetwork) (*Registry, error) {
	r := &Registry{fake: srfake.NewRegistry(), way: newWay()}
	r.server = &http.Server{Handler: r}
	listener, err := network.Listen("tcp", registryAddr)
	if err != nil {
		return nil, err
	}
	go r.server.Serve(listener) //nolint:errcheck // always ErrServerClosed
	return r, nil
}

func (r *Registry) close() error { return r.server.Close() }

// URL is the registry's schema.registry.url.
func (r *Registry) URL() string { return "http://" + registryAddr }

// Register puts a schema under a subject, whatever befalls the registry, and returns its id.
func (r *Registry) Register(subject string, s sr.Schema) (int, error) {
	id, _, err := r.fake.RegisterSchema(subject, s)
	return id, err
}

// Seed puts a schema under a new subject with an id of the caller's choice, which may have
// more than four bytes.
func (r *Registry) Seed(subject string, id int, s sr.Schema) { r.fake.SeedSchema(subject, 1, id, s) }

// GUID is the GUID of a subject's schema, "" if there is none.
func (r *Registry) GUID(subject string, version int) string {
	s, _ := r.fake.GetSchema(subject, version)
	return s.GUID
}

// Down breaks every connection to the registry, and refuses new ones until Up.
func (r *Registry) Down() { r.way.block(true) }

// Up ends Down.
func (r *Registry) Up() { r.way.block(false) }

// Fail answers the next n requests with an HTTP status, all if n < 0. Nothing is done for them.
func (r *Registry) Fail(status, n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status, r.fails = status, n
}

// Answer answers the requests for one path, as /schemas/ids/7, with an HTTP status and a body,
// whatever the registry has there; "" is all paths that have no answer of their own, and
// status 0 ends it.
func (r *Registry) Answer(path string, status int, body string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fixed == nil {
		r.fixed = map[string]answer{}
	}
	if r.fixed[path] = (answer{status, body}); status == 0 {
		delete(r.fixed, path)
	}
}

// Slow lets every request wait before it is answered; 0 ends it for later ones.
func (r *Registry) Slow(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pause = d
}

// Asked is how many requests came so far.
func (r *Registry) Asked() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.asked
}

// ServeHTTP answers a request.
func (r *Registry) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	fixed, pause := r.next(req.URL.Path)
	if pause > 0 {
		select {
		case <-time.After(pause):
		case <-req.Context().Done():
			return
		}
	}
	if fixed.status == 0 {
		r.fake.Handler().ServeHTTP(w, req)
		return
	}
	w.Header().Set("Content-Type", "application/vnd.schemaregistry.v1+json")
	w.WriteHeader(fixed.status)
	io.WriteString(w, fixed.body) //nolint:errcheck // who asked is gone
}

// next is what a request that came meets with; status 0 is an answer of the registry.
func (r *Registry) next(path string) (fixed answer, pause time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked++
	if r.fails != 0 {
		r.fails = max(r.fails-1, -1)
		return answer{r.status, fmt.Sprintf(`{"error_code":%d,"message":%q}`, r.status, http.StatusText(r.status))}, r.pause
	}
	if own, ok := r.fixed[path]; ok {
		return own, r.pause
	}
	return r.fixed[""], r.pause
}
