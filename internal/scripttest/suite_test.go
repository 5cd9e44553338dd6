package scripttest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// run runs the text as a file of tests, and gives what was said.
func run(t *testing.T, ctx context.Context, s *Suite, text string) string { //nolint:revive // t comes first here
	t.Helper()
	path := filepath.Join(t.TempDir(), "x_test.star")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	s.Out, s.Cycle = &out, 50*time.Millisecond
	if s.Limit == 0 {
		s.Limit = time.Minute
	}
	if err := s.Run(ctx, path); err != nil && !errors.Is(err, context.Cause(ctx)) {
		t.Fatal(err)
	}
	return strings.ReplaceAll(out.String(), path, "FILE")
}

// TestApart: a test finds nothing of the one before, neither variables nor topics nor the time;
// they run in the order in which they are defined.
func TestApart(t *testing.T) {
	s := &Suite{}
	got := run(t, t.Context(), s, `
import time
seen = []

def test_z():
    seen.append(1)
    advance("1h")
    pk.produce(new_table({"A": [1]}), {"bootstrap.servers": "x:1"}, "t", pk.KeyValueSpec.IGNORE, pk.simple_spec("A"))

def test_a():
    assert seen == []
    assert time.time() == 1767225600
    from deephaven.stream.kafka import topics
    assert topics({"bootstrap.servers": "x:1"}) == []
`)
	if want := "ok    FILE: test_z\nok    FILE: test_a\n"; got != want || s.Passed != 2 || s.Failed != 0 {
		t.Errorf("%d passed, %d failed:\n%s", s.Passed, s.Failed, got)
	}
}

// TestLate: a test that takes too long fails, and so does one that waits for what never comes.
func TestLate(t *testing.T) {
	s := &Suite{Limit: 50 * time.Millisecond}
	got := run(t, t.Context(), s, "def test_spin():\n    while True:\n        pass\n")
	if !strings.Contains(got, "the test takes too long: more than 50ms (--timeout)") || s.Failed != 1 {
		t.Errorf("%d failed:\n%s", s.Failed, got)
	}
}

// TestInterrupted: an interrupt ends the test and those after it.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("interrupted"))
	s := &Suite{}
	run(t, ctx, s, "def test_a():\n    pass\ndef test_b():\n    pass\n")
	if s.Passed+s.Failed > 0 {
		t.Errorf("%d passed, %d failed", s.Passed, s.Failed)
	}
}

// TestFailures are told with the place.
func TestFailures(t *testing.T) {
	for text, want := range map[string]string{
		"x = 1":                            "there is no function test_… in it",
		"exit(0)\n":                        "the file ends itself by exit()",
		"x = \n":                           "SyntaxError",
		"def test_a():\n    exit(3)\n":     "it ended itself by exit(3)",
		"def test_a():\n    assert 1 == 2": "AssertionError",
		"def test_a():\n    run('none')":   "run: open ",
		"def test_a():\n    recorded('.')": "there is no recorded topic in it",
		"def test_a():\n    advance('x')":  `advance: "x" is no time to advance by`,
	} {
		s := &Suite{}
		if got := run(t, t.Context(), s, text); !strings.Contains(got, want) || s.Failed != 1 || strings.Contains(got, "<test>") {
			t.Errorf("%q: %d failed:\n%s\nwant %s", text, s.Failed, got, want)
		}
	}
}

// TestScript: a script that a test runs has names of its own, and errors in it show both places.
func TestScript(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"good.star": "x = 1\nt = time_table('PT1S').update('Y = x')\ndef f():\n    return x\nx = 2\n",
		"bad.star":  "def g():\n    return 1 + None\ng()\n",
		"ends.star": "x = 5\nexit(0)\n",
		"fails.py":  "import sys\nsys.exit(4)\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := &Suite{}
	got := run(t, t.Context(), s, strings.ReplaceAll(`
x = 7
def test_names():
    q = run("DIR/good.star")
    assert (x, q.x, q.f()) == (7, 2, 2)
    assert_table(q.t, [{"Y": 1}])
def test_ends():
    assert run("DIR/ends.star").x == 5
def test_fails():
    run("DIR/fails.py")
def test_bad():
    run("DIR/bad.star")
`, "DIR", dir))
	for _, want := range []string{
		"ok    FILE: test_names\nok    FILE: test_ends\nFAIL  FILE: test_fails\n", "fails.py ended itself with status 4",
		`bad.star", line 2, column 14, in g`, `FILE", line 12`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
