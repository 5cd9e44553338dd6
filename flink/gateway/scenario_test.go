package gateway

import (
	"context"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// rig is what the scenario runs against: a real Flink, or what one answered once.
type rig struct {
	gateway, manager string        // their URLs
	pause            time.Duration // before asking again; 0 is none anywhere
}

// TestRecorded runs the scenario on the answers of Flink 2.2.1 in testdata.
func TestRecorded(t *testing.T) {
	url := replay(t, "testdata/flink-2.2.1.json")
	scenario(t, rig{gateway: url, manager: url})
}

// TestFlink runs it on the Flink that STARLING_FLINK_GATEWAY and STARLING_FLINK name, and
// with -update records what it answers.
func TestFlink(t *testing.T) {
	r := rig{gateway: os.Getenv("STARLING_FLINK_GATEWAY"), manager: os.Getenv("STARLING_FLINK"), pause: time.Second}
	if r.gateway == "" {
		t.Skip("STARLING_FLINK_GATEWAY names no SQL gateway; see internal/flink/with.sh")
	}
	if *update {
		r.gateway = record(t, "testdata/flink-2.2.1.json", r.gateway, r.manager)
		r.manager = r.gateway
	}
	scenario(t, r)
}

// scenario opens a session, runs a job, stops it with a savepoint, goes on from that and
// cancels it; and makes errors. What it asks depends on nothing but the answers.
func scenario(t *testing.T, r rig) {
	ctx := t.Context()
	c, err := New(Config{URL: r.gateway, Redact: func(s string) string { return strings.ReplaceAll(s, "hunter2", "***") }})
	if err != nil {
		t.Fatal(err)
	}
	if r.pause == 0 {
		c.gateway.sleep = func(ctx context.Context, _ time.Duration) error { return context.Cause(ctx) }
	}
	info, err := c.Info(ctx)
	if err != nil || info.Product != "Apache Flink" {
		t.Fatalf("info: %+v, %v", info, err)
	}
	properties := map[string]string{
		"pipeline.name":                    "counts",
		"execution.runtime-mode":           "streaming",
		"execution.checkpointing.interval": "1 s",
	}
	open := func(more map[string]string) *Session {
		t.Helper()
		all := maps.Clone(properties)
		maps.Copy(all, more)
		s, err := c.Open(ctx, all)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	tables := []Statement{
		{"the source", "CREATE TABLE ticks (Id INT, Px DOUBLE) WITH ('connector'='datagen', 'rows-per-second'='50', 'fields.Id.min'='1', 'fields.Id.max'='9')"},
		{"the sink", "CREATE TABLE counts (Id INT, N BIGINT) WITH ('connector'='blackhole')"},
	}
	insert := Statement{"the job", "EXECUTE STATEMENT SET BEGIN INSERT INTO counts SELECT Id, COUNT(*) FROM ticks GROUP BY Id; END"}

	s := open(nil)
	if _, err := s.Run(ctx, tables...); err != nil {
		t.Fatal(err)
	}
	plan, err := s.Run(ctx, Statement{SQL: "EXPLAIN INSERT INTO counts SELECT Id, COUNT(*) FROM ticks GROUP BY Id"})
	if err != nil || !strings.Contains(plan[0].Text(), "GroupAggregate(groupBy=[Id]") {
		t.Fatalf("explain: %v, %v", plan, err)
	}
	wantErrors(t, s)

	started, err := s.Run(ctx, insert)
	if err != nil {
		t.Fatal(err)
	}
	id := started[0].Job
	if err := checkID(id); err != nil {
		t.Fatal(err)
	}
	found, err := s.Cluster(ctx)
	if err != nil || r.pause > 0 && !*update && found.URL() != r.manager {
		t.Fatalf("the JobManager is at %v, not %s: %v", found, r.manager, err)
	}
	cluster, err := NewCluster(Config{URL: r.manager})
	if err != nil {
		t.Fatal(err)
	}
	status := until(t, cluster, id, r.pause, func(s Status) bool {
		return s.State == Running && len(s.Vertices) == 2 && s.Vertices[1].In > 0 && s.Checkpoint != nil
	})
	if status.Name != "counts" || status.Failure != "" || status.Restarts != 0 || status.Duration <= 0 || time.Since(status.Start) <= 0 {
		t.Errorf("status: %+v", status)
	}
	if v := status.Vertices[0]; !strings.HasPrefix(v.Name, "Source: ticks") || v.Parallelism != 1 || v.State != Running || v.Out == 0 {
		t.Errorf("the source: %+v", v)
	}
	if cp := status.Checkpoint; cp.Size == 0 || cp.Path == "" || cp.Done.Before(status.Start) {
		t.Errorf("the checkpoint: %+v", cp)
	}

	savepoint, err := s.Stop(ctx, id)
	if err != nil || !strings.Contains(savepoint, "savepoint-"+id[:6]) {
		t.Fatalf("stop: %q, %v", savepoint, err)
	}
	if job, err := s.Wait(ctx, id); err != nil || job.State != Finished {
		t.Fatalf("after the stop: %+v, %v", job, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = open(map[string]string{"execution.state-recovery.path": savepoint})
	started, err = s.Run(ctx, slices.Concat(tables, []Statement{insert})...)
	if err != nil {
		t.Fatal(err)
	}
	id = started[2].Job
	until(t, cluster, id, r.pause, func(s Status) bool {
		return s.State == Running && len(s.Vertices) == 2 && s.Vertices[1].In > 0
	})
	jobs, err := s.Jobs(ctx)
	if err != nil || !slices.ContainsFunc(jobs, func(j Job) bool {
		return j.ID == id && j.Name == "counts" && j.State == Running && j.Duration > 0
	}) {
		t.Errorf("SHOW JOBS: %+v, %v", jobs, err)
	}
	if jobs, err = cluster.Jobs(ctx); err != nil || jobs[0].ID != id {
		t.Errorf("jobs: %+v, %v", jobs, err)
	}
	if err := s.Cancel(ctx, id); err != nil {
		t.Fatal(err)
	}
	if job, err := s.Wait(ctx, id); err != nil || job.State != Canceled {
		t.Fatalf("after the cancel: %+v, %v", job, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	properties["pipeline.name"] = "fails"
	properties["restart-strategy.type"] = "fixed-delay"
	properties["restart-strategy.fixed-delay.attempts"] = "1"
	properties["restart-strategy.fixed-delay.delay"] = "100 ms"
	s = open(nil)
	started, err = s.Run(ctx, append(tables, Statement{SQL: "INSERT INTO counts SELECT Id, CAST(1/(Id-Id) AS BIGINT) FROM ticks"})...)
	if err != nil {
		t.Fatal(err)
	}
	if job, err := s.Wait(ctx, started[2].Job); err != nil || job.State != Failed {
		t.Fatalf("%+v, %v", job, err)
	}
	status = until(t, cluster, started[2].Job, r.pause, func(s Status) bool { return s.State == Failed })
	if status.Failure != "/ by zero" || status.FailedAt.IsZero() || !strings.HasPrefix(status.FailedIn, "Source: ticks") {
		t.Errorf("the failure is %q at %v in %q", status.Failure, status.FailedAt, status.FailedIn)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Properties(ctx); err == nil {
		t.Error("a closed session answers")
	}
}

// until asks for the status until it is as it should be.
func until(t *testing.T, c *Cluster, id string, pause time.Duration, right func(Status) bool) Status {
	t.Helper()
	for range 120 {
		s, err := c.Status(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if right(s) {
			return s
		}
		time.Sleep(pause)
	}
	t.Fatalf("job %s does not become as it should be", id)
	return Status{}
}

// wantErrors runs statements that fail, each behind one that does not.
func wantErrors(t *testing.T, s *Session) {
	t.Helper()
	for _, c := range []struct{ sql, want string }{
		{"SELEC 1", "the wrong one: Non-query expression encountered in illegal context"},
		{"INSERT INTO nosuch SELECT 1", "the wrong one: Cannot find table '`default_catalog`.`default_database`.`nosuch`' in any of the catalogs [default_catalog], nor as a temporary table."},
		{"INSERT INTO counts SELECT 1", "the wrong one: Column types of query result and sink for 'default_catalog.default_database.counts' do not match. Cause: Different number of columns. Query schema: [EXPR$0: INT NOT NULL] Sink schema: [Id: INT, N: BIGINT]"},
		{"SELECT hunter2 FROM counts", "the wrong one: Column 'hunter2' not found in any table"},
		{"ADD JAR '/nosuch.jar'", "the wrong one: jar resource [/nosuch.jar] not found."},
	} {
		c.want = strings.ReplaceAll(c.want, "hunter2", "***")
		_, err := s.Run(t.Context(), Statement{SQL: "SHOW TABLES"}, Statement{"the wrong one", c.sql})
		flinks := new(Error)
		if !errors.As(err, &flinks) || flinks.Statement != 1 || flinks.Status != 500 || err.Error() != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.sql, err, c.want)
		}
	}
	const no = "00000000000000000000000000000001"
	if _, err := s.Stop(t.Context(), no); err == nil || err.Error() != "Could not find Flink job ("+no+")" {
		t.Errorf("stop: %v", err)
	}
	if err := s.Cancel(t.Context(), "it' OR"); err == nil || !strings.Contains(err.Error(), "not the id of a job") {
		t.Errorf("cancel: %v", err)
	}
	if _, err := s.Wait(t.Context(), no); err == nil || err.Error() != "Described job "+no+" does not exist in the cluster." {
		t.Errorf("wait: %v", err)
	}
}
