package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"starling/flink/gateway"
)

// runLimit is how long a job may take to begin.
const runLimit = 2 * time.Minute

// begun returns when all tasks of the job run, or it is over. A job that fails on its way there would be
// started again and again, as one does whose state in a savepoint is of another script: it is cancelled.
func (s *submission) begun(ctx context.Context, session *gateway.Session, job *submitted) error {
	ctx, cancel := context.WithTimeoutCause(ctx, runLimit, fmt.Errorf("job %s does not run after %v and is left as it is: starling job status tells of it", job.id, runLimit))
	defer cancel()
	cluster, err := session.Cluster(ctx)
	if err != nil {
		cluster = nil
	}
	var since time.Time // when the job was first seen running, where no tasks are seen
	for {
		st, tasks, err := startingOf(ctx, session, cluster, job.id)
		switch {
		case err != nil && ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil:
			return fmt.Errorf("job %s: %w", job.id, err)
		case st.State == gateway.Finished:
			return nil
		case st.State.Over():
			return s.failed(ctx, session, job, st.State)
		case st.Failure != "" || !tasks && st.State == restarting:
			return s.abandon(ctx, session, job, st.Failure)
		case tasks && st.State == gateway.Running && !slices.ContainsFunc(st.Vertices, stillBegins):
			return nil
		case !tasks && st.State == gateway.Running && since.IsZero():
			since = time.Now()
		case !tasks && st.State == gateway.Running && time.Since(since) > settled:
			return nil
		}
		select {
		case <-time.After(300 * time.Millisecond):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// settled is how long a job has to run, where only the gateway is in reach, which tells nothing of tasks.
const settled = 5 * time.Second

// restarting is the state of a job that failed and is to be started again.
const restarting gateway.State = "RESTARTING"

// stillBegins reports whether a task does not work yet.
func stillBegins(v gateway.Vertex) bool {
	return v.State != gateway.Running && v.State != gateway.Finished
}

// startingOf is a job's state: with its tasks of the JobManager, if there is one in reach, else of the gateway.
func startingOf(ctx context.Context, session *gateway.Session, cluster *gateway.Cluster, id string) (st gateway.Status, tasks bool, err error) {
	if cluster != nil {
		if st, err = cluster.Status(ctx, id); err == nil && len(st.Vertices) > 0 {
			return st, true, nil
		}
	}
	j, err := session.Job(ctx, id)
	return gateway.Status{Job: j}, false, err
}

// abandon cancels a job that fails again and again; the error is why.
func (s *submission) abandon(ctx context.Context, session *gateway.Session, job *submitted, why string) error {
	if why == "" {
		why = "Flink's JobManager, which knows why, cannot be asked from here"
	}
	if s.savepoint != "" && strings.Contains(why, "state serializer") {
		why = "the savepoint is of another script: " + why
	}
	if err := session.Cancel(ctx, job.id); err != nil {
		return fmt.Errorf("job %s fails at its start and is started again and again: %s; and it could not be cancelled: %w", job.id, why, err)
	}
	return fmt.Errorf("job %s failed at its start and is cancelled: %s", job.id, why)
}

// failed is why a job is over without having finished.
func (s *submission) failed(ctx context.Context, session *gateway.Session, job *submitted, state gateway.State) error {
	why := "job " + job.id + " is " + string(state)
	if c, err := session.Cluster(ctx); err == nil {
		if st, err := c.Status(ctx, job.id); err == nil && st.Failure != "" {
			why += ": " + st.Failure
		}
	}
	return errors.New(why)
}
