package metrics

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"starling/starlib"
)

func TestMetrics(t *testing.T) {
	bubble(t, map[string]int{"in": 2, "out": 1}, func(r *rig) {
		r.feed("in", 0, "1", "2", "three")
		r.feed("in", 1, "40")
		r.script(`
t = numbers("in")
u = numbers("in")
total = t.agg_by(agg.sum_("N"))
stop = pk.produce(t.view("N"), {"bootstrap.servers": "` + r.broker.Addr() + `"}, "out", pk.KeyValueSpec.IGNORE, pk.simple_spec("N"))
metrics(total, "sum", "N")
sync()
`)
		time.Sleep(3 * watchEvery)
		all := r.scrape()
		r.want(all, 3, "table_rows", "table", "t")
		r.want(all, 1, "table_rows", "table", "total")
		r.want(all, 43, "sum")
		r.want(all, 0, "consumer_lag", "topic", "in", "partition", "0")
		r.want(all, 6, "consumer_records_total", "topic", "in", "partition", "0") // of two consumers
		r.want(all, 2, "consumer_records_total", "topic", "in", "partition", "1")
		r.want(all, 4, "consumer_bytes_total", "topic", "in", "partition", "1")
		r.want(all, 2, "consumer_bad_records_total", "topic", "in")
		r.want(all, 3, "producer_acked_total", "topic", "out")
		r.want(all, 0, "producer_pending")
		r.want(all, 1, "up")
		r.want(all, 1, "build_info", "version", "v1")
		if x, _ := value(all, "table_bytes", "table", "t"); x < 12 {
			t.Errorf("t has %v bytes", x)
		}
		cycles, _ := value(all, "cycles_total")
		if h := all["starling_cycle_seconds"].GetMetric()[0].GetHistogram(); float64(h.GetSampleCount()) != cycles || cycles == 0 {
			t.Errorf("%d cycles in the histogram, %v in all", h.GetSampleCount(), cycles)
		}
		for name := range r.scrape() {
			if own, ours := strings.CutPrefix(name, starlib.MetricPrefix); !ours || own != "sum" && !starlib.ReservedMetric(own) {
				t.Errorf("a script may have a metric %s of its own", name)
			}
		}
		if code, body := r.get("/healthz"); code != http.StatusOK || body != "{\"status\":\"ok\"}\n" {
			t.Errorf("%d %s", code, body)
		}
		// Counters stay when their consumers and producers are gone.
		r.script("stop()\nkc.close(t)\nkc.close(u)\n")
		all = r.scrape()
		r.want(all, 6, "consumer_records_total", "topic", "in", "partition", "0")
		r.want(all, 3, "producer_acked_total", "topic", "out")
	})
}

// TestLag: a graph that stands is behind by what comes meanwhile.
func TestLag(t *testing.T) {
	bubble(t, map[string]int{"in": 1}, func(r *rig) {
		r.feed("in", 0, "1")
		r.script("t = numbers('in')\nu = numbers('in')\nsync()\n")
		r.still()
		r.feed("in", 0, "2", "3")
		time.Sleep(2 * watchEvery)
		r.want(r.scrape(), 2, "consumer_lag", "topic", "in", "partition", "0")
		r.turn()
		time.Sleep(2 * watchEvery)
		r.want(r.scrape(), 0, "consumer_lag", "topic", "in", "partition", "0")
	})
}

func TestHealth(t *testing.T) {
	bubble(t, map[string]int{"in": 1}, func(r *rig) {
		r.script("t = numbers('in', starling_on_error='fail')\nlast = t.tail(1)\nmetrics(last, 'last', 'N')\nsync()\n")
		r.feed("in", 0, "1")
		time.Sleep(time.Second)
		r.want(r.scrape(), 1, "last")
		r.feed("in", 0, "two")
		time.Sleep(time.Second)
		code, body := r.get("/healthz")
		var h health
		if err := json.Unmarshal([]byte(body), &h); err != nil || strings.Count(body, "\n") != 1 {
			t.Fatalf("%v %q", err, body)
		}
		if code != http.StatusServiceUnavailable || h.Status != "failing" || len(h.Causes) != 2 ||
			!strings.HasPrefix(h.Causes[0], "table t failed: ") || !strings.Contains(h.Causes[0], "offset 1") || !strings.HasPrefix(h.Causes[1], "table last failed: ") {
			t.Errorf("%d %+v", code, h)
		}
		all := r.scrape()
		r.want(all, 0, "up")
		r.want(all, 1, "table_rows", "table", "t")
		if _, there := value(all, "last"); there {
			t.Error("a table that failed is shown as if it were of now")
		}
	})
}

