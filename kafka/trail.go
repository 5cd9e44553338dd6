package kafka

import "slices"

// trail is how far the partitions of a lane had come after each cycle, as long as sinks owe
// records for it. A group may know of done; what is ahead of it would be lost if the
// process ended now. It is guarded by the consumer's lock.
type trail struct {
	done  map[topicPartition]position
	ahead []stride // by cycle
}

// stride is what one cycle took in: all records below the marks are in the table since.
type stride struct {
	cycle uint64
	marks []mark
}

// begin is where a partition starts.
func (t *trail) begin(tp topicPartition, at int64) {
	if t.done == nil {
		t.done = map[topicPartition]position{}
	}
	t.done[tp] = position{next: at}
}

// note adds how far a cycle has come, which may be said in several parts.
func (t *trail) note(cycle uint64, marks []mark) {
	n := len(t.ahead)
	if n == 0 || t.ahead[n-1].cycle != cycle {
		t.ahead = append(t.ahead, stride{cycle: cycle})
		n++
	}
	last := &t.ahead[n-1]
	for _, m := range marks {
		i := slices.IndexFunc(last.marks, func(x mark) bool { return x.topicPartition == m.topicPartition })
		if i < 0 {
			last.marks = append(last.marks, m)
		} else if m.life >= last.marks[i].life {
			last.marks[i] = m
		}
	}
}

// settle moves what is settled with a cycle to done, and reports whether that is all.
func (t *trail) settle(cycle uint64) (all bool) {
	n := 0
	for ; n < len(t.ahead) && t.ahead[n].cycle <= cycle; n++ {
		for _, m := range t.ahead[n].marks {
			t.done[m.topicPartition] = m.follow(t.done[m.topicPartition])
		}
	}
	t.ahead = slices.Delete(t.ahead, 0, n)
	return len(t.ahead) == 0
}
