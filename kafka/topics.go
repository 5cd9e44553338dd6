package kafka

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"starling/internal/stable"
)

// topicPartition is a partition of a topic.
type topicPartition struct {
	topic     string
	partition int32
}

func (tp topicPartition) String() string {
	return fmt.Sprintf("topic %s partition %d", tp.topic, tp.partition)
}

// compare orders by topic, then partition.
func (tp topicPartition) compare(other topicPartition) int {
	if c := strings.Compare(tp.topic, other.topic); c != 0 {
		return c
	}
	return int(tp.partition) - int(other.partition)
}

// sortedPartitions is the keys of a map in order.
func sortedPartitions[T any](m map[topicPartition]T) []topicPartition {
	out := make([]topicPartition, 0, len(m))
	for tp := range m {
		out = append(out, tp)
	}
	stable.Sort(out, topicPartition.compare)
	return out
}

// subscription is the topics that a consumer reads: those named, and all whose name
// matches a pattern.
type subscription struct {
	names    []string
	patterns []*regexp.Regexp
	internal bool // patterns stand for Kafka's internal topics too
}

// subscribe makes a subscription of names; one that starts with ^ is a regular expression,
// as in librdkafka, and matches names of which it matches a beginning.
func subscribe(topics []string) (subscription, error) {
	var s subscription
	if len(topics) == 0 {
		return s, errors.New("topic: must not be empty")
	}
	for _, t := range topics {
		switch {
		case t == "":
			return s, errors.New("topic: must not be empty")
		case strings.HasPrefix(t, "^"):
			re, err := regexp.Compile(t)
			if err != nil {
				return s, fmt.Errorf("topic: pattern %q: %w", t, err)
			}
			s.patterns = append(s.patterns, re)
		case !slices.Contains(s.names, t):
			s.names = append(s.names, t)
		}
	}
	return s, nil
}

// several reports whether more than one topic can be read.
func (s subscription) several() bool { return len(s.patterns) > 0 || len(s.names) > 1 }

// has reports whether a topic is read.
func (s subscription) has(topic string) bool {
	return slices.Contains(s.names, topic) || s.matches(topic)
}

// overlaps reports whether two subscriptions are known to have a topic in common.
func (s subscription) overlaps(t subscription) bool {
	return slices.ContainsFunc(s.names, t.has) || slices.ContainsFunc(t.names, s.has) ||
		slices.ContainsFunc(s.patterns, func(a *regexp.Regexp) bool {
			return slices.ContainsFunc(t.patterns, func(b *regexp.Regexp) bool { return a.String() == b.String() })
		})
}

// matches reports whether a pattern stands for a topic.
func (s subscription) matches(topic string) bool {
	return slices.ContainsFunc(s.patterns, func(re *regexp.Regexp) bool { return re.MatchString(topic) })
}

// String is "topic t" or "topics a, b, ^x": what messages call it.
func (s subscription) String() string {
	all := slices.Clone(s.names)
	for _, re := range s.patterns {
		all = append(all, re.String())
	}
	if s.several() {
		return "topics " + strings.Join(all, ", ")
	}
	return "topic " + strings.Join(all, "")
}
