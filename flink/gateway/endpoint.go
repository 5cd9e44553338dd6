package gateway

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	// callTimeout ends one request. Flink answers at once and is asked again for what takes
	// longer; the first statement of a gateway needs some seconds.
	callTimeout = 30 * time.Second
	// maxAnswer is what an answer may have.
	maxAnswer = 64 << 20
)

// endpoint is one REST server of Flink's.
type endpoint struct {
	what   string // as errors call it
	base   string // without a login and without a slash at the end
	login  string // the header Authorization; "" without
	redact func(string) string
	http   *http.Client
	sleep  func(context.Context, time.Duration) error // sleep, but in tests
}

func newEndpoint(what, address string, redact func(string) string) (*endpoint, error) {
	u, err := url.Parse(address)
	// The text may hold a password, so url.Parse's error is not shown: it quotes it.
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%s: the address is not a URL as http://HOST:PORT", what)
	}
	if u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("%s: the address ends with a ? or #, which no part of Flink's has", what)
	}
	if redact == nil {
		redact = func(s string) string { return s }
	}
	e := &endpoint{what: what, redact: redact, http: &http.Client{Timeout: callTimeout}, sleep: sleep}
	if u.User != nil {
		if password, ok := u.User.Password(); ok {
			e.login = "Basic " + base64.StdEncoding.EncodeToString([]byte(u.User.Username()+":"+password))
		} else {
			e.login = "Bearer " + u.User.Username()
		}
		u.User = nil
	}
	e.base = strings.TrimRight(u.String(), "/")
	return e, nil
}

// call sends a request with in as its body, unless it is nil, and reads the answer into
// out, unless that is nil. An answer that is not a success is an [Error]; no answer is
// another error, which names the server.
func (e *endpoint) call(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, e.base+path, body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", e.what, e.base, err)
	}
	req.Header.Set("Accept", "application/json")
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if e.login != "" {
		req.Header.Set("Authorization", e.login)
	}
	resp, err := e.http.Do(req)
	if err != nil {
		return e.silent(ctx, err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		return e.silent(ctx, err)
	case len(b) > maxAnswer:
		return fmt.Errorf("%s %s: an answer of more than %d MiB", e.what, e.base, maxAnswer>>20)
	case resp.StatusCode/100 != 2:
		return &Error{Statement: -1, Status: resp.StatusCode, Reason: e.reason(resp, b)}
	case out == nil:
		return nil
	}
	if err := json.Unmarshal(b, out); err != nil {
		return fmt.Errorf("%s %s: the answer is not Flink's: %w", e.what, e.base, err)
	}
	return nil
}

// silent is the error of a request that got no answer. It is the context's if that ended it.
func (e *endpoint) silent(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s %s: %w", e.what, e.base, context.Cause(ctx))
	}
	// Of a url.Error only the inner one: it repeats the path.
	if inner := new(url.Error); errors.As(err, &inner) {
		if inner.Timeout() {
			return fmt.Errorf("%s %s: no answer within %v", e.what, e.base, callTimeout)
		}
		err = inner.Err
	}
	return fmt.Errorf("%s %s: %w", e.what, e.base, err)
}

// reason is why an answer is not a success, redacted before anything is cut off. Flink
// gives a list of texts, the last of which is Java's stack trace; what is between it and
// here gives anything.
func (e *endpoint) reason(resp *http.Response, body []byte) string {
	var flinks struct {
		Errors []string `json:"errors"`
	}
	if json.Unmarshal(body, &flinks) == nil {
		for i := len(flinks.Errors) - 1; i >= 0; i-- {
			if why := cause(e.redact(flinks.Errors[i])); why != "" {
				return why
			}
		}
	}
	return fmt.Sprintf("%s %s answers %s", e.what, e.base, resp.Status)
}

// sleep returns the context's cause if that ends before.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}
