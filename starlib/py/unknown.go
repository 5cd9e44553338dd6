package py

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Quoted is a value with names that stand only in texts, as those of a table's columns do.
type Quoted interface {
	// Quotes reports whether name is one of them.
	Quotes(name string) bool
}

// nameHint is what to say of a name that nothing has, behind that. It is called with the session lock held.
func (ip *Interp) nameHint(name string) string {
	if m, ok := ip.modules[name]; ok && !strings.Contains(m.name, ".") {
		return fmt.Sprintf(". Did you forget to import '%s'?", name)
	}
	if owner := ip.quoting(name); owner != "" {
		return fmt.Sprintf("; columns are named in texts: %q is a column of %s", name, owner)
	}
	if ways := ip.library.ways(name); len(ways) > 0 {
		return "; write " + strings.Join(ways, " or ")
	}
	if near := ip.library.meant(name, ip.session.visible()); near != "" {
		return fmt.Sprintf(". Did you mean: '%s'?", near)
	}
	if near := meant(name, ip.library.known()); near != "" && alike(name, near) {
		return "; did you mean " + strings.Join(ip.library.ways(near), " or ") + "?"
	}
	return ""
}

// alike is stricter than nearest, which has far more names to choose from here.
func alike(a, b string) bool {
	return len(a) > 5 && len(a)-len(b) < 2 && len(b)-len(a) < 2 && strings.EqualFold(a[:1], b[:1])
}

// known is the names that ways knows.
func (l *Library) known() (names []string) {
	for _, m := range l.Modules {
		names = append(names, EntryNames(m.Entries)...)
	}
	for _, c := range l.Classes {
		if c.Var != "" {
			names = append(names, EntryNames(c.Entries())...)
		}
	}
	return names
}

// instead is what to write for what a value of a type cannot do, or nothing.
func (l *Library) instead(what, typ string) string {
	if way := l.Instead[fmt.Sprintf(what, typ)]; way != "" {
		return "; " + way
	}
	return ""
}

// quoting is the first variable whose value has name in texts, or "".
func (ip *Interp) quoting(name string) string {
	for _, owner := range slices.Sorted(maps.Keys(ip.session.user)) {
		if q, ok := ip.session.user[owner].(Quoted); ok && q.Quotes(name) {
			return owner
		}
	}
	return ""
}

// mostWays is how many ways to a name are told.
const mostWays = 2

// ways is how a script gets at what has that name in a module or as a method: "kc.json_spec",
// "from deephaven.column import string_col", "t.where(…)".
func (l *Library) ways(name string) (ways []string) {
	short := map[string]string{}
	for _, p := range l.Prelude {
		if p.Name == "" {
			short[p.Module] = p.As
		}
	}
	var far []string
	for _, m := range l.Modules {
		for i := range m.Entries {
			if e := &m.Entries[i]; e.Name() != name {
				continue
			}
			if as := short[m.Name]; as != "" {
				ways = append(ways, as+"."+name)
			} else {
				far = append(far, fmt.Sprintf("from %s import %s", m.Name, name))
			}
		}
	}
	for _, c := range l.Classes {
		if c.Var == "" {
			continue
		}
		for _, e := range c.Entries() {
			if e.Name() == name {
				far = append(far, c.Var+"."+e.Sig)
			}
		}
	}
	ways = append(ways, far...)
	return ways[:min(mostWays, len(ways))]
}
