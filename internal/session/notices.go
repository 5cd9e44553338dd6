package session

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dustin/go-humanize"

	"starling/engine"
	"starling/starlib"
)

// Failed reports whether a table failed.
func (s *Session) Failed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed
}

// onFailure says that a table failed, and under which names the script knows it and those
// made of it. Those are looked up elsewhere: the graph is locked here.
func (s *Session) onFailure(_ *engine.Table, cause error) {
	s.mu.Lock()
	s.failed = true
	s.mu.Unlock()
	s.notices.Go(func() {
		names, why := s.failedNames(cause), causeText(cause)
		switch len(names) {
		case 0:
			s.cfg.Notify("a table failed: " + why)
		case 1:
			s.cfg.Notify(fmt.Sprintf("table %s failed: %s", names[0], why))
		default:
			s.cfg.Notify(fmt.Sprintf("tables %s failed: %s", strings.Join(names, ", "), why))
		}
	})
}

// causeText is the cause of a failure; of a bug, with the place to report.
func causeText(cause error) string {
	var bug *engine.InternalError
	if !errors.As(cause, &bug) {
		return cause.Error()
	}
	return fmt.Sprintf("%v\nThis is a bug in Starling, not in the script. Please report these lines:\n  %s",
		cause, strings.ReplaceAll(bug.Trace(), "\n", "\n  "))
}

// failedNames is the variables whose tables failed for that cause.
func (s *Session) failedNames(cause error) []string {
	return s.Names(func(t *starlib.Table) bool { return errors.Is(t.Engine().Err(), cause) })
}

// Names is the variables of the script that hold such tables, sorted.
func (s *Session) Names(such func(*starlib.Table) bool) []string {
	tables := s.Host.Tables()
	var names []string
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		if such(tables[name]) {
			names = append(names, name)
		}
	}
	return names
}

// nearLimit says that memory is short, elsewhere: the graph is locked here.
func (s *Session) nearLimit(used int64, all []engine.Usage) {
	s.notices.Go(func() { s.cfg.Notify(s.nearText(used, all)) })
}

// namedLargest is how many tables the warning names.
const namedLargest = 3

// nearText says which tables are the largest.
func (s *Session) nearText(used int64, all []engine.Usage) string {
	sizes := map[string]int{}
	for _, u := range all {
		t := cmp.Or(u.Table, u.Of)
		name := u.Op
		if names := s.Names(func(x *starlib.Table) bool { return x.Engine() == t }); len(names) > 0 {
			name = names[0]
		}
		sizes[name] += u.Bytes
	}
	names := make([]string, 0, len(sizes))
	for name := range sizes {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(sizes[b]-sizes[a], strings.Compare(a, b)) })
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %s", name, humanize.IBytes(uint64(sizes[name])))
	}
	return fmt.Sprintf("memory: %s of %s are in use; the largest tables are %s. At the limit the one that grows fails (%s)",
		humanize.IBytes(uint64(used)), humanize.IBytes(uint64(s.cfg.MaxMemory)), strings.Join(names[:min(len(names), namedLargest)], ", "), s.cfg.BoundBy)
}
