package starlib

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.starlark.net/starlark"
)

// registries is every registration table, by name.
func registries() map[string][]entry {
	all := map[string][]entry{
		"builtins": builtinTable(), "methods of tables": tableMethods(),
		"methods of partitioned tables": partitionedMethods(), "methods of datetimes": datetimeMethods(),
	}
	for _, m := range moduleTable() {
		all["module "+m.name] = m.entries
	}
	return all
}

func TestRegistriesAreInOrderAndDocumented(t *testing.T) {
	for table, entries := range registries() {
		names := entryNames(entries)
		if !slices.IsSorted(names) {
			sorted := slices.Sorted(slices.Values(names))
			for i := range names {
				if names[i] != sorted[i] {
					t.Errorf("%s: %s is not in its place", table, names[i])
					break
				}
			}
		}
		for _, e := range entries {
			if e.method() && e.fn == nil {
				t.Errorf("%s: %s has no function", table, e.sig)
			}
			if e.method() && e.doc == "" && !strings.HasPrefix(e.sig, "__") {
				t.Errorf("%s: %s has no documentation", table, e.sig)
			}
			if strings.HasPrefix(e.sig, "__") {
				continue
			}
			if r := e.result(); r != "" {
				if _, ok := typeNamed(r); !ok {
					t.Errorf("%s: %s gives an unknown type", table, e.sig)
				}
			}
		}
	}
	var modules []string
	for _, m := range moduleTable() {
		modules = append(modules, m.name)
		if m.doc == "" {
			t.Errorf("module %s has no documentation", m.name)
		}
	}
	if !slices.IsSorted(modules) {
		t.Errorf("the modules are not in order: %v", modules)
	}
}

func TestPreludeExists(t *testing.T) {
	w := newWorld(t)
	for _, p := range preludeTable() {
		name := p.name
		if name == "" {
			name = p.as
		}
		if v, ok := w.Lookup(name); !ok || v == nil {
			t.Errorf("%s of %s is not there", name, p.module)
		}
	}
}

// TestUnknownKeywords calls every function with a keyword that it does not have.
func TestUnknownKeywords(t *testing.T) {
	w := newWorld(t)
	table, err := w.Exec(t.Context(), "<stdin>", "empty_table(1)\n")
	if err != nil {
		t.Fatal(err)
	}
	open := regexp.MustCompile(`\*\*|^__|^open|^dataclass\(|^map\(|^replace\(|^join\(|^bytearray`)
	for name, entries := range registries() {
		for i := range entries {
			e := &entries[i]
			if !e.method() || open.MatchString(e.sig) {
				continue
			}
			f := &function{host: w.Host, entry: e, name: e.name()}
			switch name {
			case "methods of tables":
				f.recv = table
			case "methods of partitioned tables":
				continue
			case "methods of datetimes":
				f.recv = instant(0)
			}
			var err error
			w.Locked(func() {
				_, err = f.CallInternal(w.newThread("test"), nil, []starlark.Tuple{{starlark.String("no_such"), starlark.None}})
			})
			if err == nil || !strings.Contains(err.Error(), "no_such") && !strings.Contains(err.Error(), "missing argument") {
				t.Errorf("%s: %s with no_such=None gave %v", name, e.sig, err)
			}
		}
	}
}

// TestAggregationsExist calls every aggregation that the module has.
func TestAggregationsExist(t *testing.T) {
	w := newWorld(t)
	for _, e := range aggEntries() {
		args := "'A'"
		switch e.name() {
		case "pct":
			args = "0.5, 'A'"
		case "weighted_avg", "weighted_sum":
			args = "'A', 'A'"
		}
		col := "B = A"
		if e.name() == "count_" {
			col = "B"
		}
		args = strings.Replace(args, "'A'", "'"+col+"'", -1)
		if strings.HasPrefix(e.name(), "weighted") {
			args = "'A', 'B = A'"
		}
		w.prints(t, "t = empty_table(3).update('A = i').agg_by(agg."+e.name()+"("+args+"))\nprint(t.size, t.column_names)", `1 ['B']`)
	}
}
