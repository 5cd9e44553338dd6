package main

import (
	"strings"
	"testing"
)

func TestJob(t *testing.T) {
	f := newFlink(t)
	t.Setenv(gatewayVariable, f.URL)
	wantRun(t, 0, "ID                                NAME      STATE    START\n"+theJob+"  query.py  RUNNING  2026-01-02T03:04:05Z\n", "", "job", "list")
	wantRun(t, 0, `job         `+theJob+`
name        query.py
state       RUNNING
for         1m1s
restarts    0
checkpoint  2026-01-02T03:04:06Z, 4096 bytes, file:/checkpoints/chk-7
TASK                     STATE    PARALLEL  IN  OUT
Source: orders_topic[1]  RUNNING  2         0   1234
to_totals[2]: Writer     RUNNING  1         56  0
`, "", "job", "status", theJob)
	f.trace = "java.lang.ArithmeticException: / by zero\n\tat a.B.c(D.java:1)\n"
	if _, out, _ := run(t, "", "job", "status", theJob); !strings.Contains(out, "\nfailed      / by zero\n") {
		t.Errorf("a job that failed:\n%s", out)
	}
	f.trace = ""
	wantRun(t, 1, "", "starling: \"7\" is not the id of a job: 32 hexadecimal digits\n", "job", "status", "7")

	wantRun(t, 0, "file:/savepoints/savepoint-012345-1\n", "", "job", "stop", "--savepoint", "file:///savepoints", theJob)
	if f.properties["execution.checkpointing.savepoint-dir"] != "file:///savepoints" {
		t.Errorf("the folder is not told: %q", f.properties)
	}
	wantRun(t, 0, "job "+theJob+" is cancelled\n", "", "job", "stop", "--cancel", theJob)
	f.answer = func(sql string) (int, []any) {
		if !strings.HasPrefix(sql, "STOP") {
			return 0, nil
		}
		return 500, []any{"java.util.concurrent.CompletionException: x\n\tat a.B.c(D.java:1)\nCaused by: org.apache.flink.runtime.rest.util.RestClientException: [org.apache.flink.runtime.rest.handler.RestHandlerException: Job cancellation failed because the job has already reached another terminal state (FINISHED).\n\tat a.B.c(D.java:1)\n]"}
	}
	wantRun(t, 1, "", "starling: Job cancellation failed because the job has already reached another terminal state (FINISHED).\n", "job", "stop", "--cancel", theJob)
}

func TestJobResume(t *testing.T) {
	f := newFlink(t)
	t.Setenv(gatewayVariable, f.URL)
	query := queryWith(t, "")
	wantRun(t, 0, jobRuns, "", "job", "resume", "--savepoint", "file:/savepoints/savepoint-012345-1", query)
	if f.properties["execution.state-recovery.path"] != "file:/savepoints/savepoint-012345-1" {
		t.Errorf("the savepoint is not told: %q", f.properties)
	}
	f.state = func(int) string { return "RESTARTING" }
	f.trace = "java.lang.Exception: x\n\tat a.B.c(D.java:1)\nCaused by: org.apache.flink.util.StateMigrationException: For heap backends, the new state serializer must not be incompatible with the old state serializer.\n\tat a.B.c(D.java:1)\n"
	wantRun(t, 1, "", "starling: job "+theJob+" failed at its start and is cancelled: the savepoint is of another script: For heap backends, the new state serializer must not be incompatible with the old state serializer.\n",
		"job", "resume", "--savepoint", "file:/savepoints/savepoint-012345-1", query)
	if !f.said("STOP JOB '" + theJob + "'") {
		t.Error("the job restarts on")
	}
	wantRun(t, 2, "", "starling: job resume: --savepoint is missing, the path that starling job stop printed\nRun 'starling --help', or --help after a command, for usage.\n", "job", "resume", query)
}
