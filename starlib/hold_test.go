package starlib

import (
	"strings"
	"testing"
	"time"
)

// started is a table that a script makes before it builds on it.
const started = kafkaScript + `
t = kc.consume(cfg, "t", offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, key_spec=kc.KeyValueSpec.IGNORE, value_spec=kc.simple_spec("V"))
`

// A script's own tables get their rows when it ends, waits or looks, so that what it builds
// on a blink table sees every row; a script that failed leaves them where they are.
func TestRowsWaitForScript(t *testing.T) {
	for _, c := range []struct {
		name, script string
		rows         int // of the table that counts, when the script has ended
	}{
		{"built at once", "n = t.agg_by(agg.count_(\"N\"))\n", 3},
		{"built after a while", "for i in range(300000):\n    pass\nn = t.agg_by(agg.count_(\"N\"))\n", 3},
		{"built after long", "for i in range(20000000):\n    pass\nn = t.agg_by(agg.count_(\"N\"))\n", 0},
		{"built after a wait", "import time\ntime.sleep(0.5)\nn = t.agg_by(agg.count_(\"N\"))\n", 0},
		{"built after a look", "while t.size == 0:\n    pass\nwhile t.size > 0:\n    pass\nn = t.agg_by(agg.count_(\"N\"))\n", 0},
		{"built by one that fails", "n = t.agg_by(agg.count_(\"N\"))\nnothing\n", -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, cl := newKafkaWorld(t, map[string]int{"t": 1})
			produceTexts(t, cl, "t", "a", "b", "c")
			err := w.ExecFile(t.Context(), "x.py", "from deephaven import agg\n"+started+c.script)
			if c.rows < 0 {
				if err == nil || !strings.Contains(err.Error(), "NameError") {
					t.Fatalf("error %v", err)
				}
				time.Sleep(300 * time.Millisecond) // several cycles
				if n := counted(t, w); n != 0 {
					t.Errorf("%d rows came in", n)
				}
				w.LetRows()
				c.rows = 3
			} else if err != nil {
				t.Fatal(err)
			}
			if err := w.cfg.Kafka.Sync(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n := counted(t, w); n != c.rows {
				t.Errorf("%d rows counted, want %d", n, c.rows)
			}
		})
	}
}

// counted is the number in the one row of n, 0 if it has none.
func counted(t *testing.T, w *world) int {
	t.Helper()
	v, ok := w.Lookup("n")
	if !ok {
		t.Fatal("no n")
	}
	f, err := v.(*Table).t.Read(0, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	if f.Len() == 0 {
		return 0
	}
	return int(f.Cols[0].Any(0).(int64))
}
