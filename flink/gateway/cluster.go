package gateway

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// Cluster asks a JobManager how its jobs fare. It is for any number of goroutines.
type Cluster struct {
	manager *endpoint
}

// NewCluster makes a client of the JobManager whose REST answers at the URL of cfg.
func NewCluster(cfg Config) (*Cluster, error) {
	e, err := newEndpoint("JobManager", cfg.URL, cfg.Redact)
	if err != nil {
		return nil, err
	}
	return &Cluster{manager: e}, nil
}

// Cluster is the JobManager that the session's jobs run under, at the address that the
// gateway has of it. That may be out of reach from here, or want a login: then a
// [NewCluster] needs another.
func (s *Session) Cluster(ctx context.Context) (*Cluster, error) {
	properties, err := s.Properties(ctx)
	if err != nil {
		return nil, err
	}
	address, err := managerAddress(s.gateway.base, properties)
	if err != nil {
		return nil, err
	}
	return NewCluster(Config{URL: address, Redact: s.gateway.redact})
}

// managerAddress is the URL of the JobManager in a gateway's properties.
func managerAddress(gateway string, properties map[string]string) (string, error) {
	host, port := properties["rest.address"], properties["rest.port"]
	if host == "" {
		host = properties["jobmanager.rpc.address"]
	}
	if host == "" {
		return "", errors.New("the SQL gateway does not say where its JobManager is: it has no rest.address")
	}
	if port == "" {
		port = "8081"
	}
	// A gateway beside its JobManager calls it by the loopback, which is elsewhere from here.
	if u, err := url.Parse(gateway); err == nil && isLoopback(host) && !isLoopback(u.Hostname()) {
		host = u.Hostname()
	}
	scheme := "http"
	if properties["security.ssl.rest.enabled"] == "true" {
		scheme = "https"
	}
	return scheme + "://" + net.JoinHostPort(host, port), nil
}

func isLoopback(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && (a.IsLoopback() || a.IsUnspecified())
}

// Status is how a job fares.
type Status struct {
	Job
	Failure    string      // why it failed, or was restarted last; "" if it never was
	FailedAt   time.Time   // when; zero if it never was
	FailedIn   string      // the task that failed; "" where the failure is the job's
	Restarts   int         // so far; 0 once the job is over
	Vertices   []Vertex    // from the sources to the sinks
	Checkpoint *Checkpoint // the last that is complete; nil without
	Incomplete int         // checkpoints that failed: the first few do while the tasks start
}

// Vertex is one task of a job. Its counts are those of all its parallel parts since they
// were started last.
type Vertex struct {
	Name        string
	Parallelism int
	State       State
	In, Out     int64 // records
}

// Checkpoint is a complete checkpoint or savepoint.
type Checkpoint struct {
	ID       int64
	Done     time.Time
	Duration time.Duration
	Size     int64 // bytes of state
	Path     string
}

// URL is where the JobManager answers and, in a browser, shows its jobs.
func (c *Cluster) URL() string { return c.manager.base }

// overview is a job in the answers of /jobs/overview and /jobs/ID.
type overview struct {
	ID       string `json:"jid"`
	Name     string `json:"name"`
	State    State  `json:"state"`
	Start    int64  `json:"start-time"`
	Duration int64  `json:"duration"`
}

func (o overview) job() Job {
	return Job{ID: o.ID, Name: oneLine(o.Name), State: o.State, Start: time.UnixMilli(o.Start), Duration: time.Duration(o.Duration) * time.Millisecond}
}

// Jobs are those that run and those that have ended lately, the newest first.
func (c *Cluster) Jobs(ctx context.Context) ([]Job, error) {
	var answer struct {
		Jobs []overview `json:"jobs"`
	}
	if err := c.manager.call(ctx, "GET", "/jobs/overview", nil, &answer); err != nil {
		return nil, err
	}
	var jobs []Job
	for _, o := range answer.Jobs {
		jobs = append(jobs, o.job())
	}
	slices.SortStableFunc(jobs, func(a, b Job) int { return b.Start.Compare(a.Start) })
	return jobs, nil
}

