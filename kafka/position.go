package kafka

// position is how far a partition was read: all records below next, of one life. A life
// ends when its topic is deleted and created again, or when the broker loses records that
// were read: the same offsets are other records then. Lives count from 0.
type position struct {
	life int32
	next int64
}

// before reports whether reading has to go on from p to come to q. In a later life there is
// nothing left to come to.
func (p position) before(q position) bool {
	return p.life < q.life || p.life == q.life && p.next < q.next
}

// mark says that all records of a partition below its position are in this batch or before it.
type mark struct {
	topicPartition
	position
}

// follow is where a partition is that was at a position. What is said of an earlier life comes
// too late.
func (m mark) follow(at position) position {
	if m.life < at.life {
		return at
	}
	return m.position
}
