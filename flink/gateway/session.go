package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"time"
)

const (
	// heartbeat is how often a session says that it is there: a gateway forgets sessions
	// that were silent for ten minutes, unless it is set up otherwise.
	heartbeat = time.Minute
	// parting is what a session has for what it says at the end, when its context may be over.
	parting = 5 * time.Second
	// maxRows is what a result may have. Nothing that a session is for has more; a SELECT
	// over a stream never ends.
	maxRows = 10_000
)

// Session is a session of a gateway: the properties, tables and jars of the statements that
// are run in it. It is for one goroutine at a time. It says by itself that it is there until
// [Session.Close].
type Session struct {
	gateway *endpoint
	path    string        // of the session, under the gateway's address
	stop    func()        // ends the heartbeats
	stopped chan struct{} // closed when they have ended
}

// Open starts a session in which the properties are set, as by SET. INSERT does not wait for
// the end of its job unless table.dml-sync is among them. Close it.
func (c *Client) Open(ctx context.Context, properties map[string]string) (*Session, error) {
	all := map[string]string{"table.dml-sync": "false"}
	maps.Copy(all, properties)
	var answer struct {
		Handle string `json:"sessionHandle"`
	}
	err := c.gateway.call(ctx, "POST", "/v2/sessions", map[string]any{"sessionName": "starling", "properties": all}, &answer)
	if err != nil {
		return nil, err
	}
	if answer.Handle == "" {
		return nil, fmt.Errorf("%s %s: it opened a session without a handle", c.gateway.what, c.gateway.base)
	}
	beats, stop := context.WithCancel(context.Background())
	s := &Session{gateway: c.gateway, path: "/v2/sessions/" + url.PathEscape(answer.Handle), stop: stop, stopped: make(chan struct{})}
	go s.beat(beats)
	return s, nil
}

// beat says that the session is there until ctx is over. If it is gone, the next statement tells.
func (s *Session) beat(ctx context.Context) {
	defer close(s.stopped)
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			_ = s.gateway.call(ctx, "POST", s.path+"/heartbeat", struct{}{}, nil)
		}
	}
}

// Close ends the session. Jobs that it started run on. It does not wait longer than a few
// seconds; a session that is left is forgotten by the gateway.
func (s *Session) Close() error {
	s.stop()
	<-s.stopped
	ctx, cancel := context.WithTimeout(context.Background(), parting)
	defer cancel()
	return s.gateway.call(ctx, "DELETE", s.path, nil, nil)
}

// Properties are those of the session: the gateway's configuration and what was set since.
// They may hold secrets.
func (s *Session) Properties(ctx context.Context) (map[string]string, error) {
	var answer struct {
		Properties map[string]string `json:"properties"`
	}
	err := s.gateway.call(ctx, "GET", s.path, nil, &answer)
	return answer.Properties, err
}

// Statement is one statement of SQL, or a statement set.
type Statement struct {
	Name string // what errors call it; "" is its number
	SQL  string
}

// Result is what a statement gave.
type Result struct {
	Columns []string
	Rows    [][]string // NULL is ""
	Job     string     // the id of the job that an INSERT or a statement set started
}

// Text is the first value, as the plan of an EXPLAIN or the path of a savepoint.
func (r Result) Text() string {
	if len(r.Rows) == 0 || len(r.Rows[0]) == 0 {
		return ""
	}
	return r.Rows[0][0]
}

// Run runs the statements one after another, waits for each, and gives their results: those
// of the statements before the one that failed, if one did. The error of that is an [Error]
// when Flink gave a reason. When ctx ends, the gateway is told to cancel the statement.
func (s *Session) Run(ctx context.Context, statements ...Statement) ([]Result, error) {
	var results []Result
	for i, st := range statements {
		r, err := s.run(ctx, st.SQL)
		if err != nil {
			if flinks := new(Error); errors.As(err, &flinks) {
				flinks.Statement, flinks.Name = i, st.Name
			}
			return results, err
		}
		results = append(results, r)
	}
	return results, nil
}

// page is one answer to the question for a result.
type page struct {
	Type    string `json:"resultType"` // NOT_READY, PAYLOAD or EOS
	Job     string `json:"jobID"`
	Next    string `json:"nextResultUri"`
	Results struct {
		Columns []struct {
			Name string `json:"name"`
		} `json:"columns"`
		Data []struct {
			Fields []json.RawMessage `json:"fields"`
		} `json:"data"`
	} `json:"results"`
}

func (s *Session) run(ctx context.Context, sql string) (r Result, err error) {
	var started struct {
		Handle string `json:"operationHandle"`
	}
	if err := s.gateway.call(ctx, "POST", s.path+"/statements", map[string]string{"statement": sql}, &started); err != nil {
		return r, err
	}
	operation := s.path + "/operations/" + url.PathEscape(started.Handle)
	defer func() {
		// What Flink says has failed does not run any more.
		s.leave(operation, err != nil && !errors.As(err, new(*Error)))
	}()
	next := operation + "/result/0?rowFormat=JSON"
	wait := backoff{least: 20 * time.Millisecond, most: 500 * time.Millisecond}
	for {
		var p page
		if err := s.gateway.call(ctx, "GET", next, nil, &p); err != nil {
			return r, err
		}
		if p.Type == "NOT_READY" {
			if err := s.gateway.sleep(ctx, wait.next()); err != nil {
				return r, fmt.Errorf("%s %s: %w", s.gateway.what, s.gateway.base, err)
			}
			continue
		}
		if err := r.add(p); err != nil {
			return r, fmt.Errorf("%s %s: %w", s.gateway.what, s.gateway.base, err)
		}
		if p.Type == "EOS" || p.Next == "" {
			return r, nil
		}
		if !strings.HasPrefix(p.Next, "/") { // it is put behind the address
			return r, fmt.Errorf("%s %s: the answer is not Flink's: the next result is at %q", s.gateway.what, s.gateway.base, p.Next)
		}
		next = p.Next
	}
}

func (r *Result) add(p page) error {
	if p.Job != "" {
		r.Job = p.Job
	}
	if r.Columns == nil {
		for _, c := range p.Results.Columns {
			r.Columns = append(r.Columns, c.Name)
		}
	}
	if len(r.Rows)+len(p.Results.Data) > maxRows {
		return fmt.Errorf("a result of more than %d rows", maxRows)
	}
	for _, d := range p.Results.Data {
		row := make([]string, len(d.Fields))
		for i, f := range d.Fields {
			// A text by its characters, NULL as none, all else as JSON has it.
			if json.Unmarshal(f, &row[i]) != nil {
				row[i] = string(f)
			}
		}
		r.Rows = append(r.Rows, row)
	}
	return nil
}

// leave lets the gateway forget an operation, and cancels it first if it may still run. It
// cannot fail in a way that matters: the gateway forgets the operation with its session.
func (s *Session) leave(operation string, cancel bool) {
	ctx, done := context.WithTimeout(context.Background(), parting)
	defer done()
	if cancel {
		_ = s.gateway.call(ctx, "POST", operation+"/cancel", struct{}{}, nil)
	}
	_ = s.gateway.call(ctx, "DELETE", operation+"/close", nil, nil)
}

// backoff says how long to wait before asking again: longer each time.
type backoff struct{ least, most, last time.Duration }

func (b *backoff) next() time.Duration {
	b.last = min(max(b.least, b.last*3/2), b.most)
	return b.last
}
