package kafka

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/engine"
	"starling/kafka/kafkatest"
)

// backup is a broker's data, put aside and back.
type backup struct {
	r         *rig
	dir, kept string
}

// bubbleKept is a bubble whose broker's data can be put back to an earlier state.
func bubbleKept(t *testing.T, topics map[string]int, f func(r *rig, b *backup)) {
	t.Helper()
	b := &backup{dir: t.TempDir(), kept: t.TempDir() + "/data"}
	bubbleOf(t, kafkatest.Config{Topics: topics, Dir: b.dir}, func(r *rig) {
		b.r = r
		f(r, b)
	})
}

// keep puts the present data aside.
func (b *backup) keep() {
	b.r.Helper()
	b.r.ok(b.r.broker.Restart(func() error { return os.CopyFS(b.kept, os.DirFS(b.dir)) }))
	time.Sleep(10 * time.Second)
}

// restore puts the data back. The feeder is a new one: who wrote what is lost knows better.
func (b *backup) restore() {
	b.r.Helper()
	b.r.ok(b.r.broker.Restart(func() error {
		if err := os.RemoveAll(b.dir); err != nil {
			return err
		}
		return os.CopyFS(b.dir, os.DirFS(b.kept))
	}))
	b.r.feeder.Close()
	var err error
	b.r.feeder, err = b.r.broker.Client(kgo.RecordPartitioner(kgo.ManualPartitioner()))
	b.r.ok(err)
}

// elect has topic t's partitions led anew, some times.
func (r *rig) elect(partitions, times int) {
	r.Helper()
	for range times {
		for p := range partitions {
			r.ok(r.broker.MoveLeader("t", int32(p)))
		}
	}
}

// count is how many notices have a part.
func (r *rig) count(part string) (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, line := range r.heard {
		if strings.Contains(line, part) {
			n++
		}
	}
	return n
}

