package starlib

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"starling/starlib/py"

	"go.starlark.net/starlark"
)

// registries is every registration table, by name.
func registries() map[string][]py.Entry {
	all := map[string][]py.Entry{
		"builtins": builtinTable(), "methods of tables": tableMethods(),
		"methods of partitioned tables": partitionedMethods(),
	}
	for _, m := range moduleTable() {
		all["module "+m.Name] = m.Entries
	}
	return all
}

func TestRegistriesAreInOrderAndDocumented(t *testing.T) {
	for table, entries := range registries() {
		names := py.EntryNames(entries)
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
			if e.Method() && e.Fn == nil {
				t.Errorf("%s: %s has no function", table, e.Sig)
			}
			if e.Method() && e.Doc == "" && !strings.HasPrefix(e.Sig, "__") {
				t.Errorf("%s: %s has no documentation", table, e.Sig)
			}
			if strings.HasPrefix(e.Sig, "__") {
				continue
			}
			if r := e.Result(); r != "" {
				if _, ok := typeNamed(r); !ok {
					t.Errorf("%s: %s gives an unknown type", table, e.Sig)
				}
			}
		}
	}
	var modules []string
	for _, m := range moduleTable() {
		modules = append(modules, m.Name)
		if m.Doc == "" {
			t.Errorf("module %s has no documentation", m.Name)
		}
	}
	if !slices.IsSorted(modules) {
		t.Errorf("the modules are not in order: %v", modules)
	}
}

func TestPreludeExists(t *testing.T) {
	w := newWorld(t)
	for _, p := range preludeTable() {
		name := p.Name
		if name == "" {
			name = p.As
		}
		if v, ok := w.Lookup(name); !ok || v == nil {
			t.Errorf("%s of %s is not there", name, p.Module)
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
			if !e.Method() || open.MatchString(e.Sig) {
				continue
			}
			var recv starlark.Value
			switch name {
			case "methods of tables":
				recv = table
			case "methods of partitioned tables":
				continue
			}
			var err error
			w.Locked(func() {
				_, err = e.Fn(&py.Call{Interp: w.Interp, Name: e.Name(), Recv: recv, Kwargs: []starlark.Tuple{{starlark.String("no_such"), starlark.None}}})
			})
			if err == nil || !strings.Contains(err.Error(), "no_such") && !strings.Contains(err.Error(), "missing argument") {
				t.Errorf("%s: %s with no_such=None gave %v", name, e.Sig, err)
			}
		}
	}
}

// TestAggregationsExist calls every aggregation that the module has.
func TestAggregationsExist(t *testing.T) {
	w := newWorld(t)
	for _, e := range aggEntries() {
		if e.Fn == nil {
			continue // the name of a type
		}
		args := "'A'"
		switch e.Name() {
		case "pct":
			args = "0.5, 'A'"
		case "weighted_avg", "weighted_sum":
			args = "'A', 'A'"
		}
		col := "B = A"
		if e.Name() == "count_" {
			col = "B"
		}
		args = strings.Replace(args, "'A'", "'"+col+"'", -1)
		if strings.HasPrefix(e.Name(), "weighted") || strings.HasPrefix(e.Name(), "sorted") {
			args = "'A', 'B = A'"
		}
		switch e.Name() {
		case "count_where":
			args = "'B', 'A > 0'"
		case "formula":
			args = "'B = max(A)'"
		case "partition":
			args = "'B'"
		}
		w.prints(t, "t = empty_table(3).update('A = i').agg_by(agg."+e.Name()+"("+args+"))\nprint(t.size, t.column_names)", `1 ['B']`)
	}
}
