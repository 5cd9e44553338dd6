package gateway

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// State is that of a job: RUNNING, FINISHED, FAILING, FAILED, CANCELLING, CANCELED,
// RESTARTING, CREATED, INITIALIZING and what later versions of Flink add.
type State string

// The states in which jobs stay.
const (
	Finished State = "FINISHED"
	Canceled State = "CANCELED"
	Failed   State = "FAILED"
)

// Running is the state of a job that does its work, or is about to: each task has a state
// of its own.
const Running State = "RUNNING"

// Over reports whether a job stays in the state.
func (s State) Over() bool { return s == Finished || s == Canceled || s == Failed }

// Job is a job as a list shows it.
type Job struct {
	ID       string
	Name     string
	State    State
	Start    time.Time
	Duration time.Duration // until its end or now; 0 where only the JobManager knows
}

// Jobs are those of the cluster behind the gateway, the running and the ended, as SHOW JOBS
// gives them. The duration is known of those that have not ended.
func (s *Session) Jobs(ctx context.Context) ([]Job, error) {
	r, err := s.run(ctx, "SHOW JOBS")
	if err != nil {
		return nil, err
	}
	var jobs []Job
	for _, row := range r.Rows {
		job, err := listed(row)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, job)
	}
	return jobs, nil
}

// Job is one job, as DESCRIBE JOB gives it.
func (s *Session) Job(ctx context.Context, id string) (Job, error) {
	if err := checkID(id); err != nil {
		return Job{}, err
	}
	r, err := s.run(ctx, "DESCRIBE JOB '"+id+"'")
	if err != nil {
		return Job{}, err
	}
	if len(r.Rows) != 1 {
		return Job{}, fmt.Errorf("job %s: DESCRIBE JOB gives %d rows", id, len(r.Rows))
	}
	return listed(r.Rows[0])
}

// listed reads a row of SHOW JOBS and DESCRIBE JOB: id, name, status and start.
func listed(row []string) (Job, error) {
	if len(row) < 4 {
		return Job{}, fmt.Errorf("a job has the columns %q; 4 were expected", row)
	}
	start, err := time.Parse(time.RFC3339Nano, row[3])
	if err != nil { // a gateway that writes no zone means UTC
		start, err = time.Parse("2006-01-02T15:04:05.999999999", strings.Replace(row[3], " ", "T", 1))
	}
	if err != nil {
		return Job{}, fmt.Errorf("job %s: its start is not a time: %q", row[0], row[3])
	}
	job := Job{ID: row[0], Name: oneLine(row[1]), State: State(row[2]), Start: start}
	if !job.State.Over() {
		job.Duration = time.Since(start)
	}
	return job, nil
}

// Stop ends a job with a savepoint and gives the path of that, from which the same
// statements go on when they are run in a session with the property
// execution.state-recovery.path. The job's sources stop and what they read is written; the
// job is over soon after, see [Session.Wait]. The savepoint is where the session's property
// execution.checkpointing.savepoint-dir says.
func (s *Session) Stop(ctx context.Context, id string) (savepoint string, err error) {
	if err := checkID(id); err != nil {
		return "", err
	}
	// The gateway waits for a savepoint as long as it waits for any answer of the cluster.
	patience := time.Hour
	if end, ok := ctx.Deadline(); ok {
		patience = max(time.Until(end), time.Second)
	}
	if _, err := s.run(ctx, fmt.Sprintf("SET 'client.timeout' = '%d ms'", patience.Milliseconds())); err != nil {
		return "", err
	}
	r, err := s.run(ctx, "STOP JOB '"+id+"' WITH SAVEPOINT")
	if err != nil {
		return "", err
	}
	if r.Text() == "" {
		return "", fmt.Errorf("job %s: it was stopped without a savepoint", id)
	}
	return r.Text(), nil
}

// Cancel ends a job at once. What it had read and not yet written is lost to it.
func (s *Session) Cancel(ctx context.Context, id string) error {
	if err := checkID(id); err != nil {
		return err
	}
	_, err := s.run(ctx, "STOP JOB '"+id+"'")
	return err
}

// Wait returns the job when it is over: see its state for how. It bears that the gateway
// does not answer for a while.
func (s *Session) Wait(ctx context.Context, id string) (Job, error) {
	wait := backoff{least: 200 * time.Millisecond, most: 2 * time.Second}
	for silent := 0; ; {
		job, err := s.Job(ctx, id)
		switch flinks := new(Error); {
		case err == nil && job.State.Over():
			return job, nil
		case err == nil:
			silent = 0
		case errors.As(err, &flinks) || ctx.Err() != nil || silent == 10:
			return job, err
		default:
			silent++
		}
		if err := s.gateway.sleep(ctx, wait.next()); err != nil {
			return job, fmt.Errorf("job %s is %s: %w", id, job.State, err)
		}
	}
}

var jobID = regexp.MustCompile(`^[0-9a-fA-F]{32}$`)

// checkID is there because ids become part of statements and paths.
func checkID(id string) error {
	if !jobID.MatchString(id) {
		return fmt.Errorf("%q is not the id of a job: 32 hexadecimal digits", id)
	}
	return nil
}
