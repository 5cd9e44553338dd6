package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"starling/engine"
)

// How many rows are read at once, and how many unless the request says.
const (
	mostRead  = 100_000
	usualRead = 1000
)

// listTables answers GET /tables.
func (s *Server) listTables(w http.ResponseWriter, r *http.Request) {
	if len(r.URL.Query()) > 0 {
		http.Error(w, "/tables takes no parameters", http.StatusBadRequest)
		return
	}
	rows, err := s.tableRows(r.Context())
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(append(rows[:len(rows):len(rows)], '\n')) //nolint:errcheck // who asked is gone
}

// errFormat is the error of a format that there is not.
var errFormat = errors.New("format: json and arrow are available")

// reading is the parameters of GET /tables/NAME.
type reading struct {
	lo, hi int
	format string
}

// readReading reads them.
func readReading(q url.Values) (r reading, err error) {
	for name, values := range q {
		if !slices.Contains([]string{"lo", "hi", "format"}, name) {
			return r, fmt.Errorf("there is no parameter %.40q; lo, hi and format are", name)
		}
		if len(values) > 1 {
			return r, fmt.Errorf("%s is there twice", name)
		}
	}
	if r.lo, err = position(q, "lo", 0); err != nil {
		return r, err
	}
	if r.hi, err = position(q, "hi", r.lo+usualRead); err != nil {
		return r, err
	}
	switch {
	case r.hi < r.lo:
		return r, fmt.Errorf("hi: %d is less than lo, %d", r.hi, r.lo)
	case r.hi-r.lo > mostRead:
		return r, fmt.Errorf("hi: rows %d to %d are more than %d, which are the most of a request", r.lo, r.hi, mostRead)
	}
	if r.format = q.Get("format"); r.format == "" {
		r.format = "json"
	}
	if _, ok := formats[r.format]; !ok {
		return r, errFormat
	}
	return r, nil
}

// position is a parameter that is the position of a row.
func position(q url.Values, name string, usual int) (int, error) {
	if !q.Has(name) {
		return usual, nil
	}
	n, err := strconv.ParseUint(q.Get(name), 10, 31)
	if err != nil {
		return 0, fmt.Errorf("%s: %.40q is no position of a row, as 0", name, q.Get(name))
	}
	return int(n), nil
}

// readTable answers GET /tables/NAME with rows of one moment.
func (s *Server) readTable(w http.ResponseWriter, r *http.Request) {
	at, err := readReading(r.URL.Query())
	switch {
	case errors.Is(err, errFormat):
		http.Error(w, err.Error(), http.StatusNotAcceptable)
		return
	case err != nil:
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	seen, err := s.find(r.PathValue("name"))
	if err != nil {
		http.Error(w, s.said(err), http.StatusNotFound)
		return
	}
	f, err := s.read(r.Context(), seen.Table, at.lo, at.hi)
	seen.Keep()
	if err != nil {
		http.Error(w, s.said(err), http.StatusServiceUnavailable)
		return
	}
	h := w.Header()
	h.Set("Content-Type", formats[at.format].kind)
	h.Set("Starling-Size", strconv.Itoa(f.Size))
	h.Set("Starling-Cycle", strconv.FormatUint(f.Cycle, 10))
	if f.Err != nil {
		h.Set("Starling-Failed", "true")
	}
	out := &patient{Writer: w, c: http.NewResponseController(w)}
	err = s.Host.ExportFrame(r.Context(), out, f, formats[at.format].export)
	switch {
	case err == nil:
	case out.began:
		panic(http.ErrAbortHandler) // who asked is gone, or sees that the answer breaks off
	default: // rows that the format has no way to write
		http.Error(w, s.said(err), http.StatusNotAcceptable)
	}
}

// read copies rows of a table.
func (s *Server) read(ctx context.Context, t *engine.Table, lo, hi int) (*engine.Frame, error) {
	var f *engine.Frame
	var err error
	if e := s.Graph.ReadFor(ctx, func() { f, err = t.Frame(lo, hi, nil) }); e != nil {
		return nil, e
	}
	return f, err
}

// formats is how rows are written, and what that is to HTTP.
var formats = map[string]struct{ export, kind string }{
	"json":  {"json", "application/json"},
	"arrow": {"arrow-stream", "application/vnd.apache.arrow.stream"},
}

// patient is an answer that may take as long as it likes, as long as it is read.
type patient struct {
	io.Writer
	c     *http.ResponseController
	began bool
}

// Write writes, within a limit of its own.
func (p *patient) Write(b []byte) (int, error) {
	p.began = true
	if err := p.c.SetWriteDeadline(time.Now().Add(answerLimit)); err != nil {
		return 0, err
	}
	return p.Writer.Write(b)
}