// A log that comes back without its end is read on from where it parts from what was read,
// however far it has grown when that is noticed, and whatever its leaders' epochs are then.
func TestLogReplaced(t *testing.T) {
	after := func(values ...string) (lines []string) {
		for _, v := range values {
			lines = append(lines, "0 - "+v)
		}
		return lines
	}
	group := set("group.id", "g")
	for _, c := range []struct {
		name    string
		lost    []string // what is read and lost, after a and b
		before  int      // epochs between a and b and these
		after   int      // epochs after the loss
		later   []string // records after the loss
		notice  bool     // the consumer is there before them
		strike  func(r *rig)
		change  []func(Props, *Consume)
		at      int64    // where reading goes on
		want    []string // rows after a, b and what is lost
		failure string
	}{
		{name: "nothing after", notice: true},
		{name: "less than before", later: after("x"), notice: true, want: []string{"0 2 - x"}},
		{name: "less than before, already there", later: after("x", "y"), want: []string{"0 2 - x", "0 3 - y"}},
		{name: "more than before, after it was noticed", later: after("x", "y", "z", "v", "w"), notice: true, want: []string{"0 2 - x", "0 3 - y", "0 4 - z", "0 5 - v", "0 6 - w"}},
		{name: "in a group", later: after("x"), notice: true, change: []func(Props, *Consume){group}, want: []string{"0 2 - x"}},
		{name: "not to be borne", later: after("x"), notice: true, change: []func(Props, *Consume){set("starling.on.loss", "fail")}, failure: "starling.on.loss is fail"},
		{name: "nobody resets", later: after("x"), notice: true, change: []func(Props, *Consume){set("auto.offset.reset", "none"), from(SeekToBeginning)}, failure: "auto.offset.reset is none"},

		{name: "epoch lower, end lower", before: 3, after: 1, later: after("x"), want: []string{"0 2 - x"}},
		{name: "epoch lower, end above", before: 3, after: 1, later: after("x", "y", "z", "v", "w"), want: []string{"0 2 - x", "0 3 - y", "0 4 - z", "0 5 - v", "0 6 - w"}},
		{name: "epoch lower, same end", before: 3, after: 1, later: after("x", "y", "z"), want: []string{"0 2 - x", "0 3 - y", "0 4 - z"}},
		{name: "epoch lower, one that was there, end above", before: 3, later: after("x", "y", "z", "v"), want: []string{"0 2 - x", "0 3 - y", "0 4 - z", "0 5 - v"}},
		{name: "same epoch, end above", before: 2, after: 2, later: after("x", "y", "z", "v"), want: []string{"0 2 - x", "0 3 - y", "0 4 - z", "0 5 - v"}},
		{name: "same epoch, same end", before: 2, after: 2, later: after("x", "y", "z"), want: []string{"0 2 - x", "0 3 - y", "0 4 - z"}},
		{name: "same epoch as ever, end above", later: after("x", "y", "z", "v"), want: []string{"0 2 - x", "0 3 - y", "0 4 - z", "0 5 - v"}},
		{name: "epoch higher, end above", before: 1, after: 3, later: after("x", "y", "z", "v"), want: []string{"0 2 - x", "0 3 - y", "0 4 - z", "0 5 - v"}},
		{name: "end above, in a group", before: 3, after: 1, later: after("x", "y", "z", "v"), change: []func(Props, *Consume){group}, want: []string{"0 2 - x", "0 3 - y", "0 4 - z", "0 5 - v"}},
		{name: "end above, not to be borne", before: 3, after: 1, later: after("x", "y", "z", "v"), change: []func(Props, *Consume){set("starling.on.loss", "fail")}, failure: "the log has other records from offset 2 on"},
		{name: "end above, no other topic", before: 3, after: 1, later: after("x", "y", "z", "v"), change: []func(Props, *Consume){set("starling.on.recreate", "fail")}, failure: "starling.on.recreate is fail"},
		{name: "end lower, no other topic", before: 3, after: 1, later: after("x"), change: []func(Props, *Consume){set("starling.on.recreate", "fail")}, failure: "starling.on.recreate is fail"},
		{name: "the broker away again and again", before: 3, after: 1, later: after("x", "y", "z", "v"), strike: func(r *rig) {
			for range 5 {
				r.broker.Mend()
				time.Sleep(3 * time.Millisecond)
				r.broker.Cut()
				time.Sleep(time.Minute)
			}
		}, want: []string{"0 2 - x", "0 3 - y", "0 4 - z", "0 5 - v"}},
		{name: "answers that are lost", before: 3, after: 1, later: after("x", "y", "z", "v"), strike: func(r *rig) {
			r.broker.LoseAnswers(kmsg.Fetch, 4)
			r.broker.LoseAnswers(kmsg.OffsetForLeaderEpoch, 4)
			r.broker.LoseAnswers(kmsg.ListOffsets, 4)
		}, want: []string{"0 2 - x", "0 3 - y", "0 4 - z", "0 5 - v"}},
		{name: "errors", before: 3, after: 1, later: after("x", "y", "z", "v"), strike: func(r *rig) {
			r.broker.Fail(kmsg.OffsetForLeaderEpoch, "t", kerr.NotLeaderForPartition, 7)
			r.broker.Fail(kmsg.Fetch, "t", kerr.FencedLeaderEpoch, 7)
		}, want: []string{"0 2 - x", "0 3 - y", "0 4 - z", "0 5 - v"}},
		{name: "one partition of two", lost: []string{"1 - c", "1 - d"}, before: 3, after: 1, later: []string{"1 - x", "1 - y", "1 - z", "0 - q"}, want: []string{"0 2 - q", "1 0 - x", "1 1 - y", "1 2 - z"}},
		{name: "many records", lost: many("0 - lost ", 1000), before: 3, after: 1, later: many("0 - new ", 1500), want: rowsFrom(2, many("0 - new ", 1500))},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.lost == nil {
				c.lost = after("c", "d", "e")
			}
			parts := 1 + int(c.lost[0][0]-'0')
			bubbleKept(t, map[string]int{"t": parts}, func(r *rig, kept *backup) {
				table := r.consume("t", c.change...)
				status, err := table.Status(r.Context())
				r.ok(err)
				status.Retain()
				r.feed("t", "0 - a", "0 - b")
				kept.keep()
				r.elect(parts, c.before)
				r.feed("t", c.lost...)
				r.step()
				rows := append([]string{"0 0 - a", "0 1 - b"}, rowsFrom(2-2*int(c.lost[0][0]-'0'), c.lost)...)
				r.wantAny(table.Table, slices.Clone(rows)...)
				time.Sleep(time.Second)
				r.broker.Cut()
				kept.restore()
				defer r.feeder.Close()
				r.elect(parts, c.after)
				if c.notice {
					r.broker.Mend()
					time.Sleep(time.Minute)
				}
				if c.later != nil {
					r.feed("t", c.later...)
				}
				if c.strike != nil {
					c.strike(r)
				}
				r.broker.Mend()
				if c.failure != "" {
					r.await(func() bool { return r.graph.Step(r.Context()) == nil && table.Table.Err() != nil })
					wantErr(r.T, table.Table.Err(), nil, "records were lost on the broker", c.failure)
					r.wantAny(table.Table, rows...)
					return
				}
				r.ok(r.env.Fetched(r.Context()))
				r.step()
				r.wantAny(table.Table, append(rows, c.want...)...)
				at := 2 - 2*int(c.lost[0][0]-'0')
				if want := fmt.Sprintf("topic t partition %c: the log ", c.lost[0][0]); !r.told(want, fmt.Sprintf("records were lost on the broker; going on at %d", at)) || r.count("were lost") != 1 {
					r.Errorf("notices %q", r.heard)
				}
				time.Sleep(10 * time.Second)
				r.step()
				r.wantLevel(status)
				r.feed("t", "0 - more")
				r.step()
				if n := len(r.rows(table.Table)); n != len(rows)+len(c.want)+1 {
					r.Errorf("%d rows", n)
				}
				if c.change != nil {
					r.ok(table.Close())
					if got := committedAt(r, "g")[0]; c.failure == "" && int(got) != 2+len(c.later)+1 {
						r.Errorf("committed %d", got)
					}
				}
			})
		})
	}
}

