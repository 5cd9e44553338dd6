package starlib

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"starling/starlib/py"
)

var update = flag.Bool("update", false, "take what there is by now out of testdata/deephaven-api/not-yet.txt")

const notYetPath = "../testdata/deephaven-api/not-yet.txt"

// Every public name of Deephaven's modules and tables is there, or cannot be, or is in the
// list of those that are to come. Whichever is not there says what to do instead.
func TestNamesOfDeephaven(t *testing.T) {
	text, err := os.ReadFile(notYetPath)
	if err != nil {
		t.Fatal(err)
	}
	notYet := strings.Fields(string(text))
	h := newWorld(t).Host
	there := map[string][]string{"Table": py.EntryNames(h.tables), "PartitionedTable": append(py.EntryNames(h.partitioned), partitionedClass().AttrNames()...)}
	modules := map[string]bool{}
	for _, m := range library().Modules {
		for _, name := range append(m.Also, m.Name) {
			modules[name] = true
			there[name] = py.EntryNames(m.Entries)
		}
	}
	var left, all []string
	for _, owner := range slices.Sorted(maps.Keys(elsewhereNames())) {
		for _, name := range elsewhereNames()[owner] {
			full := owner + "." + name
			all = append(all, full)
			if modules[full] || slices.Contains(there[owner], name) {
				continue
			}
			said := elsewhere(full)
			cannot := slices.ContainsFunc(insteads(), func(i instead) bool { return strings.HasSuffix(said, i.why) })
			switch {
			case said == "":
				t.Errorf("nothing is said of %s", full)
			case cannot:
			case slices.Contains(notYet, full):
				left = append(left, full)
			default:
				t.Errorf("%s is not there, and not in the list of names to come", full)
			}
		}
	}
	for _, name := range notYet {
		if !slices.Contains(all, name) {
			t.Errorf("the list has %s, which Deephaven has not", name)
		}
	}
	if *update {
		if err := os.WriteFile(notYetPath, []byte(strings.Join(left, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// What cannot be here is in docs/differences.md, and nowhere.
func TestInsteads(t *testing.T) {
	readme, err := os.ReadFile("../docs/differences.md")
	if err != nil {
		t.Fatal(err)
	}
	modules := library().Modules
	for _, i := range insteads() {
		if !strings.Contains(string(readme), i.why) {
			t.Errorf("docs/differences.md does not say: %s", i.why)
		}
		for name := range strings.FieldsSeq(i.names) {
			short := "`" + strings.TrimPrefix(name, "deephaven.") + "`"
			if !strings.Contains(string(readme), short) {
				t.Errorf("docs/differences.md has no %s", short)
			}
			for _, m := range modules {
				entry, _ := strings.CutPrefix(name, m.Name+".")
				if m.Name == name || slices.Contains(py.EntryNames(m.Entries), entry) {
					t.Errorf("%s is there", name)
				}
			}
		}
	}
}

func TestElsewhere(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"from deephaven.plot.figure import Figure", "Deephaven has this, Starling does not: plot(t, x=, y=, by=) draws in the terminal and to files"},
		{"from deephaven.plot import express as dx\ndx.pie", "Deephaven has this, Starling does not: plot and deephaven.plot.express have line, scatter, bar and histogram"},
		{"from deephaven import read_sql", "ImportError: cannot import name 'read_sql' from 'deephaven'. Deephaven has this, Starling does not: there are no database drivers"},
		{"import deephaven\ndeephaven.pandas.to_pandas", "AttributeError: module 'deephaven' has no attribute 'pandas'. Deephaven has this, Starling does not: there is no CPython"},
		{"from deephaven.agg import weigthed_avg", "ImportError: cannot import name 'weigthed_avg' from 'deephaven.agg'. Did you mean: 'weighted_avg'?"},
	} {
		if _, err := w.script(t, "x.py", c.src); err == nil || !contains(err.Error(), c.want) {
			t.Errorf("%s\nfailed with\n%v\nwant\n%s", c.src, err, c.want)
		}
	}
}
