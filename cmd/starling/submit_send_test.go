package main

import (
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// queryWith is a script with properties of its client, which publishes totals.
func queryWith(t *testing.T, properties string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "query.py")
	text := fmt.Sprintf(`from deephaven import agg, dtypes as dht
from deephaven.stream.kafka import consumer as kc, producer as pk
from deephaven.stream.kafka.consumer import KeyValueSpec, TableType

kafka = {"bootstrap.servers": "127.0.0.1:1"%s}
orders = kc.consume(kafka, "orders", key_spec=KeyValueSpec.IGNORE, value_spec=kc.json_spec({"Sym": dht.string, "Qty": dht.int64}),
    offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, table_type=TableType.append())
totals = orders.agg_by(agg.sum_("Qty"), "Sym")
pk.produce(totals, kafka, "totals", pk.simple_spec("Sym"), pk.json_spec(["Qty"]))
`, properties)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// wantRun runs a command and holds its status and what it writes, of which the warnings are left out.
func wantRun(t *testing.T, code int, stdout, stderr string, args ...string) {
	t.Helper()
	gotCode, out, errs := run(t, "", args...)
	errs = withoutWarnings(errs)
	if gotCode != code || out != stdout || errs != stderr {
		t.Errorf("starling %s\n got %d\n%s%s\nwant %d\n%s%s", strings.Join(args, " "), gotCode, out, errs, code, stdout, stderr)
	}
}

func withoutWarnings(s string) string {
	lines := slices.DeleteFunc(strings.SplitAfter(s, "\n"), func(l string) bool { return strings.HasPrefix(l, "warning: ") })
	return strings.Join(lines, "")
}

const jobRuns = "job " + theJob + " runs: query.py\nwrites totals, changes by key\n"

func TestSubmitSends(t *testing.T) {
	f := newFlink(t)
	f.tasks = func(n int) string { return []string{"CREATED", "INITIALIZING", "RUNNING"}[min(n, 2)] }
	wantRun(t, 0, jobRuns, "", "submit", "--gateway", f.URL, queryWith(t, ""))
	if f.asked != 3 {
		t.Errorf("the job was asked for %d times; its tasks run at the third", f.asked)
	}
	if name := f.properties["pipeline.name"]; name != "query.py" {
		t.Errorf("the job's name is %q", name)
	}
	sql := f.sql()
	if n := len(sql); !strings.HasPrefix(sql[n-2], "EXPLAIN INSERT INTO ") || !strings.HasPrefix(sql[n-1], "INSERT INTO ") {
		t.Errorf("the job is not explained and then run: %q", sql)
	}

	f = newFlink(t)
	t.Setenv(gatewayVariable, f.URL)
	wantRun(t, 0, strings.Replace(jobRuns, "query.py", "it's mine", 1), "", "submit", "--name", "it's mine",
		"--set", "parallelism.default=4", "--set", "a.b=it's=1", "--jar", "/jars/it's.jar", queryWith(t, ""))
	sql = f.sql()
	if sql[0] != "ADD JAR '/jars/it''s.jar'" {
		t.Errorf("--jar is %q", sql[0])
	}
	set, last := slices.Index(sql, "SET 'a.b' = 'it''s=1'"), slices.IndexFunc(sql, func(s string) bool { return strings.HasPrefix(s, "CREATE") })
	if i := slices.Index(sql, "SET 'parallelism.default' = '4'"); i < 2 || set != i+1 || last != i+2 {
		t.Errorf("--set is not between the settings and the tables: %q", sql)
	}
	if f.properties["pipeline.name"] != "it's mine" {
		t.Errorf("--name is %q", f.properties["pipeline.name"])
	}
	wantRun(t, 2, "", "starling: --set: execution.runtime-mode is not to be set: the query would mean something else\nRun 'starling --help', or --help after a command, for usage.\n",
		"submit", "--set", "execution.runtime-mode=batch", queryWith(t, ""))
}

func TestSubmitFails(t *testing.T) {
	const cause = "org.apache.flink.util.FlinkException: outer\n\tat a.B.c(D.java:1)\nCaused by: java.lang.ArithmeticException: / by zero\n\tat a.B.c(D.java:1)\n"
	always := func(s string) func(int) string { return func(int) string { return s } }
	for _, c := range []struct {
		name           string
		state, tasks   func(int) string
		trace          string
		alone          bool
		args           []string
		stdout, stderr string
		cancelled      bool
	}{
		{
			name: "fails at once", state: always("FAILED"), trace: cause,
			stderr: "starling: job " + theJob + " is FAILED: / by zero\n",
		},
		{
			name: "fails while it is waited for", trace: cause, args: []string{"--wait"},
			state:  func(n int) string { return []string{"RUNNING", "RUNNING", "FAILED"}[min(n, 2)] },
			stdout: jobRuns, stderr: "starling: job " + theJob + " is FAILED: / by zero\n",
		},
		{
			name: "restarts for ever", state: always("RESTARTING"), tasks: always("CREATED"), trace: cause, cancelled: true,
			stderr: "starling: job " + theJob + " failed at its start and is cancelled: / by zero\n",
		},
		{
			name: "restarts, which only the gateway tells", alone: true, cancelled: true,
			state:  func(n int) string { return []string{"RUNNING", "RESTARTING"}[min(n, 1)] },
			stderr: "starling: job " + theJob + " failed at its start and is cancelled: Flink's JobManager, which knows why, cannot be asked from here\n",
		},
		{
			name: "over at once", state: always("FINISHED"), args: []string{"--wait"},
			stdout: jobRuns + "job " + theJob + " is over\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFlink(t)
			f.state, f.tasks, f.alone = c.state, c.tasks, c.alone
			if c.trace != "" && c.args == nil {
				f.trace = c.trace
			}
			if c.args != nil && c.trace != "" { // the failure is not there while the job begins
				state := c.state
				f.state = func(n int) string {
					if s := state(n); s == "FAILED" {
						f.trace = c.trace
					}
					return state(n)
				}
			}
			code := exitOK
			if c.stderr != "" {
				code = exitFailure
			}
			wantRun(t, code, c.stdout, c.stderr, slices.Concat([]string{"submit", "--gateway", f.URL}, c.args, []string{queryWith(t, "")})...)
			if f.said("STOP JOB '"+theJob+"'") != c.cancelled {
				t.Errorf("cancelled: %v", !c.cancelled)
			}
		})
	}
}

