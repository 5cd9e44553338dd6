package gateway

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// fake is a gateway that has an answer for each path that is asked often, without a network.
type fake struct {
	mu     sync.Mutex
	asked  []string                                     // method and path
	answer func(asked string) (status int, body string) // for what begins an operation's result
}

func (f *fake) RoundTrip(r *http.Request) (*http.Response, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	asked := r.Method + " " + r.URL.Path
	f.asked = append(f.asked, asked)
	status, body := 200, "{}"
	switch {
	case asked == "POST /v2/sessions":
		body = `{"sessionHandle": "s"}`
	case strings.HasSuffix(asked, "/statements"):
		body = `{"operationHandle": "o"}`
	case f.answer != nil && strings.Contains(asked, "/result/"):
		status, body = f.answer(asked)
	}
	if status == 0 { // no answer, ever
		f.mu.Unlock()
		<-r.Context().Done()
		f.mu.Lock()
		return nil, r.Context().Err()
	}
	return &http.Response{
		StatusCode: status, Status: fmt.Sprint(status, " ", http.StatusText(status)),
		Body: io.NopCloser(strings.NewReader(body)), Header: http.Header{}, Request: r,
	}, nil
}

func (f *fake) count(asked string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, a := range f.asked {
		if a == asked {
			n++
		}
	}
	return n
}

// session opens a session of the fake within a bubble of time.
func (f *fake) session(t *testing.T) *Session {
	t.Helper()
	c, err := New(Config{URL: "http://gateway:8083/"})
	if err != nil {
		t.Fatal(err)
	}
	c.gateway.http.Transport = f
	s, err := c.Open(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestHeartbeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{}
		s := f.session(t)
		time.Sleep(5*time.Minute + time.Second)
		if n := f.count("POST /v2/sessions/s/heartbeat"); n != 5 {
			t.Errorf("%d heartbeats in five minutes", n)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if n := f.count("DELETE /v2/sessions/s"); n != 1 {
			t.Errorf("%d sessions were closed", n)
		}
	})
}

// A statement that does not end is cancelled when its context is over.
func TestRunEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{answer: func(string) (int, string) { return 200, `{"resultType": "NOT_READY"}` }}
		s := f.session(t)
		defer s.Close()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := s.Run(ctx, Statement{SQL: "INSERT"})
		if !errors.Is(err, context.DeadlineExceeded) || err.Error() != "SQL gateway http://gateway:8083: context deadline exceeded" {
			t.Error(err)
		}
		for _, end := range []string{"POST /v2/sessions/s/operations/o/cancel", "DELETE /v2/sessions/s/operations/o/close"} {
			if f.count(end) != 1 {
				t.Errorf("%s was not said: %q", end, f.asked)
			}
		}
	})
}

func TestNoAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{answer: func(string) (int, string) { return 0, "" }}
		s := f.session(t)
		defer s.Close()
		start := time.Now()
		_, err := s.Run(t.Context(), Statement{SQL: "INSERT"})
		if err == nil || err.Error() != "SQL gateway http://gateway:8083: no answer within 30s" || time.Since(start) > time.Minute {
			t.Error(time.Since(start), err)
		}
	})
}

func TestRunAnswers(t *testing.T) {
	long := `{"resultType": "PAYLOAD", "nextResultUri": "/next/result/1", "results": {"data": [` +
		strings.Repeat(`{"fields": [1]},`, 4999) + `{"fields": [1]}]}}`
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   string // the rows, or the error
	}{
		{"values", 200, `{"resultType": "EOS", "results": {"columns": [{"name": "A"}], "data": [{"fields": ["a\"b", null, 1.50, true]}]}}`, `[A] [["a\"b" "" "1.50" "true"]]`},
		{"no end", 200, long, "SQL gateway http://gateway:8083: a result of more than 10000 rows"},
		{"elsewhere", 200, `{"resultType": "PAYLOAD", "nextResultUri": "@other/"}`, `SQL gateway http://gateway:8083: the answer is not Flink's: the next result is at "@other/"`},
		{"another server", 200, `<html>`, `SQL gateway http://gateway:8083: the answer is not Flink's: invalid character '<' looking for beginning of value`},
		{"something between", 502, `<html>`, `it: SQL gateway http://gateway:8083 answers 502 Bad Gateway`},
		{"errors without a text", 500, `{"errors": [""]}`, `it: SQL gateway http://gateway:8083 answers 500 Internal Server Error`},
		{"the last error", 500, `{"errors": ["Internal server error.", "a.b.E: why it is"]}`, `it: why it is`},
	} {
		synctest.Test(t, func(t *testing.T) {
			f := &fake{answer: func(string) (int, string) { return c.status, c.body }}
			s := f.session(t)
			defer s.Close()
			r, err := s.Run(t.Context(), Statement{Name: "it", SQL: "SELECT 'hunter2'"})
			got := fmt.Sprint(err)
			if err == nil {
				got = fmt.Sprintf("%s %q", r[0].Columns, r[0].Rows)
			}
			if got != c.want {
				t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
			}
			if f.count("DELETE /v2/sessions/s/operations/o/close") != 1 {
				t.Errorf("%s: the operation was not closed", c.name)
			}
		})
	}
}

