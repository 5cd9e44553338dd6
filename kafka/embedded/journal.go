package embedded

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
)

// journal keeps the registry's schemas over a restart: requests that changed
// it are written down in order and repeated at the next start, which gives the
// schemas their old ids. Without a file it only passes requests on.
type journal struct {
	mu      sync.Mutex
	handler http.Handler
	file    *os.File
}

// entry is one line of the file.
type entry struct {
	Method string `json:"method"`
	URI    string `json:"uri"`
	Type   string `json:"type,omitempty"`
	Body   string `json:"body,omitempty"`
}

func openJournal(dir string, handler http.Handler) (*journal, error) {
	j := &journal{handler: handler}
	if dir == "" {
		return j, nil
	}
	path := filepath.Join(dir, "registry.jsonl")
	if err := j.replay(path); err != nil {
		return nil, fmt.Errorf("embedded schema registry: %s: %w", path, err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("embedded schema registry: %w", err)
	}
	j.file = file
	return j, nil
}

// replay repeats the requests of the file. A last line cut off by a crash was
// never answered, so it is dropped.
func (j *journal) replay(path string) error {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	whole := data[:bytes.LastIndexByte(data, '\n')+1]
	lines := bufio.NewScanner(bytes.NewReader(whole))
	lines.Buffer(nil, len(whole)+1)
	for n := 1; lines.Scan(); n++ {
		var e entry
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if code := j.do(e).Code; code/100 != 2 {
			return fmt.Errorf("line %d: %s %s: status %d", n, e.Method, e.URI, code)
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return os.Truncate(path, int64(len(whole)))
}

func (j *journal) do(e entry) *httptest.ResponseRecorder {
	req := httptest.NewRequest(e.Method, e.URI, bytes.NewReader([]byte(e.Body)))
	if e.Type != "" {
		req.Header.Set("Content-Type", e.Type)
	}
	answer := httptest.NewRecorder()
	j.handler.ServeHTTP(answer, req)
	return answer
}

// ServeHTTP answers a request; a change is on its way to disk before its
// answer is sent.
func (j *journal) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if j.file == nil || req.Method == http.MethodGet || req.Method == http.MethodHead {
		j.handler.ServeHTTP(w, req)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, 64<<20))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	e := entry{req.Method, req.URL.RequestURI(), req.Header.Get("Content-Type"), string(body)}
	answer := j.do(e)
	if answer.Code/100 == 2 {
		if err := j.write(e); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	w.Write(answer.Body.Bytes()) //nolint:errcheck // the client has gone
}

func (j *journal) write(e entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	_, err = j.file.Write(append(line, '\n'))
	return err
}

func (j *journal) close() error {
	if j.file == nil {
		return nil
	}
	return j.file.Close()
}