// many is numbered records.
func many(begin string, n int) (lines []string) {
	for i := range n {
		lines = append(lines, fmt.Sprintf("%s%d", begin, i))
	}
	return lines
}

// rowsFrom is the rows of records of one partition from an offset on.
func rowsFrom(offset int, lines []string) (rows []string) {
	for i, line := range lines {
		rows = append(rows, fmt.Sprintf("%s %d %s", line[:1], offset+i, line[2:]))
	}
	return rows
}

// wantLevel checks that a table of status has every partition at its end, in no trouble.
func (r *rig) wantLevel(status *engine.Table) {
	r.Helper()
	for _, row := range r.readCols(status, "Position", "End", "Lag", "Error") {
		f := strings.Fields(row)
		if f[0] != f[1] || f[2] != "0" || f[3] != "-" {
			r.Errorf("status %q", row)
		}
	}
}

// A log that comes back with all that was read is the same, whoever led it meanwhile: nothing
// is said of it, and nothing read twice.
func TestLogTheSame(t *testing.T) {
	for _, c := range []struct {
		name   string
		happen func(r *rig, kept *backup)
	}{
		{"epoch lower, same end", func(r *rig, kept *backup) {
			kept.keep()
			r.elect(1, 3)
			time.Sleep(10 * time.Second)
			r.broker.Cut()
			kept.restore()
			r.broker.Mend()
		}},
		{"epoch lower, end above", func(r *rig, kept *backup) {
			kept.keep()
			r.elect(1, 3)
			time.Sleep(10 * time.Second)
			r.broker.Cut()
			kept.restore()
			r.feed("t", "0 - c", "0 - d")
			r.broker.Mend()
		}},
		{"epoch higher", func(r *rig, _ *backup) {
			r.elect(1, 5)
			r.feed("t", "0 - c", "0 - d")
		}},
		{"a restart", func(r *rig, kept *backup) { kept.keep() }},
		{"connections that break", func(r *rig, _ *backup) {
			r.broker.CutAtRandom(3, 1)
			for _, v := range []string{"c", "d", "e", "f"} {
				r.feed("t", "0 - "+v)
				time.Sleep(time.Second)
			}
			r.broker.CutAtRandom(0, 0)
		}},
		{"what was read is deleted", func(r *rig, _ *backup) {
			r.broker.Cut()
			r.ok(r.broker.DeleteRecords("t", 0, 2))
			r.feed("t", "0 - c", "0 - d")
			r.broker.Mend()
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubbleKept(t, map[string]int{"t": 1}, func(r *rig, kept *backup) {
				table := r.consume("t", set("starling.on.loss", "fail"))
				status, err := table.Status(r.Context())
				r.ok(err)
				status.Retain()
				r.feed("t", "0 - a", "0 - b")
				r.step()
				first := r.feeder
				c.happen(r, kept)
				if r.feeder != first {
					defer r.feeder.Close()
				}
				r.ok(r.env.Fetched(r.Context()))
				r.feed("t", "0 - z")
				r.step()
				rows := r.rows(table.Table)
				for i, row := range rows {
					if f := strings.Fields(row); f[1] != fmt.Sprint(i) {
						r.Errorf("row %d is %q", i, row)
					}
				}
				if last := rows[len(rows)-1]; !strings.HasSuffix(last, " z") || r.count("lost") > 0 {
					r.Errorf("last %q, notices %q", last, r.heard)
				}
				time.Sleep(10 * time.Second)
				r.step()
				r.wantLevel(status)
			})
		})
	}
}

