package web

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/goleak"

	"starling/engine"
	"starling/kafka"
	"starling/serve/arrow"
	"starling/serve/door"
	"starling/starlib"
	"starling/starlib/py"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rig is a script's session with a server, at an address or in memory.
type rig struct {
	testing.TB
	*Server
	dial func(ctx context.Context) (net.Conn, error)
}

// newRig is one at an address of this machine, with the graph running.
func newRig(t testing.TB, at Door, with ...func(*starlib.Config)) *rig {
	t.Helper()
	r := prepared(t, at, with...)
	r.dial = func(ctx context.Context) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", r.door.Addr().String())
	}
	r.Start()
	return r
}

// prepared is a rig that does not answer yet.
func prepared(t testing.TB, at Door, with ...func(*starlib.Config)) *rig {
	t.Helper()
	if at.At == "" {
		at.At = ":0"
	}
	if at.Token == "" {
		at.Token = door.NewToken()
	}
	s, err := Listen(at)
	if err != nil {
		t.Fatal(err)
	}
	s.every = 20 * time.Millisecond
	g := engine.NewGraph()
	s.Graph, s.Kafka, s.Version, s.Script = g, &kafka.Env{}, "v1", "query.py"
	c := starlib.Config{Graph: g, Kafka: s.Kafka, Arrow: arrow.Files{}, Config: py.Config{Stdout: io.Discard, Dir: t.TempDir()}}
	for _, f := range with {
		f(&c)
	}
	s.Host = starlib.New(c)
	ctx, cancel := context.WithCancel(context.Background())
	var turning sync.WaitGroup
	turning.Go(func() { g.Run(ctx, 10*time.Millisecond) })
	t.Cleanup(func() {
		s.Close(context.Background())
		cancel()
		turning.Wait()
		s.Host.Close()
	})
	return &rig{TB: t, Server: s}
}

const prelude = `
from deephaven import agg, empty_table, input_table, new_table, dtypes as dht
from deephaven.column import double_col, int_col, string_col, long_col
`

func (r *rig) script(text string) {
	r.Helper()
	if err := r.Host.ExecFile(r.Context(), "x.py", prelude+text); err != nil {
		r.Fatal(err)
	}
}

// client asks with the token.
func (r *rig) client() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return r.dial(ctx) }, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// get asks for a page as a program does.
func (r *rig) get(path string) (code int, header http.Header, body string) {
	r.Helper()
	q, err := http.NewRequestWithContext(r.Context(), http.MethodGet, "http://"+r.door.Addr().String()+path, nil)
	if err != nil {
		r.Fatal(err)
	}
	q.Header.Set("Authorization", "Bearer "+string(r.token))
	a, err := r.client().Do(q)
	if err != nil {
		r.Fatal(err)
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		r.Fatal(err)
	}
	return a.StatusCode, a.Header, string(b)
}

// page is a page that is connected. It says that it has drawn what it reads.
type page struct {
	*rig
	ws     *websocket.Conn
	tables [][]tableRow // the lists that came
}

// news is a message of the server.
type news struct {
	N      int
	Hello  *hello
	Tables []tableRow
	View   *int
	Frame  *struct {
		Size, Base, Lo, Hi, First int
		Cycle                     uint64
		Columns                   []heading
		Rows                      []uint64
		Cells                     [][]*string
		Changed                   counts
		Record                    *struct {
			Row    int
			Values []*string
		}
		Error *string
	}
	Chart  *json.RawMessage
	Failed *string
	Graph  *graphNews
	Status []map[string]any
	Errors []map[string]any
}

// open connects a page.
func (r *rig) open() *page {
	r.Helper()
	p := &page{rig: r, ws: r.connect()}
	r.Cleanup(func() { p.ws.CloseNow() })
	return p
}

func (r *rig) connect() *websocket.Conn {
	r.Helper()
	at := "http://" + r.door.Addr().String()
	ws, _, err := websocket.Dial(r.Context(), at+"/live", &websocket.DialOptions{
		HTTPClient: r.client(),
		HTTPHeader: http.Header{"Cookie": {r.cookie + "=" + string(r.token)}, "Origin": {at}},
	})
	if err != nil {
		r.Fatal(err)
	}
	ws.SetReadLimit(-1)
	return ws
}

// ask sends a message.
func (p *page) ask(format string, args ...any) {
	p.Helper()
	if err := p.ws.Write(p.Context(), websocket.MessageText, fmt.Appendf(nil, format, args...)); err != nil {
		p.Fatal(err)
	}
}

// read is the next message, which the page does not say that it has drawn.
func (p *page) read() *news {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.Context(), 10*time.Second)
	defer cancel()
	_, b, err := p.ws.Read(ctx)
	if err != nil {
		p.Fatal(err)
	}
	m := &news{}
	if err := json.Unmarshal(b, m); err != nil {
		p.Fatalf("%v: %s", err, b)
	}
	if m.Tables != nil {
		p.tables = append(p.tables, m.Tables)
	}
	return m
}

// next is the next message.
func (p *page) next() *news {
	p.Helper()
	m := p.read()
	p.ask(`{"do":"drawn","n":%d}`, m.N)
	return m
}

// await is the next message for which a condition holds.
func (p *page) await(what string, holds func(m *news) bool) *news {
	p.Helper()
	for range 10000 {
		if m := p.next(); holds(m) {
			return m
		}
	}
	p.Fatalf("%s did not come", what)
	return nil
}

// frame is the next frame of a view for which a condition holds.
func (p *page) frame(view int, holds func(m *news) bool) *news {
	p.Helper()
	return p.await("a frame", func(m *news) bool {
		if m.View != nil && *m.View == view && m.Failed != nil {
			p.Fatalf("view %d: %s", view, *m.Failed)
		}
		return m.View != nil && *m.View == view && m.Frame != nil && holds(m)
	})
}

// failed is the next error of a view.
func (p *page) failed(view int) string {
	p.Helper()
	return *p.await("an error", func(m *news) bool { return m.View != nil && *m.View == view && m.Failed != nil }).Failed
}

// listed is a list of tables for which a condition holds, that came or comes.
func (p *page) listed(holds func(t []tableRow) bool) []tableRow {
	p.Helper()
	for i := 0; ; i++ {
		for i >= len(p.tables) {
			p.next()
		}
		if holds(p.tables[i]) {
			return p.tables[i]
		}
	}
}

// text is the cells as text: rows of cells.
func (m *news) text() string {
	s := ""
	for i := range m.Frame.Rows {
		for j := range m.Frame.Cells {
			if j > 0 {
				s += " "
			}
			if x := m.Frame.Cells[j][i]; x != nil {
				s += *x
			} else {
				s += "-"
			}
		}
		s += "\n"
	}
	return s
}
