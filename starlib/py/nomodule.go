package py

import (
	"maps"
	"slices"
	"strings"
)

// packages is the modules of CPython that have others in them. Of Deephaven's all have.
var packages = []string{"collections", "concurrent", "http", "importlib", "json", "logging", "multiprocessing", "os", "unittest", "urllib", "xml", "zoneinfo"}

// noModule is the error of a module that is not there: which one of its path, whether Deephaven or
// Python has it, and what was meant.
func (ip *Interp) noModule(name string) error {
	missing, above := name, ""
	for i := range name {
		if name[i] == '.' && ip.modules[name[:i]] == nil {
			missing = name[:i]
			break
		} else if name[i] == '.' {
			above = name[:i]
		}
	}
	err := Raise("ModuleNotFoundError", "No module named '%s'", missing)
	if above != "" && !strings.HasPrefix(above, "deephaven") && (above == "os" || !slices.Contains(packages, above)) {
		return Raise("ModuleNotFoundError", "No module named '%s'; '%s' is not a package", missing, above)
	}
	return Hinted(err, ip.missingHint(name, missing))
}

// missingHint is what else there is to say of a module that is not there.
func (ip *Interp) missingHint(name, missing string) string {
	for _, n := range []string{name, missing} {
		if s := ip.library.elsewhere(n); s != "" {
			return s
		}
	}
	here := slices.Sorted(maps.Keys(ip.modules))
	if near := meant(name, here); near != "" {
		return didYouMean(near)
	}
	if same := ip.lastNamed(name, here); same != "" {
		return didYouMean(same)
	}
	if near := meant(name, pythonNames()["modules"]); near != "" && alike(name, near) {
		return didYouMean(near) + " Python has that, Starling does not"
	}
	if strings.HasPrefix(name, "deephaven.") {
		return "; Deephaven has no such module either: help(deephaven) has those that are here"
	}
	return "; neither Deephaven nor Python has it, and packages cannot be installed here"
}

// lastNamed is the one module whose last name is that of name: "kafka.consumer" of Deephaven.
func (ip *Interp) lastNamed(name string, here []string) string {
	last := "." + name[strings.LastIndexByte(name, '.')+1:]
	found := ""
	for _, n := range here {
		if strings.HasSuffix(n, last) {
			if found != "" {
				return ""
			}
			found = n
		}
	}
	return found
}

// noMember is the error of a name that a module does not have: whether Deephaven or Python has it
// there, or where it is here.
func (ip *Interp) noMember(m *ModuleValue, name string) error {
	err := Raise("ImportError", "cannot import name '%s' from '%s'", name, m.name)
	hint := ip.library.elsewhere(m.name + "." + name)
	if hint == "" {
		hint = didYouMean(ip.library.meant(name, m.AttrNames()))
	}
	if ways := ip.library.ways(name); hint == "" && len(ways) > 0 {
		hint = "; write " + strings.Join(ways, " or ")
	}
	if hint == "" {
		hint = "; help(" + m.name + ") has what is there"
	}
	return Hinted(err, hint)
}