// Status asks for the state of a job, its counts, its last failure and its last checkpoint.
// The JobManager's answers are up to ten seconds old.
func (c *Cluster) Status(ctx context.Context, id string) (Status, error) {
	if err := checkID(id); err != nil {
		return Status{}, err
	}
	var job struct {
		overview
		Vertices []struct {
			Name        string `json:"name"`
			Parallelism int    `json:"parallelism"`
			Status      State  `json:"status"`
			Metrics     struct {
				In  int64 `json:"read-records"`
				Out int64 `json:"write-records"`
			} `json:"metrics"`
		} `json:"vertices"`
	}
	if err := c.manager.call(ctx, "GET", "/jobs/"+id, nil, &job); err != nil {
		return Status{}, err
	}
	s := Status{Job: job.job()}
	for _, v := range job.Vertices {
		s.Vertices = append(s.Vertices, Vertex{Name: oneLine(v.Name), Parallelism: v.Parallelism, State: v.Status, In: v.Metrics.In, Out: v.Metrics.Out})
	}
	for _, more := range []func(context.Context, *Status) error{c.failure, c.restarts, c.checkpoint} {
		if err := more(ctx, &s); err != nil {
			return s, fmt.Errorf("job %s: %w", id, err)
		}
	}
	return s, nil
}

func (c *Cluster) failure(ctx context.Context, s *Status) error {
	type failure struct {
		Trace string `json:"stacktrace"`
		Time  int64  `json:"timestamp"`
		Task  string `json:"taskName"`
	}
	var answer struct {
		History struct {
			Entries []struct {
				failure
				// Of the decision not to start the job again: the task's.
				Others []failure `json:"concurrentExceptions"`
			} `json:"entries"` // the newest first
		} `json:"exceptionHistory"`
	}
	err := c.manager.call(ctx, "GET", "/jobs/"+s.ID+"/exceptions?maxExceptions=1", nil, &answer)
	if err == nil && len(answer.History.Entries) > 0 {
		last := answer.History.Entries[0]
		s.Failure, s.FailedAt = cause(c.manager.redact(last.Trace)), time.UnixMilli(last.Time)
		task := last.Task
		if task == "" && len(last.Others) > 0 {
			task = last.Others[0].Task
		}
		s.FailedIn = oneLine(task)
	}
	return err
}

func (c *Cluster) restarts(ctx context.Context, s *Status) error {
	var metrics []struct {
		Value string `json:"value"`
	}
	err := c.manager.call(ctx, "GET", "/jobs/"+s.ID+"/metrics?get=numRestarts", nil, &metrics)
	if err == nil && len(metrics) > 0 {
		s.Restarts, _ = strconv.Atoi(metrics[0].Value) // "" until it was counted
	}
	return err
}

func (c *Cluster) checkpoint(ctx context.Context, s *Status) error {
	type done struct {
		ID       int64  `json:"id"`
		Ack      int64  `json:"latest_ack_timestamp"`
		Duration int64  `json:"end_to_end_duration"`
		Size     int64  `json:"state_size"`
		Path     string `json:"external_path"`
	}
	var answer struct {
		Counts struct {
			Failed int `json:"failed"`
		} `json:"counts"`
		Latest struct {
			Completed *done `json:"completed"`
			Savepoint *done `json:"savepoint"`
		} `json:"latest"`
	}
	err := c.manager.call(ctx, "GET", "/jobs/"+s.ID+"/checkpoints", nil, &answer)
	if flinks := new(Error); errors.As(err, &flinks) && flinks.Status == 404 { // a job without checkpoints
		return nil
	}
	if err != nil {
		return err
	}
	s.Incomplete = answer.Counts.Failed
	last := answer.Latest.Completed
	if sp := answer.Latest.Savepoint; sp != nil && (last == nil || sp.ID > last.ID) {
		last = sp
	}
	if last != nil {
		s.Checkpoint = &Checkpoint{
			ID: last.ID, Done: time.UnixMilli(last.Ack), Duration: time.Duration(last.Duration) * time.Millisecond,
			Size: last.Size, Path: last.Path,
		}
	}
	return nil
}
