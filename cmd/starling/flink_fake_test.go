package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// theJob is the id of the job that fakeFlink runs.
const theJob = "0123456789abcdef0123456789abcdef"

// fakeFlink answers as a SQL gateway and its JobManager, for one job.
type fakeFlink struct {
	*httptest.Server
	// state is what the job's state is when it was asked for n times, and tasks that of its tasks; what of the
	// tasks is not said is as the job's.
	state, tasks func(n int) string
	trace        string                        // of the job's failure
	answer       func(sql string) (int, []any) // of a statement: a status of HTTP, and values or errors; nil is OK
	alone        bool                          // the JobManager cannot be reached

	mu         sync.Mutex
	asked      int
	statements []string
	properties map[string]string
	login      string
	results    map[string]string // of operations
}

// newFlink starts one whose job runs.
func newFlink(t *testing.T) *fakeFlink {
	f := &fakeFlink{results: map[string]string{}}
	f.state = func(int) string { return "RUNNING" }
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

// sql is the statements so far.
func (f *fakeFlink) sql() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.statements...)
}

// said reports whether a statement contains a text.
func (f *fakeFlink) said(text string) bool {
	return strings.Contains(strings.Join(f.sql(), "\n"), text)
}

func (f *fakeFlink) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	write := func(status int, v any) {
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(v)
	}
	path := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	switch {
	case path[0] == "jobs":
		f.job(write, path[len(path)-1])
	case r.Method == "DELETE", path[len(path)-1] == "cancel":
		write(200, struct{}{})
	case r.Method == "POST" && r.URL.Path == "/v2/sessions":
		var in struct{ Properties map[string]string }
		_ = json.NewDecoder(r.Body).Decode(&in)
		f.properties, f.login = in.Properties, r.Header.Get("Authorization")
		write(200, map[string]string{"sessionHandle": "s"})
	case len(path) == 3:
		u, _ := url.Parse(f.URL)
		port := u.Port()
		if f.alone {
			port = "1"
		}
		write(200, map[string]any{"properties": map[string]string{"rest.address": "127.0.0.1", "rest.port": port}})
	case path[len(path)-1] == "statements":
		var in struct{ Statement string }
		_ = json.NewDecoder(r.Body).Decode(&in)
		f.statements = append(f.statements, in.Statement)
		operation := fmt.Sprint("o", len(f.statements))
		f.results[operation] = in.Statement
		write(200, map[string]string{"operationHandle": operation})
	default:
		status, rows := f.run(f.results[path[4]])
		if status != 200 {
			write(status, map[string]any{"errors": rows})
			return
		}
		var data []any
		for _, row := range rows {
			data = append(data, map[string]any{"fields": row})
		}
		id := ""
		if strings.HasPrefix(f.results[path[4]], "INSERT") {
			id = theJob
		}
		write(200, map[string]any{"resultType": "EOS", "jobID": id, "results": map[string]any{"data": data}})
	}
}

// run is the rows that a statement gives.
func (f *fakeFlink) run(sql string) (status int, rows []any) {
	if f.answer != nil {
		if status, rows := f.answer(sql); status != 0 {
			return status, rows
		}
	}
	job := []string{theJob, "query.py", f.state(f.asked), "2026-01-02T03:04:05Z"}
	switch {
	case sql == "SHOW JOBS", strings.HasPrefix(sql, "DESCRIBE JOB"):
		f.asked++
		return 200, []any{job}
	case strings.HasSuffix(sql, "WITH SAVEPOINT"):
		f.state = func(int) string { return "FINISHED" }
		return 200, []any{[]string{"file:/savepoints/savepoint-012345-1"}}
	}
	return 200, []any{[]string{"OK"}}
}

// job answers as the JobManager does.
func (f *fakeFlink) job(write func(int, any), what string) {
	switch what {
	case "exceptions":
		entries := []any{}
		if f.trace != "" {
			entries = append(entries, map[string]any{"stacktrace": f.trace, "timestamp": 1767323046000})
		}
		write(200, map[string]any{"exceptionHistory": map[string]any{"entries": entries}})
	case "metrics":
		write(200, []any{map[string]string{"id": "numRestarts", "value": "0"}})
	case "checkpoints":
		write(200, map[string]any{"latest": map[string]any{"completed": map[string]any{"id": 7, "latest_ack_timestamp": 1767323046000, "state_size": 4096, "external_path": "file:/checkpoints/chk-7"}}})
	default:
		state := f.state(f.asked)
		tasks := state
		if f.tasks != nil {
			tasks = f.tasks(f.asked)
		}
		f.asked++
		write(200, map[string]any{"jid": theJob, "name": "query.py", "state": state, "start-time": 1767323045000, "duration": 61000, "vertices": []any{
			map[string]any{"name": "Source: orders_topic[1]", "parallelism": 2, "status": state, "metrics": map[string]int{"read-records": 0, "write-records": 1234}},
			map[string]any{"name": "to_totals[2]: Writer", "parallelism": 1, "status": tasks, "metrics": map[string]int{"read-records": 56}},
		}})
	}
}