// TestSubmitWarns holds that a job without checkpoints is told of.
func TestSubmitWarns(t *testing.T) {
	f := newFlink(t)
	for _, c := range []struct {
		args string
		want bool
	}{{"", true}, {"--set execution.checkpointing.interval=10s", false}} {
		_, _, errs := run(t, "", slices.Concat([]string{"submit", "--gateway", f.URL}, strings.Fields(c.args), []string{queryWith(t, "")})...)
		if got := strings.Contains(errs, "warning: this Flink makes no checkpoints: "); got != c.want {
			t.Errorf("submit %s: %s", c.args, errs)
		}
	}
}

// TestSubmitWaits holds that a job may take longer than the end of the process.
func TestSubmitWaits(t *testing.T) {
	f := newFlink(t)
	began := time.Now()
	f.state = func(int) string {
		if time.Since(began) < 2*time.Second {
			return "RUNNING"
		}
		return "FINISHED"
	}
	wantRun(t, 0, jobRuns+"job "+theJob+" is over\n", "", "submit", "--shutdown-timeout", "100ms", "--gateway", f.URL, "--wait", queryWith(t, ""))
}

// TestSubmitNoGateway holds what is said where no gateway answers.
func TestSubmitNoGateway(t *testing.T) {
	query := queryWith(t, "")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := l.Addr().String()
	l.Close()
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>hello</html>") }))
	defer page.Close()
	none := httptest.NewServer(http.NotFoundHandler())
	defer none.Close()
	const usage = "Run 'starling --help', or --help after a command, for usage.\n"
	for _, c := range []struct {
		url, want string
		code      int
	}{
		{"http://name:hunter2@" + closed, "starling: SQL gateway http://" + closed + ": dial tcp " + closed + ": connect: connection refused\n", 1},
		{"127.0.0.1:8083", "starling: --gateway: SQL gateway: the address is not a URL as http://HOST:PORT\n" + usage, 2},
		{"ftp://name:hunter2@x", "starling: --gateway: SQL gateway: the address is not a URL as http://HOST:PORT\n" + usage, 2},
		{page.URL, "starling: SQL gateway " + page.URL + ": the answer is not Flink's: invalid character '<' looking for beginning of value\n", 1},
		{none.URL, "starling: SQL gateway " + none.URL + " answers 404 Not Found\n", 1},
	} {
		wantRun(t, c.code, "", c.want, "submit", "--gateway", c.url, query)
		wantRun(t, c.code, "", c.want, "job", "list", "--gateway", c.url)
	}
	wantRun(t, 2, "", "starling: submit: the SQL gateway is missing, as --gateway http://127.0.0.1:8083; --check and --print need none\n"+usage, "submit", query)
	wantRun(t, 2, "", "starling: the SQL gateway is missing, as --gateway http://127.0.0.1:8083\n"+usage, "job", "status", theJob)
}

