package gateway

import (
	"strings"
	"testing"
)

func TestCause(t *testing.T) {
	for _, c := range []struct{ name, trace, want string }{
		{"none", "", ""},
		{"no trace", "Internal server error.", "Internal server error."},
		{"no cause", "org.apache.flink.runtime.rest.NotFoundException: Job 01 not found\n\tat org.apache.flink.X.y(X.java:1)", "Job 01 not found"},
		{"the deepest", "<Exception on server side:\na.b.E: outer\n\tat a.b.C.d(C.java:1)\nCaused by: a.b.F: middle\n\t... 4 more\nCaused by: a.b.G: the inner\n\tat a.b.C.d(C.java:1)\n\nEnd of exception on server side>", "the inner"},
		{"several classes", "a.b.E: x\nCaused by: java.util.concurrent.ExecutionException: java.lang.RuntimeException: what is it\n\tat a", "what is it"},
		{"one word", "a.b.E: x\nCaused by: java.net.UnknownHostException: broker\n\tat a", "UnknownHostException: broker"},
		{"no message", "a.b.E: x\nCaused by: java.lang.NullPointerException\n\tat a", "NullPointerException"},
		{"an inner class", "a.b.Outer$Inner: it is so\n\tat a", "it is so"},
		{"suppressed", "a.b.E: x\nCaused by: a.b.F: reason of it\n\tat a\n\tSuppressed: a.b.G: y\n\t\tat b\n\tCaused by: a.b.H: z\n", "reason of it"},
		{"lines", "a.b.E: x\nCaused by: a.b.F: Unsupported options found for 'kafka'.\n\nUnsupported options:\n\nnosuch\n\nSupported options:\n\nconnector\nformat\n\tat a", "Unsupported options found for 'kafka'. Unsupported options: nosuch"},
		{"expectations", "a.b.E: Encountered \"FRM\" at line 1, column 10.\nWas expecting one of:\n    <EOF> \n    \"FROM\" ...\n\tat a", `Encountered "FRM" at line 1, column 10.`},
		{"a terminal's orders", "a.b.E: red \x1b[31mand\u202e so\n\tat a", "red [31mand so"},
		{"a message with a colon", "a.b.E: default.topic: it is not there", "default.topic: it is not there"},
	} {
		if got := cause(c.trace); got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
	long := cause("a.b.E: " + strings.Repeat("ä ", 1000))
	if len(long) > maxCause+len("…") || !strings.HasSuffix(long, " …") && !strings.HasSuffix(long, "ä…") {
		t.Errorf("a long one: %q", long)
	}
}

func FuzzCause(f *testing.F) {
	f.Add("a.b.E: x\nCaused by: a.b.F: \n\tat a")
	f.Fuzz(func(t *testing.T, trace string) {
		got := cause(trace)
		if len(got) > maxCause+len("…") || strings.ContainsAny(got, "\n\t\x1b") {
			t.Errorf("%q", got)
		}
	})
}