// TestBrokerAway: for some seconds that is nothing; then it is no health, until it is back.
func TestBrokerAway(t *testing.T) {
	bubble(t, map[string]int{"in": 1, "out": 1}, func(r *rig) {
		r.script(`
t = numbers("in")
pk.produce(t, {"bootstrap.servers": "` + r.broker.Addr() + `"}, "out", pk.KeyValueSpec.IGNORE, pk.simple_spec("N"))
sync()
`)
		time.Sleep(2 * watchEvery)
		r.broker.Cut()
		time.Sleep(patience / 2)
		if code, body := r.get("/healthz"); code != http.StatusOK {
			t.Errorf("after %v: %d %s", patience/2, code, body)
		}
		time.Sleep(patience + watchEvery)
		code, body := r.get("/healthz")
		if code != http.StatusServiceUnavailable || !strings.Contains(body, "consumer of topic in: no answer of the broker for 1") {
			t.Errorf("%d %s", code, body)
		}
		if _, known := value(r.scrape(), "consumer_lag", "topic", "in", "partition", "0"); known {
			t.Error("the lag is known without a broker")
		}
		r.broker.Mend()
		time.Sleep(2 * patience)
		if code, body := r.get("/healthz"); code != http.StatusOK {
			t.Errorf("with the broker back: %d %s", code, body)
		}
	})
}

func TestScriptMetrics(t *testing.T) {
	bubble(t, nil, func(r *rig) {
		r.script(`
t = new_table([string_col("Sym", ["a", "b", "a", None, "q\"\n"]), double_col("X", [1.0, 2.5, 3.0, 4.0, 5.0]), int_col("N", [1, None, 3, 4, 5])])
metrics(t, "x", "X", labels="Sym")
metrics(t, "n", "N", labels=["Sym"])
metrics(t, "again", "N")
metrics(t.head(1), "again", "X")
metrics(empty_table(6000).update(["K = i", "V = (long)1"]), "many", "V", labels="K")
metrics(empty_table(6000).update(["K = i", "V = (long)1"]), "more", "V", labels="K")
metrics(empty_table(60_000).update("V = i"), "long", "V")
`)
		for range 2 {
			all := r.scrape()
			r.want(all, 3, "x", "Sym", "a")
			r.want(all, 2.5, "x", "Sym", "b")
			r.want(all, 4, "x", "Sym", "")
			r.want(all, 5, "x", "Sym", "q\"\n")
			r.want(all, 3, "n", "Sym", "a")
			if _, there := value(all, "n", "Sym", "b"); there {
				t.Error("null is a value")
			}
			r.want(all, 1, "again")
			if n, m := len(all["starling_many"].GetMetric()), len(all["starling_more"].GetMetric()); n != 6000 || m != starlib.MetricSeries-6000-4-3-1 {
				t.Errorf("%d and %d series", n, m)
			}
		}
		for text, want := range map[string]int{
			"starling_x: several rows have the same labels [Sym]": 1,
			"starling_more: all metrics of the script have 10000": 1,
			"starling_long: only the last 50000 rows":             1,
			"starling_many": 0,
		} {
			if n := r.times(text); n != want {
				t.Errorf("%q was said %d times, want %d", text, n, want)
			}
		}
	})
}

// TestScrapeWhileCycles: rows come while metrics are asked for, and all are there in the end.
func TestScrapeWhileCycles(t *testing.T) {
	bubble(t, map[string]int{"in": 1}, func(r *rig) {
		r.script("t = numbers('in')\nlast = t.last_by()\nmetrics(last, 'last', 'N')\n")
		const n = 300
		var work sync.WaitGroup
		work.Go(func() {
			for i := range n {
				r.feed("in", 0, fmt.Sprint(i+1))
				time.Sleep(time.Millisecond)
			}
		})
		before := 0.0
		for range 50 {
			all := r.scrape()
			rows, _ := value(all, "table_rows", "table", "t")
			if rows < before {
				t.Errorf("%v rows after %v", rows, before)
			}
			before = rows
			time.Sleep(7 * time.Millisecond)
		}
		work.Wait()
		r.script("sync()\n")
		all := r.scrape()
		r.want(all, n, "table_rows", "table", "t")
		r.want(all, n, "last")
		r.want(all, n, "consumer_records_total", "topic", "in", "partition", "0")
	})
}