// TestSubmitTellsNoSecret holds that Flink gets the secrets and nobody sees them, also where it quotes them.
func TestSubmitTellsNoSecret(t *testing.T) {
	const password, login = `hunter2'"\x`, "hunter4"
	t.Setenv("KAFKA_PASSWORD", password)
	query := queryWith(t, `, "security.protocol": "SASL_SSL", "sasl.mechanism": "SCRAM-SHA-256", "sasl.username": "alice", "sasl.password": "${env:KAFKA_PASSWORD}"`)
	f := newFlink(t)
	gateway := strings.Replace(f.URL, "://", "://carol:"+login+"@", 1)
	t.Setenv(gatewayVariable, gateway)
	var got string
	hush := func(args ...string) {
		t.Helper()
		_, out, errs := run(t, "", args...)
		got = withoutWarnings(out + errs)
		if strings.Contains(got, "hunter") {
			t.Errorf("starling %s tells\n%s", strings.Join(args, " "), got)
		}
	}
	hush("submit", "--help")
	hush("submit", "--print", query)
	hush("submit", query)
	if got != jobRuns {
		t.Errorf("it says\n%s", got)
	}
	if want := "Basic " + base64.StdEncoding.EncodeToString([]byte("carol:"+login)); f.login != want {
		t.Errorf("the login is %q", f.login)
	}
	if !f.said(`username="alice" password="hunter2''\"\\x";`) {
		t.Errorf("Flink does not get the password: %q", f.sql())
	}
	// Flink quotes the statement, with more in front than is told, so that it is cut within the secret.
	for _, pad := range []int{0, 340, 360, 380, 395} {
		f.answer = func(sql string) (int, []any) {
			if !strings.Contains(sql, "hunter2") {
				return 0, nil
			}
			return 500, []any{"<Exception on server side:\norg.apache.flink.table.api.SqlParserException: " + strings.Repeat("x", pad) + " SQL parse failed. " + sql + "\n\tat a.B.c(D.java:1)\n"}
		}
		hush("submit", query)
		if !strings.Contains(got, "statement ") {
			t.Errorf("it says\n%s", got)
		}
	}
	if got := hidden("registry:hunter3"); !slices.Contains(got, "hunter3") {
		t.Errorf("of a login the password is not hidden: %q", got)
	}
	f.answer = nil
	f.state = func(int) string { return "FAILED" }
	f.trace = "org.apache.kafka.common.errors.SaslAuthenticationException: no user alice with " + password + "\n\tat a.B.c(D.java:1)\n"
	hush("submit", query)
	if !strings.Contains(got, "no user alice with ***") {
		t.Errorf("it says\n%s", got)
	}
}
