package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/ipc"

	"starling/starlib"
)

// TestRest: tables as JSON, as write_json writes it.
func TestRest(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`
t = new_table([int_col("K", [1, 2, None]), string_col("S", ["a", None, "<&>"])])
big = empty_table(3000).update("X = i")
`)
	code, h, body := r.get("/tables")
	var rows []tableRow
	if err := json.Unmarshal([]byte(body), &rows); err != nil || code != 200 || h.Get("Content-Type") != "application/json" || len(rows) != 2 || rows[1].Name != "t" || rows[1].Rows != 3 {
		t.Errorf("%d %v %s", code, err, body)
	}
	all := "[\n{\"K\":1,\"S\":\"a\"},\n{\"K\":2,\"S\":null},\n{\"K\":null,\"S\":\"<&>\"}\n]\n"
	for path, want := range map[string]string{
		"/tables/t":                         all,
		"/tables/t?format=json":             all,
		"/tables/t?lo=1&hi=2":               "[\n{\"K\":2,\"S\":null}\n]\n",
		"/tables/t?lo=7":                    "[]\n",
		"/tables/t?hi=0":                    "[]\n",
		"/tables/big?lo=2998&hi=2147483647": "400 hi: rows 2998 to 2147483647 are more than 100000",
		"/tables/big?lo=2998&hi=102998":     "[\n{\"X\":2998},\n{\"X\":2999}\n]\n",
		"/tables/t?lo=-1":                   "400 lo: \"-1\" is no position",
		"/tables/t?lo=2&hi=1":               "400 hi: 1 is less than lo, 2",
		"/tables/t?lo=1&lo=2":               "400 lo is there twice",
		"/tables/t?rows=5":                  "400 there is no parameter \"rows\"; lo, hi and format are",
		"/tables?x=1":                       "400 /tables takes no parameters",
		"/tables/t?format=csv":              "406 format: json and arrow are available",
		"/tables/T":                         "404 the script has no table T; did you mean t?",
		"/tables/%1b[2J":                    `404 the script has no table \x1b[2J`,
		"/tables/t/x":                       "404 ",
	} {
		code, h, body := r.get(path)
		if code != 200 {
			body = fmt.Sprint(code, " ", body)
		}
		if code == 200 && (body != want || h.Get("Starling-Size") == "" || h.Get("Starling-Cycle") == "") || code != 200 && !strings.Contains(body, want) {
			t.Errorf("%s: %s %s, want %s", path, h, body, want)
		}
	}
	if code, h, body := r.get("/tables/big"); code != 200 || h.Get("Starling-Size") != "3000" || strings.Count(body, "\n") != usualRead+2 {
		t.Errorf("%d %s %d", code, h, len(body))
	}
}

// TestArrow: rows as a stream of Arrow's; a host without Arrow says so.
func TestArrow(t *testing.T) {
	r := newRig(t, Door{})
	r.script(`t = empty_table(5).update("X = i")`)
	code, h, body := r.get("/tables/t?format=arrow&lo=1&hi=4")
	if code != 200 || h.Get("Content-Type") != "application/vnd.apache.arrow.stream" || h.Get("Starling-Size") != "5" {
		t.Errorf("%d %s", code, h)
	}
	in, err := ipc.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Release()
	if !in.Next() || in.RecordBatch().NumRows() != 3 || in.RecordBatch().ColumnName(0) != "X" || in.RecordBatch().Column(0).ValueStr(0) != "1" {
		t.Errorf("%v %v", in.RecordBatch(), in.Err())
	}
	without := newRig(t, Door{}, func(c *starlib.Config) { c.Arrow = nil })
	without.script(`t = empty_table(5).update("X = i")`)
	if code, _, body := without.get("/tables/t?format=arrow"); code != 406 || !strings.Contains(body, "no Arrow") {
		t.Errorf("%d %s", code, body)
	}
}

// TestBusy: who keeps the script keeps no list waiting for good.
func TestBusy(t *testing.T) {
	bubble(t, func(r *rig) {
		held, let := make(chan struct{}), make(chan struct{})
		r.work.Go(func() {
			r.Host.Locked(func() {
				close(held)
				<-let
			})
		})
		<-held
		defer close(let)
		w := httptest.NewRecorder()
		r.listTables(w, httptest.NewRequest(http.MethodGet, "/tables", nil))
		if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "busy") {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}

// FuzzReading: whatever the query of a request says, it is refused or within its bounds.
func FuzzReading(f *testing.F) {
	for _, seed := range []string{"lo=1&hi=2", "format=json", "lo=-1", "hi=99999999999999999999", "lo=%zz", "lo=1;hi=2", "lo=2147483647"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		q, _ := url.ParseQuery(query)
		r, err := readReading(q)
		if err == nil && (r.lo < 0 || r.hi < r.lo || r.hi-r.lo > mostRead) {
			t.Errorf("%q: %+v", query, r)
		}
	})
}
