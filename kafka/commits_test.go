package kafka

import (
	"maps"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kmsg"
)

// committedAt is where group g stands in topic t.
func committedAt(r *rig, group string) map[int32]int64 {
	r.Helper()
	adm, err := r.env.NewAdmin(r.props)
	r.ok(err)
	defer adm.Close()
	all := resolver{topics: []string{"t"}, offsets: &Offsets{All: SeekToEnd}, ofAnother: func(string, string) bool { return false }}
	r.ok(all.setCommitted(r.Context(), adm, group))
	at := map[int32]int64{}
	for tp, n := range all.committed {
		at[tp.partition] = n
	}
	return at
}

// commit sets where a group stands in partition 0 of topic t.
func commit(r *rig, adm *kadm.Client, group string, at int64) {
	r.Helper()
	var o kadm.Offsets
	o.Add(kadm.Offset{Topic: "t", Partition: 0, At: at, LeaderEpoch: -1})
	_, err := adm.CommitOffsets(r.Context(), group, o)
	r.ok(err)
}

func (r *rig) wantCommitted(want map[int32]int64) {
	r.Helper()
	if got := committedAt(r, "g"); !maps.Equal(got, want) {
		r.Errorf("committed %v, want %v", got, want)
	}
}

// Only what a cycle has put into the table is committed, on time.
func TestCommitFollowsTable(t *testing.T) {
	bubble(t, map[string]int{"t": 2}, func(r *rig) {
		r.feed("t", "0 - a", "1 - b", "1 - c")
		r.consume("t", from(SeekToBeginning), set("group.id", "g"), set("auto.commit.interval.ms", "1000"))
		r.ok(r.env.Fetched(r.Context()))
		time.Sleep(3 * time.Second)
		r.wantCommitted(map[int32]int64{0: 0, 1: 0})
		r.step()
		r.wantCommitted(map[int32]int64{0: 0, 1: 0})
		time.Sleep(2 * time.Second)
		r.wantCommitted(map[int32]int64{0: 1, 1: 2})
	})
}

// A consumer that ends commits; the next one goes on there, also past a bad record.
func TestCommitResumes(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		group := set("group.id", "g")
		c := r.consume("t", group, ints)
		r.feed("t", "0 - 1", "0 - bad")
		r.step()
		c.Close()
		r.wantCommitted(map[int32]int64{0: 2})
		r.feed("t", "0 - 3")
		next := r.consume("t", group, ints)
		r.step()
		r.want(next.Table, "0 2 - 3")
		next.Table.Release() // as when no script refers to it
		time.Sleep(10 * time.Second)
		r.wantCommitted(map[int32]int64{0: 3})
	})
}

// A group that has read nothing yet keeps its place: the end at that time.
func TestCommitOfStart(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.feed("t", "0 - a")
		r.consume("t", set("group.id", "g")).Close()
		r.feed("t", "0 - b")
		next := r.consume("t", set("group.id", "g"))
		r.step()
		r.want(next.Table, "0 1 - b")
	})
}

// What was fetched and no cycle has taken is not committed.
func TestCommitLeavesUntaken(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", from(SeekToBeginning), set("group.id", "g"))
		r.feed("t", "0 - a")
		r.step()
		r.feed("t", "0 - b")
		r.ok(r.env.Fetched(r.Context()))
		c.Close()
		r.wantCommitted(map[int32]int64{0: 1})
	})
}

// The record at which a table fails is read again by the next consumer.
func TestCommitStopsAtFailure(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", from(SeekToBeginning), set("group.id", "g"), set("starling.on.error", "fail"), ints)
		r.feed("t", "0 - 1", "0 - bad", "0 - 3")
		r.ok(r.env.Fetched(r.Context()))
		r.ok(r.graph.Step(r.Context()))
		r.want(c.Table, "0 0 - 1")
		c.Close()
		r.wantCommitted(map[int32]int64{0: 1})
	})
}

func TestCommitOff(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", from(SeekToBeginning), set("group.id", "g"), set("enable.auto.commit", "false"))
		r.feed("t", "0 - a")
		r.step()
		time.Sleep(time.Minute)
		c.Close()
		r.wantCommitted(map[int32]int64{})
	})
}

// A lost broker delays commits and the end, and no more.
func TestCommitWithoutBroker(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", from(SeekToBeginning), set("group.id", "g"), set("auto.commit.interval.ms", "1000"))
		r.feed("t", "0 - a")
		r.step()
		r.broker.Cut()
		time.Sleep(time.Minute)
		if !r.told("group.id g: offsets of topic t are not committed") {
			r.Errorf("not told: %q", r.heard)
		}
		r.broker.Mend()
		time.Sleep(30 * time.Second)
		r.wantCommitted(map[int32]int64{0: 1})
		r.feed("t", "0 - b")
		r.step()
		r.broker.Cut()
		start := time.Now()
		r.close()
		if d := time.Since(start); d > 10*time.Second {
			r.Errorf("closing took %v", d)
		}
		<-c.closed
		r.broker.Mend()
	})
}

// The last commit is tried again while that may help, and no longer.
func TestCommitAtEndFails(t *testing.T) {
	for _, c := range []struct {
		err       *kerr.Error
		n         int
		committed map[int32]int64
		limit     time.Duration
		told      bool
	}{
		{kerr.UnknownTopicOrPartition, 3, map[int32]int64{0: 1}, 2 * time.Second, false},
		{kerr.UnknownTopicOrPartition, -1, map[int32]int64{}, 10 * time.Second, true},
		{kerr.GroupAuthorizationFailed, -1, map[int32]int64{}, time.Second, true},
	} {
		bubble(t, map[string]int{"t": 1}, func(r *rig) {
			table := r.consume("t", set("group.id", "g"))
			r.feed("t", "0 - a")
			r.step()
			fault := r.broker.Fail(kmsg.OffsetCommit, "t", c.err, c.n)
			start := time.Now()
			r.ok(table.Close())
			if d := time.Since(start); d > c.limit {
				r.Errorf("%v: closing took %v", c.err, d)
			}
			fault.Remove()
			r.wantCommitted(c.committed)
			if r.told("group.id g: offsets of topic t are not committed: "+c.err.Message) != c.told {
				r.Errorf("notices %q", r.heard)
			}
		})
	}
}

// What is not committed while a topic seems not to be there is committed later, though
// nothing more was read.
func TestCommitAfterAbsence(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", from(SeekToBeginning), set("group.id", "g"), set("auto.commit.interval.ms", "3600000"))
		r.feed("t", "0 - a", "0 - b")
		r.step()
		absent := func(is bool) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.identity["t"].absent = is
		}
		absent(true)
		if err := c.commits.commit(r.Context()); err == nil || err.Error() != "topic t does not exist" {
			r.Errorf("error %v", err)
		}
		absent(false)
		r.ok(c.commits.commit(r.Context()))
		r.wantCommitted(map[int32]int64{0: 2})
	})
}

// A consumer that ends looks once more for a topic that was not there, and commits if it is.
func TestLastCommitLooksAgain(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t", from(SeekToBeginning), set("group.id", "g"), set("auto.commit.interval.ms", "3600000"))
		r.feed("t", "0 - a", "0 - b")
		r.step()
		c.mu.Lock()
		c.identity["t"].absent = true
		c.mu.Unlock()
		r.ok(c.Close())
		r.wantCommitted(map[int32]int64{0: 2})
		if r.told("are not committed") {
			r.Errorf("said %q", r.heard)
		}
	})
}