// A statement without a name is called by its number.
func TestErrorNumbersStatements(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		f := &fake{answer: func(string) (int, string) {
			if n++; n == 3 {
				return 500, `{"errors": ["a.b.E: why it is"]}`
			}
			return 200, `{"resultType": "EOS"}`
		}}
		s := f.session(t)
		defer s.Close()
		r, err := s.Run(t.Context(), Statement{}, Statement{}, Statement{}, Statement{})
		if len(r) != 2 || err == nil || err.Error() != "statement 3: why it is" {
			t.Error(r, err)
		}
	})
}

// Wait bears that nobody answers for a while, and no longer.
func TestWaitBears(t *testing.T) {
	const id = "0123456789abcdef0123456789abcdef"
	for _, silent := range []int{3, 100} {
		synctest.Test(t, func(t *testing.T) {
			n := 0
			f := &fake{answer: func(string) (int, string) {
				if n++; n <= silent {
					return 0, ""
				}
				return 200, `{"resultType": "EOS", "results": {"data": [{"fields": ["` + id + `", "n", "FINISHED", "2026-01-02 03:04:05.678"]}]}}`
			}}
			s := f.session(t)
			defer s.Close()
			job, err := s.Wait(t.Context(), id)
			start := time.Date(2026, 1, 2, 3, 4, 5, 678e6, time.UTC)
			if silent == 3 && (err != nil || job != Job{ID: id, Name: "n", State: Finished, Start: start}) ||
				silent == 100 && (err == nil || !strings.Contains(err.Error(), "no answer within")) {
				t.Errorf("%d times: %+v, %v", silent, job, err)
			}
		})
	}
}

func TestLogin(t *testing.T) {
	var got string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Method + " " + r.URL.Path + " " + r.Header.Get("Authorization")
		w.Write([]byte(`{"productName": "Apache Flink", "version": "2"}`))
	}))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	for address, want := range map[string]string{
		"http://" + host:                     "GET /v2/info ",
		"http://" + host + "/flink/":         "GET /flink/v2/info ",
		"http://alice:open%20sesame@" + host: "GET /v2/info Basic YWxpY2U6b3BlbiBzZXNhbWU=",
		"http://some.token@" + host + "/":    "GET /v2/info Bearer some.token",
	} {
		c, err := New(Config{URL: address})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Info(t.Context()); err != nil || got != want {
			t.Errorf("%s: %q, %v", address, got, err)
		}
		if strings.Contains(c.gateway.base, "@") {
			t.Errorf("%s: the login is in %s", address, c.gateway.base)
		}
	}
}

// No error shows the login.
func TestAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"":                              "SQL gateway: the address is not a URL as http://HOST:PORT",
		"localhost:8083":                "SQL gateway: the address is not a URL as http://HOST:PORT",
		"ftp://a:hunter2@b":             "SQL gateway: the address is not a URL as http://HOST:PORT",
		"http://a:hunter2@b:port":       "SQL gateway: the address is not a URL as http://HOST:PORT",
		"http://a:hunter2@b/?x":         "SQL gateway: the address ends with a ? or #, which no part of Flink's has",
		"http://a:hunter2@127.0.0.1:1/": "SQL gateway http://127.0.0.1:1: dial tcp 127.0.0.1:1: connect: connection refused",
	} {
		c, err := New(Config{URL: address})
		if err == nil {
			_, err = c.Info(t.Context())
		}
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestManagerAddress(t *testing.T) {
	for _, c := range []struct {
		gateway, properties, want string
	}{
		{"http://127.0.0.1:1", "rest.address=127.0.0.1 rest.port=2", "http://127.0.0.1:2"},
		{"http://flink:1", "rest.address=localhost rest.port=2", "http://flink:2"},
		{"http://flink:1", "rest.address=0.0.0.0", "http://flink:8081"},
		{"http://flink:1", "rest.address=jobs rest.port=2 security.ssl.rest.enabled=true", "https://jobs:2"},
		{"http://flink:1", "jobmanager.rpc.address=jobs", "http://jobs:8081"},
		{"http://flink:1", "rest.address=::1 rest.port=2", "http://flink:2"},
		{"http://[::1]:1", "rest.address=::1 rest.port=2", "http://[::1]:2"},
		{"http://flink:1", "", "the SQL gateway does not say where its JobManager is: it has no rest.address"},
	} {
		properties := map[string]string{}
		for _, p := range strings.Fields(c.properties) {
			name, value, _ := strings.Cut(p, "=")
			properties[name] = value
		}
		got, err := managerAddress(c.gateway, properties)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %s, not %s", c.properties, got, c.want)
		}
	}
}

// What a user calls a state that this version does not know is not over.
func TestStates(t *testing.T) {
	var over []State
	for _, s := range []State{"CREATED", Running, "RESTARTING", "SUSPENDED", "later", Finished, Failed, Canceled} {
		if s.Over() {
			over = append(over, s)
		}
	}
	if !slices.Equal(over, []State{Finished, Failed, Canceled}) {
		t.Error(over)
	}
}
