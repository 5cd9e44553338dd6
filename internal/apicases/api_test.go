package apicases

import (
	"context"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"

	"starling/internal/racing"
)

var (
	update = flag.Bool("update", false, "write testdata/deephaven-api/passing.txt anew")
	only   = flag.String("area", "", "run the cases of one area alone, as tables/joins, and say which do not pass")
)

const recordings = "../../testdata/deephaven-api"

// atMost is how many cases may be different on purpose.
const atMost = 150

// results is what is wrong with cases, by id: "" with those that pass.
type results struct {
	mu  sync.Mutex
	why map[string]string
}

func (r *results) set(c *Case, why string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.why[c.ID] = why
}

// TestDeephavenAPI runs every case. With -v it says which do not pass, and why.
func TestDeephavenAPI(t *testing.T) {
	areas := map[string][]*Case{}
	files, err := filepath.Glob(recordings + "/*/*.jsonl.gz")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range files {
		if areas[areaOf(path)], err = load(path); err != nil {
			t.Fatal(err)
		}
	}
	if *only != "" {
		for id, why := range runAll(t, map[string][]*Case{*only: areas[*only]}) {
			if why != "" {
				t.Errorf("%s: %s", id, why)
			}
		}
		return
	}
	if racing.On { // whether the answers are right is seen without it
		for name, cases := range areas {
			areas[name] = cases[:racing.Less(len(cases))]
		}
		runAll(t, areas)
		return
	}
	got := runAll(t, areas)
	differences, err := readDifferences(recordings)
	if err != nil {
		t.Fatal(err)
	}
	if len(differences) > atMost {
		t.Errorf("%d cases are different on purpose, at most %d may be", len(differences), atMost)
	}
	for id := range differences {
		if why, known := got[id]; !known || why == "" {
			t.Errorf("differences has %s, which is no case or gives what Deephaven gives", id)
		}
	}
	hold(t, areas, got, differences)
}

// runAll runs scripts each in a world of its own, formulas with those of their setup.
func runAll(t *testing.T, areas map[string][]*Case) map[string]string {
	r := &results{why: map[string]string{}}
	var jobs []func(ctx context.Context, dir string)
	for _, name := range slices.Sorted(maps.Keys(areas)) {
		bySetup := map[string][]*Case{}
		for _, c := range areas[name] {
			if c.Script != "" {
				jobs = append(jobs, func(ctx context.Context, dir string) { r.set(c, c.runScript(ctx, dir)) })
			} else {
				bySetup[c.Setup] = append(bySetup[c.Setup], c)
			}
		}
		for setup, cases := range bySetup {
			jobs = append(jobs, func(ctx context.Context, dir string) {
				w := open(dir)
				defer w.close()
				why := w.exec(ctx, "setup.py", setup)
				for _, c := range cases {
					if why != "" {
						r.set(c, "setup "+why)
					} else {
						r.set(c, c.runFormula(ctx, w))
					}
				}
			})
		}
	}
	var workers sync.WaitGroup
	queue := make(chan func(context.Context, string))
	for range 4 * runtime.GOMAXPROCS(0) { // some wait for tables to change
		workers.Go(func() {
			for job := range queue {
				dir, err := os.MkdirTemp("", "api")
				if err != nil {
					t.Error(err)
					continue
				}
				job(t.Context(), dir)
				os.RemoveAll(dir)
			}
		})
	}
	for _, job := range jobs {
		queue <- job
	}
	close(queue)
	workers.Wait()
	return r.why
}

// hold compares the counts of areas with passing.txt.
func hold(t *testing.T, areas map[string][]*Case, got, differences map[string]string) {
	now := map[string]count{}
	for name, cases := range areas {
		var n count
		for _, c := range cases {
			if differences[c.ID] == "" {
				n.add(c.Expected.Error != nil, got[c.ID] == "")
			}
		}
		now[name] = n
	}
	path := filepath.Join(recordings, "passing.txt")
	if *update {
		if err := os.WriteFile(path, []byte(passingText(now)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, err := readPassing(string(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(areas)) {
		was, known := before[name]
		switch is := now[name]; {
		case !known:
			t.Errorf("%s is not in passing.txt", name)
		case is.values < was.values || is.errors < was.errors:
			t.Errorf("%s: %d values and %d errors pass, no longer %d and %d; -v says which do not", name, is.values, is.errors, was.values, was.errors)
		}
		for _, c := range areas[name] {
			if got[c.ID] != "" && differences[c.ID] == "" && testing.Verbose() {
				t.Logf("%s %s: %s", name, c.ID, got[c.ID])
			}
		}
	}
}
