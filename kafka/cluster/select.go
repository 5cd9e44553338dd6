package cluster

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"starling/internal/nearest"
)

// Select says which topics are meant.
type Select struct {
	Names    []string       // these; none is all
	Match    *regexp.Regexp // of these those whose names it finds something in; nil is all
	Internal bool           // Kafka's own as well
}

// Named is the selection of a name, or of all whose names a pattern such as "^orders-"
// matches, as kc.consume has it.
func Named(topic string) (s Select, err error) {
	if !strings.HasPrefix(topic, "^") {
		return Select{Names: []string{topic}}, nil
	}
	if s.Match, err = regexp.Compile(topic); err != nil {
		return s, fmt.Errorf("topic: pattern %q: %w", topic, err)
	}
	return s, nil
}

// has reports whether a topic is among those meant.
func (s Select) has(name string, internal bool) bool {
	if len(s.Names) > 0 {
		return slices.Contains(s.Names, name)
	}
	return (s.Internal || !internal) && (s.Match == nil || s.Match.MatchString(name))
}

// Missing is the error of a topic, or a group, that is not there.
type Missing struct {
	What, Name string
	Near       []string // names that may have been meant, closest first
}

func (m *Missing) Error() string {
	return fmt.Sprintf("%s %q does not exist%s", m.What, m.Name, meant(m.Near))
}

// Hint ends a notice about a name that is not among those there are.
func Hint(name string, there []string) string { return meant(Near(name, there)) }

func meant(near []string) string {
	if len(near) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(near, ", ") + "?"
}

// missing is the error of a name that is not among those there are.
func missing(what, name string, there []string) *Missing {
	return &Missing{What: what, Name: name, Near: Near(name, there)}
}

// nearMost is how many names an error offers.
const nearMost = 3

// Near is the names of topics that somebody may have meant who wrote name: those that a slip
// of typing leads to, or else those of which it is a part.
func Near(name string, there []string) []string {
	there = slices.Sorted(slices.Values(there))
	if near := nearest.Names(name, there, nearMost); len(near) > 0 || name == "" {
		return near
	}
	var out []string
	for _, n := range there {
		if strings.Contains(strings.ToLower(n), strings.ToLower(name)) && len(out) < nearMost {
			out = append(out, n)
		}
	}
	return out
}