// What a group committed of a log that came back without its end is not where reading begins.
func TestLogReplacedCommitted(t *testing.T) {
	for _, c := range []struct {
		name          string
		before, after int // epochs before what is lost, and after the loss
		later         []string
		bare          bool // nothing is kept with the offset but the epoch
		props         []func(Props, *Consume)
		want          string
	}{
		{name: "epoch lower, end above", before: 3, after: 1, later: many("0 - x", 7)},
		{name: "epoch lower, same end", before: 3, after: 1, later: many("0 - x", 3)},
		{name: "epoch lower, end lower", before: 3, after: 1, later: many("0 - x", 1)},
		{name: "same epoch, end above", before: 2, after: 2, later: many("0 - x", 7)},
		{name: "epoch higher, end above", before: 1, after: 4, later: many("0 - x", 7)},
		{name: "by another client", before: 1, after: 4, later: many("0 - x", 7), bare: true},
		{name: "not to be borne", before: 3, after: 1, later: many("0 - x", 7), props: []func(Props, *Consume){set("starling.on.loss", "fail")}, want: "starling.on.loss is fail"},
		{name: "no other topic", before: 3, after: 1, later: many("0 - x", 7), props: []func(Props, *Consume){set("starling.on.recreate", "fail")}, want: "starling.on.recreate is fail"},
		{name: "nobody resets", before: 3, after: 1, later: many("0 - x", 7), props: []func(Props, *Consume){set("auto.offset.reset", "none")}, want: "auto.offset.reset is none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubbleKept(t, map[string]int{"t": 1}, func(r *rig, kept *backup) {
				r.feed("t", "0 - a", "0 - b")
				kept.keep()
				r.elect(1, c.before)
				r.feed("t", "0 - c", "0 - d", "0 - e")
				table := r.consume("t", set("group.id", "g"), set("auto.offset.reset", "earliest"))
				r.step()
				r.ok(table.Close())
				r.wantCommitted(map[int32]int64{0: 5})
				with := r.keptWith()
				kept.restore()
				defer r.feeder.Close()
				r.elect(1, c.after)
				r.feed("t", c.later...)
				if c.bare {
					with = ""
				}
				r.putBackAs(with, 5, int32(c.before))
				props, o := r.consumeArgs("t", append(c.props, set("group.id", "g")))
				again, err := r.env.Consume(r.Context(), r.graph, props, o)
				if c.want != "" {
					wantErr(r.T, err, nil, "the log has other records below the committed offset 5", c.want)
					return
				}
				r.ok(err)
				again.Table.Retain()
				r.step()
				r.want(again.Table, rowsFrom(2, c.later)...)
				if !r.told("topic t partition 0: the log has other records below the committed offset 5: records were lost on the broker; starting at 2") {
					r.Errorf("notices %q", r.heard)
				}
			})
		})
	}
}

// A committed offset of a log that is the same stays where it is, whoever leads.
func TestLogTheSameCommitted(t *testing.T) {
	for _, epochs := range []int{0, 1, 5} {
		bubble(t, map[string]int{"t": 1}, func(r *rig) {
			r.feed("t", "0 - a", "0 - b")
			table := r.consume("t", set("group.id", "g"), set("auto.offset.reset", "earliest"))
			r.step()
			r.ok(table.Close())
			r.elect(1, epochs)
			r.feed("t", "0 - c")
			table = r.consume("t", set("group.id", "g"), set("starling.on.loss", "fail"))
			r.step()
			r.want(table.Table, "0 2 - c")
		})
	}
}

// Few traces are kept of many records: all of the last, and those around where epochs begin.
func TestPast(t *testing.T) {
	p := &past{}
	epochOf := func(at int64) int32 { return int32(at / 3000) }
	for at := int64(0); at < 100_000; {
		var recs []*kgo.Record
		for n := at%300 + 1; n > 0; n-- {
			recs = append(recs, &kgo.Record{Offset: at, Value: fmt.Append(nil, at), LeaderEpoch: epochOf(at)})
			at++
		}
		p.add(recs)
		last := recs[len(recs)-1]
		for i, x := range recs[max(len(recs)-tracesRecent, 0):] {
			if got, ok := p.before(x.Offset + 1); !ok || !got.is(x) {
				t.Fatalf("record %d of %d: %+v", i, at, got)
			}
		}
		if len(p.traces) > tracesMost+2*epochsMost || p.epoch() != last.LeaderEpoch || p.epochAt(last.Offset) != last.LeaderEpoch {
			t.Fatalf("at %d: %d traces, epoch %d", at, len(p.traces), p.epoch())
		}
	}
	first := p.epochs[len(p.epochs)-2].first
	if got, _ := p.before(first + 1); got.offset != first {
		t.Errorf("before the epoch at %d: %+v", first, got)
	}
	if got, _ := p.before(first); got.offset != first-1 {
		t.Errorf("within the epoch at %d: %+v", first, got)
	}
	p.cut(first)
	if got, _ := p.before(1 << 40); got.offset != first-1 || p.epoch() != epochOf(first-1) {
		t.Errorf("cut at %d: %+v, epoch %d", first, got, p.epoch())
	}
}
