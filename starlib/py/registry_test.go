package py

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.starlark.net/starlark"
)

// registries is every registration table, by name.
func registries() map[string][]Entry {
	all := map[string][]Entry{
		"builtins": Builtins(), "methods of datetimes": datetimeMethods(), "methods of dates": dateMethods(), "methods of times": clockMethods(), "methods of timedeltas": timedeltaMethods,
		"methods of zones": zoneMethods, "methods of streams": streamMethods(), "methods of Random": randomMethods(),
		"methods of patterns": regexMethods(), "methods of matches": matchMethods(), "methods of digests": digestMethods(), "methods of files": diskFileMethods(),
		"methods of deques": dequeMethods(), "methods of defaultdicts": defaultMethods, "methods of OrderedDicts": orderedMethods,
		"methods of Counters": counterMethods, "methods of functions with a memory": rememberingAttrs,
	}
	for _, m := range Modules() {
		all["module "+m.Name] = m.Entries
	}
	return all
}

func TestRegistriesAreInOrderAndDocumented(t *testing.T) {
	for table, entries := range registries() {
		names := EntryNames(entries)
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
			if r := e.Result(); r != "" && !slices.Contains([]string{"bool", "float", "int", "str"}, r) {
				t.Errorf("%s: %s gives an unknown type", table, e.Sig)
			}
		}
	}
	var modules []string
	for _, m := range Modules() {
		modules = append(modules, m.Name)
		if m.Doc == "" {
			t.Errorf("module %s has no documentation", m.Name)
		}
	}
	if !slices.IsSorted(modules) {
		t.Errorf("the modules are not in order: %v", modules)
	}
}

// TestUnknownKeywords calls every function with a keyword that it does not have.
func TestUnknownKeywords(t *testing.T) {
	w := newWorld(t)
	open := regexp.MustCompile(`\*\*|^__|^open|^dataclass\(|^map\(|^replace\(|^join\(|^bytearray|^frozenset|^slice\(|^super\(|^fields\(`)
	for name, entries := range registries() {
		for i := range entries {
			e := &entries[i]
			if !e.Method() || open.MatchString(e.Sig) {
				continue
			}
			var recv starlark.Value
			switch name {
			case "methods of datetimes":
				recv = Instant(0)
			case "methods of dates":
				recv = NewDate(2024, 1, 1)
			case "methods of times":
				recv = Clock{}
			case "methods of timedeltas":
				recv = Timedelta{}
			case "methods of zones":
				recv = utcZone
			case "methods of streams":
				recv = &stream{}
			case "methods of patterns":
				recv = &regex{}
			case "methods of files":
				recv = &diskFile{ip: w.Interp, reads: true, writes: true, text: true}
			case "methods of digests":
				recv = &digest{new: hashes[0].new}
			case "methods of matches":
				recv = &found{}
			case "methods of deques":
				recv = &deque{ip: w.Interp}
			case "methods of defaultdicts", "methods of OrderedDicts", "methods of Counters":
				recv = (&Call{Interp: w.Interp}).newMapping(defaultKind)
			case "methods of functions with a memory":
				recv = &remembering{ip: w.Interp, results: new(starlark.Dict)}
			}
			var err error
			w.Locked(func() {
				_, err = e.Fn(&Call{Interp: w.Interp, entry: e, Name: e.Name(), Recv: recv, Kwargs: []starlark.Tuple{{starlark.String("no_such"), starlark.None}}})
			})
			if err == nil || !strings.Contains(err.Error(), "no_such") && !strings.Contains(err.Error(), "missing argument") {
				t.Errorf("%s: %s with no_such=None gave %v", name, e.Sig, err)
			}
		}
	}
}
