package gateway

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "record what Flink answers in testdata")

// exchange is a request and its answer.
type exchange struct {
	Method string          `json:"method"`
	URI    string          `json:"uri"`
	Body   json.RawMessage `json:"body,omitempty"`
	Status int             `json:"status"`
	Answer json.RawMessage `json:"answer"`
}

// replay answers as the file says, as long as what is asked is what was asked then.
func replay(t *testing.T, file string) (url string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []exchange
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		body, _ := io.ReadAll(r.Body)
		if len(all) == 0 || all[0].Method != r.Method || all[0].URI != r.RequestURI || !same(all[0].Body, body) {
			t.Errorf("%s %s %s was not asked next then", r.Method, r.RequestURI, body)
			http.Error(w, "not recorded", http.StatusTeapot)
			return
		}
		w.WriteHeader(all[0].Status)
		w.Write(all[0].Answer)
		all = all[1:]
	}))
	t.Cleanup(func() {
		server.Close()
		if len(all) > 0 && !t.Failed() {
			t.Errorf("%d requests more were recorded", len(all))
		}
	})
	return server.URL
}

func same(a, b json.RawMessage) bool {
	var x, y bytes.Buffer
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return json.Compact(&x, a) == nil && json.Compact(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}

var frames = regexp.MustCompile(`(\\n\\tat [^\\]*)(?:\\n\\tat [^\\]*)+`)

// record stands between a test and Flink, and writes the file when the test has passed. The
// directory of with.sh is called /flink in it, and of the frames of a stack trace there is
// the first of each cause.
func record(t *testing.T, file, gateway, manager string) (url string) {
	t.Helper()
	var mu sync.Mutex
	var all []exchange
	tidy := strings.NewReplacer(os.Getenv("STARLING_FLINK_LOGS"), "/flink")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		to := gateway
		if strings.HasPrefix(r.RequestURI, "/jobs") {
			to = manager
		}
		body, _ := io.ReadAll(r.Body)
		req, _ := http.NewRequestWithContext(r.Context(), r.Method, to+r.RequestURI, bytes.NewReader(body))
		req.Header = r.Header
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Error(err)
			return
		}
		defer resp.Body.Close()
		answer, _ := io.ReadAll(resp.Body)
		w.WriteHeader(resp.StatusCode)
		w.Write(answer)
		all = append(all, exchange{r.Method, r.RequestURI, []byte(tidy.Replace(string(body))), resp.StatusCode, frames.ReplaceAll([]byte(tidy.Replace(string(answer))), []byte("$1"))})
	}))
	t.Cleanup(func() {
		server.Close()
		if t.Failed() {
			return
		}
		var b bytes.Buffer
		for i, x := range all {
			b.WriteString(map[bool]string{true: "[\n", false: ",\n"}[i == 0])
			line, err := json.Marshal(x)
			if err != nil {
				t.Error(err)
			}
			b.Write(line)
		}
		b.WriteString("\n]\n")
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Error(err)
		}
	})
	return server.URL
}
