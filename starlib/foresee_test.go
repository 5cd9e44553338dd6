package starlib

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"starling/engine"
	"starling/kafka"
)

// TestForesee: what expressions give is known without running them, and nothing runs.
func TestForesee(t *testing.T) {
	h := New(Config{Graph: engine.NewGraph(), Kafka: &kafka.Env{}})
	defer h.Close()
	setup := `
t = new_table({"Sym": ["A"], "Qty": [1], "Price": [1.5]})
u = new_table({"Sym": ["A"], "Name": ["a"]})
live = time_table("PT1H")
calls = []
def half(x) -> float:
    calls.append(x)
    return x / 2
def table():
    calls.append(0)
    return t
limit = 3
by = ["Sym"]
parts = t.partition_by("Sym")
tables = {"t": t, "list": [u]}
from deephaven.updateby import rolling_sum_tick
from deephaven import agg
`
	if _, err := h.Exec(context.Background(), "test", setup); err != nil {
		t.Fatal(err)
	}
	tables := len(h.cfg.Graph.Usage())
	for src, want := range map[string]string{
		`t`:                                  "Sym Qty Price",
		`t.where("Qty > limit")`:             "Sym Qty Price",
		`t.where("Qty > limit").last_by(by)`: "Sym Qty Price",
		`t.view(["Sym", "X = Qty * Price"])`: "Sym X",
		`t.update("H = half(Price)").drop_columns("Qty")`:       "Sym Price H",
		`t.natural_join(u, on="Sym", joins="Name")`:             "Sym Qty Price Name",
		"t\n  .agg_by([agg.sum_('Total = Qty')], by=['Sym'])":   "Sym Total",
		`t.update_by(rolling_sum_tick("S = Qty", 3), by="Sym")`: "Sym Qty Price S",
		`t.sort("Qty").head(-1)`:                                "",
		`parts.merge().view("Sym")`:                             "Sym",
		`parts.get_constituent("A")`:                            "Sym Qty Price",
		`t.partition_by("Qty").merge()`:                         "Sym Qty Price",
		`merge([t, t]).count_by("N", "Sym")`:                    "Sym N",
		`live.update("X = Timestamp")`:                          "Timestamp X",
		`time_table("PT1S").update("X = i")`:                    "Timestamp X",
		`new_table({"A": [1]}).update("B = A")`:                 "A B",
		`empty_table(3).update("A = i")`:                        "A",
		`tables["t"].view("Qty")`:                               "Qty",
		`tables["list"][0]`:                                     "Sym Name",
		`table()`:                                               "",
		`t.where("Nope > 1")`:                                   "",
		`t.await_update()`:                                      "",
		`nothing.x`:                                             "",
		`1 +`:                                                   "",
		`list(t)`:                                               "",
	} {
		v, _ := h.Foresee(src)
		var got []string
		if made, ok := v.(*Table); ok {
			for _, f := range made.Engine().Schema {
				got = append(got, f.Name)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %q, want %q", src, s, want)
		}
	}
	if v, _ := h.Exec(context.Background(), "test", "len(calls)"); fmt.Sprint(v) != "0" {
		t.Errorf("%v functions of the script ran", v)
	}
	if n := len(h.cfg.Graph.Usage()); n != tables {
		t.Errorf("there are %d tables, %d before", n, tables)
	}
	v, _ := h.Lookup("t")
	types := h.Types(v.(*Table), "Sym.length()", "Qty + 0.5", "Nope", "half(Price)")
	if s := fmt.Sprint(types); s != "map[Qty + 0.5:double Sym.length():int half(Price):double]" {
		t.Error(s)
	}
}
