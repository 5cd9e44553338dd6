package main

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"starling/kafka/embedded"
)

// run runs the command in this process.
func run(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = Main(args, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		args string
		want int
	}{
		{"version", exitOK},
		{"--version", exitOK},
		{"topic --help", exitOK},
		{"version extra", exitUsage},
		{"nonsense", exitUsage},
		{"topic nonsense", exitUsage},
		{"topic list --nonsense", exitUsage},
		{"topic list --cycle 0s", exitUsage},
		{"topic produce", exitUsage},
		{"topic produce x --compression brotli", exitUsage},
		{"topic list -b 127.0.0.1:1 -X default.api.timeout.ms=10", exitFailure},
		{"topic list -X linger.ms=soon", exitFailure},
	} {
		code, _, stderr := run(t, "", strings.Fields(c.args)...)
		if code != c.want || (code == exitOK) != (stderr == "") {
			t.Errorf("%s: status %d, want %d\n%s", c.args, code, c.want, stderr)
		}
	}
}

func TestVersionFlag(t *testing.T) {
	for _, flag := range []string{"--version", "-v"} {
		code, stdout, stderr := run(t, "", flag)
		if want := "starling " + version() + "\n"; code != exitOK || stdout != want || stderr != "" {
			t.Errorf("%s: status %d, %q, %q, want %q", flag, code, stdout, stderr, want)
		}
	}
}

// TestHelp holds that each command says what it is for, with an example.
func TestHelp(t *testing.T) {
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		if cmd.Short == "" || strings.HasSuffix(cmd.Short, ".") || !strings.Contains(cmd.Example, cmd.CommandPath()) {
			t.Errorf("%s: purpose %q, example %q", cmd.CommandPath(), cmd.Short, cmd.Example)
		}
		for _, sub := range cmd.Commands() {
			visit(sub)
		}
	}
	visit((&app{}).root())
}

func TestCompletion(t *testing.T) {
	b, err := embedded.Start(embedded.Config{Topics: map[string]int{"orders": 1, "quotes": 1, "quotes2": 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close() //nolint:errcheck // the test is over
	broker := "bootstrap.servers=" + b.Addr()
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"topic", "consume", "-X", broker, "quo"}, []string{"quotes", "quotes2", ":4"}},
		{[]string{"topic", "consume", "-b", b.Addr(), "quotes", "o"}, []string{"orders", ":4"}},
		{[]string{"topic", "produce", "-X", broker, "quotes", ""}, []string{":4"}},
		{[]string{"topic", "describe", "-b", "127.0.0.1:1", "-X", "default.api.timeout.ms=10", ""}, []string{":4"}},
		{[]string{"topic", "produce", "--compression", ""}, []string{"none", "gzip", "snappy", "lz4", "zstd", ":4"}},
		{[]string{"--log-level", ""}, []string{"off", "error", "warn", "info", "debug", ":4"}},
	} {
		_, stdout, _ := run(t, "", append([]string{"__complete"}, c.args...)...)
		if got := strings.Fields(stdout); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.args, got, c.want)
		}
	}
	for _, shell := range []string{"bash", "zsh", "fish"} {
		if code, stdout, stderr := run(t, "", "completion", shell); code != 0 || !strings.Contains(stdout, "starling") {
			t.Errorf("%s: status %d %s", shell, code, stderr)
		}
	}
}

// TestLogLevel shows the client's log only when asked for.
func TestLogLevel(t *testing.T) {
	args := []string{"topic", "list", "-b", "127.0.0.1:1", "-X", "default.api.timeout.ms=10"}
	if _, _, stderr := run(t, "", args...); strings.Contains(stderr, "level=") {
		t.Errorf("log without being asked:\n%s", stderr)
	}
	if _, _, stderr := run(t, "", append(args, "--log-level", "debug")...); !strings.Contains(stderr, "level=DEBUG") {
		t.Errorf("no log:\n%s", stderr)
	}
}

// brokenPipe fails every write.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

// TestOutputFails holds that a lost output is a failure, not a success in
// silence.
func TestOutputFails(t *testing.T) {
	b, err := embedded.Start(embedded.Config{Topics: map[string]int{"a": 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close() //nolint:errcheck // the test is over
	for _, args := range [][]string{{"topic", "produce", "a"}, {"topic", "consume", "a", "-o", ":end"}, {"topic", "list"}, {"version"}} {
		var stderr bytes.Buffer
		if args[0] == "topic" {
			args = append(args, "-b", b.Addr())
		}
		if code := Main(args, strings.NewReader("x\n"), brokenPipe{}, &stderr); code != exitFailure || !strings.Contains(stderr.String(), "broken pipe") {
			t.Errorf("%q: status %d, %s", args, code, &stderr)
		}
	}
}
