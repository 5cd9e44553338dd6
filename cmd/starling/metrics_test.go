package main

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// said is what a command writes, for who waits for a line of it.
type said struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (s *said) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Write(b)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.String()
}

// await is the part of what was said that matches, once there is one.
func (s *said) await(t *testing.T, pattern string) string {
	t.Helper()
	re := regexp.MustCompile(pattern)
	for range 1000 {
		if m := re.FindStringSubmatch(s.String()); m != nil {
			return m[1]
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("waited for %s in vain:\n%s", pattern, s)
	return ""
}

// promptWith is a prompt with a broker inside, and with a flag if it is not "": its input, what it says and its status.
func promptWith(flag string) (typed io.WriteCloser, out, errs *said, ended <-chan int) {
	in, typing := io.Pipe()
	args := []string{"--embedded"}
	if flag != "" {
		args = append(args, flag)
	}
	out, errs = new(said), new(said)
	status := make(chan int, 1)
	go func() { status <- Main(args, in, out, errs) }()
	return typing, out, errs, status
}

// TestMetricsAtThePrompt: they are there as long as the prompt is, if they are asked for.
func TestMetricsAtThePrompt(t *testing.T) {
	for _, flag := range []string{"--metrics=:0", ""} {
		typed, out, errs, ended := promptWith(flag)
		io.WriteString(typed, "t = empty_table(7).update('X = i')\nmetrics(t.tail(1), 'last', 'X')\nprint('made', t.size)\n")
		out.await(t, `(made 7)`)
		at := ""
		if flag != "" {
			at = errs.await(t, `(?m)^metrics: (http://127\.0\.0\.1:\d+/metrics)$`)
			a, err := http.Get(at)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(a.Body)
			a.Body.Close()
			for _, want := range []string{"\nstarling_table_rows{table=\"t\"} 7\n", "\nstarling_last 6\n", "\nstarling_up 1\n"} {
				if !strings.Contains(string(body), want) {
					t.Errorf("%q is missing in\n%s", want, body)
				}
			}
		} else if running() || strings.Contains(errs.String(), "metrics:") {
			t.Errorf("something answers without being asked for\n%s", errs)
		}
		typed.Close()
		if code := <-ended; code != exitOK {
			t.Errorf("status %d: %s", code, errs)
		}
		if running() {
			t.Error("the server goes on after the end")
		}
		if at != "" {
			u, _ := url.Parse(at)
			if c, err := net.Dial("tcp", u.Host); err == nil {
				c.Close()
				t.Error("somebody listens after the end")
			}
		}
	}
}

// running reports whether a goroutine is that of a server of metrics.
func running() bool {
	b := make([]byte, 4<<20)
	return strings.Contains(string(b[:runtime.Stack(b, true)]), "serve/metrics.(*")
}
